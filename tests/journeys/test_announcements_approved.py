"""Where a server wants it, another organiser approves an announcement before it goes out."""

import pytest

from bot.playground.actors.reading import buttons, text_of
from bot.playground.actors.reply import Reply
from bot.playground.records import Message
from tests.announcements.acting import (
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    comes_due,
    compose,
    hears,
    jobs,
    labels,
    number_of,
    opened,
    panel_of,
    planned,
    posted,
    posts,
    press,
    press_as,
    quiet,
    settled,
    soon,
    submit_as,
    whole,
)
from tests.announcements.approving import card, careful
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here


def custom_id(shown: Message | Reply, label: str) -> str:
    """What a button carries."""
    message = shown if isinstance(shown, Message) else panel_of(shown)
    return next(str(b.custom_id) for b in buttons(message) if b.label == label)


async def test_the_card_shows_it_as_it_will_look_and_asks(here: Here):
    await careful(here)

    await planned(here, TYPED | {"image": [IMAGE], "alt": "A flyer"}, when="in 2 hours")
    asked = await card(here)
    preview = posts(here, here.server.staff)[-2]

    assert text_of(preview).startswith(f"## {TITLE}\n{BODY}")
    assert preview.attachments[0].content == IMAGE.content
    assert "**Where:** <#" in text_of(asked)
    assert "<t:" in text_of(asked)


async def test_approved_by_another_it_is_posted_in_its_time(here: Here):
    await careful(here)
    shown = await planned(here, when="in 2 hours")

    approved = await here.mei.click(await card(here), "Approve")
    await comes_due(here)
    (message,) = await posted(here)

    assert "An announcement was approved." in text_of(await card(here, "was approved"))
    assert f"Approved by {here.mei.mention}" in approved.text
    assert BODY in text_of(message)
    assert number_of(shown)


async def test_unapproved_it_is_not_posted_and_planner_and_staff_are_told(here: Here):
    await careful(here)
    await here.mei.slash("settings set", operations_channel="staff")
    shown = await planned(here, when="in 2 hours")
    await card(here)

    await comes_due(here)
    report = await card(here, "Something needs a decision")
    told = await hears(here.olu, here, "was not posted")
    listed = await here.olu.slash("announce list", what="Drafts")

    assert posts(here) == []
    assert "Nobody has approved it as it is now" in text_of(report)
    assert "Nobody has approved it as it is now" in told
    assert "Not posted" in listed.text
    approved = await press(here.mei, await opened(here.mei, number_of(shown)), "Approve")
    await here.olu.click(report, "Post now")
    (message,) = await posted(here)
    assert "Approved by" in approved.text
    assert BODY in text_of(message)


async def test_its_author_can_not_approve_it(here: Here):
    await careful(here)
    shown = await planned(here, when="in 2 hours")
    asked = await card(here)

    by_card = await here.olu.click(asked, "Approve")
    by_panel = await press_as(here.olu, here, shown, custom_id(asked, "Approve"))

    assert "You wrote some of this announcement" in by_card.text
    assert "You wrote some of this announcement" in by_panel.text
    assert "Approve" not in labels(shown)


async def test_nor_can_whoever_wrote_a_part_of_it_later(here: Here):
    await careful(here)
    number = number_of(await planned(here, when="in 2 hours"))
    first = await card(here)
    form = await here.mei.click(panel_of(await opened(here.mei, number)), "Edit")
    changed = await whole(await here.mei.submit(form, body="Mei's text"))
    asked = await card(here, after=first)

    for who in (here.mei, here.olu):
        refused = await who.click(asked, "Approve")
        assert "You wrote some of this announcement" in refused.text
    assert "it waits for the approval of another organiser" in changed.text


EDITS: dict[str, dict[str, str]] = {
    "text": {},
    "time": {"when": "in 1 hour"},
    "channel": {"channel": "staff"},
    "role": {"notify": "Organiser"},
}


@pytest.mark.parametrize("what", EDITS, ids=str)
async def test_any_edit_voids_an_approval_and_asks_anew(here: Here, what: str):
    await careful(here)
    number = number_of(await planned(here, when="in 2 hours"))
    old = await card(here)
    await here.mei.click(old, "Approve")
    if what == "text":
        form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
        await whole(await here.olu.submit(form, body="Other words"))
    else:
        options = {
            "time": {"when": "in 1 hour"},
            "channel": {"channel": "staff"},
            "role": {"notify": "Organiser"},
        }
        await whole(
            await here.olu.slash(
                "announce edit", "general", announcement=str(number), **options[what]
            )
        )

    shown = await opened(here.mei, number)
    stale = await press_as(here.mei, here, shown, approve_id(old, number))
    asked = await card(here, after=old)
    await comes_due(here)
    await quiet(here)

    assert "Approve" in labels(shown)
    assert "changed after you saw it" in stale.text
    assert asked.id != old.id
    assert posts(here) == []


def approve_id(old: Message, number: int) -> str:
    """What *Approve* of a card carried before it was changed."""
    return f"announce.approve:{number}:{'0' * 16}:card"


async def test_nor_can_whoever_took_it_over(here: Here):
    await careful(here)
    shown = await planned(here, when="in 2 hours")
    asked = await card(here)
    number = str(number_of(shown))
    await here.olu.slash("announce handover", announcement=number, member="Mei")

    refused = await here.mei.click(asked, "Approve")

    assert "wrote some of this announcement or plan it" in refused.text


async def test_one_person_counts_once_where_two_are_needed(here: Here):
    await careful(here, "two other organisers")
    world, server = here.hub.playground.world, here.server
    world.give_role(server.guild, here.ravi.id, server.roles["Organiser"])
    await planned(here, when="in 2 hours")
    asked = await card(here, "2 other organisers")
    approve = custom_id(asked, "Approve")

    await here.mei.click(asked, "Approve")
    twice = await here.mei.click(asked, "Approve")
    early = text_of(asked)
    third = await here.ravi.click(asked, "Approve")
    await comes_due(here)
    await posted(here)

    assert approve
    assert "You have approved it already" in twice.text
    assert "one more organiser" in early
    assert f"Approved by {here.mei.mention} and {here.ravi.mention}" in third.text


async def test_who_asks_for_changes_stops_it_until_it_is_changed(here: Here):
    await careful(here)
    number = number_of(await planned(here, when="in 2 hours"))
    asked = await card(here)

    form = await here.mei.click(asked, "Ask for changes")
    await here.mei.submit(form, words="Please name the room")
    shown = await opened(here.olu, number)
    form = await here.olu.click(panel_of(shown), "Edit")
    await whole(await here.olu.submit(form, body="In room 4"))
    again = await card(here, after=asked)
    await here.mei.click(again, "Approve")
    await comes_due(here)
    (message,) = await posted(here)

    assert "Changes were asked for" in text_of(asked)
    assert f"{here.mei.mention} asked for changes: Please name the room" in text_of(asked)
    assert "In room 4" in text_of(message)


async def test_whoever_asked_for_changes_may_still_approve(here: Here):
    await careful(here)
    await planned(here, when="in 2 hours")
    asked = await card(here)
    form = await here.mei.click(asked, "Ask for changes")
    await here.mei.submit(form, words="Hm")

    approved = await here.mei.click(asked, "Approve")

    assert f"Approved by {here.mei.mention}" in approved.text


async def test_a_draft_is_approved_first_and_posted_then(here: Here):
    await careful(here)
    shown = await compose(here.olu)
    before = labels(shown)
    early = await press_as(here.olu, here, shown, f"announce.post:{number_of(shown)}")

    waiting = await press(here.olu, shown, "Ask for approval")
    words = waiting.text
    await here.mei.click(await card(here), "Approve")
    await press(here.olu, await opened(here.olu, number_of(shown)), "Post now")
    (message,) = await posted(here)

    assert "Post now" not in before
    assert "another organiser looks at announcements first" in early.text
    assert "I have asked in <#" in words
    assert BODY in text_of(message)


async def test_leaving_one_time_out_needs_no_new_approval(here: Here):
    await careful(here)
    number = number_of(await planned(here, when="in 2 hours", repeat="daily"))
    await here.mei.click(await card(here), "Approve")

    skipped = await here.olu.slash("announce skip", announcement=str(number))
    await comes_due(here)
    await posted(here)

    assert "Approved by" in skipped.text


async def test_without_a_staff_channel_others_find_it_in_the_list(here: Here):
    await careful(here)
    await here.mei.slash("settings set", clear="Staff")
    shown = await compose(here.olu)

    asked = await press(here.olu, shown, "Ask for approval")
    listed = await here.mei.slash("announce list", what="Drafts")
    found = await whole(await here.mei.select(listed, TITLE))
    approved = await press(here.mei, found, "Approve")

    assert "finds it with `/announce list`" in asked.text
    await quiet(here)
    assert "Thank you" in approved.text
    assert await jobs(here) == []


async def test_what_is_posted_is_only_changed_once_the_change_is_approved(here: Here):
    await careful(here)
    shown = await compose(here.olu)
    number = number_of(shown)
    await press(here.olu, shown, "Ask for approval")
    first = await card(here)
    await here.mei.click(first, "Approve")
    await press(here.olu, await opened(here.olu, number), "Post now")
    (message,) = await posted(here)
    await quiet(here)

    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    changed = await whole(await here.olu.submit(form, body="Put right"))
    asked = await card(here, after=first)
    await quiet(here)
    before = text_of(message)
    await here.mei.click(asked, "Approve")

    async def is_changed() -> bool:
        return "Put right" in text_of(message)

    await soon(here, is_changed)
    assert "once another organiser has approved it" in changed.text
    assert BODY in before


async def test_a_change_on_its_way_waits_where_the_server_begins_to_ask(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)
    await quiet(here)
    faults = here.hub.playground.faults
    faults.fail("PATCH", "/channels/{channel_id}/messages/{message_id}", status=503, times=100)
    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    await whole(await here.olu.submit(form, body="Put right"))

    await careful(here)
    await quiet(here)
    faults.clear()

    async def over() -> bool:
        return not await jobs(here)

    await soon(here, over)
    assert BODY in text_of(message)


async def test_a_server_that_begins_to_ask_for_approval_asks_about_what_is_planned(here: Here):
    await settled(here)
    await planned(here, when="in 2 hours")

    await careful(here)
    await here.mei.click(await card(here), "Approve")
    await comes_due(here)
    (message,) = await posted(here)

    assert BODY in text_of(message)


async def test_members_and_reviewers_can_not_approve(here: Here):
    await careful(here)
    shown = await planned(here, when="in 2 hours")
    approve = custom_id(await card(here), "Approve")

    for who in (here.maya, here.ravi):
        refused = await press_as(who, here, shown, approve)
        form = approve.replace("approve", "words")
        words = await submit_as(who, here, form, {"words": "No"})
        assert "Only an organiser" in refused.text
        assert "Only an organiser" in words.text
