"""What an approval leads to: what card and panel say, and who is told."""

from dataclasses import replace
from pathlib import Path

from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.announcements.acting import (
    TITLE,
    compose,
    hears,
    jobs,
    labels,
    number_of,
    opened,
    panel_of,
    planned,
    press,
    quiet,
    settled,
    shows,
    whole,
)
from tests.announcements.approving import card, careful
from tests.announcements.hub import COGS
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here, Hub, settle_in
from tests.running import running


async def told_of(here: Here, who: str) -> list[str]:
    """The direct messages to Olu about somebody."""
    found = await here.olu.direct_messages(here.hub.application)
    return [text_of(message) for message in found if who in text_of(message)]


def standing_out(reply: Reply) -> list[str]:
    """The buttons that stand out and can be pressed."""
    return [b.label for b in reply.buttons if b.style == 1 and not b.disabled]


async def test_the_card_of_a_draft_says_that_its_planner_posts_it(here: Here):
    await careful(here)
    shown = await compose(here.olu)

    await press(here.olu, shown, "Ask for approval")
    asked = await card(here)
    before = text_of(asked)
    await here.mei.click(asked, "Approve")

    assert "**When:** not chosen yet; the planner posts it" in before
    assert "**When:** not chosen yet; the planner posts it" in text_of(asked)


async def test_the_card_of_a_changed_post_says_what_the_approval_changes(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    await shows(await press(here.olu, shown, "Post now"), "It is posted in")
    await careful(here)

    form = await here.olu.click(panel_of(await opened(here.olu, number_of(shown))), "Edit")
    await whole(await here.olu.submit(form, body="Put right"))
    asked = await card(here)
    before = text_of(asked)
    await here.mei.click(asked, "Approve")

    assert "**When:** posted already; once this is approved, the post is changed" in before
    assert "**When:** posted already\n" in text_of(asked)


async def test_the_next_step_of_a_draft_stands_out(here: Here):
    await careful(here)

    untimed = await compose(here.olu)
    timed = await compose(here.olu, when="in 2 hours")
    before = standing_out(untimed), standing_out(timed)
    asked = await press(here.olu, untimed, "Ask for approval")
    await here.mei.click(await card(here), "Approve")
    approved = await opened(here.olu, number_of(untimed))

    assert before == (["Ask for approval"], ["Schedule"])
    assert standing_out(asked) == []
    assert "Ask for approval" not in labels(asked)
    assert standing_out(approved) == ["Post now"]


async def test_the_planner_of_a_draft_is_told_once_it_is_approved(here: Here):
    await careful(here, "two other organisers")
    world, server = here.hub.playground.world, here.server
    world.give_role(server.guild, here.ravi.id, server.roles["Organiser"])
    shown = await compose(here.olu)
    asked = await press(here.olu, shown, "Ask for approval")
    shown_card = await card(here, "2 other organisers")

    await here.mei.click(shown_card, "Approve")
    await quiet(here)
    early = await here.olu.direct_messages(here.hub.application)
    await here.ravi.click(shown_card, "Approve")
    told = await hears(here.olu, here, "approved")
    await quiet(here)

    assert "I tell its planner by direct message" in asked.text
    assert [m for m in early if here.mei.mention in text_of(m)] == []
    assert f"{here.ravi.mention} approved your announcement: **{TITLE}**" in told
    assert "Nothing posts it by itself" in told
    assert len(await told_of(here, here.ravi.mention)) == 1


async def test_a_planner_is_told_that_changes_are_asked_for_without_the_words(here: Here):
    await careful(here)
    await planned(here, when="in 2 hours")

    form = await here.mei.click(await card(here), "Ask for changes")
    await here.mei.submit(form, words="Please name the room")
    told = await hears(here.olu, here, f"{here.mei.mention} asked for changes")

    assert "It is not posted as it is." in told
    assert "name the room" not in told


async def test_of_an_approval_that_changes_nothing_for_them_only_those_hear_who_want_to(here: Here):
    await careful(here)
    await planned(here, when="in 2 hours")

    await here.mei.click(await card(here), "Approve")
    await quiet(here)

    assert await told_of(here, here.mei.mention) == []


async def test_a_planner_who_takes_no_messages_finds_the_approval_on_the_panel(here: Here):
    await careful(here)
    olu = here.hub.playground.world.users[here.olu.id]
    olu.dms_open = False
    shown = await compose(here.olu)
    await press(here.olu, shown, "Ask for approval")

    await here.mei.click(await card(here), "Approve")
    await quiet(here)
    olu.dms_open = True
    found = await opened(here.olu, number_of(shown))

    assert await told_of(here, here.mei.mention) == []
    assert await jobs(here) == []
    assert f"Approved by {here.mei.mention}" in found.text


async def test_a_planner_who_wants_notices_is_told_of_the_answer(here: Here):
    await careful(here)
    await here.olu.slash("me notices", send=True)
    await planned(here, when="in 2 hours")
    await here.mei.click(await card(here), "Approve")

    told = await hears(here.olu, here, "approved")

    assert f"{here.mei.mention} approved your announcement: **{TITLE}**" in told


async def test_an_approval_is_told_once_over_a_restart(tmp_path: Path):
    playground = Playground(limits=Limits.none())
    await playground.start()
    application = playground.world.add_application("Attune", playground.world.add_user("Owner"))
    database = tmp_path / "attune.db"
    try:
        async with running(playground, application, database, cogs=COGS) as app:
            here = await settle_in(Hub(playground, application, app, database), "Restart")
            await careful(here)
            await press(here.olu, await compose(here.olu), "Ask for approval")
            asked = await card(here)
            playground.faults.fail("POST", "/users/@me/channels", status=503, times=100)
            await here.mei.click(asked, "Approve")
        playground.faults.clear()
        async with running(playground, application, database, cogs=COGS) as app:
            again = replace(here, hub=Hub(playground, application, app, database))
            await hears(again.olu, again, "approved your announcement")
            await quiet(again)
            told = await told_of(again, again.mei.mention)
    finally:
        await playground.close()

    assert len(told) == 1
