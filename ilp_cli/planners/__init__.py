"""How a plan can be mended: who moves, who is hired, who serves when. Only proposals; the rules judge them."""
