"""Suggestions: what members write, and how it comes among a server's resources by review."""
