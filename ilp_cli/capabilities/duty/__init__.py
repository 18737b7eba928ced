"""Duty rosters: who serves on which day, planned, proven, printed, and checked when they come back."""
