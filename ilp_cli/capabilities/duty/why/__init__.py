"""The smallest facts that clash in a month, and the smallest repairs."""
