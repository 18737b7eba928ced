"""A list from the ministry becomes rows with codes, names and counts; none is passed in silence."""
