"""A Discord on this laptop: REST v10 and Gateway v10 in memory, strict where Discord is strict."""
