"""A prompt's text in a member's hands: read, filled in, refused, edited, copied; kept nowhere."""

import asyncio
import dataclasses
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import discord
import pytest

from bot.catalog.loader import load_catalog
from bot.catalog.records import Catalog, Change, Placeholder, Prompt
from bot.catalog.shelf import Shelf
from bot.catalog.vocabulary import PlaceholderType
from bot.playground.actors import Person
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Modal, Reply
from bot.playground.exchanges import Exchange
from bot.settings import PROJECT
from cogs.prompts.shelves import Place, Shelves
from cogs.prompts.using import flow, views
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.prompts.reviewing import approve, prompt_here, suspend
from tests.prompts.submitting.writing import (
    BODY,
    a_complete_draft,
    decide,
    mine,
    send,
    with_reviewers,
)
from tests.running import running

PROMPTS = list(load_catalog(PROJECT / "catalog").prompts.values())
SOAP, SAFETY = "soap-note-draft", "safety-plan-structure"
OWN = "thank-you-note-to-a-referrer"
GRACE = "Quillfeather"
SECRET = f"{GRACE}-Fictional"
PHONE = "503-555-0142"


@pytest.fixture
async def shelf(here: Here) -> AsyncGenerator[Shelf]:
    house = here.hub.app.house
    before = house.shelf
    yield before
    house.shelf = before


def put(here: Here, *changed: Prompt) -> None:
    house = here.hub.app.house
    now = house.shelf.catalog
    prompts = {**now.prompts, **{prompt.slug: prompt for prompt in changed}}
    house.shelf = Shelf(Catalog(prompts, now.aliases, now.crisis_lines, now.synonyms))


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


async def open_form_of(person: Person, slug: str) -> Reply:
    return await person.slash("prompt use", prompt=slug)


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


# --- the text -------------------------------------------------------------------------------------


async def test_a_text_is_shown_alone_to_copy(here: Here):
    card = await here.maya.slash("prompt find", query=SOAP)

    shown = await here.maya.click(card, "Show text")

    assert f"```text\n{prompt_here(here, SOAP).body.strip()}\n```" in shown.text
    assert shown.private


@pytest.mark.parametrize("way", ["card", "shown text"])
async def test_copying_gives_the_text_in_a_field_in_one_piece(here: Here, way: str):
    card = await here.maya.slash("prompt find", query=SOAP)
    source = card if way == "card" else await here.maya.click(card, "Show text")

    form = await here.maya.click(source, "Copy")

    (field,) = opened(form).fields
    assert field.json["value"] == prompt_here(here, SOAP).body.strip()
    closed = await here.maya.submit(form, text="whatever was changed there")
    assert "kept nothing of it" in closed.text
    assert closed.private


@pytest.mark.parametrize(
    ("button", "then"),
    [
        ("Show text", "I have read this, show the text"),
        ("Use", "I have read this, fill it in"),
        ("Copy", "I have read this, copy the text"),
    ],
)
async def test_tier_three_is_read_about_first(here: Here, button: str, then: str):
    await approve(here, SAFETY)
    prompt = prompt_here(here, SAFETY)
    card = await here.maya.slash("prompt find", query=SAFETY)

    asked = await here.maya.click(card, button)
    assert "Before you go on" in asked.text
    assert all(caution in asked.text for caution in prompt.cautions)
    assert prompt.body[:60] not in asked.text

    got = await here.maya.click(asked, then)
    if button == "Use":
        assert got.modal is not None
        assert len(opened(got).fields) == len(prompt.placeholders)
    else:
        text = got.text if button == "Show text" else opened(got).fields[0].json["value"]
        assert prompt.body.strip() in text


async def test_a_tier_three_text_is_out_of_reach_before_it_was_approved(here: Here):
    asked = await open_form(here, SAFETY)

    assert asked.modal is None
    assert "once licensed reviewers here have approved it" in asked.text


async def test_a_suspension_takes_the_text_from_cards_that_are_open_and_forms_as_well(here: Here):
    card = await here.maya.slash("prompt find", query=SOAP)
    form = await open_form(here)
    await suspend(here, SOAP)

    shown = await here.maya.click(card, "Show text")
    sent = await here.maya.submit(form, values_for(prompt_here(here, SOAP)))

    assert "suspended while reviewers look into a concern" in shown.text
    assert "suspended while reviewers look into a concern" in sent.text


async def test_a_text_with_a_fence_of_its_own_comes_as_a_file_to_the_letter(
    here: Here, shelf: Shelf
):
    body = prompt_here(here, SOAP).body + "\n```\ncode\n```\n````"
    put(here, dataclasses.replace(prompt_here(here, SOAP), body=body))
    card = await here.maya.slash("prompt find", query=SOAP)

    shown = await here.maya.click(card, "Show text")

    assert bytes_of(shown).decode() == body.strip()


# --- filling in -----------------------------------------------------------------------------------


async def test_a_prompt_is_filled_in_from_its_card(here: Here):
    prompt = prompt_here(here, SOAP)
    card = await here.maya.slash("prompt find", query=SOAP)

    form = await here.maya.click(card, "Use")
    assert [field.label for field in opened(form).fields] == [
        gap.label for gap in prompt.placeholders
    ]
    done = await here.maya.submit(form, values_for(prompt, session_bullets="*Worry* `x` <@1> # y"))

    assert done.private
    assert "Session bullets:\n*Worry* `x` <@1> # y\n" in done.text
    assert "{{" not in done.text
    copied = await here.maya.click(done, "Copy")
    assert "*Worry* `x` <@1> # y" in opened(copied).fields[0].json["value"]


async def test_the_form_tells_to_leave_out_what_identifies(here: Here):
    tier_two = await here.maya.slash("prompt use", prompt="cbt-thought-record-worksheet")

    assert views.DEIDENTIFY in str(opened(tier_two).json)


async def test_using_by_words_offers_what_fits(here: Here):
    offered = await here.maya.autocomplete("prompt use", "prompt", "soap")
    assert SOAP in [choice.value for choice in offered]

    results = await here.maya.slash("prompt use", prompt="soap notes")

    assert "Prompts for “soap notes”" in results.text


async def test_what_may_stay_empty_is_said_to_be_not_given(here: Here):
    prompt = next(p for p in PROMPTS if p.risk_tier < 3 and not p.placeholders[-1].required)
    values = values_for(prompt)
    del values[prompt.placeholders[-1].name]

    done = await here.maya.submit(await open_form(here, prompt.slug), values)

    assert "(not given)" in done.text


@pytest.mark.parametrize("place", ["server", "direct messages"])
async def test_a_refusal_names_kinds_and_brings_the_form_back_filled(here: Here, place: str):
    where = here.maya.dm("Attune") if place == "direct messages" else None
    prompt = prompt_here(here, SOAP)
    typed = values_for(prompt, session_bullets=f"{SECRET}: call {PHONE}", modality="EMDR")

    refused = await here.maya.submit(await open_form(here, SOAP, where), typed)
    assert refused.private
    assert "**Session bullets, no identifying details** has what looks like a phone" in refused.text
    assert PHONE not in refused.text
    assert GRACE not in refused.text

    form = await here.maya.click(refused, "Edit")
    again = await here.maya.click(refused, "Edit")
    for reopened in (form, again):
        assert reopened.modal is not None
        values = {field.custom_id: field.json.get("value") for field in opened(reopened).fields}
        assert values["session_bullets"] == typed["session_bullets"]
    done = await here.maya.submit(again, session_bullets="Worry about work")
    assert "Session bullets:\nWorry about work\n" in done.text
    assert "Approach: EMDR" in done.text

    gone = await here.maya.click(refused, "Edit")
    assert "no longer have it" in gone.text


async def test_somebody_elses_refusal_gives_nothing_away(here: Here):
    typed = values_for(prompt_here(here, SOAP), session_bullets=PHONE)
    await here.maya.submit(await open_form(here), typed)

    nothing = await here.ravi.slash("prompt use", prompt=SOAP)

    assert PHONE not in str(opened(nothing).json)


async def test_a_long_result_comes_as_a_file_whole(here: Here):
    prompt = next(
        p
        for p in PROMPTS
        if p.risk_tier < 3 and sum(g.max_characters for g in p.placeholders) + len(p.body) > 4500
    )
    typed = {
        gap.name: gap.choices[0]
        if gap.type is PlaceholderType.CHOICE
        else ("long " * 400)[: gap.max_characters]
        for gap in prompt.placeholders
    }

    done = await here.maya.submit(await open_form(here, prompt.slug), typed)

    assert done.private
    whole = bytes_of(done).decode()
    assert all(value.strip() in whole for value in typed.values())


async def test_a_fence_in_a_value_breaks_nothing(here: Here):
    typed = values_for(prompt_here(here, SOAP), session_bullets="a\n```\nb")

    done = await here.maya.submit(await open_form(here), typed)

    assert "Session bullets:\na\n```\nb\n" in bytes_of(done).decode()


async def test_a_prompt_that_changed_meanwhile_asks_to_look_again(here: Here, shelf: Shelf):
    prompt = prompt_here(here, SOAP)
    form = await open_form(here)
    put(here, dataclasses.replace(prompt, body=f"New: {prompt.body}", content_hash="c" * 64))

    sent = await here.maya.submit(form, values_for(prompt))
    assert "was changed while you filled it in" in sent.text
    done = await here.maya.submit(await here.maya.click(sent, "Edit"))

    assert "New: Draft an outpatient SOAP" in done.text


async def test_a_form_from_before_a_restart_works(hub: Hub, tmp_path_factory: Any):
    owner = hub.playground.world.add_user("Owner of Using")
    application = hub.playground.world.add_application("Attune using", owner)
    database = tmp_path_factory.mktemp("using") / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Restart use")
        form = await there.maya.slash("prompt use", prompt=SOAP)
        bad = await there.maya.slash("prompt use", prompt=SOAP)
        values = values_for(prompt_here(there, SOAP))
        refused = await there.maya.submit(bad, values | {"session_bullets": PHONE})

    async with running(hub.playground, application, database):
        done = await there.maya.submit(form, values)
        gone = await there.maya.click(refused, "Edit")

    assert "Draft an outpatient SOAP" in done.text
    assert "no longer have it" in gone.text


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.slug)
async def test_every_prompt_can_be_filled_in(here: Here, prompt: Prompt):
    if prompt.risk_tier > 2:
        await approve(here, prompt.slug)

    form = await open_form(here, prompt.slug)
    if prompt.risk_tier > 2:
        form = await here.maya.click(form, "I have read this, fill it in")
    assert form.modal is not None
    done = await here.maya.submit(form, values_for(prompt))

    assert done.failed is None
    assert done.private
    assert "{{" not in done.text
    assert all(fictional(gap) in done.text for gap in prompt.placeholders)
    assert sum(map(len, done.text.splitlines())) <= 4000


# --- what changed ---------------------------------------------------------------------------------


async def test_history_shows_what_changed_since_an_earlier_version(here: Here, shelf: Shelf):
    prompt = prompt_here(here, SOAP)
    card = await here.maya.slash("prompt find", query=SOAP)
    only = await here.maya.click(card, "History")
    assert "No earlier wording is kept" in only.text

    one = dataclasses.replace(
        prompt,
        version="1.1.0",
        body=prompt.body.replace("150 to 300 words.", "120 to 200 words."),
        changelog=(*prompt.changelog, Change("1.1.0", date(2026, 11, 30), "Shorter notes")),
        content_hash="1" * 64,
    )
    put(here, one)
    shown = await here.maya.click(card, "History")
    assert "**1.1.0** · Nov 30, 2026 · Shorter notes" in shown.text
    assert "**Since version 1.0.0**" in shown.text
    assert "@@ Text @@" in shown.text
    assert "- 150 to 300 words." in shown.text.replace("- - ", "- ")
    assert "120 to 200 words." in shown.text
    assert "Quotation marks only where" not in shown.text

    here.hub.playground.clock.advance(timedelta(minutes=1))
    put(here, dataclasses.replace(one, version="1.2.0", title="Notes", content_hash="2" * 64))
    newest = await here.maya.click(card, "History")
    assert "**Since version 1.1.0**" in newest.text
    older = await here.maya.select(newest, prompt.content_hash)
    assert "**Since version 1.0.0**" in older.text
    assert "@@ Title @@" in older.text
    assert "@@ Text @@" in older.text


async def test_history_keeps_a_tier_three_text_back(here: Here, shelf: Shelf):
    prompt = prompt_here(here, SAFETY)
    card = await here.maya.slash("prompt find", query=SAFETY)
    await here.maya.click(card, "History")
    put(here, dataclasses.replace(prompt, body=f"Hush. {prompt.body}", content_hash="3" * 64))

    shown = await here.maya.click(card, "History")

    assert "(its wording changed)" in shown.text
    assert "Hush" not in shown.text


async def test_history_of_a_servers_own_prompt_comes_from_what_was_approved(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")
    form = await here.maya.click(await mine(here.maya), "Edit")
    panel = await here.maya.submit(form, {"body": BODY.replace("120 words", "90 words")})
    await send(here.maya, panel, note="Shorter")
    await decide(here.ravi, "Approve")
    card = await here.olu.slash("prompt find", query=OWN)

    shown = await here.olu.click(card, "History")
    filled = await here.olu.submit(await open_form_of(here.olu, OWN), message="Hi", tone="Warm")

    assert "- Keep it under 120 words." in shown.text
    assert "+ Keep it under 90 words." in shown.text
    assert "What I want to say:\nHi\n" in filled.text


async def test_history_of_what_was_withdrawn_is_not_shown(here: Here):
    card = await here.maya.slash("prompt find", query=SOAP)
    await suspend(here, SOAP)

    assert "not listed here" in (await here.maya.click(card, "History")).text


# --- slow -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["Use", "Copy"])
async def test_a_form_that_would_open_too_late_waits_behind_a_button(here: Here, button: str):
    card = await here.maya.slash("prompt find", query=SOAP)

    late = await slowly(lambda: here.maya.click(card, button))
    form = await here.maya.click(late, "Open the form")

    assert "Please press again" in late.text
    assert late.private
    assert opened(form).fields


# --- nothing is kept ------------------------------------------------------------------------------


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
