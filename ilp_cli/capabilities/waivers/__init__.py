"""Findings a district has decided to live with."""
