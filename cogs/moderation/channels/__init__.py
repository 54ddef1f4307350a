"""What moderators do to a channel: slow it down, lock it, put it away."""
