"""The roadmap on paper."""
