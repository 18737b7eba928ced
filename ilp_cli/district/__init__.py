"""One district as frozen values: who and what it has, who serves where on which day."""
