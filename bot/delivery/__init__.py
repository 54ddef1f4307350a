"""Posting exactly once, whatever dies in between; `bot.jobs` tells the crash story step by step."""
