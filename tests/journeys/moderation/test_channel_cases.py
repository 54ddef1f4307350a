"""What is done to channels, as cases: each act one, with its mark in the audit log."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app import Attune
from bot.playground.actors.reading import text_of
from bot.playground.permissions import Bit
from bot.playground.records import ChannelType, Overwrite
from cogs.moderation.cases.records import NOBODY, ON_CHANNELS, Case, Kind, State
from tests.journeys.every_command import leaves
from tests.moderation.grounds import MAY, Grounds, House, founded, said, until, until_true

CHANNEL = "/channels/{channel_id}"
OVERWRITE = "/channels/{channel_id}/permissions/{overwrite_id}"
WHY = "Spam since this morning"


@dataclass(frozen=True)
class Act:
    """How a command is used, what it is as a case, and the permission that it needs of Attune."""

    kind: Kind
    needs: Bit
    options: dict[str, object]
    extent: str = ""


ACTS = {
    "channel slowmode": Act(Kind.SLOWMODE, Bit.MANAGE_CHANNELS, {"pause": "5 min"}, "5 minutes"),
    "channel topic": Act(Kind.TOPIC, Bit.MANAGE_CHANNELS, {}),
    "channel lock": Act(Kind.LOCK, Bit.MANAGE_ROLES, {"reason": WHY}),
    "channel unlock": Act(Kind.UNLOCK, Bit.MANAGE_ROLES, {"reason": WHY}),
    "channel lockdown": Act(Kind.LOCK, Bit.MANAGE_ROLES, {"what": "start", "reason": WHY}),
    "channel archive": Act(Kind.ARCHIVE, Bit.MANAGE_ROLES, {"reason": WHY}),
    "mod purge": Act(
        Kind.PURGE, Bit.MANAGE_MESSAGES, {"count": 9, "author": "Maya", "reason": WHY}, "3 messages"
    ),
}


async def use(here: Grounds, command: str) -> str:
    """Use a command to its end; what Mei is answered."""
    options = dict(ACTS[command].options)
    if command == "channel lockdown":
        options["channels"] = f"<#{here.general.id}>"
    answer = await here.mei.slash(command, **options)
    if command == "channel topic" and answer.modal is not None:
        answer = await here.mei.submit(answer, topic="Ask each other")
    if command == "mod purge" and "Delete" in str(answer.buttons):
        asked = await answer.settled()
        await here.mei.click(asked, "Delete 3 messages")
        await until(lambda: "Case #" in asked.text, lambda: asked.text)
        return asked.text
    return await said(answer)


async def prepared(here: Grounds, command: str) -> None:
    """What has to be there before: something to delete, something to unlock."""
    for number in range(3):
        await here.maya.say(f"Buy number {number}")
    if command == "channel unlock":
        await said(await here.mei.slash("channel lock"))


async def of_kind(here: Grounds, kind: Kind) -> list[Case]:
    return [case for case in await here.cases() if case.kind is kind]


def reasons(here: Grounds) -> list[str]:
    """What Attune gave as reasons in the audit log."""
    mine, log = here.application.bot_id, here.server.guild.audit_log
    return [entry.reason or "" for entry in log if entry.user_id == mine]


def test_every_act_on_channels_is_in_the_table(house: House, app: Attune):
    registered = {leaf.words for leaf in leaves(house.application)}
    assert {words for words in registered if words.startswith("channel ")} | {"mod purge"} == {
        *ACTS
    }
    # A thread is closed by the command that archives channels.
    assert {act.kind for act in ACTS.values()} | {Kind.CLOSE} == ON_CHANNELS


@pytest.mark.parametrize("command", ACTS)
async def test_an_act_is_one_case_with_its_mark_in_the_audit_log(here: Grounds, command: str):
    act = ACTS[command]
    await prepared(here, command)

    answer = await use(here, command)

    (case,) = await of_kind(here, act.kind)
    assert (case.state, case.channel_id) == (State.DONE, here.general.id)
    assert (case.moderator_id, case.extent) == (here.mei.id, act.extent)
    assert case.reason == act.options.get("reason", "")
    assert command == "channel lockdown" or f"Case #{case.number}" in answer
    assert f"#{case.number} {case.reason}".rstrip() in reasons(here)
    shown = (await here.mei.slash("case show", number=case.number)).text
    assert f"<#{here.general.id}>" in shown


@pytest.mark.parametrize("command", ACTS)
async def test_what_attune_may_not_do_is_said_and_is_no_case(
    house: House, app: Attune, command: str
):
    without = MAY & ~ACTS[command].needs
    here = founded(house.playground, house.application, app, f"{command} without", without)
    await prepared(here, "")

    answer = await use(here, command)

    assert "I need" in answer or "I lack" in answer or "I have not locked" in answer, answer
    assert await here.cases() == []


@pytest.mark.parametrize(
    ("command", "method", "route"),
    [
        ("channel slowmode", "PATCH", CHANNEL),
        ("channel topic", "PATCH", CHANNEL),
        ("channel lock", "PUT", OVERWRITE),
        ("channel unlock", "DELETE", OVERWRITE),
        ("channel archive", "PUT", OVERWRITE),
        ("mod purge", "POST", "/channels/{channel_id}/messages/bulk-delete"),
    ],
)
async def test_what_discord_refuses_is_a_case_that_says_so(
    here: Grounds, command: str, method: str, route: str
):
    await prepared(here, command)
    here.playground.faults.fail(method, route, status=403, times=2)

    answer = await use(here, command)
    here.playground.faults.clear()

    (case,) = await of_kind(here, ACTS[command].kind)
    assert case.state is State.FAILED
    assert case.failure
    assert "did not take place" in (await here.mei.slash("case show", number=case.number)).text
    assert "Discord" in answer


async def test_a_thread_that_is_archived_is_a_case_of_its_own_kind(here: Grounds):
    thread = await here.maya.open_thread("A question", "general", text="Who uses scribes?")

    answer = await said(await here.mei.slash("channel archive", channel=thread, reason=WHY))

    (case,) = await here.cases()
    assert (case.kind, case.channel_id, case.state) == (Kind.CLOSE, thread.id, State.DONE)
    assert not case.is_in_force
    assert "Case #1." in answer


# --- locks, which hold until they are opened ------------------------------------------------------


async def test_a_lock_is_in_force_until_the_case_that_ends_it(here: Grounds):
    await said(await here.mei.slash("channel lock", reason=WHY))
    (lock,) = await here.cases()
    assert lock.is_in_force

    await said(await here.noor.slash("channel unlock", reason="It is quiet again"))

    lock, unlock = await here.cases()
    assert (unlock.kind, unlock.reason) == (Kind.UNLOCK, "It is quiet again")
    assert lock.lifted is not None
    assert (lock.lifted.by, lock.lifted.reason) == (here.noor.id, "#2")


async def test_a_lock_whose_time_is_over_is_lifted_by_nobody(here: Grounds):
    await said(await here.mei.slash("channel lock", length="2 hours"))
    here.after(hours=2, seconds=1)
    await until(lambda: here.overwrites() == {})

    async def is_lifted() -> bool:
        return (await here.cases())[0].lifted is not None

    await until_true(is_lifted)
    (lock,) = await here.cases()
    assert lock.lifted is not None
    assert lock.lifted.by is None
    assert "#1 Its time was over." in reasons(here)


@pytest.mark.parametrize("label", ["Lift", "Void with reason"])
async def test_the_buttons_of_its_case_open_a_locked_channel(here: Grounds, label: str):
    await said(await here.mei.slash("channel lock"))
    shown = await here.mei.slash("case show", number=1)

    form = await here.mei.click(shown, label)
    await (await here.mei.submit(form, reason="It was the wrong channel")).settled()

    await until(lambda: here.overwrites() == {})
    lock, unlock = await here.cases()
    assert unlock.reason == "It was the wrong channel"
    assert lock.lifted is not None
    assert (lock.voided is None) is (label == "Lift")


async def test_nobody_opens_a_channel_that_they_cannot_see_by_its_case(here: Grounds):
    unseen = Overwrite(here.noor.id, is_member=True, deny=int(Bit.VIEW_CHANNEL))
    place = here.channel("leads", overwrites=[unseen])
    await said(await here.mei.slash("channel lock", channel=place))
    shown = await here.noor.slash("case show", number=1)

    form = await here.noor.click(shown, "Lift")
    answer = await said(await here.noor.submit(form, reason="Let me in"))

    assert "You can't see that channel yourself" in answer
    assert (await here.cases())[0].is_in_force


async def test_two_who_open_a_channel_at_once_do_one_thing(here: Grounds):
    await said(await here.mei.slash("channel lock"))
    here.playground.faults.delay("GET", CHANNEL, seconds=0.5)

    answers = await asyncio.gather(
        said(here.mei.slash("channel unlock")), said(here.noor.slash("channel unlock"))
    )

    assert all("open" in answer for answer in answers), answers
    assert len(await of_kind(here, Kind.UNLOCK)) == 1
    assert here.overwrites() == {}


async def test_the_lock_of_a_deleted_channel_is_over(here: Grounds):
    gone = here.channel("gone")
    await said(await here.mei.slash("channel lock", channel=gone))

    here.playground.world.delete_channel(gone)

    async def is_over() -> bool:
        return not (await here.cases())[0].is_in_force

    await until_true(is_over)


async def test_a_channel_moved_away_is_archived_until_it_is_unlocked(here: Grounds):
    here.channel("Archive", type=ChannelType.CATEGORY)
    await said(await here.mei.slash("channel archive", into="Archive"))
    (case,) = await here.cases()
    assert (case.kind, case.is_in_force) == (Kind.ARCHIVE, True)

    await said(await here.mei.slash("channel unlock"))

    case, _ = await here.cases()
    assert not case.is_in_force


# --- purges, which may be about somebody ----------------------------------------------------------


async def test_a_purge_of_somebodys_messages_stands_on_their_record_without_an_appeal(
    here: Grounds,
):
    await prepared(here, "mod purge")
    await use(here, "mod purge")

    (case,) = await here.cases()
    record = await here.maya.slash("record")

    assert case.target_id == here.maya.id
    assert f"**#{case.number}** Messages deleted" in record.text
    assert WHY in record.text
    assert record.buttons == []
    assert "Messages deleted" in (await here.mei.slash("case list", user="Maya")).text


async def test_a_purge_of_all_is_about_nobody_and_says_how_far_it_came(here: Grounds):
    await prepared(here, "mod purge")
    asked = await (await here.mei.slash("mod purge", count=2)).settled()
    await here.mei.click(asked, "Delete 2 messages")
    await until(lambda: "Case #1" in asked.text, lambda: asked.text)

    (case,) = await here.cases()
    assert (case.target_id, case.extent) == (NOBODY, "2 messages")
    found = await here.mei.slash("case search", kind="purge")
    assert f"Messages deleted · <#{here.general.id}>" in found.text


async def test_a_reason_that_may_name_a_client_begins_no_purge(here: Grounds):
    await prepared(here, "mod purge")
    answer = await said(
        await here.mei.slash("mod purge", count=2, reason="Posted 617-555-0142 of a client")
    )
    assert "a phone number" in answer
    assert await here.cases() == []


# --- how long they are kept -----------------------------------------------------------------------


async def test_a_lock_in_force_is_kept_whole_and_reduced_once_it_is_open(here: Grounds):
    await here.wanda.slash("mod settings", keep_days=30)
    await said(await here.mei.slash("channel lock", reason=WHY))
    here.after(days=40)
    await nothing_is_reduced(here)

    await said(await here.mei.slash("channel unlock"))
    here.after(days=1)

    async def is_reduced() -> bool:
        return (await here.cases())[0].is_reduced

    await until_true(is_reduced)
    lock = (await here.cases())[0]
    assert (lock.kind, lock.channel_id, lock.reason) == (Kind.LOCK, here.general.id, "")


async def nothing_is_reduced(here: Grounds) -> None:
    """Wait until the daily look is over, then see that the lock stands as it was."""

    async def looked() -> bool:
        jobs = await here.app.house.jobs.store.unfinished(here.server.guild.id)
        daily = [job for job in jobs if job.kind == "moderation.reduce"]
        return bool(daily) and daily[0].due_at > here.now - timedelta(minutes=1)

    await until_true(looked)
    assert (await here.cases())[0].reason == WHY


async def test_the_log_follows_a_lock(here: Grounds):
    await here.mei.slash("settings set", moderation_log_channel="staff")
    await said(await here.mei.slash("channel lock", reason=WHY))
    await until(lambda: len(here.texts(here.server.staff)) == 1)
    (card,) = here.messages(here.server.staff)
    assert "Case #1 · Lock" in text_of(card)

    await said(await here.mei.slash("channel unlock"))

    await until(lambda: "Lifted" in text_of(card))
    await until(lambda: len(here.texts(here.server.staff)) == 2)
