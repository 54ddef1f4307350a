"""Using a prompt: its text, filling it in, copying it, and what changed between versions."""
