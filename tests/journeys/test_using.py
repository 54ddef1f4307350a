"""A prompt's text in a member's hands: read, filled in, refused, edited, copied."""

import dataclasses
from typing import Any

import pytest

from bot.catalog.records import Prompt
from bot.catalog.shelf import Shelf
from bot.catalog.vocabulary import PlaceholderType
from cogs.prompts.using import views
from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.filling import (
    GRACE,
    PHONE,
    SECRET,
    bytes_of,
    fictional,
    open_form,
    opened,
    slowly,
    values_for,
)
from tests.journeys.shelving import PROMPTS, SAFETY, SOAP, put
from tests.prompts.reviewing import approve, prompt_here, suspend
from tests.running import running

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


@pytest.mark.parametrize("button", ["Use", "Copy"])
async def test_a_form_that_would_open_too_late_waits_behind_a_button(here: Here, button: str):
    card = await here.maya.slash("prompt find", query=SOAP)

    late = await slowly(lambda: here.maya.click(card, button))
    form = await here.maya.click(late, "Open the form")

    assert "Please press again" in late.text
    assert late.private
    assert opened(form).fields
