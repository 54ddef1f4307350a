"""What organisers make of days: pinned, swapped, paused, stopped, planned anew."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.errors import InvalidInputError, NotFoundError, NotSetUpError
from bot.guilds.records import ServerSettings
from bot.storage import Storage
from cogs.resources.daily.records import DayState, Wishes
from tests.resources.daily_house import GUILD, MORNING, OLU, Server
from tests.resources.daily_planned import DAY, state_of
from tests.resources.daily_stock import resource, resources


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
