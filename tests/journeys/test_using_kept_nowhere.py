"""Nothing of what members type into a prompt is kept or logged, whatever becomes of it."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.playground.exchanges import Exchange
from cogs.prompts.using import flow
from tests.journeys.conftest import Here, Hub, attunes_logs
from tests.journeys.filling import (
    GRACE,
    PHONE,
    SECRET,
    bytes_of,
    open_form,
    opened,
    slowly,
    values_for,
)
from tests.journeys.shelving import SOAP
from tests.prompts.reviewing import prompt_here


@contextmanager
def every_exchange(hub: Hub) -> Generator[list[Exchange]]:
    """All that Attune asks of Discord meanwhile, with its bodies."""
    heard: list[Exchange] = []
    end = hub.playground.exchanges.listen(heard.append)
    try:
        yield heard
    finally:
        end()


def boom(*_: object, **__: object) -> None:
    raise ValueError(f"could not use {SECRET}")


async def accepted(here: Here) -> Reply:
    return await here.maya.submit(await open_form(here), secret_values(here))


def secret_values(here: Here, more: str = "") -> dict[str, str]:
    return values_for(prompt_here(here, SOAP), session_bullets=f"{SECRET} {more}")


async def refused(here: Here) -> Reply:
    return await here.maya.submit(await open_form(here), secret_values(here, PHONE))


async def edited(here: Here) -> Reply:
    form = await here.maya.click(await refused(here), "Edit")
    return await here.maya.submit(form, session_bullets=f"{SECRET} once more")


async def too_long(here: Here) -> Reply:
    form = await open_form(here)
    for field in opened(form).fields:
        if "max_length" in field.json:
            field.json["max_length"] = 4000
    sent = await here.maya.submit(form, secret_values(here, "long " * 500))
    assert "characters long; 1000 fit" in sent.text
    return await here.maya.click(sent, "Edit")


async def failing(here: Here) -> Reply:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "filled", boom)
        return await accepted(here)


async def failing_check(here: Here) -> Reply:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cogs.prompts.using.rules.identifiers_in", boom)
        return await accepted(here)


async def refused_by_discord(here: Here) -> Reply:
    form = await open_form(here)
    here.hub.playground.faults.fail("POST", ANSWER, status=400)
    try:
        return await here.maya.submit(form, secret_values(here))
    finally:
        here.hub.playground.faults.clear()


async def slow(here: Here) -> Reply:
    form = await open_form(here)
    return await slowly(lambda: here.maya.submit(form, secret_values(here)))


async def as_file(here: Here) -> Reply:
    sent = await here.maya.submit(await open_form(here), secret_values(here, "```"))
    assert SECRET.encode() in bytes_of(sent)
    return sent


async def copied(here: Here) -> Reply:
    form = await here.maya.click(await accepted(here), "Copy")
    return await here.maya.submit(form)


ANSWER = "/interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
EDITED_ANSWER = f"{FOLLOW_UP}/messages/@original"
WAYS = [
    accepted,
    refused,
    edited,
    too_long,
    failing,
    failing_check,
    refused_by_discord,
    slow,
    as_file,
    copied,
]


def in_database(hub: Hub, words: bytes) -> list[str]:
    """The files of the database, its log and journal among them, that hold these bytes."""
    folder = hub.database.parent
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]


def seen_by_others(here: Here, words: str) -> list[str]:
    """Messages with these words that somebody else than Maya can see."""
    everywhere = here.hub.playground.world.channels.values()
    channels = [channel for channel in everywhere if channel.guild_id == here.server.guild.id]
    messages = [message for channel in channels for message in channel.messages.values()]
    return [
        text_of(message)
        for message in messages
        if message.ephemeral_for != here.maya.id
        and (
            words in text_of(message)
            or any(words.encode() in a.content for a in message.attachments)
        )
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_nothing_that_was_typed_is_kept_or_logged(
    here: Here, way: Any, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    with every_exchange(here.hub) as heard, attunes_logs(), caplog.at_level(logging.DEBUG):
        await way(here)
        logging.getLogger("bot.part").debug("a line, so that there is one")
        await here.hub.app.house.storage.check_still_there()

    logged = capsys.readouterr()
    assert "a line, so that there is one" in logged.err
    assert GRACE not in logged.err + logged.out + caplog.text
    assert in_database(here.hub, GRACE.encode()) == []
    assert in_database(here.hub, b"saved_prompts") != []
    told = {one.template for one in heard if GRACE in f"{one.path}{one.query}{one.body}"}
    assert told <= {ANSWER, FOLLOW_UP, EDITED_ANSWER}
    assert seen_by_others(here, GRACE) == []
