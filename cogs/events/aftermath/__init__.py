"""What comes after a training: recording and slides, two questions, and a summary."""
