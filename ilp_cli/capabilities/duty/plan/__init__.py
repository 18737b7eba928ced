"""The planner of duty rosters."""
