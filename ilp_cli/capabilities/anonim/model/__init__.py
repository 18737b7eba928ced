"""Pseudonyms, and what a copy of a roster keeps."""
