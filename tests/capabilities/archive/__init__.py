"""Archives of signed annexes."""
