"""What an import reads, decides and comes to."""
