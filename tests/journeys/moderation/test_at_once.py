"""Many moderators at the same moment, on both databases: no number twice, none left out."""

import asyncio

from bot.playground.audit_log import Action
from cogs.moderation.cases.records import State
from tests.journeys.conftest import Hub
from tests.moderation.ward import Ward
from tests.running import running

COGS = ("cogs.setup", "cogs.moderation", "cogs.safeguards")
WHY = "A raid"


async def test_fifty_moderators_at_once_make_fifty_cases_without_a_gap(
    hub: Hub, empty_database_url: str
):
    world = hub.playground.world
    application = world.add_application("Attune", world.add_user("Owner"))
    async with running(hub.playground, application, empty_database_url, cogs=COGS) as app:
        ward = Ward.of(hub.playground, application, app.house.storage, "At once")
        raiders = [world.add_user(f"Raider {n}") for n in range(50)]
        for raider in raiders:
            world.join(ward.server.guild, raider, [])

        answers = await asyncio.gather(
            *(
                ward.mei.slash("mod timeout", user=raider.id, length="1 h", reason=WHY)
                for raider in raiders
            ),
            ward.mei.slash("mod ban", user="Ravi", reason=WHY),
            ward.wanda.slash("mod ban", user="Ravi", reason="The same"),
        )
        answers = [await answer.settled() for answer in answers]

        cases = await ward.all_cases()
        assert [case.number for case in cases] == list(range(1, 52))
        assert {case.state for case in cases} == {State.DONE}
        marks = [
            (entry.reason or "").split()[0]
            for entry in ward.marked(Action.MEMBER_UPDATE, Action.MEMBER_BAN_ADD)
        ]
        assert sorted(marks) == sorted(f"#{number}" for number in range(1, 52))
        both = sorted("has just acted on" in answer.text for answer in answers[-2:])
        assert both == [False, True]
