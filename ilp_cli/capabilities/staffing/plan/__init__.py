"""The planner of moves and hires, and its proof."""
