"""Purging: deleting many messages of a channel that fit a filter."""
