"""Which single absence puts which pustu below its minimum, and the pool that would prevent it."""
