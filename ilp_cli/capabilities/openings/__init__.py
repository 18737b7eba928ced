"""The opening days of posyandu: a rhythm for each, somebody with them, nobody in two places."""
