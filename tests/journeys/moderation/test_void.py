"""What is void holds nobody, and nobody takes their own case off the record."""

import pytest

from tests.journeys.conftest import Hub
from tests.moderation.ward import Ward, comes

WHY = "Advertised a course again"
BAN = "/guilds/{guild_id}/bans/{user_id}"


@pytest.fixture
async def ward(hub: Hub, request: pytest.FixtureRequest) -> Ward:
    return Ward.of(hub.playground, hub.application, hub.app.house.storage, request.node.name)


async def test_a_ban_that_discord_does_not_let_end_is_not_void_and_nothing_typed_is_lost(
    ward: Ward,
):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="7 d")
    ward.playground.faults.fail("DELETE", BAN, status=403)

    answer = await ward.mei.slash("case void", number=1, reason="It was somebody else")

    assert "Discord refused it" in answer.text
    assert ward.ravi.id in ward.server.guild.bans
    assert (await ward.case(1)).is_in_force
    form = await ward.mei.click(answer, "Edit")
    assert form.modal is not None
    assert form.modal.fields[0].json["value"] == "It was somebody else"
    await ward.mei.submit(form)
    assert ward.ravi.id not in ward.server.guild.bans
    assert not (await ward.case(1)).counts


async def test_a_ban_that_still_holds_after_its_time_ends_with_its_case(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="1 d")
    ward.playground.faults.fail("DELETE", BAN, status=403)
    ward.after(days=1, minutes=1)

    async def end_was_refused() -> bool:
        return ward.playground.faults.take("DELETE", BAN) is None

    await comes(end_was_refused)
    assert ward.ravi.id in ward.server.guild.bans

    await ward.mei.slash("case void", number=1, reason="It was somebody else")

    assert ward.ravi.id not in ward.server.guild.bans
    assert await ward.is_lifted(1)


@pytest.mark.parametrize("command", ["void", "edit"])
async def test_a_moderator_does_not_change_a_case_about_themselves(ward: Ward, command: str):
    await ward.wanda.slash("mod warn", user="Mei", reason=WHY)

    answer = await ward.mei.slash(f"case {command}", number=1, reason="I was right")

    assert "This case is about you" in answer.text
    case = await ward.case(1)
    assert (case.counts, case.reason) == (True, WHY)


@pytest.mark.parametrize("command", ["void", "edit"])
async def test_nothing_is_added_to_a_case_that_is_a_count_only(ward: Ward, command: str):
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    ward.after(days=1)
    await ward.cases.reduce(ward.server.guild.id, ward.now)

    answer = await ward.mei.slash(f"case {command}", number=1, reason="A word that would stay")

    assert "only a count is left" in answer.text
    case = await ward.case(1)
    assert (case.reason, case.voided) == ("", None)


async def test_whoever_deleted_their_data_is_let_back_in_by_hand(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY)
    await ward.cases.forget_member(ward.ravi.id)

    answer = await ward.mei.slash("case void", number=1, reason="It was somebody else")

    assert "Server Settings, Bans" in answer.text
    assert (await ward.case(1)).is_in_force
