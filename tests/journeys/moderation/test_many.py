"""After a raid: many are banned at once, each with a case, and those who can't be are named."""

import pytest

from bot.playground.audit_log import Action
from bot.playground.permissions import Bit
from cogs.moderation.cases.records import Notice, State
from tests.journeys.conftest import Hub
from tests.moderation.ward import NEEDED, Ward, comes, until

WHY = "A raid"


@pytest.fixture
async def ward(hub: Hub, request: pytest.FixtureRequest) -> Ward:
    storage, name = hub.app.house.storage, request.node.name
    allowed = NEEDED | Bit.MANAGE_GUILD
    return Ward.of(hub.playground, hub.application, storage, name, allowed)


def strangers(ward: Ward, count: int) -> list[int]:
    world = ward.playground.world
    people = [world.add_user(f"Raider {n}") for n in range(count)]
    for person in people:
        world.join(ward.server.guild, person, [])
    return [person.id for person in people]


async def test_many_are_banned_in_one_request_with_a_case_each(ward: Ward):
    raiders = strangers(ward, 5)
    typed = " ".join(f"<@{one}>" for one in raiders)
    asked = await ward.mei.slash("mod massban", users=f"{typed} {ward.wanda.id}", reason=WHY)

    assert "Ban 5 members?" in asked.text
    assert "They own this server" in asked.text
    assert ward.server.guild.bans == {}
    assert await ward.all_cases() == []

    done = await ward.mei.click(asked, "Ban them")
    assert "5 members banned" in done.text
    assert set(ward.server.guild.bans) == set(raiders)
    cases = await ward.all_cases()
    assert [case.target_id for case in cases] == raiders
    assert {(case.state, case.notice) for case in cases} == {(State.DONE, Notice.NONE)}
    assert {entry.reason for entry in ward.marked(Action.MEMBER_BAN_ADD)} == {f"#1-5 {WHY}"}


async def test_an_answer_that_was_lost_is_settled_from_the_audit_log(ward: Ward):
    raiders = strangers(ward, 3)
    ward.playground.faults.lose_response("POST", "/guilds/{guild_id}/bulk-ban")
    asked = await ward.mei.slash("mod massban", users=" ".join(map(str, raiders)), reason=WHY)
    done = await ward.mei.click(asked, "Ban them")
    assert "their cases will say so" in done.text
    ward.after(minutes=3)

    async def all_settled() -> bool:
        return [case.state for case in await ward.all_cases()] == [State.DONE] * 3

    await comes(all_settled)


async def test_without_manage_server_the_cure_is_named(hub: Hub):
    ward = Ward.of(hub.playground, hub.application, hub.app.house.storage, "no manage")
    asked = await ward.mei.slash("mod massban", users=str(ward.ravi.id), reason=WHY)
    assert "Discord wants me to have Manage Server" in asked.text


async def test_a_name_instead_of_an_id_comes_back_to_be_put_right(ward: Ward):
    (raider,) = strangers(ward, 1)
    answer = await ward.mei.slash("mod massban", users="Raider", reason=WHY)
    assert "can't read “Raider” as a member's id" in answer.text

    form = await ward.mei.click(answer, "Edit")
    asked = await ward.mei.submit(form, users=str(raider))
    await ward.mei.click(asked, "Ban them")
    await until(lambda: raider in ward.server.guild.bans)


async def test_a_number_that_is_nobodys_id_comes_back_to_be_put_right(ward: Ward):
    answer = await ward.mei.slash("mod massban", users="9" * 20, reason=WHY)
    assert "as a member's id" in answer.text
