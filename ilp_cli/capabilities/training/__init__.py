"""Training before a stage begins: who needs which group of skills, in which batch, where, and at what cost."""
