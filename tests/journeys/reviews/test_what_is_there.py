"""What is there is looked up, begun from a file, suspended, due, and retired."""

from datetime import timedelta

from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.reviews.records import State, Subject
from tests.journeys.conftest import Here
from tests.journeys.reviews.reviewing import (
    APPROVAL,
    THINGS,
    card,
    cards,
    fill,
    labels,
    state,
    submit,
    wanda,
)
from tests.reviews.thing import thing

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
