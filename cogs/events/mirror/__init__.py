"""The next date of each training as one of the server's own scheduled events."""
