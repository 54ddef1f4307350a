"""What becomes of days: posted as promised, late, missed, swapped, paused; on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text, update

from bot.errors import InvalidInputError, NotFoundError, NotSetUpError
from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError, TryLaterError
from bot.jobs.records import Job, Plan, State
from bot.jobs.tables import jobs
from bot.storage import Storage
from cogs.resources.daily.records import Ahead, DayState, Wishes
from cogs.resources.daily.store import DailyStore
from tests.jobs.house import until
from tests.resources.daily_house import GUILD, MORNING, OLU, Server
from tests.resources.daily_stock import resource, resources

LONDON = ZoneInfo("Europe/London")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def server(sqlite_storage: Storage) -> Server:
    """A plan for each day at 09:00 in London."""
    return await planned(sqlite_storage)


@pytest.fixture
async def both(storage: Storage) -> Server:
    """The same on each of the two databases."""
    return await planned(storage)


async def planned(storage: Storage) -> Server:
    server = await Server.of(storage, resources(12))
    await server.schedule()
    return server


async def state_of(server: Server, day: date) -> DayState | None:
    async with server.storage.read() as within:
        found = await DailyStore(server.storage).day(within, GUILD, day)
    return found and found.state


async def test_what_was_promised_is_posted_at_its_local_time(both: Server):
    promised = await both.promised()

    for _ in range(7):
        job = await both.next_post()
        assert job.state is State.DONE

    assert [post.title for post in both.posts] == [f"About {slug}" for slug in promised]
    assert {post.at.astimezone(LONDON).hour for post in both.posts} == {9}
    assert len({post.at.date() for post in both.posts}) == 7


async def test_an_addition_waits_behind_the_seven(server: Server):
    before = await server.promised()
    server.shelf.all["new"] = resource("new")

    assert await server.promised() == before
    await server.next_post()
    assert (await server.promised())[:6] == before[1:]


async def test_a_missed_day_is_posted_late_on_the_same_local_day(server: Server):
    job = await server.next_post(late=timedelta(hours=14, minutes=30))

    assert job.state is State.DONE
    assert [post.at.astimezone(LONDON).strftime("%H:%M") for post in server.posts] == ["23:30"]


async def test_days_that_are_over_are_reported_and_the_next_is_posted(both: Server):
    promised = await both.promised()

    missed = await missed_two(both)

    assert [job.due_at.date() for job in missed] == [MORNING.date(), MORNING.date() + DAY]
    assert all("not running when it was due" in str(job.reason) for job in missed)
    assert [post.title for post in both.posts] == [f"About {promised[2]}"]
    assert await both.house.jobs.telling.untold(GUILD, 9)


async def missed_two(server: Server) -> list[Job]:
    """After two days of downtime and half of a third, which was posted late."""
    server.clock.advance(2 * DAY + 4 * HOUR)
    await server.catch_up()
    unfinished = await server.house.jobs.store.unfinished(GUILD)
    return [job for job in unfinished if job.state is State.MISSED]


async def test_a_missed_day_can_still_be_posted_by_hand_and_the_next_stays_planned(both: Server):
    promised = await both.promised()
    first, _ = await missed_two(both)
    ahead = await both.head_job()

    await both.house.jobs.post_now(first.id)
    async with both.running():
        assert (await both.over(first)).state is State.DONE

    assert await both.head_job() == ahead
    assert both.posts[0].title == f"About {promised[2]}"
    assert len({post.title for post in both.posts}) == len(both.posts) == 2


async def test_what_was_missed_is_posted_by_hand_as_a_new_plan_says(server: Server):
    first, _ = await missed_two(server)
    await server.schedule(wishes=Wishes(kinds=frozenset({"video"})))

    await server.house.jobs.post_now(first.id)
    async with server.running():
        await server.over(first)

    slug = server.posts[-1].title.removeprefix("About ")
    assert server.shelf.all[slug].kind.value == "video"


async def test_a_day_that_has_its_post_gets_no_second(server: Server):
    job = await server.next_post()
    again = Plan(job.kind, "again", job.due_at, guild_id=GUILD, payload=job.payload)
    second = await server.house.jobs.schedule(again)

    async with server.running():
        assert (await server.over(second)).state is State.DONE

    assert len(server.posts) == 1
    assert await state_of(server, MORNING.date()) is DayState.POSTED


async def test_a_later_time_on_the_same_day_waits_for_the_next_day(server: Server):
    await server.next_post()

    await server.schedule(hour=15)

    assert (await server.coming())[0].occurrence.planned == datetime(2027, 1, 5, 15)  # noqa: DTZ001


async def test_a_day_in_trouble_is_posted_at_a_later_time_of_a_new_plan(server: Server):
    server.trouble.append(CannotWorkError("The channel was deleted."))
    promised = await server.promised()
    await server.next_post()

    await server.schedule(hour=15)
    await server.next_post()

    assert [post.title for post in server.posts] == [f"About {promised[0]}"]
    assert [post.at.hour for post in server.posts] == [15]


async def test_a_day_in_trouble_is_posted_after_a_move_to_a_zone_further_west(server: Server):
    server.trouble.append(CannotWorkError("A permission is missing."))
    await server.next_post()
    await server.house.guilds.change(GUILD, ServerSettings, at=MORNING, zone="America/New_York")
    plan = await server.daily.planning.plan(GUILD)
    assert plan is not None

    await server.daily.planning.move_zone(GUILD, plan.serial, by=OLU)
    await server.next_post()

    assert [post.at.hour for post in server.posts] == [14]


async def test_a_day_is_replaced_alone_and_staff_are_told(server: Server):
    promised = await server.promised()
    assert promised[0] is not None
    server.shelf.hidden.add(promised[0])

    job = await server.next_post()

    assert server.posts[0].title not in {f"About {slug}" for slug in promised}
    assert f"“About {promised[0]}” was planned" in str(job.reason)
    assert (await server.promised())[:6] == promised[1:]


async def test_a_link_that_is_known_to_be_dead_is_not_posted(server: Server):
    promised = await server.promised()
    slug = promised[0]
    assert slug is not None
    dead = replace(server.shelf.all[slug], link_dead_since=MORNING.date())
    server.shelf.all[slug] = dead

    await server.next_post()

    assert server.posts[0].title != dead.title


async def test_a_day_with_nothing_to_post_is_reported_with_what_to_do(server: Server):
    server.shelf.hidden.update(server.shelf.all)
    assert await server.promised() == [None] * 7

    job = await server.next_post()

    assert job.state is State.STOPPED
    assert "Nothing is left that could be posted" in str(job.reason)
    assert (await server.head_job()) is not None
    server.shelf.hidden.clear()
    await server.house.jobs.post_now(job.id)
    async with server.running():
        assert (await server.over(job)).state is State.DONE


async def test_hidden_unreviewed_ones_are_not_posted(server: Server):
    server.shelf.reviewed = {"r3"}
    await server.house.guilds.change(GUILD, ServerSettings, at=MORNING, unreviewed="hidden")

    # What was planned before is withdrawn, day by day.
    assert set(await server.promised()) == {"r3"}


# --- trouble ----------------------------------------------------------------------------------


async def test_a_channel_in_trouble_stops_the_day_and_not_the_plan(both: Server):
    both.trouble.append(CannotWorkError("The channel was deleted."))
    promised = await both.promised()

    job = await both.next_post()
    after = await both.promised()

    assert job.state is State.STOPPED
    assert after[:6] == promised[1:]
    assert await state_of(both, MORNING.date()) is DayState.MISSED
    await both.next_post()
    assert [post.title for post in both.posts] == [f"About {promised[1]}"]


async def tried_once(server: Server) -> Job:
    """The next post, after a try of which nobody knows what came of it."""
    server.trouble.append(TryLaterError("a lost connection"))
    job = await server.head_job()
    assert job is not None
    server.clock.advance_to(job.due_at)

    async def is_tried() -> bool:
        now = await server.house.jobs.store.job(job.id)
        return now is not None and now.attempts == 1

    async with server.running():
        await until(is_tried)
    server.clock.advance(timedelta(seconds=5))
    return job


async def test_what_may_be_there_already_is_not_exchanged_for_another(server: Server):
    promised = await server.promised()
    job = await tried_once(server)
    server.shelf.hidden.add(promised[0] or "")

    async with server.running():
        assert (await server.over(job)).state is State.DONE

    assert [post.title for post in server.posts] == [f"About {promised[0]}"]


async def test_what_leaves_the_catalogue_while_it_is_posted_is_reported(server: Server):
    promised = await server.promised()
    job = await tried_once(server)
    del server.shelf.all[promised[0] or ""]

    async with server.running():
        ended = await server.over(job)

    assert ended.state is State.STOPPED
    assert "taken out of the catalogue" in str(ended.reason)


async def test_a_day_that_is_called_off_is_skipped_and_the_next_comes(server: Server):
    promised = await server.promised()
    job = await server.head_job()
    assert job is not None

    await server.house.jobs.cancel(job.id)

    assert await state_of(server, MORNING.date()) is DayState.SKIPPED
    assert (await server.promised())[:6] == promised[1:]


async def test_two_processes_post_once(both: Server):
    job = await both.head_job()
    assert job is not None
    both.clock.advance_to(job.due_at)

    async with both.running(), both.running():
        await both.over(job)

    assert len(both.posts) == 1


async def test_organisers_who_press_just_when_it_is_posted_neither_double_nor_lose_it(
    both: Server,
):
    planning = both.daily.planning
    for _ in range(3):
        job = await both.head_job()
        assert job is not None
        async with both.running():
            both.clock.advance_to(job.due_at)
            presses = [
                planning.pause(GUILD, None, by=OLU),
                planning.ahead(GUILD),
                planning.swap(GUILD, job.due_at.date() + 3 * DAY),
                planning.pause(GUILD, both.clock.now() + HOUR, by=OLU),
                planning.ahead(GUILD),
                planning.resume(GUILD, by=OLU),
            ]
            said = await asyncio.gather(*presses, return_exceptions=True)
            await both.over(job)
        # "It is not paused" may be, by the order in which they came; nothing else goes wrong.
        assert {type(each) for each in said} <= {Ahead, InvalidInputError}
        if await both.head_job() is None:
            await planning.resume(GUILD, by=OLU)
        assert len({post.at.date() for post in both.posts}) == len(both.posts)

        # One job is planned, and it is the one that the plan names.
        (planned_,) = await both.house.jobs.store.unfinished(GUILD)
        assert planned_ == await both.head_job()


async def test_a_post_that_ends_and_an_organiser_who_presses_do_not_block_each_other(both: Server):
    job = await both.head_job()
    assert job is not None
    # As a job ends: its own row first, then what `ended` does.
    async with both.storage.write() as ending:
        await ending.execute(update(jobs).where(jobs.c.id == job.id).values(reason="ends"))
        press = asyncio.create_task(both.daily.planning.pause(GUILD, None, by=OLU))
        await somebody_waits(both)
        await both.daily.posting.ended(ending, job, State.SKIPPED)

    assert (await press).plan.is_paused


async def somebody_waits(server: Server) -> None:
    """Until a transaction waits for another; on SQLite all do by themselves."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    async def is_so() -> bool:
        async with server.storage.read() as within:
            return (await within.execute(waiting)).scalar_one() > 0

    if server.storage.dialect == "postgresql":
        await until(is_so)


# --- organisers -------------------------------------------------------------------------------


async def test_a_pinned_one_comes_on_its_day_and_on_no_other(server: Server):
    promised = await server.promised()
    slug = promised[4]
    assert slug is not None
    day = MORNING.date() + DAY

    ahead = await server.daily.planning.pin(GUILD, day, slug)

    now = [coming.day and coming.day.slug for coming in ahead.coming]
    assert now[1] == slug
    assert now.count(slug) == 1
    assert [now[at] for at in (0, 2, 3, 5, 6)] == [promised[at] for at in (0, 2, 3, 5, 6)]


async def test_a_pin_far_ahead_waits_for_its_day(server: Server):
    day = MORNING.date() + 20 * DAY
    await server.daily.planning.pin(GUILD, day, "r1")

    for _ in range(21):
        await server.next_post()

    titles = [post.title for post in server.posts]
    assert titles[20] == "About r1"
    assert titles.count("About r1") == 1


async def test_a_pin_on_a_day_that_a_new_plan_leaves_out_is_forgotten(server: Server):
    day = MORNING.date() + 15 * DAY
    await server.daily.planning.pin(GUILD, day, "r1")
    assert await state_of(server, day) is DayState.PLANNED

    await server.schedule("FREQ=WEEKLY;BYDAY=MO")

    assert await state_of(server, day) is None


@pytest.mark.parametrize(
    ("days", "changes", "why"),
    [
        (-1, {}, "is past"),
        (0, {"link_dead_since": date(2027, 1, 1)}, "dead since 1 January 2027"),
        (0, {"not_before": date(2027, 2, 1)}, "before 1 February 2027"),
        (0, {"not_after": date(2027, 1, 1)}, "after 1 January 2027"),
    ],
)
async def test_what_cannot_be_posted_then_cannot_be_pinned(
    server: Server, days: int, changes: dict[str, Any], why: str
):
    server.shelf.all["r1"] = resource("r1", **changes)

    with pytest.raises(InvalidInputError, match=why):
        await server.daily.planning.pin(GUILD, MORNING.date() + days * DAY, "r1")


async def test_what_is_not_shown_here_cannot_be_pinned(server: Server):
    server.shelf.hidden.add("r1")

    for slug in ("r1", "nothing-of-that-name"):
        with pytest.raises(InvalidInputError, match="not in this server's catalogue"):
            await server.daily.planning.pin(GUILD, MORNING.date(), slug)


async def test_nothing_is_pinned_to_a_day_that_had_its_post_or_has_none(sqlite_storage: Storage):
    server = await Server.of(sqlite_storage, resources(12))
    await server.schedule("FREQ=WEEKLY;BYDAY=MO,WE")
    await server.next_post()

    with pytest.raises(InvalidInputError, match="posted already"):
        await server.daily.planning.pin(GUILD, MORNING.date(), "r1")
    with pytest.raises(InvalidInputError, match=r"Nothing is posted on Tue 5 Jan 2027: the plan"):
        await server.daily.planning.pin(GUILD, MORNING.date() + DAY, "r1")


async def test_a_swap_changes_one_day(server: Server):
    promised = await server.promised()

    await server.daily.planning.swap(GUILD, MORNING.date() + 3 * DAY)

    now = await server.promised()
    assert now[3] not in promised
    assert now[:3] + now[4:] == promised[:3] + promised[4:]
    with pytest.raises(InvalidInputError, match="none of the next days"):
        await server.daily.planning.swap(GUILD, MORNING.date() + 30 * DAY)


async def test_a_swap_with_nothing_else_says_so(sqlite_storage: Storage):
    server = await Server.of(sqlite_storage, resources(1))
    await server.schedule()

    with pytest.raises(NotFoundError, match="Nothing else fits"):
        await server.daily.planning.swap(GUILD, MORNING.date())


async def test_a_paused_plan_posts_nothing_and_goes_on_when_resumed(both: Server):
    await both.next_post()
    promised = await both.promised()
    await both.daily.planning.pause(GUILD, None, by=OLU)

    assert await both.head_job() is None
    assert await both.house.jobs.store.unfinished(GUILD) == []
    both.clock.advance(2 * DAY)
    ahead = await both.daily.planning.resume(GUILD, by=OLU)

    # Days that the pause took had other resources, which come later.
    first = ahead.coming[0]
    assert first.occurrence.starts > both.clock.now()
    assert [c.day and c.day.slug for c in ahead.coming][:4] == promised[2:6]
    await both.next_post()
    assert len(both.posts) == 2


async def test_a_pause_that_ends_by_itself(server: Server):
    until = datetime(2027, 1, 10, 12, tzinfo=UTC)

    ahead = await server.daily.planning.pause(GUILD, until, by=OLU)
    await server.next_post()

    assert [post.at.date() for post in server.posts] == [date(2027, 1, 11)]
    assert f"About {ahead.coming[0].day and ahead.coming[0].day.slug}" == server.posts[0].title
    with pytest.raises(InvalidInputError, match="not paused"):
        await server.daily.planning.resume(GUILD, by=OLU)


async def test_resuming_on_a_day_that_had_its_post_waits_for_the_next(server: Server):
    await server.next_post()
    await server.daily.planning.pause(GUILD, None, by=OLU)

    ahead = await server.daily.planning.resume(GUILD, by=OLU)

    assert ahead.coming[0].occurrence.planned.date() == MORNING.date() + DAY


async def test_a_stopped_plan_leaves_nothing_behind_and_a_new_one_goes_on(both: Server):
    await both.next_post(late=DAY)
    plan = await both.daily.planning.plan(GUILD)
    assert plan is not None
    came = {post.title for post in both.posts}

    await both.daily.planning.stop(GUILD, plan.serial)

    assert await both.house.jobs.store.unfinished(GUILD) == []
    with pytest.raises(NotSetUpError):
        await both.daily.planning.ahead(GUILD)
    with pytest.raises(NotSetUpError):
        await both.daily.planning.stop(GUILD, plan.serial)
    await both.schedule()
    assert came.isdisjoint({f"About {slug}" for slug in await both.promised()})
    with pytest.raises(InvalidInputError, match="changed meanwhile"):
        await both.daily.planning.stop(GUILD, plan.serial)


async def test_a_plan_that_is_replaced_posts_once_a_day(server: Server):
    await server.next_post()
    await server.schedule(wishes=Wishes(kinds=frozenset({"video"})))

    ahead = await server.coming()

    assert ahead[0].occurrence.planned.date() == MORNING.date() + DAY
    kinds = {server.shelf.all[c.day.slug].kind.value for c in ahead if c.day}
    assert kinds == {"video"}
    assert len(await server.house.jobs.store.unfinished(GUILD)) == 1


async def test_the_plan_keeps_its_zone_until_somebody_moves_it(server: Server):
    await server.house.guilds.change(GUILD, ServerSettings, at=MORNING, zone="America/New_York")
    plan = await server.daily.planning.plan(GUILD)
    assert plan is not None
    assert plan.recurrence.zone == "Europe/London"

    ahead = await server.daily.planning.move_zone(GUILD, plan.serial, by=OLU)
    await server.next_post()

    assert ahead.coming[0].occurrence.starts == datetime(2027, 1, 4, 14, tzinfo=UTC)
    assert [post.at.hour for post in server.posts] == [14]


async def test_today_is_what_was_posted_on_the_local_day(server: Server):
    now = server.clock.now
    assert await server.daily.today(GUILD, now()) is None
    await server.next_post()

    assert f"About {await server.daily.today(GUILD, now())}" == server.posts[0].title
    assert await server.daily.today(GUILD, now() + DAY) is None
    assert await server.daily.today(99, now()) is None


async def test_a_draft_is_saved_once_and_by_its_own_button(server: Server):
    before = await server.daily.planning.plan(GUILD)
    assert before is not None
    draft = await server.daily.drafts.begin(GUILD, before.choices, before.recurrence)
    other = await server.daily.drafts.begin(GUILD, before.choices, None)

    with pytest.raises(NotFoundError, match="replaced by another"):
        await server.daily.drafts.save(GUILD, draft.serial, by=OLU)
    with pytest.raises(InvalidInputError, match="which time"):
        await server.daily.drafts.save(GUILD, other.serial, by=OLU)
    await server.daily.drafts.discard(GUILD, other.serial)
    with pytest.raises(NotFoundError):
        await server.daily.drafts.get(GUILD, other.serial)
    assert await server.daily.planning.plan(GUILD) == before
