"""Members take trainings into calendars of their own."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream

from bot.playground.actors import ClientError, People
from bot.playground.records import Message
from tests.events.planned import ABOUT, NEW_YORK, ROOM, TITLE, files_of, next_here, plan, tomorrow
from tests.journeys.conftest import Here, Hub, settle_in
from tests.running import running

WHOLE, ONE, MINE = "training.ics", "this-date.ics", "my-trainings.ics"
WEEK = timedelta(days=7)


def starts_in(file: bytes, most: int = 10) -> list[datetime]:
    """When things happen, as a reader that shares no code with Attune has it."""
    calendar = IcsCalendarStream.calendar_from_ics(file.decode())
    return [
        event.start.astimezone(NEW_YORK).replace(tzinfo=None)  # type: ignore[union-attr] - no days
        for event, _ in zip(calendar.timeline, range(most), strict=False)
        if event.status != "CANCELLED"
    ]


def local(instant: datetime) -> datetime:
    return instant.astimezone(NEW_YORK).replace(tzinfo=None)


async def taken(here: Here, post: Message, name: str = WHOLE) -> bytes:
    """The calendar file that Maya gets from a post."""
    reply = await (await here.maya.click(post, "Calendar file")).settled()
    assert reply.private
    return files_of(reply)[name]


def sequence_in(file: bytes) -> int:
    (event, *_) = IcsCalendarStream.calendar_from_ics(file.decode()).events
    return int(event.sequence or 0)


async def edit(here: Here, event: object, yes: str, changes: dict[str, Any], **options: object):
    form = await here.olu.slash("training edit", event=event, **options)
    shown = await here.olu.submit(await form.settled(), changes)
    await here.olu.click(await shown.settled(), yes)


async def test_a_post_gives_the_file_of_a_training_that_happens_once(here: Here):
    starts = tomorrow(here)
    post = await plan(here, starts=starts, ce_hours=1.5, ce_approver="the Board of Examples")

    reply = await (await here.maya.click(post, "Calendar file")).settled()

    assert list(files_of(reply)) == [WHOLE]
    file = files_of(reply)[WHOLE]
    assert starts_in(file) == [local(starts)]
    said = file.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{TITLE.replace(',', chr(92) + ',')}" in said
    assert ABOUT in said
    assert f"LOCATION:{ROOM}" in said
    assert f"https://discord.com/channels/{here.server.guild.id}/{post.channel_id}/" in said
    assert "claimed by the organiser" in said
    assert str(here.olu.id) not in said


async def test_a_series_comes_whole_or_as_one_date(here: Here):
    starts = tomorrow(here)
    post = await plan(here, starts=starts, repeat="every week", ends="10 times")

    reply = await (await here.maya.click(post, "Calendar file")).settled()

    first = local(starts)
    assert starts_in(files_of(reply)[WHOLE]) == [first + n * WEEK for n in range(10)]
    assert starts_in(files_of(reply)[ONE]) == [first]
    assert "the whole of it, or just this date" in reply.text


async def test_what_is_skipped_moved_edited_or_cancelled_is_so_in_the_file_with_a_higher_sequence(
    here: Here,
):
    first = local(tomorrow(here))
    post = await plan(here, starts=tomorrow(here), repeat="every week", ends="6 times")
    before = await taken(here, post)
    (event,) = await here.olu.autocomplete("training edit", "event", "notes")
    dates = {n: (first + n * WEEK).isoformat() for n in range(6)}

    skip = await here.olu.slash(
        "training cancel", event=event.value, which="This date, without a word", date=dates[1]
    )
    await here.olu.click(await skip.settled(), "Leave it out")
    moved = first + 2 * WEEK + timedelta(hours=2)
    when = {"when": f"{moved:%Y-%m-%d %H:%M} new york"}
    await edit(here, event.value, "Change this date", when, date=dates[2])
    title = {"title": "Practice with guests"}
    await edit(here, event.value, "Change this date", title, date=dates[3])

    form = await here.olu.slash("training cancel", event=event.value, date=dates[4])
    await (await here.olu.submit(await form.settled(), reason="Holidays")).settled()

    after = await taken(here, post)
    assert starts_in(after) == [first, moved, *(first + n * WEEK for n in (3, 5))]
    summaries = IcsCalendarStream.calendar_from_ics(after.decode()).timeline
    assert [event.summary for event in summaries].count("Practice with guests") == 1
    assert sequence_in(after) > sequence_in(before)
    assert b"UID:" + before.split(b"UID:")[1].split(b"\r\n")[0] in after


async def test_a_cancelled_training_is_cancelled_in_calendars(here: Here):
    post = await plan(here)
    await here.maya.click(post, "Going")
    before = await taken(here, post)
    (event,) = await here.olu.autocomplete("training cancel", "event", "notes")
    told = next_here(here, "is cancelled")

    form = await here.olu.slash("training cancel", event=event.value)
    await here.olu.submit(await form.settled(), reason="The speaker is ill.")
    await told

    after = await taken(here, post)
    assert b"STATUS:CANCELLED" in after
    assert sequence_in(after) > sequence_in(before)
    mine = await (await here.maya.slash("event calendar")).settled()
    assert b"STATUS:CANCELLED" in files_of(mine)[MINE]


async def test_a_members_list_has_what_they_go_to_and_nothing_of_others(here: Here):
    mine = await plan(here, title="Mine, every week", repeat="every week", ends="never")
    other = await plan(here, title="Only for Ravi")
    await here.maya.click(mine, "Going")
    await here.ravi.click(other, "Going")
    await here.maya.click(other, "Maybe")

    reply = await (await here.maya.slash("event calendar")).settled()

    assert reply.private
    file = files_of(reply)[MINE]
    assert starts_in(file) == [local(tomorrow(here))]
    assert b"Mine\\, every week" in file
    assert b"Ravi" not in file
    nobody = await (await here.mei.slash("event calendar")).settled()
    assert "not going to any training yet" in nobody.text


async def test_what_is_over_leaves_the_list(here: Here):
    await here.maya.click(await plan(here), "Going")

    here.hub.playground.clock.advance(timedelta(days=2))

    reply = await (await here.maya.slash("event calendar")).settled()
    assert "not going to any training yet" in reply.text


async def test_a_post_of_another_server_gives_nothing_away(here: Here, hub: Hub):
    post = await plan(here, title="Of this server alone")
    there = await settle_in(hub, "Another server")
    stranger = People(hub.playground).member("Maya", there.server.guild)

    with pytest.raises(ClientError):
        await stranger.click(post, "Calendar file")


async def test_the_button_of_a_post_from_before_a_restart_works(hub: Hub, tmp_path_factory: Any):
    owner = hub.playground.world.add_user("Owner of calendars")
    application = hub.playground.world.add_application("Attune calendars", owner)
    database = tmp_path_factory.mktemp("calendars") / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Restart files")
        post = await plan(there)

    async with running(hub.playground, application, database):
        file = await taken(there, post)

    assert starts_in(file) == [local(tomorrow(there))]
