"""What each server has chosen."""
