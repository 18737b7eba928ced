"""The planner: the program, what can be counted by hand, and the what-ifs."""
