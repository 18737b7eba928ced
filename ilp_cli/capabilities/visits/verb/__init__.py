"""The visits of a month: planned, written, and read back when they have been made."""
