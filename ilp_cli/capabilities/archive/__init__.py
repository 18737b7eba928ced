"""Signed annexes kept as they were: written for people to read, and held against the roadmap ever after."""
