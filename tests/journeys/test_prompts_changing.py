"""A prompt that changes: reviewed, withdrawn, in a new version; and what members are told of it."""

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from bot.catalog.records import Change
from bot.catalog.shelf import Shelf
from bot.playground.actors import Person
from bot.playground.actors.reply import Reply
from tests.journeys.conftest import Here, settle_in
from tests.journeys.shelving import SAFETY, SOAP, labels, next_version, put
from tests.prompts.reviewing import approve, decline, open_review, prompt_here, retire, suspend
from tests.prompts.submitting.writing import (
    BODY,
    a_complete_draft,
    decide,
    mine,
    send,
    with_reviewers,
)

Withdraw = Callable[[Here, str], Awaitable[None]]


# --- reviews --------------------------------------------------------------------------------------


async def test_a_card_says_by_whose_role_it_was_reviewed_and_when_that_is_due(here: Here):
    await approve(here, SAFETY)

    card = await here.maya.slash("prompt find", query=SAFETY)

    assert "Reviewed by 2 reviewers on " in card.text
    assert "; next review due " in card.text
    assert {"Show text", "Use", "Copy"} <= set(labels(card))


async def test_a_card_says_that_a_review_is_under_way(here: Here):
    await open_review(here, SAFETY)

    assert "A review is under way." in (await here.maya.slash("prompt find", query=SAFETY)).text


async def test_a_review_of_one_server_counts_in_no_other(here: Here):
    await approve(here, SOAP)
    elsewhere = await settle_in(here.hub, "Elsewhere")

    there = await elsewhere.maya.slash("prompt find", query=SOAP)
    assert "Not yet reviewed" in there.text


async def test_of_what_fits_equally_well_reviewed_ones_come_first(here: Here, shelf: Shelf):
    soap = prompt_here(here, SOAP)
    twin = dataclasses.replace(soap, slug="zz-twin", title="ZZ twin of SOAP", content_hash="f" * 64)
    put(here, dataclasses.replace(soap, title="AA twin of SOAP"), twin)
    before = await here.maya.slash("prompt find", query="behind on notes")

    await approve(here, "zz-twin")
    after = await here.maya.slash("prompt find", query="behind on notes")

    assert before.text.index("AA twin") < before.text.index("ZZ twin")
    assert after.text.index("ZZ twin") < after.text.index("AA twin")
    assert "(tier 2, reviewed)" in after.text


@pytest.mark.parametrize("withdraw", [suspend, retire, decline])
async def test_what_was_withdrawn_is_found_nowhere(here: Here, withdraw: Withdraw):
    await withdraw(here, SOAP)
    title = prompt_here(here, SOAP).title

    offered = await here.maya.autocomplete("prompt find", "query", "soap")
    results = await here.maya.slash("prompt find", query="soap progress note")
    shelf = await here.maya.slash("prompt browse", category="documentation")
    card = await here.maya.slash("prompt find", query=SOAP)

    assert SOAP not in [choice.value for choice in offered]
    assert title not in results.text
    assert title not in shelf.text
    assert "This prompt is " in card.text
    assert "Show text" not in labels(card)


async def test_what_takes_the_place_of_a_retired_prompt_can_be_opened(here: Here):
    await retire(here, SOAP, replaced_by="dap-note-draft")

    card = await here.maya.slash("prompt find", query=SOAP)
    instead = await here.maya.click(card, "Open that one")

    assert "takes its place" in card.text
    assert "DAP" in instead.text


async def test_a_server_can_hide_what_nobody_there_reviewed(here: Here):
    await approve(here, SOAP)
    await here.mei.slash("settings set", unreviewed="hidden")

    everything = await here.maya.slash("prompt browse")
    hidden = await here.maya.slash("prompt find", query="dap-note-draft")
    nothing = await here.maya.slash("prompt random", category="ai-ethics")

    assert everything.text.count("(tier ") == 1
    assert "SOAP" in everything.text
    assert "It is not listed here." in hidden.text
    assert "Nothing is listed there yet" in nothing.text
    elsewhere = await here.maya.slash("prompt browse", here.maya.dm("Attune"))
    assert elsewhere.text.count("(tier ") == 10


# --- saved ones that changed ----------------------------------------------------------------------


async def test_a_change_of_a_saved_prompt_is_told_until_the_member_knows(here: Here, shelf: Shelf):
    card = await here.maya.slash("prompt find", query=SOAP)
    await here.maya.click(card, "Save")
    assert "📌" not in (await here.maya.slash("prompt saved")).text
    put(here, next_version(prompt_here(here, SOAP)))

    told = await here.maya.slash("prompt find", query=SOAP)
    assert told.text.startswith("📌 It changed since you saved it: this is version 1.1.0.")
    listed = await here.maya.slash("prompt saved")
    assert "📌 Changed since you saved it: **SOAP" in listed.text
    others = await here.ravi.slash("prompt find", query=SOAP)
    assert "📌" not in others.text

    known = await here.maya.click(told, "Got it")
    assert "📌" not in known.text
    assert "📌" not in (await here.maya.slash("prompt saved")).text


async def test_all_changes_can_be_taken_note_of_at_once(here: Here, shelf: Shelf):
    for slug in (SOAP, "dap-note-draft"):
        await here.maya.click(await here.maya.slash("prompt find", query=slug), "Save")
    put(here, next_version(prompt_here(here, SOAP)))
    put(here, dataclasses.replace(prompt_here(here, "dap-note-draft"), content_hash="d" * 64))

    known = await here.maya.click(await here.maya.slash("prompt saved"), "Got it")

    assert "📌" not in known.text


async def test_a_saved_prompt_that_was_withdrawn_or_is_gone_is_told(here: Here, shelf: Shelf):
    for slug in (SOAP, "dap-note-draft", "birp-note-draft"):
        await here.maya.click(await here.maya.slash("prompt find", query=slug), "Save")
    await retire(here, SOAP, replaced_by="birp-note-draft")
    put(here, gone="dap-note-draft")

    listed = await here.maya.slash("prompt saved")
    assert "📌 Not available now: **SOAP" in listed.text
    assert "(retired by its reviewers; **BIRP" in listed.text
    assert "📌 No longer in the catalogue: **Dap note draft**." in listed.text

    tidied = await here.maya.click(listed, "Remove what is gone")
    assert "No longer in the catalogue" not in tidied.text
    withdrawn = await here.maya.slash("prompt find", query=SOAP)
    removed = await here.maya.click(withdrawn, "Remove from saved")
    assert "Remove from saved" not in labels(removed)
    assert "📌" not in (await here.maya.slash("prompt saved")).text


# --- what is new, and what changed ----------------------------------------------------------------


async def test_what_was_changed_last_comes_first(here: Here, shelf: Shelf):
    put(here, next_version(prompt_here(here, SOAP)))

    new = await here.maya.slash("prompt new")

    first = new.text.splitlines()[1]
    assert "SOAP" in first
    assert "Nov 30, 2026, version 1.1.0: Clearer about risk" in first


OWN = "thank-you-note-to-a-referrer"


async def open_form_of(person: Person, slug: str) -> Reply:
    return await person.slash("prompt use", prompt=slug)


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
