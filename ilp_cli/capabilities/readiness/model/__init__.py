"""Criteria, what was told and counted of each place, and what that comes to."""
