"""A new plan folder."""
