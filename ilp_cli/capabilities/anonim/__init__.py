"""A copy of a roster with invented names and numbers."""
