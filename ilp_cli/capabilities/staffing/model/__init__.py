"""Proposals, what becomes of a district with one, and plans."""
