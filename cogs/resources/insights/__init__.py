"""`/insights`: what was opened, saved and found useful in a server, in counts."""
