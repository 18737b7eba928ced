"""A division as the file that is an input again, and as a map."""
