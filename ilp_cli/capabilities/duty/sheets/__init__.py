"""The sheets to hang up, and their summary."""
