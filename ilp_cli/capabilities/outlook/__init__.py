"""Who leaves when, and which pustu then falls below its minimums."""
