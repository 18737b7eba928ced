"""Tests of the order of the coming years."""
