"""ilp decree."""
