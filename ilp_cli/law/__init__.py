"""The law as data: standards with their articles, and the words of configs/."""
