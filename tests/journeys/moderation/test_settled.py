"""What comes late: a notice that has to be corrected, and what became of an act."""

import pytest

from bot.jobs.store import JobStore
from cogs.moderation.cases.records import State
from cogs.moderation.plans import END
from tests.journeys.conftest import Hub
from tests.moderation.ward import Ward, comes, until

WHY = "Advertised a course again"


@pytest.fixture
async def ward(hub: Hub, request: pytest.FixtureRequest) -> Ward:
    return Ward.of(hub.playground, hub.application, hub.app.house.storage, request.node.name)


async def none_is_planned(ward: Ward) -> bool:
    """Whether no ban is to end any more."""
    jobs = await JobStore(ward.storage).unfinished(ward.server.guild.id)
    return not any(job.kind == END for job in jobs)


async def test_a_correction_that_discord_refuses_is_made_up_for(ward: Ward):
    faults = ward.playground.faults
    faults.fail("PUT", "/guilds/{guild_id}/bans/{user_id}", status=403)
    faults.fail("PATCH", "/channels/{channel_id}/messages/{message_id}", status=403)
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY)
    (told,) = ward.told(ward.ravi)
    assert "decided to ban you" in told

    ward.after(minutes=3)

    await until(lambda: len(ward.told(ward.ravi)) == 2)
    assert "please disregard" in ward.told(ward.ravi)[1]


async def test_a_notice_of_which_nobody_knows_is_corrected_as_well(ward: Ward):
    faults = ward.playground.faults
    faults.lose_response("POST", "/channels/{channel_id}/messages")
    faults.fail("PUT", "/guilds/{guild_id}/bans/{user_id}", status=403)
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY)
    assert len(ward.told(ward.ravi)) == 1

    ward.after(minutes=3)

    await until(lambda: len(ward.told(ward.ravi)) == 2)
    assert "please disregard" in ward.told(ward.ravi)[1]


async def test_a_ban_that_is_settled_late_does_not_end_the_one_after_it(ward: Ward):
    faults = ward.playground.faults
    faults.lose_response("PUT", "/guilds/{guild_id}/bans/{user_id}", times=9)
    faults.fail("GET", "/guilds/{guild_id}/audit-logs", times=9)
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="1 h")
    faults.clear()
    assert (await ward.case(1)).state is State.DOING
    await ward.mei.slash("mod unban", user=ward.ravi.id, reason="For good instead")
    await ward.mei.slash("mod ban", user=ward.ravi.id, reason="For good")

    ward.after(minutes=3)
    await comes(lambda: is_settled(ward, 1))
    assert await ward.is_lifted(1)
    assert (await ward.case(3)).is_in_force

    ward.after(hours=2)
    await comes(lambda: none_is_planned(ward))
    assert ward.ravi.id in ward.server.guild.bans


async def is_settled(ward: Ward, number: int) -> bool:
    return (await ward.case(number)).state is not State.DOING
