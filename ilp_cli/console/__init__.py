"""The only room that prints. It decides nothing."""
