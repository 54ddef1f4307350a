"""The resource of the day, as organisers plan it and members read it."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from discord.utils import snowflake_time

from bot.app import Attune
from bot.guilds.records import ServerSettings
from bot.jobs.records import Job, State
from bot.playground.actors.reading import buttons, text_of
from bot.playground.actors.reply import Reply
from bot.playground.limits import Limits
from bot.playground.permissions import Bit
from bot.playground.records import Application
from bot.playground.server import Playground
from cogs.resources.daily.book import key_of
from cogs.resources.daily.cog import DailyCog
from cogs.resources.daily.desk import Daily
from tests.jobs.house import Place, attune, until

COGS = ("cogs.setup", "cogs.later", "cogs.resources")
ZONE = "America/New_York"
NEW_YORK = ZoneInfo(ZONE)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
async def playground() -> AsyncGenerator[Playground]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture(scope="module")
def application(playground: Playground) -> Application:
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))


@pytest.fixture
def other(playground: Playground) -> Application:
    """A bot of its own, for an Attune that comes and goes beside the other."""
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))


@pytest.fixture(scope="module")
async def app(
    playground: Playground, application: Application, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Attune]:
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    async with attune(playground, application, database, cogs=COGS) as running:
        yield running


@pytest.fixture
async def here(
    playground: Playground, application: Application, app: Attune, request: pytest.FixtureRequest
) -> Place:
    return await settle_in(playground, application, app, request.node.name)


async def settle_in(
    playground: Playground, application: Application, app: Attune, name: str
) -> Place:
    """A server in New York, with its channels chosen."""
    here = Place.of(playground, application, app, name)
    await app.house.guilds.change(
        here.server.guild.id,
        ServerSettings,
        at=here.now,
        zone=ZONE,
        operations_channel=here.server.staff.id,
        staff_channel=here.server.staff.id,
        daily_channel=here.server.general.id,
    )
    return here


def daily(here: Place) -> Daily:
    cog = here.app.get_cog("DailyCog")
    assert isinstance(cog, DailyCog)
    return cog.daily


def early(here: Place) -> None:
    """Go on to six in the morning."""
    now = here.now.astimezone(NEW_YORK)
    six = now.replace(hour=6, minute=0)
    here.playground.clock.advance_to(six if six > now else six + DAY)


async def planned(here: Place, **options: object) -> Reply:
    """A plan for 9am in New York, saved by Olu."""
    shown = await here.people["Olu"].slash("daily schedule", time="9am", **options)
    return await here.people["Olu"].click(await shown.settled(), "Save")


async def next_job(here: Place) -> Job:
    """The job of the next post."""
    guild_id = here.server.guild.id
    plan = await daily(here).planning.plan(guild_id)
    assert plan is not None
    assert plan.head is not None
    job = await here.jobs.store.find(guild_id, "daily.post", key_of(plan.head))
    assert job is not None
    return job


async def next_day(here: Place, state: State = State.DONE) -> Job:
    """The next post, once its time has come and it is over."""
    job = await next_job(here)
    here.playground.clock.advance_to(job.due_at)
    return await here.ends(job, state)


async def reported(here: Place) -> str:
    """What staff were told, once they were."""
    staff = here.server.staff

    async def is_told() -> bool:
        # What fails at once is gathered for a second.
        here.playground.clock.advance(timedelta(seconds=0.1))
        return bool(here.messages(staff))

    await until(is_told)
    return text_of(here.messages(staff)[-1])


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


# --- what organisers type ---------------------------------------------------------------------


async def test_an_unclear_time_is_asked_and_the_rest_is_not_lost(here: Place):
    olu = here.people["Olu"]
    early(here)
    asked = await olu.slash("daily schedule", time="9", days="weekdays", thread=True)
    assert "Do you mean 09:00 or 21:00?" in asked.text

    shown = await olu.select(asked, asked.selects[0].options[0])

    assert "Every weekday at 09:00" in shown.text
    assert "Each post opens a thread" in shown.text


async def test_topics_and_kinds_narrow_what_fits(here: Place):
    olu = here.people["Olu"]
    shown = await olu.slash("daily schedule", time="9am")

    fewer = await olu.select(shown, ["research", "video"], placeholder="Kinds: all")
    await olu.click(fewer, "Save")

    ahead = await daily(here).planning.ahead(here.server.guild.id)
    slugs = [c.day.slug for c in ahead.coming if c.day]
    kinds = {here.app.house.shelf.catalog.resources[slug].kind.value for slug in slugs}
    assert len(slugs) == 7
    assert kinds <= {"research", "video"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "gibberish"}, "time"),
        ({"time": "9am", "days": "gibberish"}, "I can't tell on which days"),
        ({"time": "9am", "days": "once"}, "comes again and again"),
        ({"time": "9am", "role": "@everyone"}, "don't notify everyone"),
    ],
)
async def test_what_cannot_be_read_gets_a_sentence(
    here: Place, options: dict[str, object], words: str
):
    if options.get("role") == "@everyone":
        options = {**options, "role": here.server.guild.roles[here.server.guild.id]}

    said = await here.people["Olu"].slash("daily schedule", **options)

    assert words in said.text
    assert "Something went wrong" not in said.text
    assert await daily(here).planning.plan(here.server.guild.id) is None


async def test_a_channel_that_cannot_be_posted_in_is_refused_with_the_cure(here: Place):
    channel = here.playground.world.add_channel(here.server.guild, "quiet")
    here.mute(Bit.SEND_MESSAGES, channel=channel)

    said = await here.people["Olu"].slash("daily schedule", "general", time="9am", channel=channel)

    assert "I need Send Messages there" in said.text
    assert "Edit Channel, Permissions" in said.text


async def test_a_role_that_cannot_be_notified_is_refused_with_the_cure(here: Place):
    said = await here.people["Olu"].slash("daily schedule", time="9am", role="Professional")

    assert "let anyone mention it" in said.text


async def test_without_a_channel_it_says_what_to_set(here: Place):
    guild_id = here.server.guild.id
    await here.app.house.guilds.change(guild_id, ServerSettings, at=here.now, daily_channel=None)

    said = await here.people["Olu"].slash("daily schedule", time="9am")

    assert "/settings set daily_channel" in said.text


# --- changing what is ahead -------------------------------------------------------------------


async def test_a_day_is_pinned_by_what_is_suggested(here: Place):
    await planned(here)
    olu = here.people["Olu"]
    days = await olu.autocomplete("daily pin", "day", "")
    found = await olu.autocomplete("daily pin", "resource", "guid", day=days[2].value)

    several = await olu.slash("daily pin", day=days[2].value, resource="guideline")
    nothing = await olu.slash("daily pin", day=days[2].value, resource="qqqqqq")
    said = await olu.slash("daily pin", day=days[2].value, resource=found[0].value)

    assert "Several resources fit that" in several.text
    assert "can't post that one here" in nothing.text

    ahead = await daily(here).planning.ahead(here.server.guild.id)
    third = ahead.coming[2].day
    assert third is not None
    assert (third.slug, third.pinned) == (found[0].value, True)
    assert "📌 pinned" in said.text


async def test_a_day_can_be_typed(here: Place):
    await planned(here)
    coming = (await daily(here).planning.ahead(here.server.guild.id)).coming
    before = coming[1].day
    words = coming[1].occurrence.planned.strftime("%-d %b")

    await here.people["Olu"].slash("daily swap", day=words)

    after = (await daily(here).planning.ahead(here.server.guild.id)).coming[1].day
    assert before is not None
    assert after is not None
    assert before.slug != after.slug
    said = await here.people["Olu"].slash("daily swap", day="gibberish")
    assert "as one day" in said.text


async def test_a_day_is_chosen_swapped_and_pinned_in_the_panel(here: Place):
    await planned(here)
    olu = here.people["Olu"]
    shown = await olu.slash("daily upcoming")
    day = shown.selects[0].options[3]
    before = (await daily(here).planning.ahead(here.server.guild.id)).coming[3].day

    chosen = await olu.select(shown, day)
    swapped = await olu.click(chosen, "Swap it for another")
    again = await olu.select(swapped, swapped.selects[0].options[3])
    wanted = again.selects[0].json["options"][4]["value"]
    pinned = await olu.select(again, wanted)

    after = (await daily(here).planning.ahead(here.server.guild.id)).coming[3].day
    assert before is not None
    assert after is not None
    assert before.slug not in swapped.text
    assert (after.slug, after.pinned) == (wanted, True)
    assert "Pinned to" in pinned.text


async def test_a_paused_plan_says_so_and_goes_on(here: Place):
    await planned(here)
    olu = here.people["Olu"]

    paused = await olu.slash("daily pause")
    listed = await olu.slash("later list")
    resumed = await olu.slash("daily resume")
    again = await olu.slash("daily resume")
    until_ = await olu.slash("daily pause", until="in 3 days")

    assert "**Paused.**" in paused.text
    assert "Nothing is planned" in listed.text
    assert "Resumed." in resumed.text
    assert "not paused" in again.text
    assert "Paused until" in until_.text
    assert (await next_job(here)).due_at > here.now + 3 * DAY


async def test_stopping_asks_first_and_old_buttons_say_that_it_is_over(here: Place):
    olu = here.people["Olu"]
    draft = await olu.slash("daily schedule", time="9am")
    old = await olu.click(draft, "Save")
    asked = await olu.slash("daily stop")
    assert "Stop the resource of the day?" in asked.text
    assert "## Resource of the day" in (await olu.click(asked, "Keep it")).text

    asked, twice = await olu.slash("daily stop"), await olu.slash("daily stop")
    stopped = await olu.click(asked, "Stop it")

    assert "Stopped by" in stopped.text
    assert await here.jobs.store.unfinished(here.server.guild.id) == []
    assert "No resource of the day is planned" in (await olu.click(twice, "Stop it")).text
    pressed = await olu.select(old, old.selects[0].options[0])
    assert "No resource of the day is planned" in pressed.text
    assert "No resource of the day is planned" in (await olu.slash("daily upcoming")).text


async def test_a_draft_that_was_replaced_cannot_be_saved(here: Place):
    olu = here.people["Olu"]
    first = await olu.slash("daily schedule", time="9am")
    await olu.slash("daily schedule", time="10am")

    said = await olu.click(first, "Save")

    assert "replaced by another" in said.text
    assert await daily(here).planning.plan(here.server.guild.id) is None


async def test_a_new_zone_of_the_server_is_offered_and_not_taken(here: Place):
    olu = here.people["Olu"]
    await planned(here)
    await here.people["Mei"].slash("settings set", zone="Europe/London")

    shown = await olu.slash("daily upcoming")
    assert "This plan keeps to New York time; the server's zone is London time" in shown.text
    moved = await olu.click(shown, "Move it to London time")

    assert "Every day at 09:00, London time" in moved.text
    due = (await next_job(here)).due_at
    assert due.astimezone(ZoneInfo("Europe/London")).hour == 9


async def test_a_test_goes_to_staff_is_marked_and_does_not_count(here: Place):
    await planned(here, role="Reviewer")
    before = await daily(here).planning.ahead(here.server.guild.id)

    said = await here.people["Olu"].slash("daily test")

    (post,) = here.messages(here.server.staff)
    assert "This is a test" in text_of(post).splitlines()[0]
    assert post.mention_roles == []
    assert all(button.json.get("disabled") for button in buttons(post) if button.custom_id)
    assert f"<#{here.server.staff.id}>" in said.text
    assert here.messages() == []
    assert await daily(here).planning.ahead(here.server.guild.id) == before
    assert await daily(here).today(here.server.guild.id, here.now) is None


# --- who may ----------------------------------------------------------------------------------

COMMANDS: dict[str, dict[str, object]] = {
    "schedule": {"time": "9am"},
    "upcoming": {},
    "pin": {"day": "2030-01-01", "resource": "x"},
    "swap": {"day": "2030-01-01"},
    "pause": {},
    "resume": {},
    "stop": {},
    "test": {},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_who_is_no_organiser_is_told_so(here: Place, command: str):
    said = await here.people["Maya"].slash(f"daily {command}", **COMMANDS[command])

    assert said.text.startswith("Only an organiser of this server can do that")


async def test_buttons_ask_again_who_may(here: Place):
    olu = here.people["Olu"]
    shown = await olu.slash("daily schedule", time="9am")
    user = here.server.people["Olu"]
    member = here.server.guild.members[user.id]
    member.roles = {*member.roles} - {here.server.roles["Organiser"].id}

    said = await olu.click(shown, "Save")

    assert said.text.startswith("Only an organiser")
    assert await daily(here).planning.plan(here.server.guild.id) is None
