"""The change of a decree."""
