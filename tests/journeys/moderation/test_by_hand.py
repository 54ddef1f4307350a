"""What moderators do in Discord itself becomes cases, each once; Attune's own acts never twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.playground.records import Application
from bot.playground.server import Playground
from cogs.moderation.cases.records import Kind, Notice, State
from cogs.moderation.cases.tables import heard as table
from tests.moderation.ward import Ward, comes
from tests.running import running

COGS = ("cogs.setup", "cogs.moderation", "cogs.safeguards")


@pytest.fixture
def application(playground: Playground) -> Application:
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))


async def kinds(ward: Ward) -> list[Kind]:
    return [case.kind for case in await ward.all_cases()]


async def have_become(ward: Ward, *wanted: Kind) -> None:
    async def as_wanted() -> bool:
        return await kinds(ward) == list(wanted)

    try:
        await comes(as_wanted)
    except TimeoutError:
        raise AssertionError(f"the cases are {await kinds(ward)}") from None


async def heard(ward: Ward) -> None:
    """Wait until Attune has read the audit log for the first time."""

    async def read() -> bool:
        wanted = select(table).where(table.c.guild_id == ward.server.guild.id)
        async with ward.storage.read() as connection:
            return (await connection.execute(wanted)).first() is not None

    await comes(read)


async def test_acts_by_hand_are_cases_with_who_and_why(
    playground: Playground, application: Application, tmp_path: Path
):
    async with running(playground, application, tmp_path / "a.db", cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "by hand")
        await heard(ward)
        await ward.mei.time_out("Ravi", timedelta(hours=1), reason="Shouting")
        await have_become(ward, Kind.TIMEOUT)
        await ward.mei.end_timeout("Ravi")
        await ward.mei.ban("Ravi", reason="Sold diplomas")
        await ward.mei.unban(ward.ravi.id)
        await ward.mei.kick("Olu", reason="Asked to go")
        wanted = (Kind.TIMEOUT, Kind.UNTIMEOUT, Kind.BAN, Kind.UNBAN, Kind.KICK)
        await have_become(ward, *wanted)

        first, _, third, _, _ = await ward.all_cases()
        assert (first.moderator_id, first.target_id) == (ward.mei.id, ward.ravi.id)
        assert (first.reason, first.state, first.notice) == ("Shouting", State.DONE, Notice.NONE)
        assert first.by_hand
        assert first.until is not None
        assert await ward.is_lifted(1)
        assert await ward.is_lifted(third.number)


async def test_attunes_own_acts_and_other_changes_are_no_cases_by_hand(
    playground: Playground, application: Application, tmp_path: Path
):
    async with running(playground, application, tmp_path / "a.db", cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "own")
        await heard(ward)
        await ward.mei.slash("mod ban", user="Ravi", reason="Sold diplomas")
        await ward.wanda.give_role("Maya", "Reviewer")
        await ward.mei.kick("Olu", reason="jane@example.org is a client")

        await have_become(ward, Kind.BAN, Kind.KICK)
        own, by_hand = await ward.all_cases()
        assert not own.by_hand
        assert "jane" not in by_hand.reason


async def test_what_was_missed_is_read_once_after_a_lost_session_and_after_a_restart(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "a.db"
    async with running(playground, application, database, cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "missed")
        await heard(ward)
        await ward.mei.kick("Olu")
        await have_become(ward, Kind.KICK)
        playground.gateway.invalidate(application.bot_id, resumable=False)
        await ward.mei.ban("Ravi", reason="While nobody listened")
        await have_become(ward, Kind.KICK, Kind.BAN)

    await ward.mei.unban(ward.ravi.id, reason="While Attune was down")
    async with running(playground, application, database, cogs=COGS) as app:
        ward.storage = app.house.storage
        await have_become(ward, Kind.KICK, Kind.BAN, Kind.UNBAN)
        assert await ward.is_lifted(2)


async def test_more_than_discord_tells_at_once_is_read_to_the_end(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "a.db"
    async with running(playground, application, database, cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "many")
        await heard(ward)
    # Discord gives a hundred entries at a time.
    for _ in range(55):
        await ward.mei.time_out("Ravi", timedelta(hours=1))
        await ward.mei.end_timeout("Ravi")
    await ward.mei.ban("Ravi", reason="The last of 111")

    async with running(playground, application, database, cogs=COGS) as app:
        ward.storage = app.house.storage
        await have_become(ward, *[Kind.TIMEOUT, Kind.UNTIMEOUT] * 55, Kind.BAN)
        assert [case.number for case in await ward.all_cases()] == list(range(1, 112))


async def test_a_ban_made_by_hand_meanwhile_does_not_end_with_the_one_before_it(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "a.db"
    async with running(playground, application, database, cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "meanwhile")
        await heard(ward)
        await ward.mei.slash("mod ban", user="Ravi", reason="Sold diplomas", length="1 d")
    await ward.mei.unban(ward.ravi.id)
    await ward.mei.ban(ward.ravi.id, reason="For good")
    ward.after(days=2)

    # What is due comes first, and the audit log is slow.
    playground.faults.delay("GET", "/guilds/{guild_id}/audit-logs", seconds=1.0)
    async with running(playground, application, database, cogs=COGS) as app:
        ward.storage = app.house.storage
        await have_become(ward, Kind.BAN, Kind.UNBAN, Kind.BAN)
        assert await ward.is_lifted(1)

    assert ward.ravi.id in ward.server.guild.bans


async def test_a_long_timeout_that_was_ended_by_hand_meanwhile_is_not_renewed(
    playground: Playground, application: Application, tmp_path: Path
):
    database = tmp_path / "a.db"
    async with running(playground, application, database, cogs=COGS) as app:
        ward = Ward.of(playground, application, app.house.storage, "not renewed")
        await heard(ward)
        await ward.mei.slash("mod timeout", user="Ravi", reason="Sold diplomas", length="60 d")
    await ward.mei.end_timeout("Ravi")
    ward.after(days=27)

    playground.faults.delay("GET", "/guilds/{guild_id}/audit-logs", seconds=1.0)
    async with running(playground, application, database, cogs=COGS) as app:
        ward.storage = app.house.storage
        await have_become(ward, Kind.TIMEOUT, Kind.UNTIMEOUT)
        assert await ward.is_lifted(1)

    assert not playground.world.is_timed_out(ward.server.guild.id, ward.ravi.id)
