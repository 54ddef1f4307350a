"""A lock, and an opening, killed at any step: in the end the channel is one or the other, whole."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.permissions import Bit
from bot.playground.records import Overwrite as Said
from bot.playground.sample import small_guild
from bot.playground.server import Playground
from cogs.moderation.cases.records import Kind, Search
from cogs.moderation.cases.records import State as Outcome
from cogs.moderation.cases.store import Cases
from cogs.moderation.channels.planning import LOCK, OPEN, Planning
from cogs.moderation.channels.records import Lock, LockState, NewLock, Overwrite
from cogs.moderation.channels.rules import lock_changes
from cogs.moderation.channels.store import Locks
from tests.faults.processes import Scene
from tests.moderation.channels.aside import aside, ledger_of
from tests.moderation.grounds import MAY, until_true

LOCKED = "This channel is locked for now. You can read it; moderators can write."
OPEN_AGAIN = "This channel is open again. Thank you for waiting."


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    scene.server = small_guild(playground, scene.application, "Locks", MAY)
    guild, roles = scene.server.guild, scene.server.roles
    for role_id, bits in (
        (roles["Professional"].id, Bit.SEND_MESSAGES | Bit.ADD_REACTIONS),
        (guild.id, Bit.VIEW_CHANNEL),
    ):
        scene.server.general.overwrites[role_id] = Said(role_id, False, int(bits), 0)
    scene.cogs = ("cogs.moderation",)
    yield scene
    await scene.storage.close()


class Channel:
    """#general, as it is, and what was planned for it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.store = Locks(scene.storage)
        house = aside(scene.storage, scene.playground.clock)
        self.cases = Cases(scene.storage)
        self.planning = Planning(house, self.store, ledger_of(house))

    @property
    def guild_id(self) -> int:
        return self.scene.server.guild.id

    def now(self) -> dict[int, Overwrite]:
        found = self.scene.server.general.overwrites.values()
        return {each.id: Overwrite(each.allow, each.deny) for each in found}

    async def lock(self, until: datetime | None = None) -> Lock:
        roles = [role for role in self.scene.server.guild.roles if role != self.guild_id]
        moderator = self.scene.server.roles["Moderator"].id
        keep = (self.scene.application.bot_id, moderator)
        changes = lock_changes(self.now(), everyone=self.guild_id, roles=roles, keep=keep)
        by = self.scene.server.people["Mei"].id
        new = NewLock(channel_id=self.scene.server.general.id, by=by, until=until)
        return await self.planning.lock(self.guild_id, new, changes)

    async def open(self, lock: Lock) -> None:
        await self.planning.open(lock, by=self.scene.server.people["Mei"].id)

    async def waiting(self) -> int:
        """How many lockings and openings are not over yet."""
        jobs = await self.scene.store.unfinished(self.guild_id)
        return sum(job.kind in (LOCK, OPEN) for job in jobs)

    async def over(self) -> None:
        await until_true(lambda: waits(self, 0))

    async def stands(self) -> list[tuple[Kind, Outcome, bool]]:
        """The cases, oldest first: what was done, what came of it, whether it is in force."""
        found = await self.cases.look.search(self.guild_id, Search())
        return [(case.kind, case.state, case.is_in_force) for case in reversed(found)]

    async def state(self, lock: Lock) -> LockState:
        found = await self.store.lock(self.guild_id, lock.id)
        assert found is not None
        return found.state


async def test_killed_in_the_middle_a_lock_is_finished_and_an_opening_too(scene: Scene):
    channel = Channel(scene)
    before = channel.now()
    lock = await channel.lock()

    # Attune lets itself in, then the moderators, then it dies.
    await scene.dies("changed:2")
    between = channel.now()
    async with scene.attune():
        await channel.over()
    after = channel.now()

    assert set(between) - set(before) == {scene.application.bot_id, max(set(between) - set(before))}
    assert not after[scene.server.roles["Professional"].id].allow & Bit.SEND_MESSAGES
    assert after[channel.guild_id].deny & Bit.SEND_MESSAGES
    assert await channel.state(lock) is LockState.LOCKED
    assert scene.posted() == {LOCKED: 1}
    assert await channel.stands() == [(Kind.LOCK, Outcome.DONE, True)]

    await channel.open(lock)
    await scene.dies("changed:2")
    async with scene.attune():
        await channel.over()

    assert channel.now() == before
    assert await channel.state(lock) is LockState.OPEN
    assert scene.posted() == {LOCKED: 1, OPEN_AGAIN: 1}
    assert await channel.stands() == [
        (Kind.LOCK, Outcome.DONE, False),
        (Kind.UNLOCK, Outcome.DONE, False),
    ]


async def test_a_lock_that_nobody_finished_in_time_is_undone(scene: Scene):
    channel = Channel(scene)
    before = channel.now()
    lock = await channel.lock()
    await scene.dies("changed:3")
    assert channel.now() != before

    scene.playground.clock.advance(timedelta(hours=2))
    async with scene.attune():
        await channel.over()

    assert channel.now() == before
    assert await channel.state(lock) is LockState.OPEN
    assert LOCKED not in scene.posted()
    assert await channel.stands() == [(Kind.LOCK, Outcome.FAILED, False)]


async def waits(channel: Channel, count: int) -> bool:
    return await channel.waiting() == count


@pytest.mark.soak
@pytest.mark.parametrize(
    "point", ["claimed", "trying", *(f"changed:{n}" for n in range(1, 5)), "recorded", "ended"]
)
async def test_killed_at_a_point(scene: Scene, point: str):
    channel = Channel(scene)
    before = channel.now()
    lock = await channel.lock(scene.playground.clock.now() + timedelta(hours=1))

    await scene.dies(point)
    scene.playground.clock.advance(timedelta(minutes=5))
    async with scene.attune():
        await until_true(lambda: waits(channel, 1))
        assert await channel.state(lock) is LockState.LOCKED
        scene.playground.clock.advance(timedelta(hours=1))
        await channel.over()

    assert channel.now() == before
    assert await channel.state(lock) is LockState.OPEN
    told = scene.posted()
    assert sorted(told.values()) == [1, 1]
    assert OPEN_AGAIN in told
    assert await channel.stands() == [(Kind.LOCK, Outcome.DONE, False)]
