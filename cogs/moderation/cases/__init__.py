"""Cases: the numbered record of every act of moderation in a server."""
