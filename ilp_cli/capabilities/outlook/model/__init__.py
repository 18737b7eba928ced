"""Careers and what follows from their ends."""
