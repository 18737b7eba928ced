"""Freezing the annexes of a decree."""
