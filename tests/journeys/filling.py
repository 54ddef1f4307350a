"""Forms of prompts, filled in for the tests of using them, and an Attune that is slow."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import discord
import pytest

from bot.catalog.records import Placeholder, Prompt
from bot.catalog.vocabulary import PlaceholderType
from bot.playground.actors.reply import Modal, Reply
from cogs.prompts.shelves import Place, Shelves
from tests.journeys.conftest import Here
from tests.journeys.shelving import SOAP

GRACE = "Quillfeather"
SECRET = f"{GRACE}-Fictional"
PHONE = "503-555-0142"


def fictional(gap: Placeholder) -> str:
    """Something that fits a field, and identifies nobody."""
    if gap.type is PlaceholderType.CHOICE:
        return gap.choices[-1]
    return "A teacher in their thirties, GAD, week 3, GAD-7 14. "[: gap.max_characters].strip()


def opened(reply: Reply) -> Modal:
    """The form that opened."""
    assert reply.modal is not None
    return reply.modal


def values_for(prompt: Prompt, **more: str) -> dict[str, str]:
    return {gap.name: fictional(gap) for gap in prompt.placeholders} | more


async def open_form(here: Here, slug: str = SOAP, place: object = None) -> Reply:
    return await here.maya.slash("prompt use", place, prompt=slug)


def nowhere(*_: object) -> Place:
    return Place(None, date(2026, 11, 25))


def where_there_is_a_hub(_: Shelves, place: Place, __: Prompt) -> bool:
    return place.hub is not None


async def slowly(act: Callable[[], Awaitable[Reply]]) -> Reply:
    """Do something while it takes Attune longer than Discord waits to find out where it is.

    As outside servers, where the member's home is looked for.
    """
    gate, place_of = asyncio.Event(), Shelves.place_of

    async def late(shelves: Shelves, interaction: discord.Interaction) -> Place:
        await gate.wait()
        return await place_of(shelves, interaction)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelves, "place_now", nowhere)
        patch.setattr(Shelves, "may_show_text", where_there_is_a_hub)
        patch.setattr(Shelves, "place_of", late)
        reply = await act()
        gate.set()
        return await reply.followed_up() if reply.message else await reply.settled()


def bytes_of(reply: Reply) -> bytes:
    message = reply.message or reply.messages[0]
    return message.attachments[0].content
