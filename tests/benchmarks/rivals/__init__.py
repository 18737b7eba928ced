"""The same roster checked with general tools, each in its own environment, by schemas that do them justice."""
