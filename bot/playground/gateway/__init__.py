"""The gateway: sessions of bots, who hears of what, and faults on demand."""

from bot.playground.gateway.hub import Gateway
from bot.playground.gateway.intents import Intent
from bot.playground.gateway.session import Session

__all__ = ["Gateway", "Intent", "Session"]
