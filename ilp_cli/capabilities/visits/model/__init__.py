"""Home visits as values: families, the kader who visit them, their days, and what a month comes to."""
