"""What a bot registers and shows, for the tests of what people do with it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.playground.actors import Person, Reply
from bot.playground.records import Json
from tests.playground.wire import Bot

OPTIONS = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]


def command(name: str, *options: Json, **more: object) -> Json:
    return {"name": name, "type": 1, "description": "Test", "options": list(options), **more}


def option(kind: int, name: str = "it", **more: object) -> Json:
    return {"type": kind, "name": name, "description": "Test", **more}


async def sent(attune: Bot, act: Coroutine[Any, Any, Any]) -> Json:
    """The data that a bot got; the act is answered with a few words."""
    interaction, _ = await attune.answers(asyncio.create_task(act), 4, {"content": "ok"})
    return interaction["data"]


async def shown(attune: Bot, maya: Person, kind: int = 4, data: Json | None = None) -> Reply:
    """What somebody sees of an answer to /show."""
    await attune.register(command("show"))
    task = asyncio.create_task(maya.slash("show"))
    _, reply = await attune.answers(task, kind, data)
    return reply


def buttons(*them: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(them)}]}


def button(label: str, custom_id: str, **more: object) -> Json:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id, **more}
