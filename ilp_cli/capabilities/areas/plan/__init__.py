"""Divide the blocks of each posyandu: exactly where that can be done, else by a search with a bound."""
