"""Looking trainings up: what is coming, one of them, and one's own."""
