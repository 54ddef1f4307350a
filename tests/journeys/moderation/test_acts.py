"""Moderators act: each act a case, the member told, the result on it; and who gets in the way."""

import asyncio
from datetime import timedelta

import pytest

from bot.jobs.store import JobStore
from bot.playground.actors.reading import buttons, text_of
from bot.playground.audit_log import Action
from bot.playground.permissions import Bit
from cogs.moderation.cases.records import Notice, State
from cogs.moderation.plans import END, end_plan
from tests.journeys.conftest import Hub
from tests.moderation.ward import NEEDED, Ward, comes, until

WHY = "Advertised a course again"


@pytest.fixture
async def ward(hub: Hub, request: pytest.FixtureRequest) -> Ward:
    return Ward.of(hub.playground, hub.application, hub.app.house.storage, request.node.name)


async def planned_ends(ward: Ward) -> list[str]:
    jobs = await JobStore(ward.storage).unfinished(ward.server.guild.id)
    return [job.key for job in jobs if job.kind == END]


async def none_is_planned(ward: Ward) -> bool:
    return await planned_ends(ward) == []


# --- acts -----------------------------------------------------------------------------------------


async def test_a_warned_member_is_told_why_and_finds_it_on_their_record(ward: Ward):
    answer = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)

    assert answer.private
    assert "#1 · Warning" in answer.text
    assert "Done" in answer.text
    assert "1 point now" in answer.text
    (notice,) = ward.direct(ward.ravi)
    assert "gives you a warning" in text_of(notice)
    assert WHY in text_of(notice)
    assert "My record" in [b.label for b in buttons(notice)]
    record = await ward.ravi.slash("record")
    assert record.private
    assert "#1** Warning" in record.text
    assert WHY in record.text
    assert "is empty" in (await ward.maya.slash("record")).text


async def test_a_note_is_for_moderators_alone(ward: Ward):
    await ward.mei.slash("mod note", user="Ravi", text="Asked thrice about diplomas")

    assert ward.told(ward.ravi) == []
    assert "is empty" in (await ward.ravi.slash("record")).text
    shown = await ward.mei.slash("case list", user="Ravi")
    assert "Asked thrice about diplomas" in shown.text


async def test_a_timeout_is_held_by_discord_and_marked_with_its_case(ward: Ward):
    answer = await ward.mei.slash("mod timeout", user="Ravi", length="2 h", reason=WHY)

    assert "#1 · Timeout" in answer.text
    assert ward.playground.world.is_timed_out(ward.server.guild.id, ward.ravi.id)
    (entry,) = ward.marked(Action.MEMBER_UPDATE)
    assert entry.reason == f"#1 {WHY}"
    case = await ward.case(1)
    assert (case.state, case.notice) == (State.DONE, Notice.TOLD)
    assert case.until == case.opened_at + timedelta(hours=2)

    ended = await ward.mei.slash("mod untimeout", user="Ravi", reason="We talked")
    assert "#2 · End of a timeout" in ended.text
    assert not ward.playground.world.is_timed_out(ward.server.guild.id, ward.ravi.id)
    lifted = (await ward.case(1)).lifted
    assert lifted is not None
    assert lifted.reason == "#2"


async def test_a_banned_member_is_told_before_and_reaches_their_record_and_crisis_lines(
    ward: Ward,
):
    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)

    assert "#1 · Ban" in answer.text
    assert ward.ravi.id in ward.server.guild.bans
    (notice,) = ward.direct(ward.ravi)
    assert "decided to ban you" in text_of(notice)
    record = await ward.ravi.click(notice, "My record")
    assert "#1** Ban" in record.text
    crisis = await ward.ravi.click(notice, "Crisis lines")
    assert crisis.private or crisis.interaction.channel.guild_id is None
    assert "988" in crisis.text or "crisis" in crisis.text.casefold()


async def test_kick_and_softban_leave_the_way_back_open(ward: Ward):
    await ward.mei.slash("mod kick", user="Ravi", reason=WHY)
    await ward.mei.slash("mod softban", user="Olu", reason=WHY)

    members = ward.server.guild.members
    assert ward.ravi.id not in members
    assert ward.olu.id not in members
    assert ward.server.guild.bans == {}
    assert [e.reason for e in ward.marked(Action.MEMBER_KICK)] == [f"#1 {WHY}"]
    two = ward.marked(Action.MEMBER_BAN_ADD, Action.MEMBER_BAN_REMOVE)
    assert [e.reason for e in two] == [f"#2 {WHY}"] * 2
    assert [c.state for c in await ward.all_cases()] == [State.DONE] * 2


async def test_a_ban_for_a_week_ends_after_a_week_and_once(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="7 d")
    ward.after(days=6, hours=23)
    assert ward.ravi.id in ward.server.guild.bans

    ward.after(hours=2)
    await until(lambda: ward.ravi.id not in ward.server.guild.bans)

    (entry,) = ward.marked(Action.MEMBER_BAN_REMOVE)
    assert entry.reason == "#1 Time is over."
    await comes(lambda: ward.is_lifted(1))


async def test_a_ban_that_was_lifted_and_made_anew_does_not_end_with_the_first(
    ward: Ward, hub: Hub
):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="1 d")
    await ward.mei.slash("mod unban", user=ward.ravi.id, reason="Mistaken")
    assert ward.ravi.id not in ward.server.guild.bans
    await ward.mei.slash("mod ban", user=ward.ravi.id, reason="Not mistaken")

    ward.after(days=2)
    await ward.mei.slash("mod warn", user="Maya", reason="Something else, and time passes")
    assert ward.ravi.id in ward.server.guild.bans
    assert await planned_ends(ward) == []

    # Nor where its end was under way already when it was lifted.
    await hub.app.house.jobs.schedule(end_plan(await ward.case(1), ward.now))
    await comes(lambda: none_is_planned(ward))
    assert ward.ravi.id in ward.server.guild.bans


# --- what stands in the way -----------------------------------------------------------------------


async def test_an_act_that_discord_refuses_leaves_a_case_that_says_so_and_a_correction(ward: Ward):
    route = "/guilds/{guild_id}/bans/{user_id}"
    ward.playground.faults.fail("PUT", route, status=403)

    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)

    assert "did not take place" in answer.text
    assert "Discord refused it" in answer.text
    case = await ward.case(1)
    assert case.state is State.FAILED
    (told,) = ward.told(ward.ravi)
    assert "please disregard" in told
    assert "#1** Ban" in (await ward.ravi.slash("record")).text
    assert "did not take place" in (await ward.ravi.slash("record")).text


async def test_a_closed_door_is_noted_on_the_case(ward: Ward):
    ward.playground.world.users[ward.ravi.id].dms_open = False

    answer = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)

    assert "could not be told" in answer.text
    assert (await ward.case(1)).notice is Notice.CLOSED
    assert "could not be told" in (await ward.mei.slash("case show", number=1)).text


async def test_a_notice_that_discord_holds_back_is_not_put_down_to_the_member(ward: Ward):
    # As where too many direct messages were opened (40003): their door is open.
    ward.playground.faults.fail("POST", "/users/@me/channels", status=400)

    answer = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)

    assert "could not be told: no direct message of mine reaches them" in answer.text
    assert (await ward.case(1)).state is State.DONE


async def test_whom_no_message_reaches_can_be_sent_to_the_servers_address(ward: Ward):
    await ward.wanda.slash("mod settings", appeals_address="appeals@hub.example")
    ward.playground.world.users[ward.ravi.id].dms_open = False

    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)

    assert "they can appeal at appeals@hub.example" in answer.text
    note = await ward.mei.slash("mod note", user=ward.ravi.id, text="Wrote to us")
    assert "appeal" not in note.text


async def test_the_second_moderator_sees_the_first_and_must_say_so_to_go_on(ward: Ward):
    await ward.wanda.slash("mod timeout", user="Ravi", length="1 h", reason="Shouting")

    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="7 d")

    assert "has just acted on" in answer.text
    assert "Shouting" in answer.text
    assert ward.ravi.id not in ward.server.guild.bans
    assert len(await ward.all_cases()) == 1
    done = await ward.mei.click(answer, "Do it anyway")
    assert "#2 · Ban" in done.text
    assert ward.ravi.id in ward.server.guild.bans


async def test_two_moderators_at_the_same_moment_make_one_case(ward: Ward):
    answers = await asyncio.gather(
        ward.mei.slash("mod ban", user="Ravi", reason=WHY),
        ward.wanda.slash("mod ban", user="Ravi", reason="The same"),
    )

    assert sorted("has just acted on" in answer.text for answer in answers) == [False, True]
    assert len(await ward.all_cases()) == 1


async def test_a_second_press_of_do_it_anyway_does_nothing_more(ward: Ward):
    await ward.wanda.slash("mod warn", user="Ravi", reason="Shouting")
    answer = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    message = answer.message
    assert message is not None
    await asyncio.gather(
        ward.mei.click(message, "Do it anyway"), ward.mei.click(message, "Do it anyway")
    )
    assert len(await ward.all_cases()) == 2


async def test_what_may_identify_a_client_is_refused_and_nothing_is_lost(ward: Ward):
    answer = await ward.mei.slash(
        "mod timeout", user="Ravi", length="2 h", reason="Posted that jane@example.org is a client"
    )

    assert "an email address" in answer.text
    assert await ward.all_cases() == []
    form = await ward.mei.click(answer, "Edit")
    assert form.modal is not None
    filled = [field.json["value"] for field in form.modal.fields]
    assert filled == ["Posted that jane@example.org is a client", "2 h"]
    sent = await ward.mei.submit(form, reason="Posted a client's address")
    assert "#1 · Timeout" in sent.text


async def test_a_length_that_cannot_be_read_comes_back_to_be_put_right(ward: Ward):
    answer = await ward.mei.slash("mod timeout", user="Ravi", length="soon", reason=WHY)
    assert "can't read that as a length" in answer.text

    form = await ward.mei.click(answer, "Edit")
    sent = await ward.mei.submit(form, length="1 h")
    assert "#1 · Timeout" in sent.text


@pytest.mark.parametrize(
    ("command", "whom", "sentence"),
    [
        ("warn", "Mei", "That is you"),
        ("ban", "Wanda", "They own this server"),
        ("warn", "Attune", "That is me"),
    ],
)
async def test_some_people_are_not_acted_on(ward: Ward, command: str, whom: str, sentence: str):
    answer = await ward.mei.slash(f"mod {command}", user=whom, reason=WHY)

    assert sentence in answer.text
    assert await ward.all_cases() == []


async def test_without_the_permission_the_cure_is_named_and_nothing_is_begun(hub: Hub):
    ward = Ward.of(
        hub.playground, hub.application, hub.app.house.storage, "no bans", NEEDED & ~Bit.BAN_MEMBERS
    )

    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)

    assert "I lack the permission Ban Members" in answer.text
    assert ward.told(ward.ravi) == []
    assert await ward.all_cases() == []


async def test_an_answer_of_discords_that_was_lost_is_found_in_the_audit_log(ward: Ward):
    faults = ward.playground.faults
    # As often as aiohttp and discord.py ask again by themselves, and once more.
    faults.lose_response("PUT", "/guilds/{guild_id}/bans/{user_id}", times=9)

    answer = await ward.mei.slash("mod ban", user="Ravi", reason=WHY)
    faults.clear()

    assert "Done" in answer.text
    assert (await ward.case(1)).state is State.DONE
    assert len(ward.marked(Action.MEMBER_BAN_ADD)) == 1
