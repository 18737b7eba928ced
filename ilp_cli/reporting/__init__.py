"""ilp report: a whole district on one page of HTML, for the head of an office."""
