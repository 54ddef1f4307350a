"""Announcements as rows: versions, images, approvals, and jobs that are always in step."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.delivery.records import Image
from bot.delivery.store import KeptImages
from bot.errors import InvalidInputError, NotFoundError
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.jobs.records import State as JobState
from bot.jobs.run import Run
from bot.jobs.tables import jobs as job_rows
from bot.storage import Storage
from cogs.announcements.digest.store import DigestPlans, Weekly
from cogs.announcements.history import History
from cogs.announcements.lists import Lists
from cogs.announcements.opened.store import OpenForms
from cogs.announcements.queue import NOW_POSTING, POST, Queue
from cogs.announcements.records import (
    Announcement,
    Content,
    Opened,
    Picture,
    Placing,
    Posted,
    State,
    Template,
    Verdict,
    Wishes,
)
from cogs.announcements.store import MOST_DRAFTS, Announcements
from cogs.announcements.templates.store import MOST, Templates
from cogs.announcements.times import at_once, planned_next

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
OLU, MEI = 7, 8
PLACE = Placing(channel_id=5, role_id=6, take_down_after=timedelta(days=2))
Change = Callable[[Announcement], Announcement]


def draft(title: str = "Hello", guild_id: int = 1, **more: Any) -> Announcement:
    return Announcement(
        id=0,
        guild_id=guild_id,
        state=State.DRAFT,
        content=Content(title=title, body="World", **more),
        placing=PLACE,
        wishes=Wishes(when="tomorrow"),
        timing=at_once(SOON, "Europe/London"),
        planned_by=OLU,
        made_at=NOW,
        changed_at=NOW,
    )


def plan(found: Announcement) -> Announcement:
    return planned_next(replace(found, state=State.PLANNED), NOW)


def cancel(found: Announcement) -> Announcement:
    return replace(found, state=State.DRAFT, planned=None, due_at=None)


def retitle(title: str) -> Change:
    return lambda found: replace(found, content=replace(found.content, title=title))


async def never(_: Run) -> None:
    raise AssertionError("nothing runs here")


@pytest.fixture
def queue(storage: Storage) -> Jobs:
    queue = Jobs(storage, MovableClock(NOW))
    queue.add_kind(JobKind(POST, never, timedelta(hours=2), lambda _: "Announcement"))
    return queue


@pytest.fixture
def store(storage: Storage, queue: Jobs) -> Announcements:
    store = Announcements(storage)
    store.followed_by(Queue(queue))
    return store


async def change(store: Announcements, number: int, revise: Change, by: int = OLU) -> Announcement:
    return await store.change(1, number, revise, by=by, at=NOW, what="text")


async def test_it_comes_back_as_it_was_kept(storage: Storage, store: Announcements):
    made = await store.create(draft(link="https://example.org"), OLU)

    assert await Announcements(storage).announcement(1, made.id) == made
    with pytest.raises(NotFoundError):
        await store.announcement(2, made.id)


async def test_each_change_of_text_place_or_time_is_a_version(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    await change(store, made.id, retitle("Hallo"), by=MEI)
    same = await change(store, made.id, retitle("Hallo"))
    planned = await change(store, made.id, plan)

    found = await History(storage).versions(1, made.id)
    assert [(v.number, v.content.title, v.changed_by) for v in found] == [
        (2, "Hallo", MEI),
        (1, "Hello", OLU),
    ]
    assert same.version == planned.version == 2


async def test_what_is_refused_leaves_all_as_it_was(storage: Storage, store: Announcements):
    made = await store.create(draft(), OLU)

    def refuse(_: Announcement) -> Announcement:
        raise InvalidInputError("No.")

    with pytest.raises(InvalidInputError):
        await change(store, made.id, refuse)
    assert await store.announcement(1, made.id) == made


# --- the queue ------------------------------------------------------------------------------------


async def waiting(queue: Jobs) -> list[tuple[str, datetime]]:
    return [(job.kind, job.due_at) for job in await queue.store.unfinished(1)]


async def test_what_is_planned_is_in_the_queue_and_nothing_else_is(
    store: Announcements, queue: Jobs
):
    made = await store.create(draft(), OLU)
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    assert await waiting(queue) == [(POST, SOON)]

    later = at_once(SOON + timedelta(hours=1), "Europe/London")
    await change(store, made.id, lambda found: plan(replace(found, timing=later)))
    assert await waiting(queue) == [(POST, SOON + timedelta(hours=1))]

    await change(store, made.id, lambda found: replace(found, state=State.PAUSED))
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    await change(store, made.id, cancel)
    assert await waiting(queue) == []

    await change(store, made.id, plan)
    await store.delete(1, made.id)
    assert await waiting(queue) == []


async def test_a_job_carries_the_present_title_channel_and_planner(
    store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)

    await change(store, made.id, retitle("Hallo"))
    await change(store, made.id, lambda found: replace(found, planned_by=MEI))
    moved = replace(PLACE, channel_id=99)
    await change(store, made.id, lambda found: replace(found, placing=moved))

    (job,) = await queue.store.unfinished(1)
    assert (job.payload["title"], job.channel_id, job.planned_by) == ("Hallo", 99, MEI)


async def set_job(storage: Storage, **values: object) -> None:
    async with storage.write() as connection:
        await connection.execute(job_rows.update().values(**values))


@pytest.mark.parametrize("revise", [retitle("Hallo"), cancel], ids=["text", "calling off"])
async def test_what_is_being_posted_is_not_changed(
    storage: Storage, store: Announcements, revise: Change
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)
    await set_job(storage, state=JobState.RUNNING)

    with pytest.raises(InvalidInputError, match="being posted at this very moment"):
        await change(store, made.id, revise)
    assert await store.announcement(1, made.id) == made
    assert NOW_POSTING


async def test_an_undecided_job_is_kept_until_it_is_planned_anew_or_called_off(
    storage: Storage, store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)
    await set_job(storage, state=JobState.STOPPED)
    await change(store, made.id, lambda found: replace(found, state=State.DRAFT, trouble="Lost"))

    await change(store, made.id, retitle("Hallo"))
    assert len(await waiting(queue)) == 1

    await change(store, made.id, cancel)
    assert await waiting(queue) == []


async def test_changes_at_the_same_time_all_hold(storage: Storage, store: Announcements):
    made = await store.create(draft(title="0"), OLU)

    def add_one(found: Announcement) -> Announcement:
        return retitle(str(int(found.content.title) + 1))(found)

    await asyncio.gather(*(change(store, made.id, add_one) for _ in range(20)))

    found = await store.announcement(1, made.id)
    assert found.content.title == "20"
    assert found.version == 21
    assert len(await History(storage).versions(1, made.id)) == 21


async def test_changes_and_the_end_of_a_post_do_not_wait_for_each_other_for_ever(
    storage: Storage, store: Announcements, queue: Jobs
):
    made = await change(store, (await store.create(draft(), OLU)).id, plan)

    async def end_a_job() -> None:
        async with storage.write() as connection:
            await connection.execute(job_rows.update().values(reason="as the runner does"))
            await asyncio.sleep(0)
            await store.locked(connection, 1, made.id)

    await asyncio.gather(
        *(end_a_job() for _ in range(10)),
        *(change(store, made.id, retitle(str(n))) for n in range(10)),
    )

    assert len(await waiting(queue)) == 1


# --- images ---------------------------------------------------------------------------------------


async def test_an_image_is_kept_with_it_and_goes_with_it(storage: Storage, store: Announcements):
    content: dict[str, Any] = {"picture": Picture("a.png", "a", "A flyer")}
    made = await store.create(draft(**content), OLU, image=Image("a.png", b"bytes", "A flyer"))

    kept = await store.pictures.of(1, made.id, made.content)
    await store.delete(1, made.id)

    assert kept == Image("a.png", b"bytes", "A flyer")
    assert await KeptImages(storage).of(1, f"announcement:{made.id}") == []


async def test_of_many_images_the_present_and_the_last_one_stay(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    for n in range(12):
        picture, image = Picture(f"{n}.png", str(n)), Image(f"{n}.png", b"x", "")

        def draw(found: Announcement, picture: Picture = picture) -> Announcement:
            return replace(found, content=replace(found.content, picture=picture))

        await store.change(1, made.id, draw, by=OLU, at=NOW, image=image)

    kept = await KeptImages(storage).of(1, f"announcement:{made.id}")
    assert [image.filename for image in kept] == ["10.png", "11.png"]


# --- lists ----------------------------------------------------------------------------------------


async def test_lists_are_by_time_and_then_by_the_last_change(
    storage: Storage, store: Announcements
):
    first, second, third = [await store.create(draft(f"No {n} 50%"), OLU) for n in range(3)]
    other = await store.create(draft("Elsewhere", guild_id=2), OLU)
    await change(store, third.id, plan)
    lists = Lists(storage)

    everything = await lists.listed(1, list(State))
    page = await lists.listed(1, list(State), skip=1, limit=1)

    assert [one.id for one in everything] == [third.id, second.id, first.id]
    assert [one.id for one in page] == [second.id]
    assert await lists.count(1, [State.DRAFT]) == 2
    assert [one.id for one in await lists.called(1, "nO 1")] == [second.id]
    assert len(await lists.called(1, "50%")) == 3
    assert await lists.called(1, "5%0") == []
    assert [one.id for one in await lists.called(2, "")] == [other.id]


async def test_a_server_has_room_for_a_hundred_drafts(storage: Storage, store: Announcements):
    async with storage.write() as connection:
        for _ in range(MOST_DRAFTS):
            await store.add(connection, draft(), by=OLU, what="written")

    with pytest.raises(InvalidInputError, match="100 drafts"):
        await store.create(draft(), OLU)


# --- approvals and posts --------------------------------------------------------------------------


async def test_of_one_person_the_last_answer_counts(storage: Storage, store: Announcements):
    made = await store.create(draft(), OLU)
    history = History(storage)

    async def answer(by: int, verdict: Verdict, words: str = "") -> None:
        async with storage.write() as connection:
            said: dict[str, Any] = {"by": by, "verdict": verdict, "words": words, "at": NOW}
            await history.answer(connection, 1, made.id, "hash", **said)

    await answer(MEI, Verdict.CHANGES, "Shorter")
    asked = await history.approvals(1, made.id, "hash", needed=1)
    await answer(MEI, Verdict.APPROVED)
    await answer(MEI, Verdict.APPROVED)
    stands = await history.approvals(1, made.id, "hash", needed=2)

    assert [one.words for one in asked.asked] == ["Shorter"]
    assert stands.given == (MEI,)
    assert stands.missing
    assert stands.authors == {OLU}
    assert (await history.approvals(1, made.id, "other", needed=1)).given == ()


async def test_what_was_posted_is_noted_once_and_followed(storage: Storage, store: Announcements):
    made = await store.create(draft(), OLU)
    history = History(storage)
    post = Posted(
        announcement_id=made.id,
        occurrence="2026-12-01T13:00:00",
        channel_id=5,
        messages=(11, 12),
        thread_id=11,
        version=1,
        values={"date": "1 December 2026"},
        posted_at=NOW,
    )

    async with storage.write() as connection:
        for _ in range(2):
            await history.note_posted(connection, 1, post)
        await history.note_changed(connection, 1, post, [11, None], 2)
        await history.note_taken_down(connection, 1, made.id, post.occurrence, at=SOON)

    expected = replace(post, messages=(11, None), version=2, taken_down_at=SOON)
    assert await history.posts(1, made.id) == [expected]
    assert await history.post(1, made.id, post.occurrence) == expected
    assert await history.post(2, made.id, post.occurrence) is None


# --- forgetting -----------------------------------------------------------------------------------


async def test_one_number_stands_for_a_forgotten_member_everywhere(
    storage: Storage, store: Announcements
):
    made = await store.create(draft(), OLU)
    await change(store, made.id, plan)
    other = await store.create(draft("Never planned"), OLU)
    history = History(storage)
    async with storage.write() as connection:
        said: dict[str, Any] = {"by": OLU, "verdict": Verdict.CHANGES, "words": "Mine", "at": NOW}
        await history.answer(connection, 1, made.id, "hash", **said)

    assert await store.export_member(OLU) is not None
    await store.forget_member(OLU)

    stands = await history.approvals(1, made.id, "hash", needed=1)
    (stand_in,) = stands.authors
    assert stand_in < 0
    assert [(one.member_id, one.words) for one in stands.asked] == [(stand_in, "")]
    assert (await store.announcement(1, made.id)).planned_by is None
    with pytest.raises(NotFoundError):
        await store.announcement(1, other.id)
    assert await store.export_member(OLU) is None


async def test_a_forgotten_server_has_nothing_left(storage: Storage, store: Announcements):
    templates, forms, digests = Templates(storage), OpenForms(storage), DigestPlans(storage)
    weekly = Weekly(1, at_once(SOON, "Europe/London"), PLACE, SOON.replace(tzinfo=None), SOON)
    for guild_id in (1, 2):
        await store.create(draft(guild_id=guild_id), OLU)
        await templates.save(guild_id, Template("Weekly", "T", ""), at=NOW)
        await forms.keep(guild_id, "token", Opened(PLACE, Wishes()), at=NOW)
        async with storage.write() as connection:
            await digests.save(connection, replace(weekly, guild_id=guild_id))
    for kept in (store, templates, forms, digests):
        await kept.forget_guild(1)

    assert await templates.all_of(1) == []
    assert await forms.find(1, "token") is None
    assert await digests.find(1) is None
    assert await digests.find(2) == replace(weekly, guild_id=2)

    lists = Lists(storage)
    assert await lists.count(1, list(State)) == 0
    assert await lists.count(2, list(State)) == 1


# --- templates and open forms ---------------------------------------------------------------------


async def test_templates_are_by_name_and_the_last_text_counts(storage: Storage):
    templates = Templates(storage)
    for body in ("One", "Two"):
        await templates.save(1, Template("Weekly", "Hello", body), at=NOW)
    await templates.save(1, Template("A first", "Hi", ""), at=NOW)

    assert [t.name for t in await templates.all_of(1)] == ["A first", "Weekly"]
    assert (await templates.template(1, " Weekly ")).body == "Two"
    assert await templates.all_of(2) == []
    await templates.delete(1, "Weekly")
    with pytest.raises(NotFoundError):
        await templates.template(1, "Weekly")


async def test_there_is_room_for_25_templates(storage: Storage):
    templates = Templates(storage)
    for n in range(MOST):
        await templates.save(1, Template(str(n), "T", ""), at=NOW)

    await templates.save(1, Template("3", "Changed", ""), at=NOW)
    with pytest.raises(InvalidInputError, match="25 templates"):
        await templates.save(1, Template("one more", "T", ""), at=NOW)


async def test_options_of_an_open_form_outlive_a_restart_but_not_a_day(storage: Storage):
    opened = Opened(PLACE, Wishes(when="tomorrow 18:00", skip="25 Dec"))
    await OpenForms(storage).keep(1, "token", opened, at=NOW)

    again = OpenForms(storage)
    assert await again.find(1, "token") == opened
    assert await again.find(2, "token") is None
    await again.keep(1, "later", opened, at=NOW + timedelta(days=1, seconds=1))
    assert await OpenForms(storage).find(1, "token") is None
