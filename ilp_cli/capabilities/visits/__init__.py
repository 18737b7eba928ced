"""Home visits of a month: who is visited on which day by which kader, and who is not reached, and why."""
