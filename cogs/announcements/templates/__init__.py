"""Texts that a server begins announcements from."""
