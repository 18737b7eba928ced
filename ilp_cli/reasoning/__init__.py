"""ilp why: what makes a month of duty or a plan of staff impossible."""
