"""Reviewers answer what a member wrote, and it is found in that server and in no other."""

from pathlib import Path

from sqlalchemy import text

from bot.playground.actors import Person
from bot.playground.actors.reading import text_of
from bot.reviews.records import Actor, Role
from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.pressing import labels
from tests.prompts.submitting.writing import (
    BASICS,
    BODY,
    TITLE,
    a_complete_draft,
    decide,
    fill_in,
    mine,
    press_as,
    review_card,
    send,
    with_reviewers,
)
from tests.running import running

SLUG = "thank-you-note-to-a-referrer"


async def found_by(person: Person) -> str:
    return (await person.slash("prompt find", query="thank you note to a referrer")).text


# --- reviewing ------------------------------------------------------------------------------------


async def test_from_a_draft_to_a_prompt_that_this_server_finds_and_no_other(hub: Hub, here: Here):
    await with_reviewers(here)
    elsewhere = await settle_in(hub, "Another server")

    sent = await send(here.maya, await a_complete_draft(here.maya))
    waiting = await here.maya.slash("prompt mine")
    before = await found_by(here.maya)
    done = await decide(here.ravi, "Approve")
    card = await here.maya.slash("prompt find", query=SLUG)

    assert "is with this server's reviewers now" in sent.text
    assert "in review" in waiting.text
    assert TITLE not in before
    assert TITLE in done.text
    assert TITLE in card.text
    assert "Not yet reviewed" not in card.text
    assert TITLE in await found_by(here.maya)
    assert TITLE not in await found_by(elsewhere.maya)
    assert "approved" in (await here.maya.slash("prompt mine")).text


async def test_reviewers_see_the_snapshot_and_the_attestation(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))

    card = await review_card(here.ravi)
    whole = await here.ravi.click(card, "Read all")

    assert "Nothing in it comes from a client" in card.text
    assert "Message (none client material)" in card.text
    assert "Mark what is missing with [CHECK]" in whole.text


async def test_changes_come_back_with_words_and_go_out_as_a_new_version(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))

    await decide(here.ravi, "Ask for changes", "Say how long the note is.")
    returned = await mine(here.maya)
    words, offered = returned.text, labels(returned)
    form = await here.maya.click(returned, "Edit")
    panel = await here.maya.submit(form, {"body": BODY.replace("120 words", "90 words")})
    again = await send(here.maya, panel, note="Shorter, as asked")
    await decide(here.ravi, "Approve")
    card = await here.maya.slash("prompt find", query=SLUG)

    assert "The reviewers asked for changes" in words
    assert "> Say how long the note is." in words
    assert "Send for review" not in offered
    assert "is with this server's reviewers now" in again.text
    assert "version 1.0.1" in card.text


async def test_a_refusal_is_private_and_says_why(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))

    await decide(here.ravi, "Decline", "We have one like it.")

    panel = await mine(here.maya)
    assert "Declined. Only you and the reviewers see this." in panel.text
    assert "We have one like it." in panel.text
    assert TITLE not in await found_by(here.maya)
    assert "none here yet" in (await here.olu.slash("prompt mine")).text


async def test_an_approved_prompt_stays_as_it_was_while_its_new_version_waits(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")

    panel = await here.maya.submit(
        await here.maya.click(await mine(here.maya), "Edit"),
        {"summary": "Thank a colleague warmly for sending somebody your way."},
    )
    await send(here.maya, panel, note="Clearer summary")
    meanwhile = await here.maya.slash("prompt find", query=SLUG)
    await decide(here.ravi, "Approve")
    after = await here.maya.slash("prompt find", query=SLUG)

    assert "Write a warm, short note" in meanwhile.text
    assert "Not yet reviewed" not in meanwhile.text
    assert "Thank a colleague warmly" in after.text


async def test_an_author_retires_their_prompt(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")

    form = await here.maya.click(await mine(here.maya), "Retire")
    await here.maya.submit(form, cause="unused")

    panel = await mine(here.maya)
    assert "Retired" in panel.text
    assert "Send the new version" not in labels(panel)
    assert TITLE not in await found_by(here.maya)


async def test_a_suspended_prompt_is_not_found_until_the_suspension_is_lifted(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    guild_id, lead = here.server.guild.id, Actor(here.mei.id, Role.LEAD_REVIEWER)

    await reviews.suspend(guild_id, 1, lead, "A concern.", at)
    hidden, panel = await found_by(here.olu), await mine(here.maya)
    await reviews.lift(guild_id, 1, lead, "It is fine.", at)

    assert TITLE not in hidden
    assert "> A concern." in panel.text
    assert TITLE in await found_by(here.olu)


async def test_tier_three_needs_two_reviewers_one_of_them_trained(here: Here):
    await with_reviewers(here)
    world, server = here.hub.playground.world, here.server
    world.give_role(server.guild, here.olu.id, server.roles["Reviewer"])
    panel = await fill_in(
        here.maya, await a_complete_draft(here.maya), "care", touches=["ethical-legal"]
    )
    await send(here.maya, panel)

    await decide(here.ravi, "Approve", trained=True)
    after_one = await found_by(here.maya)
    await decide(here.olu, "Approve")

    assert TITLE not in after_one
    assert TITLE in await found_by(here.maya)


async def test_below_tier_three_some_categories_need_a_written_reason(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya, category="treatment-planning"))

    refused = await decide(here.ravi, "Approve")
    approved = await decide(here.ravi, "Approve", "It words a thank-you note, nothing clinical.")

    assert "needs a written reason" in refused.text
    assert TITLE in approved.text
    assert TITLE in await found_by(here.maya)


async def test_reviewers_are_offered_own_prompts_and_files_to_claim(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")

    own = await here.ravi.autocomplete("review claim", "item", "thank-you note")
    files = await here.ravi.autocomplete("review claim", "item", "soap")
    form = await here.ravi.slash("review claim", item=files[0].value)
    claimed = await here.ravi.submit(form, interests="None", conflict="no")
    await here.ravi.slash("review queue")

    assert TITLE in own[0].name
    assert "SOAP" in files[0].name
    assert "SOAP" in claimed.text


async def test_what_a_forgotten_author_sent_can_not_be_approved_any_more(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    for keeps in here.hub.app.features["prompts"].keeps:
        await keeps.forget(here.maya.id)

    card = await review_card(here.ravi)
    await decide(here.ravi, "Approve")

    assert "Its author has withdrawn it." in card.text
    assert TITLE not in await found_by(here.olu)


# --- the wrong person -----------------------------------------------------------------------------


async def test_authors_do_not_review_their_own(here: Here):
    await with_reviewers(here)
    await send(here.ravi, await a_complete_draft(here.ravi))

    refused = await decide(here.ravi, "Approve")

    assert "somebody else has to look at it" in refused.text
    assert TITLE not in await found_by(here.maya)


async def test_who_is_no_reviewer_can_not_answer(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    card = await review_card(here.ravi)
    approve = next(b.custom_id for b in card.buttons if b.label == "Approve")

    refused = await press_as(here.olu, here, card, approve)

    assert "Only a reviewer of this server can do that" in refused.text


# --- restarts and forgetting ----------------------------------------------------------------------


async def test_drafts_reviews_and_approved_prompts_survive_a_restart(hub: Hub, tmp_path: Path):
    owner = hub.playground.world.add_user("Fourth Owner")
    application = hub.playground.world.add_application("Attune of drafts", owner)
    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Writers")
        await with_reviewers(there)
        draft = await a_complete_draft(there.maya)
        form = await there.maya.click(draft, "Edit")

    async with running(hub.playground, application, database):
        edited = await there.maya.submit(form, {"title": "Thanks to a Referrer"})
        await send(there.maya, edited)

    async with running(hub.playground, application, database):
        await decide(there.ravi, "Approve", title="Thanks to a Referrer")

    async with running(hub.playground, application, database):
        card = await there.maya.slash("prompt find", query=SLUG)

    assert "Thanks to a Referrer" in edited.text
    assert "Thanks to a Referrer" in card.text
    assert "Not yet reviewed" not in card.text


async def test_what_passed_while_nobody_could_be_told_is_found_after_a_restart(
    hub: Hub, tmp_path: Path
):
    owner = hub.playground.world.add_user("Sixth Owner")
    application = hub.playground.world.add_application("Attune of crashes", owner)
    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Crashed")
        await with_reviewers(there)
        await send(there.maya, await a_complete_draft(there.maya))
        await decide(there.ravi, "Approve")
        async with first.house.storage.write() as connection:
            await connection.execute(text("UPDATE prompt_versions SET approved_at = NULL"))

    async with running(hub.playground, application, database):
        card = await there.maya.slash("prompt find", query=SLUG)

    assert TITLE in card.text
    assert "Not yet reviewed" not in card.text


async def test_an_approved_prompt_outlives_the_name_and_drafts_of_a_forgotten_author(here: Here):
    await with_reviewers(here)
    panel = await fill_in(here.maya, await a_complete_draft(here.maya), "trial", credit="M. Rivers")
    await send(here.maya, panel)
    await decide(here.ravi, "Approve")
    keeps = here.hub.app.features["prompts"].keeps

    exported = [await each.export(here.maya.id) for each in keeps]
    for each in keeps:
        await each.forget(here.maya.id)

    assert "M. Rivers" in str(exported)
    assert TITLE in await found_by(here.olu)
    assert [await each.export(here.maya.id) for each in keeps] == [None] * len(keeps)
    assert "none here yet" in (await here.maya.slash("prompt mine")).text
    own = here.hub.app.features["prompts"].exports
    assert own is not None
    files = await own(here.server.guild.id)
    assert list(files) == [f"prompts/{SLUG}.yaml"]
    assert "M. Rivers" not in files[f"prompts/{SLUG}.yaml"]


async def test_authors_are_told_in_private_only_when_they_asked_for_it(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Ask for changes", "Shorter, please.")
    place = here.maya.dm("Attune")
    before = len(place.messages)

    await here.maya.slash("me notices", send=True)
    form = await here.maya.click(await mine(here.maya), "Edit")
    await send(
        here.maya,
        await here.maya.submit(form, summary=BASICS["summary"] + " Short."),
        note="Shorter",
    )
    await decide(here.ravi, "Decline", "We have one like it.")

    told = [text_of(message) for message in place.messages.values()]
    assert before == 0
    assert len(told) == 1
    assert "was declined, with reasons" in told[0]
    assert "We have one like it" not in told[0]
