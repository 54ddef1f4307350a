"""Submissions and catalogue items go through review: each state, and the wrong person at each."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import buttons, text_of
from bot.playground.permissions import Bit
from bot.playground.records import Channel, Message, Overwrite
from bot.reviews.records import State, Subject
from bot.reviews.rules import due_after
from cogs.reviews import cards as shown_cards
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.reviews.thing import KIND, Things, thing
from tests.running import running

CHECKS = ["purpose", "facts", "safety", "privacy", "bias", "wording", "law"]
THINGS = Things()
APPROVAL = {"checks": CHECKS, "interests": "None", "test_run": "A model, 20 Nov"}


@pytest.fixture(scope="module", autouse=True)
async def declared(hub: Hub) -> None:
    hub.app.house.reviews.declare(THINGS.kind())


@pytest.fixture
async def here(hub: Hub, request: pytest.FixtureRequest) -> Here:
    """A server whose reviewers are Ravi and Olu, whose lead is Wanda, with a review channel."""
    there = await settle_in(hub, request.node.name)
    await prepare(there)
    return there


async def prepare(there: Here) -> None:
    roles, world = there.server.roles, there.hub.playground.world
    lead = world.add_role(there.server.guild, "Lead reviewer")
    world.add_channel(there.server.guild, "reviews")
    world.give_role(there.server.guild, there.server.people["Olu"].id, roles["Reviewer"])
    await there.mei.slash(
        "settings set",
        reviewer_role="Reviewer",
        lead_reviewer_role=lead,
        review_channel="reviews",
    )


def wanda(here: Here) -> Person:
    """Somebody who leads: the owner."""
    return People(here.hub.playground).member("Wanda", here.server.guild)


async def submit(here: Here, subject: Subject, author: Person | None = None) -> int:
    """As the feature that owns the item does."""
    THINGS.put(here.server.guild.id, subject)
    return await here.hub.app.house.reviews.submit(
        here.server.guild.id,
        subject,
        author_id=(author or here.maya).id,
        interests="I wrote it for my own practice.",
        snapshot={"title": subject.title, "body": "Text to read."},
        at=here.hub.playground.clock.now(),
    )


def state(here: Here, subject: Subject) -> State:
    reviews, today = here.hub.app.house.reviews, here.hub.playground.clock.now().date()
    return reviews.standing(here.server.guild.id, subject, today=today).state


def channel(here: Here) -> Channel:
    """The review channel; everybody sees it, so that the wrong person can press."""
    channels = here.hub.playground.world.channels.values()
    return next(c for c in channels if (c.guild_id, c.name) == (here.server.guild.id, "reviews"))


def cards(here: Here) -> list[Message]:
    """All cards, the oldest first; answers that only one person sees are none."""
    return [m for m in channel(here).messages.values() if m.ephemeral_for is None]


def card(here: Here) -> Message:
    return cards(here)[-1]


def day_in(here: Here, *, months: int) -> str:
    day = due_after({12: 2, 6: 3}[months], here.hub.playground.clock.now().date())
    return f"{day.day} {day:%b %Y}"


def labels(message: Message) -> list[str | None]:
    return [button.label for button in buttons(message)]


async def fill(person: Person, on: Message | Reply, button: str, **values: Any) -> Reply:
    """Press a button and send the form that opens."""
    form = await person.click(on, button)
    assert form.modal is not None, form.text
    return await (await person.submit(form, **values)).settled()


# --- one reviewer ---------------------------------------------------------------------------------


async def test_a_submission_is_claimed_and_approved_on_its_card(here: Here):
    subject = thing(tier=1)
    number = await submit(here, subject)
    assert state(here, subject) is State.IN_REVIEW
    shown = text_of(card(here))
    assert f"Review {number} · Thing" in shown
    assert f"<@{here.maya.id}>" in shown
    assert "A thing called A Thing." in shown
    assert "Still needed: 1 more approval." in shown

    claimed = await fill(here.ravi, card(here), "Claim", interests="None")
    assert claimed.private
    assert "is yours for 7 days" in claimed.text
    assert f"Claimed by <@{here.ravi.id}>" in text_of(card(here))

    approved = await fill(here.ravi, card(here), "Approve", checks=CHECKS, comment="Good.")
    assert f"approved, to be reviewed again by {day_in(here, months=12)}" in approved.text
    assert state(here, subject) is State.APPROVED
    assert len(cards(here)) == 1
    assert "Approved, to be reviewed again" in text_of(card(here))
    assert "Approve" not in labels(card(here))
    assert THINGS.told["approved", here.server.guild.id, subject.slug] == 1


async def test_the_author_reviews_nothing_of_their_own(here: Here):
    subject = thing()
    await submit(here, subject, author=here.ravi)

    for button in ("Claim", "Approve", "Ask for changes", "Decline"):
        refused = await here.ravi.click(card(here), button)
        assert "You wrote this one" in refused.text
        assert refused.private
    refused = await here.ravi.slash("review claim", item=f"{KIND}/{subject.slug}")

    assert "You wrote this one" in refused.text
    assert state(here, subject) is State.IN_REVIEW


async def test_who_is_no_reviewer_cannot_press_anything(here: Here):
    subject = thing()
    await submit(here, subject, author=here.mei)

    said = {
        label: (await here.maya.click(card(here), label)).text
        for label in labels(card(here))
        if label
    }

    assert set(said) >= {"Claim", "Approve", "Ask for changes", "Decline", "Suspend", "Retire"}
    assert all(sentence.startswith("Only a ") for sentence in said.values()), said
    assert state(here, subject) is State.IN_REVIEW


async def test_changes_are_asked_for_and_the_changed_text_starts_anew(here: Here):
    first = thing(text="First text.")
    await submit(here, first)
    asked = await fill(
        here.ravi, card(here), "Ask for changes", interests="None", comment="Name who it is for."
    )
    assert "changes requested" in asked.text
    assert state(here, first) is State.CHANGES_REQUESTED
    assert THINGS.told["changes", here.server.guild.id, first.slug] == 1

    second = thing(text="Second text.")
    number = await submit(here, second)

    assert state(here, second) is State.IN_REVIEW
    assert state(here, first) is State.UNREVIEWED
    old, new = cards(here)
    assert "changed and sent again" in text_of(old)
    assert f"Review {number}" in text_of(new)
    assert "Name who it is for" not in text_of(new)


async def test_a_decision_about_the_old_text_does_not_count_for_the_new_one(here: Here):
    first, second = thing(text="First text."), thing(text="Second text.")
    await submit(here, first)
    form = await here.ravi.click(card(here), "Approve")
    await submit(here, second)

    refused = await here.ravi.submit(form, **APPROVAL)

    assert "changed the text since you opened this" in refused.text
    assert state(here, second) is State.IN_REVIEW
    assert state(here, first) is State.UNREVIEWED


async def test_a_refusal_is_kept_with_its_reason(here: Here):
    subject = thing()
    await submit(here, subject)

    declined = await fill(
        here.ravi, card(here), "Decline", interests="None", comment="It diagnoses."
    )

    assert "is declined" in declined.text
    reviews, today = here.hub.app.house.reviews, here.hub.playground.clock.now().date()
    standing = reviews.standing(here.server.guild.id, subject, today=today)
    assert (standing.state, standing.reason) == (State.REJECTED, "It diagnoses.")
    assert THINGS.told["rejected", here.server.guild.id, subject.slug] == 1


async def test_a_refused_form_comes_back_filled(here: Here):
    subject = thing()
    await submit(here, subject)

    refused = await fill(
        here.ravi, card(here), "Approve", checks=CHECKS[1:], interests="None", comment="Fine."
    )
    assert "Not everything is ticked yet (purpose)" in refused.text
    assert refused.private
    again = await here.ravi.click(refused, "Edit")
    assert again.modal is not None
    fields = {field.custom_id: field.json for field in again.modal.fields}
    assert fields["comment"]["value"] == "Fine."
    assert [o["value"] for o in fields["checks"]["options"] if o.get("default")] == CHECKS[1:]

    tested = await here.ravi.submit(again, checks=CHECKS)
    assert "needs a test run" in tested.text
    form = await here.ravi.click(tested, "Edit")
    done = await here.ravi.submit(form, test_run="A model, 20 Nov 2026")

    assert "Recorded." in done.text
    assert state(here, subject) is State.APPROVED


async def test_words_that_may_identify_a_client_are_not_recorded(here: Here):
    subject = thing()
    await submit(here, subject)

    refused = await fill(
        here.ravi,
        card(here),
        "Ask for changes",
        interests="None",
        comment="As with my client, call (415) 555-0134.",
    )

    assert "a phone number" in refused.text
    assert "555" not in refused.text
    assert state(here, subject) is State.IN_REVIEW
    back = await here.ravi.click(refused, "Edit")
    assert back.modal is not None
    assert "555" in str(back.modal.json)


# --- two reviewers --------------------------------------------------------------------------------


async def test_tier_three_needs_two_people_and_one_trained_in_the_area(here: Here):
    subject = thing(tier=3)
    await submit(here, subject)

    first = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "1 more approval and somebody trained in the area" in first.text
    again = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "1 more approval" in again.text
    assert state(here, subject) is State.IN_REVIEW

    second = await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert "trained in the area" in second.text
    assert state(here, subject) is State.IN_REVIEW

    trained = APPROVAL | {"checks": [*CHECKS, "competent"]}
    third = await fill(here.olu, card(here), "Approve", **trained)
    assert day_in(here, months=6) in third.text
    assert state(here, subject) is State.APPROVED


async def test_a_small_hub_may_set_one_reviewer_for_tier_three(here: Here):
    await here.mei.slash("settings set", reviewers_for_tier_3="one reviewer")
    subject = thing(tier=3)
    await submit(here, subject)

    trained = APPROVAL | {"checks": [*CHECKS, "competent"]}
    await fill(here.ravi, card(here), "Approve", **trained)

    assert state(here, subject) is State.APPROVED


async def test_a_reviewer_with_a_conflict_of_interest_advises_and_never_decides(here: Here):
    subject = thing()
    await submit(here, subject)

    claimed = await fill(here.ravi, card(here), "Claim", interests="I sell it.", conflict="yes")
    assert "you can't be the one who decides" in claimed.text
    mine = APPROVAL | {"conflict": "yes", "interests": "I sell it."}
    await fill(here.ravi, card(here), "Approve", **mine)
    assert state(here, subject) is State.IN_REVIEW
    assert "as advice (conflict of interest)" in text_of(card(here))

    await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.APPROVED


async def test_two_who_approve_at_once_are_counted_once_each(here: Here):
    await here.mei.slash("settings set", reviewers_for_tier_3="one reviewer")
    subject = thing(tier=1)
    await submit(here, subject)
    forms = [await who.click(card(here), "Approve") for who in (here.ravi, here.olu)]

    answers = await asyncio.gather(
        here.ravi.submit(forms[0], **APPROVAL), here.olu.submit(forms[1], **APPROVAL)
    )

    said = sorted(answer.text for answer in answers)
    assert sum("Recorded." in sentence for sentence in said) == 1
    assert sum("It is approved until" in sentence for sentence in said) == 1
    assert state(here, subject) is State.APPROVED
    assert THINGS.told["approved", here.server.guild.id, subject.slug] == 1
    assert len(cards(here)) == 1


async def test_a_claim_keeps_others_away_for_seven_days(here: Here):
    subject = thing()
    await submit(here, subject)
    await fill(here.ravi, card(here), "Claim", interests="None")

    refused = await fill(here.olu, card(here), "Claim", interests="None")
    assert f"by <@{here.ravi.id}>" in refused.text
    refused = await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert "is claimed until" in refused.text

    here.hub.playground.clock.advance(timedelta(days=7))
    claimed = await fill(here.olu, card(here), "Claim", interests="None")

    assert "is yours for 7 days" in claimed.text


async def test_a_lead_reviewer_settles_a_difference(here: Here):
    subject = thing()
    await submit(here, subject)
    await fill(here.ravi, card(here), "Ask for changes", interests="None", comment="Shorter.")
    await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.CHANGES_REQUESTED

    await fill(wanda(here), card(here), "Approve", **APPROVAL)

    assert state(here, subject) is State.APPROVED


async def test_an_approval_without_the_reason_that_it_needs_is_refused(here: Here):
    subject = thing("lower-tier-thing")
    await submit(here, subject)

    refused = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "why this is less" in refused.text
    await fill(here.ravi, card(here), "Approve", **APPROVAL, comment="Only office letters.")

    assert state(here, subject) is State.APPROVED


# --- without a channel, and with a broken one -----------------------------------------------------


async def test_without_a_review_channel_the_commands_work_all_the_same(here: Here):
    await here.mei.slash("settings set", clear="Reviews")
    subject = thing()
    await submit(here, subject)
    assert cards(here) == []

    queue = await here.ravi.slash("review queue")
    assert "A Thing" in queue.text
    assert queue.private
    opened = await here.ravi.select(queue, "1 · A Thing")
    assert "Review 1 · Thing" in opened.text
    assert opened.message is not None
    await fill(here.ravi, opened.message, "Approve", **APPROVAL)

    assert state(here, subject) is State.APPROVED
    assert "Nothing waits" in (await here.ravi.slash("review queue")).text


async def test_a_deleted_card_loses_nothing_and_comes_back(here: Here):
    subject = thing()
    await submit(here, subject)
    old = card(here)
    here.hub.playground.world.message_gone(old)

    queue = await here.ravi.slash("review queue")
    opened = await here.ravi.select(queue, "1 · A Thing")
    await fill(here.ravi, opened, "Claim", interests="None")

    assert card(here).id != old.id
    assert f"Claimed by <@{here.ravi.id}>" in text_of(card(here))
    assert state(here, subject) is State.IN_REVIEW


async def test_a_card_that_discord_lets_nobody_edit_any_more_is_posted_anew(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    await submit(here, thing())
    old, old_edits = card(here), here.hub.playground.old_edits
    here.hub.playground.clock.advance(timedelta(hours=2))
    monkeypatch.setattr(shown_cards, "EDITED_WITHIN", timedelta(seconds=0.2))
    monkeypatch.setattr(old_edits, "count", 0)

    await fill(here.ravi, old, "Claim", interests="None")

    assert card(here).id != old.id
    assert f"Claimed by <@{here.ravi.id}>" in text_of(card(here))


async def test_a_lost_response_posts_no_second_card(here: Here):
    here.hub.playground.faults.lose_response("POST", "/channels/{channel_id}/messages")

    await submit(here, thing())
    queue = await here.ravi.slash("review queue")
    await fill(here.ravi, await here.ravi.select(queue, "1 · A Thing"), "Claim", interests="None")

    assert len(cards(here)) == 1
    assert f"Claimed by <@{here.ravi.id}>" in text_of(card(here))


async def test_a_slow_card_keeps_nobody_waiting_for_an_answer(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    await submit(here, thing())
    monkeypatch.setattr(shown_cards, "WAITED_FOR", timedelta(0))

    done = await fill(here.ravi, card(here), "Approve", **APPROVAL)

    assert "Recorded." in done.text


async def test_a_card_that_cannot_be_drawn_stops_no_decision(here: Here):
    await submit(here, thing("unseen", title="Unseen"))
    queue = await here.ravi.slash("review queue")
    opened = await here.ravi.select(queue, "1 · Unseen")
    THINGS.undrawable.add("unseen")
    try:
        with attunes_logs():
            done = await fill(here.ravi, opened, "Approve", **APPROVAL)
    finally:
        THINGS.undrawable.clear()

    assert "Recorded." in done.text


async def test_a_channel_that_is_closed_to_attune_stops_no_decision(here: Here):
    subject = thing()
    await submit(here, subject)
    bot = here.hub.application.bot_id
    closed = channel(here)
    closed.overwrites[bot] = Overwrite(
        bot, is_member=True, deny=int(Bit.VIEW_CHANNEL | Bit.SEND_MESSAGES)
    )
    here.hub.playground.world.channel_changed(closed)

    queue = await here.ravi.slash("review queue")
    opened = await here.ravi.select(queue, "1 · A Thing")
    done = await fill(here.ravi, opened, "Approve", **APPROVAL)

    assert "Recorded." in done.text
    assert state(here, subject) is State.APPROVED


# --- what nobody submitted ------------------------------------------------------------------------


async def test_a_reviewer_begins_a_review_of_a_file(here: Here):
    subject = THINGS.put(here.server.guild.id, thing("from-a-file", title="From a File"))
    offered = await here.ravi.autocomplete("review claim", "item", "from a file")
    item = next(choice for choice in offered if choice.name == "From a File")

    form = await here.ravi.slash("review claim", item=item.value)
    claimed = await here.ravi.submit(form, interests="None")

    assert "**From a File** (review 1) is yours" in claimed.text
    assert "a file of the catalogue" in text_of(card(here))
    await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.APPROVED


async def test_a_file_that_changed_is_unreviewed_and_can_be_claimed_again(here: Here):
    first = THINGS.put(here.server.guild.id, thing("from-a-file", "One."))
    await here.ravi.submit(
        await here.ravi.slash("review claim", item="from-a-file"), interests="None"
    )
    await fill(here.ravi, card(here), "Approve", **APPROVAL)
    second = THINGS.put(here.server.guild.id, thing("from-a-file", "Two."))
    assert (state(here, first), state(here, second)) == (State.APPROVED, State.UNREVIEWED)

    await here.ravi.submit(
        await here.ravi.slash("review claim", item="from-a-file"), interests="None"
    )

    assert (state(here, first), state(here, second)) == (State.APPROVED, State.IN_REVIEW)


async def test_members_are_not_suggested_what_is_in_review(here: Here):
    await submit(here, thing())

    assert await here.maya.autocomplete("review claim", "item", "") == []
    assert await here.maya.autocomplete("review history", "item", "") == []
    offered = await here.ravi.autocomplete("review claim", "item", "thing")
    assert offered[0].name == "A Thing"


async def test_reviewers_read_all_that_they_vouch_for(here: Here):
    await submit(here, thing())

    read = await here.ravi.click(card(here), "Read all")

    assert "body: Text to read." in read.text
    assert read.private


async def test_what_was_never_sent_in_is_read_as_it_is_now(here: Here):
    subject = THINGS.put(here.server.guild.id, thing("never-sent", title="Never Sent"))
    history = await here.mei.slash("review history", item="Never Sent")
    await fill(here.mei, history, "Suspend", comment="Unsafe.")

    read = await here.ravi.click(card(here), "Read all")
    assert "The body of never-sent." in read.text
    THINGS.put(here.server.guild.id, thing("never-sent", "Changed."))
    gone = await here.ravi.click(card(here), "Read all")

    assert "no longer kept" in gone.text
    assert state(here, subject) is State.SUSPENDED


async def test_moderators_look_up_what_they_may_suspend(here: Here):
    world, roles = here.hub.playground.world, here.server.roles
    world.take_role(here.server.guild, here.server.people["Ravi"].id, roles["Reviewer"])
    moderates = world.add_role(here.server.guild, "Timekeeper", permissions=Bit.MODERATE_MEMBERS)
    world.give_role(here.server.guild, here.server.people["Ravi"].id, moderates)
    await submit(here, thing())

    offered = await here.ravi.autocomplete("review history", "item", "a thing")
    history = await here.ravi.slash("review history", item=offered[0].value)
    shown = await here.ravi.click(history, "Show the review")
    refused = await here.ravi.click(shown, "Approve")

    assert "Review 1 · Thing" in shown.text
    assert "Only a reviewer" in refused.text
    assert await here.ravi.autocomplete("review claim", "item", "a thing") == []


async def test_what_is_too_long_to_show_comes_as_a_file(here: Here):
    subject = thing()
    THINGS.put(here.server.guild.id, subject)
    await here.hub.app.house.reviews.submit(
        here.server.guild.id,
        subject,
        author_id=here.maya.id,
        interests="",
        snapshot={"body": "word " * 1000},
        at=here.hub.playground.clock.now(),
    )

    read = await here.ravi.click(card(here), "Read all")

    assert "so it comes as a file" in read.text


# --- suspension, due dates, retirement ------------------------------------------------------------


async def approved(here: Here, subject: Subject) -> Subject:
    await submit(here, subject)
    await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.APPROVED
    return subject


async def test_a_moderator_suspends_and_only_a_lead_reviewer_lifts(here: Here):
    subject = await approved(here, thing())

    refused = await here.ravi.click(card(here), "Suspend")
    assert "Only a moderator" in refused.text
    done = await fill(here.mei, card(here), "Suspend", comment="It names a drug dose.")
    assert "members no longer see it" in done.text
    assert state(here, subject) is State.SUSPENDED
    assert THINGS.told["suspended", here.server.guild.id, subject.slug] == 1

    refused = await here.ravi.click(card(here), "Lift suspension")
    assert "Only a lead reviewer" in refused.text
    lifted = await fill(wanda(here), card(here), "Lift suspension", comment="It does not.")
    assert "The suspension is lifted." in lifted.text
    assert state(here, subject) is State.APPROVED


async def test_a_moderator_suspends_what_was_never_reviewed(here: Here):
    subject = THINGS.put(here.server.guild.id, thing("never-seen", title="Never Seen"))

    history = await here.mei.slash("review history", item="never-seen")
    assert "Nobody here has reviewed it yet" in history.text
    await fill(here.mei, history, "Suspend", comment="Unsafe.")

    assert state(here, subject) is State.SUSPENDED
    assert "Lift suspension" in labels(card(here))
    queue = await here.ravi.slash("review queue")
    assert "suspended" in queue.text


async def test_safety_reports_suspend_at_one_for_tier_three_and_at_three_for_others(here: Here):
    reviews, guild, now = (
        here.hub.app.house.reviews,
        here.server.guild.id,
        here.hub.playground.clock.now(),
    )
    three = THINGS.put(guild, thing("tier-three", tier=3))
    two = THINGS.put(guild, thing("tier-two", tier=2))

    assert await reviews.report_safety(guild, three, member_id=1, reason="Unsafe.", at=now)
    said = [
        await reviews.report_safety(guild, two, member_id=member, reason="Unsafe.", at=now)
        for member in (1, 1, 2, 3)
    ]

    assert said == [False, False, False, True]
    assert (state(here, three), state(here, two)) == (State.SUSPENDED, State.SUSPENDED)
    assert len(cards(here)) == 2
    history = await here.ravi.slash("review history", item="tier-two")
    assert "Reported as unsafe by 3 members" in history.text


async def test_an_approval_is_due_after_a_year_then_overdue_and_can_be_renewed(here: Here):
    subject = await approved(here, thing())
    clock, due_on = here.hub.playground.clock, timedelta(days=365)
    early = await here.ravi.slash("review due")
    assert "Nothing is due" in early.text

    clock.advance(due_on - timedelta(days=30))
    soon = await here.ravi.slash("review due")
    assert "A Thing" in soon.text
    assert state(here, subject) is State.APPROVED
    clock.advance(timedelta(days=31))
    assert state(here, subject) is State.DUE
    assert "due for review since" in (await here.ravi.slash("review due")).text
    clock.advance(timedelta(days=30))
    assert state(here, subject) is State.OVERDUE

    opened = await here.ravi.select(await here.ravi.slash("review due"), "1 · A Thing")
    await fill(here.ravi, opened, "Claim", interests="None")
    await fill(here.ravi, opened, "Approve", **APPROVAL)

    assert "Overdue" in opened.text
    assert state(here, subject) is State.APPROVED


async def test_an_event_makes_a_review_due_at_once(here: Here):
    subject = await approved(here, thing())

    refused = await here.ravi.click(card(here), "Review again")
    assert "Only a lead reviewer" in refused.text
    done = await fill(wanda(here), card(here), "Review again", cause="law")

    assert "Its next review is due now." in done.text
    assert state(here, subject) is State.DUE
    await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.APPROVED


async def test_a_lead_reviewer_or_the_author_retires_with_a_replacement(here: Here):
    subject = await approved(here, thing())
    THINGS.put(here.server.guild.id, thing("better-thing"))

    refused = await here.ravi.click(card(here), "Retire")
    assert "Only a lead reviewer" in refused.text
    unknown = await fill(
        wanda(here), card(here), "Retire", cause="superseded", replaced_by="no-such-thing"
    )
    assert "not there" in unknown.text
    form = await wanda(here).click(unknown, "Edit")
    done = await wanda(here).submit(form, replaced_by="better-thing")

    assert "is retired" in done.text
    reviews, today = here.hub.app.house.reviews, here.hub.playground.clock.now().date()
    standing = reviews.standing(here.server.guild.id, subject, today=today)
    assert (standing.state, standing.replaced_by) == (State.RETIRED, "better-thing")
    assert set(labels(card(here))) == {"Read all", "History"}
    assert THINGS.told["retired", here.server.guild.id, subject.slug] == 1


async def test_an_author_who_reviews_retires_their_own(here: Here):
    subject = thing()
    await submit(here, subject, author=here.ravi)

    done = await fill(here.ravi, card(here), "Retire", cause="unused")

    assert "is retired" in done.text
    assert state(here, subject) is State.RETIRED


async def test_the_history_shows_every_step_and_turns_its_pages(here: Here):
    await submit(here, thing(text="One."))
    await fill(here.ravi, card(here), "Claim", interests="I know the author.")
    await fill(here.ravi, card(here), "Ask for changes", comment="Say who it is for.")
    await submit(here, thing(text="Two."))
    await fill(here.ravi, card(here), "Approve", **APPROVAL)
    await fill(here.mei, card(here), "Suspend", comment="One more look.")
    await fill(wanda(here), card(here), "Lift suspension", comment="Looked.")

    history = await here.ravi.click(card(here), "History")
    for words in (
        "lifted the suspension",
        "suspended",
        "has all approvals",
        "approved",
        "asked for changes",
        "Say who it is for.",
    ):
        assert words in history.text
    assert history.private
    older = await here.ravi.click(history, "Next")
    for words in ("claimed", "I know the author.", "sent to the reviewers"):
        assert words in older.text
    assert older.message is history.message

    shown = await here.ravi.click(older, "Show the review")
    assert "Review 1 · Thing" in shown.text


async def test_long_lists_turn_their_pages(here: Here):
    for number in range(12):
        await submit(here, thing(f"thing-{number}", title=f"Thing number {number}", tier=1))

    queue = await here.ravi.slash("review queue")
    assert "Thing number 0" in queue.text
    more = await here.ravi.click(queue, "Next")

    assert "Thing number 11" in more.text
    assert "Thing number 0" not in more.text
    assert more.message is queue.message


async def test_a_long_list_of_what_is_due_turns_its_pages(here: Here):
    for number in range(11):
        await approved(here, thing(f"due-{number}", title=f"Due number {number}", tier=1))
    here.hub.playground.clock.advance(timedelta(days=366))

    due = await here.ravi.slash("review due")
    more = await here.ravi.click(due, "Next")

    assert "Due number 10" in more.text
    assert more.message is due.message


# --- restarts, bugs -------------------------------------------------------------------------------


async def test_a_feature_that_fails_to_hear_undoes_nothing(here: Here):
    subject = thing("deaf")
    await submit(here, subject)

    with attunes_logs():
        done = await fill(here.ravi, card(here), "Approve", **APPROVAL)

    assert "Recorded." in done.text
    assert state(here, subject) is State.APPROVED


async def test_reviews_cards_and_open_forms_survive_a_restart(hub: Hub, tmp_path: Path):
    owner = hub.playground.world.add_user("Second Owner")
    application = hub.playground.world.add_application("Attune again", owner)
    database, subject = tmp_path / "attune.db", thing()
    async with running(hub.playground, application, database) as first:
        first.house.reviews.declare(THINGS.kind())
        there = await settle_in(Hub(hub.playground, application, first, database), "Restarted")
        await prepare(there)
        await submit(there, subject)
        await fill(there.ravi, card(there), "Claim", interests="None")
        form = await there.ravi.click(card(there), "Approve")

    async with running(hub.playground, application, database) as second:
        second.house.reviews.declare(THINGS.kind())
        there = Here(
            Hub(hub.playground, application, second, database),
            there.server,
            there.maya,
            there.ravi,
            there.olu,
            there.mei,
        )
        assert f"Claimed by <@{there.ravi.id}>" in text_of(card(there))
        refused = await fill(there.olu, card(there), "Approve", **APPROVAL)
        assert "is claimed until" in refused.text
        done = await there.ravi.submit(form, **APPROVAL)

        assert "Recorded." in done.text
        assert state(there, subject) is State.APPROVED
        assert len(cards(there)) == 1
