"""What is asked, what is planned, and a plan as its file tells it."""
