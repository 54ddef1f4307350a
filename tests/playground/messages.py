"""Addresses of messages, and names of what was told of them."""

from bot.playground.records import Channel
from bot.playground.state import Event


def names(events: list[Event]) -> list[str]:
    return [e.name for e in events]


def url(channel: Channel, message_id: object = "") -> str:
    return f"/channels/{channel.id}/messages/{message_id}".rstrip("/")
