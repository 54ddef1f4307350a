"""The resource of the day: which comes when, posting it, and what organisers decide about it."""
