"""Posts, workers, rosters and their words as values."""
