"""Killed while a moderator acts, and while a ban ends: afterwards it is known what was done."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground import posting
from bot.playground.audit_log import Action
from bot.playground.server import Playground
from cogs.moderation.cases.records import Case, State
from tests.faults.processes import Scene
from tests.moderation.grounds import MAY
from tests.moderation.ward import Ward, comes, until


@pytest.fixture(scope="module")
def playground(playground: Playground) -> Playground:
    # Whoever waits for a process that was killed need not wait for as long as Discord's clients do.
    playground.interactions.first_response_seconds = 1.0
    return playground


@pytest.fixture
async def scene(playground: Playground, tmp_path: Path) -> AsyncGenerator[Scene]:
    scene = await Scene.set(playground, f"sqlite:///{tmp_path / 'attune.db'}", tmp_path)
    scene.cogs = ("cogs.safeguards", "cogs.moderation")
    yield scene
    await scene.storage.close()


@pytest.fixture
def ward(scene: Scene) -> Ward:
    return Ward.of(scene.playground, scene.application, scene.storage, "Killed")


@pytest.fixture
def keeper(scene: Scene) -> Ward:
    """Attune may look after channels as well."""
    return Ward.of(scene.playground, scene.application, scene.storage, "Channels", MAY)


async def dies_while_banning(scene: Scene, ward: Ward, whom: str, point: str) -> None:
    """A process is killed at a point while Mei bans somebody."""
    async with scene.attune(die_at=point) as process:
        await scene.ready(process)
        await ward.mei.slash("mod ban", user=whom, reason="Sold diplomas")
        assert await process.wait() == -9
    ward.after(minutes=3)


async def settled(ward: Ward, number: int) -> Case:
    async def is_settled() -> bool:
        return (await ward.case(number)).state is not State.DOING

    await comes(is_settled)
    return await ward.case(number)


async def test_what_was_cut_off_is_settled_at_the_next_start(scene: Scene, ward: Ward):
    await dies_while_banning(scene, ward, "Ravi", "notice")
    assert (await ward.case(1)).state is State.DOING
    assert ward.ravi.id not in ward.server.guild.bans
    await dies_while_banning(scene, ward, "Olu", "act")
    assert ward.olu.id in ward.server.guild.bans

    async with scene.attune():
        first, second = await settled(ward, 1), await settled(ward, 2)
        await until(lambda: len(ward.told(ward.ravi)) == 2)
        assert len(ward.told(ward.olu)) == 1
        # The notice came from a process that is gone, and Olu is banned.
        record = await ward.olu.click(ward.direct(ward.olu)[0], "My record")
        lines = await ward.olu.click(ward.direct(ward.olu)[0], "Crisis lines")
        assert "#2** Ban" in record.text
        assert "crisis" in lines.text.casefold()

    assert (first.state, second.state) == (State.FAILED, State.DONE)
    assert "interrupted before" in first.failure
    assert "please disregard" in ward.told(ward.ravi)[1]
    assert ward.ravi.id not in ward.server.guild.bans
    assert len(ward.marked(Action.MEMBER_BAN_ADD)) == 1


async def test_a_ban_ends_once_though_whoever_ends_it_is_killed(scene: Scene, ward: Ward):
    async with scene.attune() as process:
        await scene.ready(process)
        await ward.mei.slash("mod ban", user="Ravi", reason="Sold diplomas", length="7 d")
    ward.after(days=7, minutes=1)
    await scene.dies("unbanned")
    assert ward.ravi.id not in ward.server.guild.bans
    assert not await ward.is_lifted(1)

    async with scene.attune():
        await comes(lambda: ward.is_lifted(1))

    assert len(ward.marked(Action.MEMBER_BAN_REMOVE)) == 1
    lifted = (await ward.case(1)).lifted
    assert lifted is not None
    assert lifted.by is None


@pytest.mark.parametrize("point", ["begun", "changed"])
async def test_slow_mode_that_was_cut_off_is_settled_by_its_mark(
    scene: Scene, keeper: Ward, point: str
):
    async with scene.attune(die_at=point) as process:
        await scene.ready(process)
        await keeper.mei.slash("channel slowmode", pause="5 min")
        assert await process.wait() == -9
    keeper.after(minutes=3)

    async with scene.attune():
        case = await settled(keeper, 1)

    slowed = keeper.server.general.slowmode_seconds == 300
    assert slowed is (point == "changed")
    assert case.state is (State.DONE if slowed else State.FAILED)


async def test_a_purge_that_was_cut_off_says_how_far_it_came(scene: Scene, keeper: Ward):
    general = keeper.server.general
    for number in range(250):
        body = {"content": f"Buy number {number}"}
        posting.post(scene.playground, general, keeper.maya.id, body, check=False)
    async with scene.attune(die_at="purged:2") as process:
        await scene.ready(process)
        asked = await (await keeper.mei.slash("mod purge", count=250)).settled()
        await keeper.mei.click(asked, "Delete 250 messages")
        assert await process.wait() == -9
    keeper.after(minutes=31)

    async with scene.attune():
        case = await settled(keeper, 1)

    assert case.state is State.DONE
    assert case.extent == "200 messages; then I was interrupted, and the rest stayed"
    assert len([m for m in general.messages.values() if m.author_id == keeper.maya.id]) == 50


@pytest.mark.soak
@pytest.mark.parametrize("point", ["case", "notice", "act"])
async def test_killed_at_a_point(scene: Scene, ward: Ward, point: str):
    await dies_while_banning(scene, ward, "Ravi", point)

    async with scene.attune():
        case = await settled(ward, 1)

    done = ward.ravi.id in ward.server.guild.bans
    assert case.state is (State.DONE if done else State.FAILED)
    assert done is (point == "act")


@pytest.mark.soak
async def test_a_ban_ends_after_a_week_of_downtime(scene: Scene, ward: Ward):
    async with scene.attune() as process:
        await scene.ready(process)
        await ward.mei.slash("mod ban", user="Ravi", reason="Sold diplomas", length="1 d")
    ward.playground.clock.advance(timedelta(days=8))

    async with scene.attune():
        await comes(lambda: ward.is_lifted(1))
    assert ward.ravi.id not in ward.server.guild.bans
