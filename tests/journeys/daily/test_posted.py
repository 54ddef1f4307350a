"""The resource of the day as members read it, and what is told when it does not come."""

import asyncio
from datetime import timedelta
from pathlib import Path

from discord.utils import snowflake_time

from bot.jobs.records import State
from bot.playground.actors.reading import buttons, text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application
from bot.playground.server import Playground
from tests.jobs.house import Place, attune
from tests.journeys.daily.planning import (
    COGS,
    DAY,
    NEW_YORK,
    daily,
    next_day,
    next_job,
    planned,
    reported,
    settle_in,
)

# --- from the plan to the post ----------------------------------------------------------------


async def test_a_plan_is_shown_before_it_is_saved_and_posts_at_nine_the_next_day(here: Place):
    olu = here.people["Olu"]
    shown = await olu.slash(
        "daily schedule", time="9am", days="every day", role="Reviewer", thread=True
    )
    assert shown.private
    assert "Nothing is saved yet" in shown.text
    assert "Every day at 09:00, New York time" in shown.text
    assert await daily(here).planning.plan(here.server.guild.id) is None

    saved = await olu.click(shown, "Save")
    ahead = await daily(here).planning.ahead(here.server.guild.id)
    first = ahead.coming[0].day
    assert first is not None
    assert first.title.split()[0] in saved.text
    await next_day(here)

    (post,) = here.messages()
    local = snowflake_time(post.id).astimezone(NEW_YORK)
    assert (local.hour, local.minute) == (9, 0)
    role = here.server.roles["Reviewer"]
    lines = text_of(post).splitlines()
    assert lines[0].startswith("Resource of the day: ")
    assert lines[1] == f"<@&{role.id}>"
    assert post.mention_roles == [role.id]
    assert [button.label for button in buttons(post)][-1] == "Discuss"
    assert post.thread_id == post.id
    today = await here.people["Maya"].slash("resource today")
    assert today.text.splitlines()[0] == f"## {lines[0].removeprefix('Resource of the day: ')}"


async def test_what_upcoming_shows_is_what_comes(here: Place):
    await planned(here)
    shown = await here.people["Olu"].slash("daily upcoming")
    coming = await daily(here).planning.ahead(here.server.guild.id)
    titles = [c.day.title for c in coming.coming if c.day]
    assert len(titles) == 7

    for _ in range(3):
        await next_day(here)

    first_words = [text_of(message).splitlines()[0] for message in here.messages()]
    assert len(first_words) == 3
    for title, words in zip(titles, first_words, strict=False):
        assert title in words.replace("\\", "")
        assert title[:40].replace("*", "") in shown.text.replace("\\", "")


async def test_two_who_press_discuss_at_once_get_one_thread(here: Place):
    await planned(here)
    await next_day(here)
    (post,) = here.messages()
    maya, ravi, mei = (here.people[name] for name in ("Maya", "Ravi", "Mei"))

    answers = await asyncio.gather(maya.click(post, "Discuss"), ravi.click(post, "Discuss"))
    later = await mei.click(post, "Discuss")

    assert {answer.text for answer in (*answers, later)} == {
        f"The discussion is here: <#{post.id}>"
    }
    threads = [c for c in here.server.guild.channels.values() if c.parent_id and c.is_thread]
    assert [thread.id for thread in threads] == [post.id]


async def test_discuss_where_threads_are_forbidden_says_who_can_help(here: Place):
    await planned(here)
    await next_day(here)
    here.mute(Bit.CREATE_PUBLIC_THREADS)

    answer = await here.people["Maya"].click(here.messages()[0], "Discuss")

    assert "Create Public Threads" in answer.text


# --- when it does not go well -----------------------------------------------------------------


async def test_a_restart_in_the_middle_posts_late_and_once(
    playground: Playground, other: Application, tmp_path: Path
):
    database = tmp_path / "attune.db"
    async with attune(playground, other, database, cogs=COGS) as app:
        here = await settle_in(playground, other, app, "Restart")
        shown = await here.people["Olu"].slash("daily schedule", time="9am")
    async with attune(playground, other, database, cogs=COGS) as app:
        again = Place(playground, other, app, here.server, here.people)
        # The draft's button is from before the restart.
        await here.people["Olu"].click(shown, "Save")
        job = await next_job(again)
    playground.clock.advance_to(job.due_at + timedelta(hours=14))

    async with attune(playground, other, database, cogs=COGS) as app:
        again = Place(playground, other, app, here.server, here.people)
        await again.ends(job)
        following = await next_job(again)

    (post,) = again.messages()
    assert snowflake_time(post.id).astimezone(NEW_YORK).hour == 23
    assert following.due_at == job.due_at + DAY


async def test_a_day_that_was_missed_is_reported_with_what_happened(
    playground: Playground, other: Application, tmp_path: Path
):
    database = tmp_path / "attune.db"
    async with attune(playground, other, database, cogs=COGS) as app:
        here = await settle_in(playground, other, app, "Downtime")
        await planned(here)
        job = await next_job(here)
    playground.clock.advance_to(job.due_at + timedelta(hours=16))

    async with attune(playground, other, database, cogs=COGS) as app:
        again = Place(playground, other, app, here.server, here.people)
        await again.ends(job, State.MISSED)
        words = await reported(again)
        following = await next_job(again)

    assert "Resource of the day, " in words
    assert "I was not running when it was due" in words
    assert again.messages() == []
    assert following.due_at > again.now


async def test_a_deleted_channel_is_reported_with_the_cure(here: Place):
    channel = here.playground.world.add_channel(here.server.guild, "daily")
    await planned(here, channel=channel)
    here.playground.world.delete_channel(channel)

    await next_day(here, State.STOPPED)

    assert "was deleted. Plan it again for another one" in await reported(here)
    assert (await next_job(here)).due_at > here.now


async def test_a_permission_that_is_given_back_lets_the_day_be_posted(here: Place):
    await planned(here)
    here.mute(Bit.SEND_MESSAGES)
    job = await next_day(here, State.STOPPED)
    await reported(here)
    here.mute()

    await here.people["Olu"].click(here.messages(here.server.staff)[-1], "Post now")
    await here.ends(job)

    assert len(here.messages()) == 1
