"""Finding what may identify a client: plain Python, asked by every feature."""

from bot.safeguards.identifiers import Finding, Kind, identifiers_in, kinds_named

__all__ = ["Finding", "Kind", "identifiers_in", "kinds_named"]
