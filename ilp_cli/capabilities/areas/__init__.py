"""The areas of kader: the blocks of each posyandu divided among its kader, fair, connected, with few changes."""
