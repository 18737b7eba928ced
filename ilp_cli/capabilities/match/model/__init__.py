"""Official lists, and how their rows are compared with ours."""
