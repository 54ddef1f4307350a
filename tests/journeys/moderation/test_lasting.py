"""What lasts: long timeouts, what comes back at a rejoin, steps, and what a server chooses."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from bot.app import Attune
from bot.jobs.store import JobStore
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import Application
from bot.playground.server import Playground
from cogs.moderation.cases.records import Kind, State
from cogs.moderation.plans import RENEW
from tests.moderation.ward import NEEDED, Ward, comes, until
from tests.running import running

COGS = ("cogs.setup", "cogs.moderation", "cogs.safeguards")
NONE = timedelta(0)
WHY = "Advertised a course again"


@pytest.fixture(scope="module")
async def app(
    playground: Playground, application: Application, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Attune]:
    database = tmp_path_factory.mktemp("attune") / "a.db"
    async with running(playground, application, database, cogs=COGS, members=True) as app:
        yield app


@pytest.fixture
def ward(
    playground: Playground, application: Application, app: Attune, request: pytest.FixtureRequest
) -> Ward:
    return Ward.of(playground, application, app.house.storage, request.node.name)


def held_until(ward: Ward) -> timedelta | None:
    """For how long from now Discord holds Ravi's timeout."""
    guild = ward.server.guild
    until = guild.members[ward.ravi.id].timed_out_until
    return None if until is None or until <= ward.now else until - ward.now


async def nothing_is_due(ward: Ward) -> bool:
    """Whether all renewals that were due have been made."""
    jobs = await JobStore(ward.storage).unfinished(ward.server.guild.id)
    return not any(job.kind == RENEW and job.due_at <= ward.now for job in jobs)


async def test_a_timeout_of_two_months_is_held_in_parts_until_it_ends(ward: Ward):
    await ward.mei.slash("mod timeout", user="Ravi", length="60 d", reason=WHY)
    first = held_until(ward)
    assert first is not None
    assert timedelta(days=26, hours=23) < first <= timedelta(days=27)

    ward.after(days=26, minutes=1)
    await until(lambda: (held_until(ward) or NONE) > timedelta(days=26))
    ward.after(days=26, minutes=1)
    await until(lambda: (held_until(ward) or NONE) > timedelta(days=7))
    ward.after(days=8)

    assert held_until(ward) is None
    assert len(await ward.all_cases()) == 1
    assert "over" in (await ward.mei.slash("case show", number=1)).text


async def test_who_was_away_when_a_long_timeout_was_renewed_is_held_again_at_a_rejoin(ward: Ward):
    await ward.mei.slash("mod timeout", user="Ravi", length="60 d", reason=WHY)
    await ward.ravi.leave()
    ward.after(days=40)
    # The renewal comes to nothing while he is away.
    await comes(lambda: nothing_is_due(ward))
    await ward.ravi.rejoin()

    await until(lambda: (held_until(ward) or NONE) > timedelta(days=19))


async def test_a_timeout_that_was_ended_while_somebody_was_away_does_not_come_back(ward: Ward):
    await ward.mei.slash("mod timeout", user="Ravi", length="20 d", reason=WHY)
    await ward.ravi.leave()
    answer = await ward.mei.slash("mod untimeout", user=ward.ravi.id, reason="We talked")
    assert "Done" in answer.text
    await ward.ravi.rejoin()

    await until(lambda: held_until(ward) is None)


async def test_nobody_leaves_a_timeout_behind_that_attune_has_not_heard_of(
    playground: Playground, application: Application, app: Attune
):
    allowed = NEEDED & ~Bit.VIEW_AUDIT_LOG
    ward = Ward.of(playground, application, app.house.storage, "not heard of", allowed)
    for whom in (ward.ravi, ward.olu):
        await ward.mei.slash("mod timeout", user=whom.id, length="1 h", reason=WHY)
    await ward.mei.slash("mod untimeout", user=ward.ravi.id, reason="We talked")
    await ward.mei.time_out("Ravi", timedelta(days=7))
    await ward.ravi.leave()
    await ward.olu.leave()
    await ward.mei.slash("mod untimeout", user=ward.olu.id, reason="We talked")

    await ward.ravi.rejoin()
    await ward.olu.rejoin()

    olu = ward.server.guild.members[ward.olu.id]
    await until(lambda: olu.timed_out_until is None)
    assert held_until(ward) is not None


async def test_a_timeout_of_exactly_28_days_is_taken(ward: Ward):
    answer = await ward.mei.slash("mod timeout", user="Ravi", length="28 d", reason=WHY)
    assert "Done" in answer.text
    assert (await ward.case(1)).state is State.DONE


async def test_a_server_that_steps_up_by_itself_does_so_with_a_case_of_its_own(ward: Ward):
    saved = await ward.wanda.slash(
        "mod settings", steps="2: timeout 3 h, 4: ban", step_up="apply", points_last_days=30
    )
    assert "2: timeout 3 hours, 4: ban" in saved.text
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    second = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)

    assert "By this server's steps" in second.text
    assert [case.kind for case in await ward.all_cases()] == [Kind.WARN, Kind.WARN, Kind.TIMEOUT]
    assert held_until(ward) is not None


async def test_members_of_a_protected_role_are_not_acted_on_until_it_is_protected_no_more(
    ward: Ward,
):
    await ward.wanda.slash("mod settings", protect="Reviewer")
    refused = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    assert "protects" in refused.text
    await ward.wanda.slash("mod settings", unprotect="Reviewer")
    assert "Done" in (await ward.mei.slash("mod warn", user="Ravi", reason=WHY)).text


async def test_cases_are_reduced_to_counts_after_the_servers_period(ward: Ward):
    await ward.wanda.slash("mod settings", keep_days=30)
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    await ward.mei.slash("mod ban", user="Olu", reason=WHY)
    for _ in range(32):
        ward.after(days=1, minutes=1)
        await asyncio.sleep(0)

    async def reduced() -> bool:
        return (await ward.case(1)).target_id == 0

    await comes(reduced)
    warning, ban = await ward.all_cases()
    assert (warning.kind, warning.reason) == (Kind.WARN, "")
    assert ban.target_id == ward.olu.id
    assert "is empty" in (await ward.ravi.slash("record")).text


async def test_the_card_of_a_case_is_reduced_with_it(ward: Ward):
    log = await ward.log()
    await ward.wanda.slash("mod settings", keep_days=30)
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    await until(lambda: len(ward.cards(log)) == 1)
    (card,) = ward.cards(log)
    assert WHY in text_of(card)
    for _ in range(32):
        ward.after(days=1, minutes=1)
        await asyncio.sleep(0)

    await until(lambda: WHY not in text_of(card))
    assert str(ward.ravi.id) not in text_of(card)
    assert "Case #1 · Warning" in text_of(card)
    assert len(ward.cards(log)) == 1


async def test_whoever_deletes_their_data_is_unbanned_on_time_all_the_same(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="7 d")
    await ward.cases.forget_member(ward.ravi.id)
    assert (await ward.case(1)).target_id < 0

    ward.after(days=7, minutes=1)
    await until(lambda: ward.ravi.id not in ward.server.guild.bans)


async def test_without_the_audit_log_the_member_themself_shows_what_came_of_it(
    playground: Playground, application: Application, app: Attune
):
    allowed = NEEDED & ~Bit.VIEW_AUDIT_LOG
    ward = Ward.of(playground, application, app.house.storage, "no audit log", allowed)
    # More often than any client tries again by itself.
    playground.faults.lose_response("PUT", "/guilds/{guild_id}/bans/{user_id}", times=9)
    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)
    playground.faults.clear()
    assert "Discord has not said" in answer.text
    ward.after(minutes=3)

    async def is_settled() -> bool:
        return (await ward.case(1)).state is not State.DOING

    await comes(is_settled)
    assert (await ward.case(1)).state is State.DONE
    assert len(ward.told(ward.ravi)) == 1


async def test_a_timeout_that_was_taken_off_the_record_meanwhile_does_not_come_back(ward: Ward):
    await ward.mei.slash("mod timeout", user="Ravi", length="20 d", reason=WHY)
    await ward.ravi.leave()
    await ward.mei.slash("case void", number=1, reason="It was somebody else")
    await ward.ravi.rejoin()

    await until(lambda: held_until(ward) is None)


async def test_without_the_audit_log_half_a_softban_still_leaves_the_way_back_open(
    playground: Playground, application: Application, app: Attune
):
    allowed = NEEDED & ~Bit.VIEW_AUDIT_LOG
    ward = Ward.of(playground, application, app.house.storage, "half a softban", allowed)
    playground.faults.fail("DELETE", "/guilds/{guild_id}/bans/{user_id}", times=9)
    await ward.mei.slash("mod softban", user="Ravi", reason=WHY)
    playground.faults.clear()
    assert ward.ravi.id in ward.server.guild.bans
    ward.after(minutes=3)

    await until(lambda: ward.ravi.id not in ward.server.guild.bans)
    await comes(lambda: is_done(ward, 1))


async def is_done(ward: Ward, number: int) -> bool:
    return (await ward.case(number)).state is State.DONE
