"""ilp check: every rule asked, every form of its answer."""
