"""Posyandu, who may go with them, and when they open."""
