"""Tests of the rules on the roadmap."""
