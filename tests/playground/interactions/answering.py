"""What people do and how a bot answers, for the tests of the rules of answering."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.playground.actors import Reply
from bot.playground.records import Json
from tests.playground.wire import Bot

PING: Json = {
    "name": "ping",
    "description": "Answers",
    "type": 1,
    "options": [
        {"type": 3, "name": "word", "description": "A word", "autocomplete": True},
        {"type": 4, "name": "count", "description": "A number", "autocomplete": True},
    ],
}
BUTTON: Json = {
    "type": 1,
    "components": [{"type": 2, "style": 1, "label": "Again", "custom_id": "again:1"}],
}
FORM: Json = {
    "custom_id": "notes:1",
    "title": "Notes",
    "components": [
        {"type": 18, "label": "Your notes", "component": {"type": 4, "custom_id": "n", "style": 2}}
    ],
}


def doing(act: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
    return asyncio.create_task(act)


async def answered(
    attune: Bot, act: Coroutine[Any, Any, Any], kind: int, data: object = None
) -> tuple[Json, Reply]:
    return await attune.answers(doing(act), kind, data)
