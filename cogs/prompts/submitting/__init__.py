"""Prompts that members write: drafts, their way to the reviewers, and what a server approved."""
