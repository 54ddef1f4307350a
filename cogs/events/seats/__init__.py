"""Signing up: seats, the waiting list, and seats that become free."""
