"""Attune's features, a folder each."""
