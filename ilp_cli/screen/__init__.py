"""What is said: the terminal, its options, the command-line library in Indonesian."""
