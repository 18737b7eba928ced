"""What every room may use: findings, places, words, weekdays, outcomes; standard library only."""
