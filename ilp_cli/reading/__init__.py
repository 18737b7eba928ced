"""A plan folder into a District; what does not fit becomes a finding, nothing stops the reading."""
