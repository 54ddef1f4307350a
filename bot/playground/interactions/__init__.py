"""Interactions: what people do with a bot, and what it answers within its time."""

from bot.playground.interactions.hub import Interactions
from bot.playground.interactions.records import Interaction, Kind, Response

__all__ = ["Interaction", "Interactions", "Kind", "Response"]
