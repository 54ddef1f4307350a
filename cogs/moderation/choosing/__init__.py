"""What a server chooses for its moderation."""
