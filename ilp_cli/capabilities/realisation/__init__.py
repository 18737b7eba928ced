"""What has been done of the roadmap: promise and deed side by side, by quarter, coverage decreed and running apart."""
