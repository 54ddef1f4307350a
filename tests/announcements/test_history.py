"""Who approved an announcement, and what was posted of it."""

from dataclasses import replace
from typing import Any

from bot.storage import Storage
from cogs.announcements.history import History
from cogs.announcements.records import (
    Posted,
    Verdict,
)
from cogs.announcements.store import Announcements
from tests.announcements.kept import MEI, NOW, OLU, SOON, draft


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
