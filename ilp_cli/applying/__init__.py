"""A proposal that was accepted becomes rows of the roster: old rows end, new ones begin on the day of the decree."""
