"""What has been done of the roadmap."""
