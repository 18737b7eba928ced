"""What the program can do: a folder for each, which knows none of the others."""
