"""How fast Attune is, as a ratio against a bare discord.py bot in the same run."""
