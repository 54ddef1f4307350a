"""Reminding those who come: in the thread, and by direct message for those who asked."""
