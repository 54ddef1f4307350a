"""What can't be posted is told to its planner, with why, and nothing of it is lost."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import delete

from bot.delivery.store import kept_images
from bot.jobs.records import State
from bot.playground.actors.reading import text_of
from bot.playground.checks.messages import Flag
from bot.playground.world import Event
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    comes_due,
    compose,
    hears,
    jobs,
    labels,
    news_channel,
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
    shows,
    soon,
    submit_as,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here, settle_in

PICTURED = TYPED | {"image": [IMAGE], "alt": ALT}


# --- what gets lost -------------------------------------------------------------------------------


async def lose_channel(here: Here) -> None:
    channels = here.server.guild.channels.values()
    here.hub.playground.world.delete_channel(next(c for c in channels if c.name == "news"))


async def lose_role(here: Here) -> None:
    here.hub.playground.world.delete_role(here.server.roles["Reviewer"])


async def lose_image(here: Here) -> None:
    mine = kept_images.c.guild_id == here.server.guild.id
    async with here.hub.app.house.storage.write() as connection:
        await connection.execute(delete(kept_images).where(mine))


LOSSES: dict[str, tuple[Callable[[Here], Awaitable[None]], str]] = {
    "channel": (lose_channel, "channel or thread that it was meant for was deleted"),
    "role": (lose_role, "The role that it was to notify was deleted"),
    "image": (lose_image, "Its image is not there any more"),
}


@pytest.mark.parametrize("what", LOSSES, ids=str)
@pytest.mark.parametrize("operations", [False, True], ids=["by message", "and in the channel"])
async def test_its_planner_is_told_and_the_draft_is_kept(here: Here, what: str, operations: bool):
    await settled(here)
    if operations:
        await here.mei.slash("settings set", operations_channel="staff")
    news = news_channel(here)
    lose, why = LOSSES[what]
    number = number_of(
        await planned(here, PICTURED, when="in 2 hours", notify="Reviewer", channel="news")
    )

    await lose(here)
    await comes_due(here)
    told = await hears(here.olu, here, why)
    await quiet(here)
    kept = await opened(here.olu, number)

    assert TITLE in told
    assert BODY in kept.text
    assert "It was not posted:" in kept.text
    assert why in kept.text
    assert posts(here, news) == [] if what != "channel" else True
    reports = await posted(here, 1, here.server.staff) if operations else []
    assert [why in text_of(report) for report in reports] == [True] * operations
    assert len(posts(here, here.server.staff)) == len(reports)


async def test_what_can_not_be_posted_says_why_where_it_was_pressed(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)
    await lose_image(here)

    after = await press(here.olu, shown, "Post now")
    await shows(after, "It was not posted:")

    assert "Its image is not there any more" in after.text
    assert "**A draft** · number" in after.text
    assert "Post now" in labels(after)
    assert posts(here) == []


async def test_put_right_it_is_posted_from_the_report(here: Here):
    await settled(here)
    await here.mei.slash("settings set", operations_channel="staff")
    number = number_of(await planned(here, PICTURED, when="in 2 hours"))
    await lose_image(here)
    await comes_due(here)
    (report,) = await posted(here, 1, here.server.staff)

    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    await whole(await here.olu.submit(form, {"image": [IMAGE]}))
    await here.olu.click(report, "Post now")
    (message,) = await posted(here)
    await quiet(here)

    assert message.attachments[0].content == IMAGE.content
    assert TITLE in (await here.olu.slash("announce list", what="Posted")).text


async def test_planned_anew_elsewhere_the_old_report_is_settled(here: Here):
    await settled(here)
    await here.mei.slash("settings set", operations_channel="staff")
    news_channel(here)
    number = str(number_of(await planned(here, when="in 2 hours", channel="news")))
    await lose_channel(here)
    await comes_due(here)
    (report,) = await posted(here, 1, here.server.staff)

    await whole(
        await here.olu.slash(
            "announce edit", "general", announcement=number, channel="general", when="in 1 hour"
        )
    )
    await press(here.olu, await opened(here.olu, int(number)), "Schedule")
    await comes_due(here)
    await posted(here)
    late = await here.olu.click(report, "Post now")
    await quiet(here)

    assert "settled already" in late.text
    assert len(posts(here)) == 1
    assert await jobs(here) == []


async def test_the_planner_who_left_does_not_stop_it(here: Here):
    await settled(here)
    await planned(here, when="in 2 hours")
    here.hub.playground.world.leave(here.server.guild, here.olu.id)

    await comes_due(here)
    (message,) = await posted(here)

    assert BODY in text_of(message)


async def test_forgotten_its_planner_is_in_no_list_and_it_goes_on(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours")))
    await compose(here.olu, {"title": "Never planned"})
    for feature in here.hub.app.features.values():
        for keeps in feature.keeps:
            await keeps.forget(here.olu.id)

    history = await here.mei.slash("announce history", announcement=number)
    drafts = await here.mei.slash("announce list", what="Drafts")
    await comes_due(here)
    await posted(here)

    assert "somebody who left: written" in history.text
    assert "Never planned" not in drafts.text


# --- Discord's troubles ---------------------------------------------------------------------------


async def test_answers_that_get_lost_at_every_step_double_nothing(here: Here):
    await settled(here)
    news = news_channel(here)
    lose = here.hub.playground.faults.lose_response
    message = "/channels/{channel_id}/messages"
    shown = await compose(here.olu, PICTURED, channel="news", publish=True, thread=True)
    lose("POST", message)
    lose("POST", f"{message}/{{message_id}}/threads")
    lose("POST", f"{message}/{{message_id}}/crosspost")

    await press(here.olu, shown, "Post now")
    await hurried(here)

    (made,) = posts(here, news)
    threads = [c for c in here.server.guild.channels.values() if c.parent_id == news.id]
    assert [thread.name for thread in threads] == [TITLE]
    assert made.flags & Flag.CROSSPOSTED


async def test_what_is_half_posted_is_not_changed_and_finished_as_it_was(here: Here):
    await settled(here)
    shown = await compose(here.olu, {"title": TITLE, "body": "Words and words. " * 235})
    faults, path = here.hub.playground.faults, "/channels/{channel_id}/messages"
    troubled: list[bool] = []

    def trouble(event: Event) -> None:
        if event.name == "MESSAGE_CREATE" and posts(here) and not troubled:
            troubled.append(True)
            faults.fail("POST", path, status=503, times=3)

    end = here.hub.playground.world.listen(trouble)
    await press(here.olu, shown, "Post now")
    await posted(here)
    form = await here.olu.click(panel_of(await opened(here.olu, number_of(shown))), "Edit")
    refused = await here.olu.submit(form, body="Something else")
    await hurried(here)
    end()
    faults.clear()

    first, second = posts(here)
    assert "being posted at this very moment" in refused.text
    assert text_of(first).count("Words") + text_of(second).count("Words") == 235


async def hurried(here: Here) -> None:
    """Let the clock run fast until the post is done."""

    async def over() -> bool:
        found = await here.hub.app.house.jobs.store.unfinished(here.server.guild.id)
        return not [j for j in found if j.state in (State.WAITING, State.RUNNING)]

    await soon(here, over)


# --- the wrong person -----------------------------------------------------------------------------

BUTTONS = (
    *("post", "schedule", "edit", "time", "pick", "pause", "resume", "skip", "cancel", "keep"),
    *("test", "down", "delete", "gone", "again", "template", "ask", "see", "stand", "open", "list"),
    *("approve", "changes", "template_list", "template_gone", "template_open", "again_form"),
)


async def test_no_button_works_for_who_is_no_organiser(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = number_of(shown)

    for name in BUTTONS:
        for who in (here.maya, here.ravi):
            refused = await press_as(who, here, shown, f"announce.{name}:{number}")
            assert refused.text.startswith("Only an organiser"), name
    actions = here.hub.app.features["announcements"].actions
    forms = {"new", "text", "times", "words", "named"}
    assert {a.name.removeprefix("announce.") for a in actions} == {*BUTTONS, *forms}
    assert TITLE in (await here.olu.slash("announce list", what="Drafts")).text
    assert await jobs(here) == []


async def test_no_form_works_for_who_is_no_organiser(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = number_of(shown)

    for name in (
        "new",
        f"text:{number}:1",
        f"times:{number}",
        f"words:{number}",
        f"named:{number}",
    ):
        refused = await submit_as(here.maya, here, f"announce.{name}", {"title": "Mine"})
        assert refused.text.startswith("Only an organiser"), name
    assert BODY in (await opened(here.olu, number)).text


async def test_announcements_of_another_server_are_not_there(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    there = await settle_in(here.hub, "Another server")
    await settled(there)

    refused = await there.olu.slash("announce show", announcement=str(number_of(shown)))
    pressed = await press_as(
        there.olu, there, await compose(there.olu), f"announce.post:{number_of(shown)}"
    )
    offered = await there.olu.autocomplete("announce show", "announcement", "")

    assert "not here any more" in refused.text
    assert "not here any more" in pressed.text
    assert len(offered) == 1
    assert posts(here) == []


async def test_members_are_offered_nothing_while_they_type(here: Here):
    await settled(here)
    await compose(here.olu)

    for option in ("announcement", "when", "repeat"):
        (only,) = await here.maya.autocomplete("announce edit", option, "su")
        assert only.name.startswith("Only an organiser")


async def test_organisers_are_offered_what_they_type(here: Here):
    await settled(here)
    number = number_of(await compose(here.olu))

    by_title = await here.olu.autocomplete("announce show", "announcement", "superv")
    times = await here.olu.autocomplete("announce compose", "when", "tomorrow 18:00")
    repeats = await here.olu.autocomplete(
        "announce compose", "repeat", "weekly", when="tomorrow 18:00"
    )

    assert [choice.value for choice in by_title] == [str(number)]
    assert "18:00 London" in times[0].name
    assert repeats[0].name.startswith("Every ")
    assert "Schedule" in labels(await compose(here.olu, when=times[0].value))
