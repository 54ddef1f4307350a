"""The revisions, oldest first. There is no way back but a backup."""
