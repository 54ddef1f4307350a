"""What the dates of reviews bring, told to the reviewers: at most one message a day."""
