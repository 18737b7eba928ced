"""What is counted of the people of a roster."""
