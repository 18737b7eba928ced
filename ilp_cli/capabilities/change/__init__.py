"""The change of a decree: what it removes, adds and leaves, for its text and as a working table."""
