"""Announcements that repeat: at their hour on the wall, paused, skipped, over a restart."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import MovableClock
from bot.playground.actors.reading import text_of
from bot.playground.limits import Limits
from bot.playground.server import Playground
from tests.announcements.acting import (
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    advance,
    comes_due,
    compose,
    job,
    jobs,
    number_of,
    opened,
    panel_of,
    planned,
    posted,
    posts,
    press,
    quiet,
    settled,
    whole,
)
from tests.announcements.hub import COGS
from tests.announcements.hub import hub as hub
from tests.databases import PostgresServer, needed
from tests.journeys.conftest import Here, Hub, settle_in
from tests.running import running


async def test_each_time_is_posted_and_the_next_is_planned(here: Here):
    await settled(here)
    shown = await planned(here, when="in 2 hours", repeat="daily", ends="3 times")

    for count in (1, 2, 3):
        await comes_due(here)
        await posted(here, count)
        await quiet(here)

    assert "daily" in shown.text or "every day" in shown.text
    assert await jobs(here) == []
    assert TITLE in (await here.olu.slash("announce list", what="Posted")).text


async def test_days_off_are_left_out(here: Here):
    await settled(here)
    zone = ZoneInfo("Europe/London")
    today = here.hub.playground.clock.now().astimezone(zone).date()
    off = [today + timedelta(days=n) for n in (2, 3)]

    await planned(
        here, when="tomorrow 18:00", repeat="daily", skip=", ".join(d.isoformat() for d in off)
    )
    first = (await job(here)).due_at
    await comes_due(here)
    await posted(here)
    await quiet(here)

    assert (
        (await job(here)).due_at.astimezone(zone).date() - first.astimezone(zone).date()
    ).days == 3


async def test_the_next_can_be_skipped_and_it_goes_on(here: Here):
    await settled(here)
    shown = await planned(here, when="in 2 hours", repeat="weekly")
    first = (await job(here)).due_at

    await press(here.olu, shown, "Skip the next")
    advance(here, hours=3)
    await quiet(here)

    assert posts(here) == []
    assert (await job(here)).due_at - first in (
        timedelta(days=7),
        timedelta(days=7, hours=1),
        timedelta(days=7, hours=-1),
    )


async def test_that_a_time_is_left_out_is_said_also_while_it_is_paused(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours", repeat="daily")))

    going = await here.olu.slash("announce skip", announcement=number)
    await here.olu.slash("announce pause", announcement=number)
    paused = await here.olu.slash("announce skip", announcement=number)

    assert "Left out. Planned for <t:" in going.text
    assert "Left out. It is paused: nothing of it is posted until you resume it." in paused.text


async def test_each_version_in_the_history_has_its_own_number(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours", repeat="daily")))
    await here.olu.slash("announce skip", announcement=number)

    history = await here.olu.slash("announce history", announcement=number)

    lines = [line for line in history.text.splitlines() if line.startswith("- ")]
    assert [line.partition(",")[0] for line in lines] == ["- **Version 2**", "- **Version 1**"]


async def test_only_what_repeats_can_be_skipped(here: Here):
    await settled(here)
    once = number_of(await planned(here, when="in 2 hours"))
    twice = number_of(await planned(here, when="in 3 hours", repeat="daily", ends="1 time"))

    refused = await here.olu.slash("announce skip", announcement=str(once))
    last = await here.olu.slash("announce skip", announcement=str(twice))

    assert "Only something that repeats" in refused.text
    assert "That is its last time" in last.text


async def test_paused_nothing_is_posted_and_resumed_it_goes_on_from_the_next_time(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours", repeat="daily")))

    paused = await here.olu.slash("announce pause", announcement=number)
    advance(here, days=3)
    await quiet(here)
    early = list(posts(here))
    listed = await here.olu.slash("announce list")
    resumed = await here.olu.slash("announce resume", announcement=number)
    await comes_due(here)
    await posted(here)

    assert "Paused" in paused.text
    assert early == []
    assert "(paused)" in listed.text
    assert "Planned for" in resumed.text
    assert "not paused" in (await here.olu.slash("announce resume", announcement=number)).text


async def test_the_panel_pauses_resumes_and_calls_off(here: Here):
    await settled(here)
    shown = await planned(here, when="in 2 hours", repeat="daily")

    paused = await press(here.olu, shown, "Pause")
    words = paused.text
    resumed = await press(here.olu, paused, "Resume")
    again = resumed.text
    off = await press(here.olu, resumed, "Call it off")

    assert "Nothing of it is posted until you resume it" in words
    assert "Planned for" in again
    assert "Called off" in off.text
    assert await jobs(here) == []
    late = await here.olu.slash("announce pause", announcement=str(number_of(off)))
    assert "It is not planned" in late.text


async def test_a_paused_one_whose_time_is_over_asks_for_another(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours")))
    await here.olu.slash("announce pause", announcement=number)
    advance(here, hours=3)

    refused = await here.olu.slash("announce resume", announcement=number)
    await whole(await here.olu.slash("announce edit", announcement=number, when="in 1 hour"))
    resumed = await here.olu.slash("announce resume", announcement=number)
    await comes_due(here)
    await posted(here)

    assert "is past" in refused.text
    assert "Planned for" in resumed.text


async def test_a_change_holds_from_the_next_time_on_and_leaves_earlier_posts(here: Here):
    await settled(here)
    number = number_of(await planned(here, when="in 2 hours", repeat="daily"))
    await comes_due(here)
    await posted(here)
    await quiet(here)

    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    await whole(await here.olu.submit(form, body="From now on"))
    await comes_due(here)
    first, second = await posted(here, 2)

    assert BODY in text_of(first)
    assert "From now on" in text_of(second)


async def test_a_missed_one_is_told_and_the_next_is_planned(here: Here):
    await settled(here)
    await here.mei.slash("settings set", operations_channel="staff")
    await planned(here, when="in 2 hours", repeat="weekly")

    advance(here, hours=8)
    (report,) = await posted(here, 1, here.server.staff)
    await quiet(here)
    states = [state for _, state, _ in await jobs(here)]

    assert "too late for it" in text_of(report)
    assert sorted(states) == ["missed", "waiting"]
    await here.olu.click(report, "Post now")
    await posted(here)
    await quiet(here)
    assert [state for _, state, _ in await jobs(here)] == ["waiting"]


async def test_the_hour_stays_when_clocks_change_and_a_pause_outlasts_a_restart(tmp_path: Path):
    playground = Playground(limits=Limits.none())
    await playground.start()
    application = playground.world.add_application("Attune", playground.world.add_user("Owner"))
    database, zone = tmp_path / "attune.db", ZoneInfo("Europe/London")
    clock = playground.clock
    assert isinstance(clock, MovableClock)
    try:
        async with running(playground, application, database, cogs=COGS) as app:
            here = await settle_in(Hub(playground, application, app, database), "DST")
            await settled(here)
            number = str(
                number_of(await planned(here, when="25 March 2027 18:00", repeat="weekly"))
            )
            walls: list[int] = []
            for count in (1, 2):
                walls.append((await job(here)).due_at.astimezone(zone).hour)
                await comes_due(here)
                await posted(here, count)
                await quiet(here)
            utc = (await job(here)).due_at.hour
            await here.olu.slash("announce pause", announcement=number)
        clock.advance(timedelta(days=15))

        async with running(playground, application, database, cogs=COGS) as app:
            again = replace(here, hub=Hub(playground, application, app, database))
            await quiet(again)
            held = len(posts(again))
            resumed = await here.olu.slash("announce resume", announcement=number)
            await comes_due(again)
            await posted(again, 3)
    finally:
        await playground.close()

    assert walls == [18, 18]
    assert utc == 17
    assert held == 2
    assert "Planned for" in resumed.text


async def test_a_form_and_a_button_from_before_a_restart_work_after_it(tmp_path: Path):
    playground = Playground(limits=Limits.none())
    await playground.start()
    application = playground.world.add_application("Attune", playground.world.add_user("Owner"))
    database = tmp_path / "attune.db"
    try:
        async with running(playground, application, database, cogs=COGS) as app:
            here = await settle_in(Hub(playground, application, app, database), "Restart")
            await settled(here)
            form = await here.olu.slash("announce compose", when="in 2 hours", thread=True)
            draft = await compose(here.olu, {"title": "Written before"})
        async with running(playground, application, database, cogs=COGS) as app:
            again = replace(here, hub=Hub(playground, application, app, database))
            shown = await whole(await here.olu.submit(form, TYPED))
            await press(here.olu, draft, "Post now")
            (message,) = await posted(again)
    finally:
        await playground.close()

    assert "with a thread" in shown.text
    assert "London time" in shown.text
    assert "Written before" in text_of(message)


async def test_on_postgresql_it_is_planned_approved_posted_changed_and_planned_again(
    postgres_server: PostgresServer | None,
):
    url = await needed(postgres_server).up_to_date()
    playground = Playground(limits=Limits.none())
    await playground.start()
    application = playground.world.add_application("Attune", playground.world.add_user("Owner"))
    try:
        async with running(playground, application, url, cogs=COGS) as app:
            here = await settle_in(Hub(playground, application, app, Path()), "PostgreSQL")
            await settled(here)
            await here.mei.slash("announce settings", approvals="one other organiser")
            typed = TYPED | {"image": [IMAGE], "alt": "A flyer"}
            shown = await planned(here, typed, when="in 2 hours", repeat="daily")
            number = number_of(shown)
            await press(here.mei, await opened(here.mei, number), "Approve")
            await comes_due(here)
            (message,) = await posted(here)
            await quiet(here)
            form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
            await whole(await here.olu.submit(form, body="From now on"))
            await here.olu.slash("announce skip", announcement=str(number))
            await press(here.mei, await opened(here.mei, number), "Approve")
            await comes_due(here)
            _, second = await posted(here, 2)
            history = await here.olu.slash("announce history", announcement=str(number))
    finally:
        await playground.close()

    assert message.attachments[0].content == second.attachments[0].content == IMAGE.content
    assert "From now on" in text_of(second)
    assert "one time left out" in history.text
    assert f"Approved by {here.mei.mention}" in history.text
