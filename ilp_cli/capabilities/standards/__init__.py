"""The standards of a district beside the national ones."""
