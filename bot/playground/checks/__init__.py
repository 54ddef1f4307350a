"""What Discord refuses: lengths, counts and forms of what is sent to it."""
