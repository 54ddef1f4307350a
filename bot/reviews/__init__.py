"""The review lifecycle that prompts and resources share."""
