"""A list from the ministry becomes rows with codes, names and counts, none passed in silence; and which are whose."""
