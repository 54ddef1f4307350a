"""What becomes of days: posted as promised, late, missed, exchanged; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.guilds.records import ServerSettings
from bot.jobs.errors import CannotWorkError
from bot.jobs.records import Job, Plan, State
from cogs.resources.daily.records import DayState, Wishes
from tests.resources.daily_house import GUILD, MORNING, OLU, Server
from tests.resources.daily_planned import DAY, HOUR, state_of
from tests.resources.daily_stock import resource

LONDON = ZoneInfo("Europe/London")


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
