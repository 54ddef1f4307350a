"""A submission goes through review on its card, whatever becomes of the card."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Overwrite
from bot.reviews.records import State
from cogs.reviews import cards as shown_cards
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.journeys.reviews.reviewing import (
    APPROVAL,
    CHECKS,
    THINGS,
    card,
    cards,
    channel,
    day_in,
    fill,
    labels,
    prepare,
    state,
    submit,
)
from tests.reviews.thing import KIND, thing
from tests.running import running

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
