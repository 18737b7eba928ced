"""Messy files made into our own roster, with every decision told."""
