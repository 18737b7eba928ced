"""Fulfilment and proposals on paper."""
