"""Register and roster beside a list of the ministry."""
