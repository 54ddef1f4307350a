"""Checking in and out, and what hosts and members see of it, for the tests of CE."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from bot.playground.actors import Person, Reply
from bot.playground.records import Message
from tests.events.planned import files_of, next_here, plan, tomorrow
from tests.journeys.conftest import Here

CE: Mapping[str, Any] = {"ce_hours": 1.5, "ce_approver": "the Board of Examples"}
NAME = "Μάγια Ράο-Łukasiewicz"
MINUTE = timedelta(minutes=1)


async def until_minute(here: Here, starts: datetime, minute: float) -> None:
    """Let it be so many minutes after the start."""
    here.hub.playground.clock.advance_to(starts + minute * MINUTE)


async def doors_of(here: Here, **options: Any) -> tuple[datetime, Message]:
    """A training with CE whose check-in has just opened."""
    starts = tomorrow(here)
    opened = next_here(here, "Check-in is open")
    await plan(here, starts=starts, **{**CE, **options})
    await until_minute(here, starts, -15)
    return starts, await asyncio.wait_for(opened, 10)


async def attendance(person: Person) -> Reply:
    return await (await person.slash("training attendance")).settled()


async def code_word(here: Here) -> str:
    shown = await here.olu.click(await attendance(here.olu), "Show code word")
    (line,) = [line for line in (await shown.settled()).text.splitlines() if line[:2] == "# "]
    return line[2:]


async def check_in(person: Person, doors: Message, word: str) -> Reply:
    form = await person.click(doors, "Check in")
    return await (await person.submit(form, code_word=word)).settled()


async def check_out(person: Person, doors: Message) -> Reply:
    return await (await person.click(doors, "Check out")).settled()


async def certificate(person: Person, on: Message | Reply, name: str = NAME) -> Reply:
    form = await (await person.click(on, "Certificate")).settled()
    if form.modal is None:
        return form
    return await (await person.submit(form, your_name=name)).settled()


async def decide(here: Here, person: Person, decision: str, reason: str) -> Reply:
    shown = await attendance(here.olu)
    form = await here.olu.select(
        shown, person.mention, placeholder="Decide about somebody, with a reason"
    )
    form = await form.settled()
    if form.modal is None:
        return form
    fields = {"decision": decision, "reason": reason}
    return await (await here.olu.submit(form, fields)).settled()


def said_in(reply: Reply, name: str) -> str:
    document = pypdfium2.PdfDocument(files_of(reply)[name])
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def paper(reply: Reply) -> str:
    """What the certificate says that came with an answer."""
    (name,) = files_of(reply)
    return said_in(reply, name)


async def number(here: Here) -> str:
    (event,) = await here.olu.autocomplete("training edit", "event", "notes")
    return str(event.value)
