"""`/channel`: slow mode, topics, locks, lockdown, archiving; and the wrong person at each."""

import pytest

from bot.app import Attune
from bot.playground.actors import Person
from bot.playground.actors.errors import ClientError
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType
from cogs.moderation.channels.planning import OPEN
from tests.moderation.grounds import MAY, Grounds, House, founded, said, until, until_true

LOCKED = (
    Bit.SEND_MESSAGES
    | Bit.SEND_MESSAGES_IN_THREADS
    | Bit.CREATE_PUBLIC_THREADS
    | Bit.CREATE_PRIVATE_THREADS
    | Bit.ADD_REACTIONS
)


def may(here: Grounds, person: Person, channel: Channel | None = None) -> Bit:
    """What of all that a lock takes somebody may do."""
    return here.playground.world.permissions_in(channel or here.general, person.id) & LOCKED


async def waiting(here: Grounds) -> int:
    """How many channels are to be opened later."""
    jobs = await here.app.house.jobs.store.unfinished(here.server.guild.id)
    return sum(job.kind == OPEN for job in jobs)


# --- locking --------------------------------------------------------------------------------------


async def test_a_locked_channel_is_for_reading_and_opens_as_it_was(here: Grounds):
    await here.wanda.set_overwrite("Professional", "general", allow=Bit.SEND_MESSAGES)
    before = here.overwrites()

    answer = await said(await here.mei.slash("channel lock", reason="A pause, please."))

    assert answer == (
        f"<#{here.general.id}> is locked. `/channel unlock` opens it as it was. Case #1."
    )
    assert may(here, here.maya) == Bit(0)
    assert may(here, here.mei) == LOCKED
    with pytest.raises(ClientError):
        await here.maya.say("May I?")
    await until(lambda: len(here.texts()) == 1)
    assert here.texts() == [
        "This channel is locked for now. You can read it; moderators can write.\nA pause, please."
    ]

    answer = await said(await here.mei.slash("channel unlock"))

    assert answer == f"<#{here.general.id}> is open again. Case #2."
    assert here.overwrites() == before
    await until(lambda: len(here.texts()) == 2)
    await here.maya.say("Thank you")


async def test_a_lock_with_a_length_ends_by_itself(here: Grounds):
    answer = await said(await here.mei.slash("channel lock", length="2 hours"))
    assert "is locked until <t:" in answer

    here.after(hours=1, minutes=59)
    assert may(here, here.maya) == Bit(0)
    here.after(minutes=1, seconds=1)
    await until(lambda: here.overwrites() == {})

    await until(lambda: len(here.texts()) == 2)
    here.after(days=1)
    assert len(here.texts()) == 2


async def test_who_opens_a_channel_early_opens_it_once_and_for_all(here: Grounds):
    await said(await here.mei.slash("channel lock", length="2 hours"))
    await said(await here.mei.slash("channel unlock"))
    await until(lambda: len(here.texts()) == 2)
    await said(await here.mei.slash("channel lock", length="2 days"))

    here.after(hours=3)

    await until(lambda: len(here.texts()) == 3)
    assert may(here, here.maya) == Bit(0)

    async def only_the_second_waits() -> bool:
        return await waiting(here) == 1

    await until_true(only_the_second_waits)


async def test_what_somebody_changed_meanwhile_stays_and_is_named(here: Grounds):
    await said(await here.mei.slash("channel lock"))
    everyone = here.server.guild.roles[here.server.guild.id]
    still_denied = LOCKED & ~Bit.ADD_REACTIONS
    await here.wanda.set_overwrite(everyone, "general", allow=Bit.ADD_REACTIONS, deny=still_denied)

    answer = await said(await here.mei.slash("channel unlock"))

    after = here.overwrites()[here.server.guild.id]
    assert (Bit(after.allow), Bit(after.deny)) == (Bit.ADD_REACTIONS, Bit(0))
    assert "somebody changed Add Reactions of everyone" in answer


async def test_what_it_could_not_open_it_does_not_lock(house: House, app: Attune):
    lacking = founded(house.playground, house.application, app, "lacking", MAY & ~Bit.MANAGE_ROLES)
    weak = founded(
        house.playground, house.application, app, "weak", MAY & ~Bit.CREATE_PRIVATE_THREADS
    )
    weak.server.guild.roles[weak.server.guild.id].permissions &= ~int(Bit.CREATE_PRIVATE_THREADS)
    house.playground.world.role_changed(weak.server.guild.roles[weak.server.guild.id])

    first = await said(await lacking.mei.slash("channel lock"))
    second = await said(await weak.mei.slash("channel lock"))

    assert "I could not open" in first
    assert "I lack Manage Permissions" in first
    assert "I lack Create Private Threads" in second
    assert lacking.overwrites() == weak.overwrites() == {}


async def test_a_channel_is_locked_once_and_only_what_was_locked_is_opened(here: Grounds):
    refused = await said(await here.mei.slash("channel unlock"))
    assert "I have not locked" in refused

    await said(await here.mei.slash("channel lock"))
    again = await said(await here.noor.slash("channel lock"))

    assert "Nobody but the team can write" in again
    assert may(here, here.maya) == Bit(0)


async def test_members_and_organisers_lock_nothing(here: Grounds):
    for person in (here.maya, here.ravi, here.olu):
        with pytest.raises(ClientError):
            await person.slash("channel lock")

    command = next(c for c in here.application.commands[None].values() if c["name"] == "channel")
    hidden = command["default_member_permissions"]
    command["default_member_permissions"] = None
    try:
        for words in ("lock", "unlock", "topic", "archive"):
            answer = await said(await here.olu.slash(f"channel {words}"))
            assert answer.startswith("Only a moderator"), words
        assert "Only a" in await said(await here.maya.slash("channel slowmode", pause="5"))
        answer = await said(await here.maya.slash("channel lockdown", what="start"))
        assert answer.startswith("Only a moderator")
    finally:
        command["default_member_permissions"] = hidden
    assert here.overwrites() == {}


async def test_a_reason_that_may_name_a_client_is_not_kept_and_comes_back(here: Grounds):
    reason = "Someone posted 617-555-0142 of a client."

    answer = await said(await here.mei.slash("channel lock", reason=reason))

    assert "a phone number" in answer
    assert reason in answer
    assert here.overwrites() == {}
    assert here.texts() == []


async def test_a_time_that_cannot_be_read_locks_nothing(here: Grounds):
    answer = await said(await here.mei.slash("channel lock", length="a while"))
    assert "I can't read that as a length of time" in answer
    assert here.overwrites() == {}

    offered = await here.mei.autocomplete("channel lock", "length", "3 hours")
    assert offered[0].name.startswith("3 hours: ")
    await said(await here.mei.slash("channel lock", length=offered[0].value))
    here.after(hours=3, seconds=1)
    await until(lambda: may(here, here.maya) == LOCKED)


def let(here: Grounds, bit: Bit, *, allowed: bool) -> None:
    """Give a permission to Attune's role, or take it away."""
    held = here.server.guild.members[here.application.bot_id].roles
    for role in here.server.guild.roles.values():
        if role.id in held:
            role.permissions = role.permissions | int(bit) if allowed else role.permissions & ~bit
            here.playground.world.role_changed(role)


async def test_what_cannot_be_opened_on_time_is_told_and_opened_after_the_cure(here: Grounds):
    await here.mei.slash("settings set", operations_channel="staff")
    await said(await here.mei.slash("channel lock", length="1 hour"))
    let(here, Bit.MANAGE_ROLES, allowed=False)

    here.after(hours=1, seconds=1)
    await until(lambda: bool(here.texts(here.server.staff)))

    (told,) = here.texts(here.server.staff)
    assert f"I may not change the permissions of <#{here.general.id}>" in told
    refused = await said(await here.mei.slash("channel unlock"))
    assert "Give me View Channel, Manage Permissions" in refused
    let(here, Bit.MANAGE_ROLES, allowed=True)
    assert "is open again" in await said(await here.mei.slash("channel unlock"))
    assert here.overwrites() == {}


async def test_what_changed_before_a_lock_ends_by_itself_is_named_to_the_staff(here: Grounds):
    await here.mei.slash("settings set", operations_channel="staff")
    await said(await here.mei.slash("channel lock", length="1 hour"))
    everyone = here.server.guild.roles[here.server.guild.id]
    await here.wanda.set_overwrite(everyone, "general", allow=Bit.ADD_REACTIONS)

    here.after(hours=1, seconds=1)

    await until(lambda: any("somebody changed" in t for t in here.texts(here.server.staff)))
    assert may(here, here.maya) == LOCKED


async def test_a_deleted_channel_and_a_deleted_role_are_no_trouble(here: Grounds):
    gone, stays = here.channel("gone"), here.channel("stays")
    guests = here.playground.world.add_role(here.server.guild, "Guests")
    await here.wanda.set_overwrite(guests, stays, allow=Bit.SEND_MESSAGES)
    for place in (gone, stays):
        await said(await here.mei.slash("channel lock", channel=place, length="1 hour"))
    here.playground.world.delete_channel(gone)
    here.playground.world.delete_role(guests)

    here.after(hours=1, seconds=1)

    await until(lambda: here.overwrites(stays) == {})

    async def nothing_waits() -> bool:
        return await waiting(here) == 0

    await until_true(nothing_waits)


async def test_a_thread_is_not_locked_but_the_way_to_it_is_said(here: Grounds):
    thread = await here.maya.open_thread("A question", "general", text="Who uses scribes?")

    assert "This is a thread. `/channel archive`" in await said(
        await here.mei.slash("channel lock", thread)
    )
    hidden = here.channel("hidden", overwrites=here.server.staff.overwrites.values())
    named = f"<#{hidden.id}>"
    await here.wanda.set_overwrite(here.server.roles["Moderator"], hidden, deny=Bit.VIEW_CHANNEL)
    answer = await said(await here.mei.slash("channel lockdown", what="start", channels=named))
    assert "You can't see that channel yourself" in answer


# --- many at once ---------------------------------------------------------------------------------


async def test_a_lockdown_locks_a_category_and_tells_each_channel_once(here: Grounds):
    area = here.channel("Practice", type=ChannelType.CATEGORY)
    places = [here.channel(f"practice-{n}", parent=area) for n in range(4)]
    forum = here.channel("questions", type=ChannelType.FORUM, parent=area)

    answer = await said(await here.mei.slash("channel lockdown", what="start", category="Practice"))

    assert answer == "5 channels locked."
    assert all(may(here, here.maya, place) == Bit(0) for place in (*places, forum))
    await until(lambda: all(len(here.texts(place)) == 1 for place in places))
    assert may(here, here.maya) == LOCKED

    await said(await here.mei.slash("channel unlock", channel=places[0]))
    answer = await said(await here.mei.slash("channel lockdown", what="end", category="Practice"))

    assert answer == "4 channels open again."
    assert all(here.overwrites(place) == {} for place in (*places, forum))


async def test_a_lockdown_says_which_channel_was_not_locked_and_why(here: Grounds):
    other = here.channel("practice")
    closed = here.channel("closed")
    await said(await here.mei.slash("channel lock", channel=closed))

    named = " ".join(f"<#{place.id}>" for place in (other, closed))
    answer = await said(await here.mei.slash("channel lockdown", what="start", channels=named))

    assert answer.startswith("1 channel locked.")
    assert f"- <#{closed.id}>: Nobody but the team can write" in answer
    assert "Which channels?" in await said(await here.mei.slash("channel lockdown", what="start"))
    unread = await said(await here.mei.slash("channel lockdown", what="start", channels="general"))
    assert "I can't read that as channels" in unread


async def test_a_lockdown_that_locks_nothing_says_so_of_each_channel(house: House, app: Attune):
    here = founded(house.playground, house.application, app, "no locks", MAY & ~Bit.MANAGE_ROLES)
    area = here.channel("Practice", type=ChannelType.CATEGORY)
    places = [here.channel(f"practice-{n}", parent=area) for n in range(50)]

    answer = await said(await here.mei.slash("channel lockdown", what="start", category="Practice"))

    assert answer.startswith("0 channels locked.")
    assert "I lack" in answer
    assert all(f"<#{place.id}>" in answer for place in places)


# --- archiving, slow mode, topics -----------------------------------------------------------------


async def test_an_archived_channel_moves_and_comes_back_as_it_was(here: Grounds):
    here.channel("Archive", type=ChannelType.CATEGORY)
    area = here.channel("Practice", type=ChannelType.CATEGORY)
    place = here.channel("practice", parent=area)

    answer = await said(
        await here.mei.slash("channel archive", channel=place, into="Archive", reason="Done.")
    )

    assert "is archived in Archive" in answer
    assert may(here, here.maya, place) == Bit(0)
    assert place.parent_id not in (None, area.id)
    await until(lambda: len(here.texts(place)) == 1)
    assert "Everything in it stays here to be read.\nDone." in here.texts(place)[0]

    await said(await here.mei.slash("channel unlock", channel=place))
    assert place.parent_id == area.id
    assert here.overwrites(place) == {}


async def test_an_archived_thread_is_opened_by_moderators_alone(here: Grounds):
    thread = await here.maya.open_thread("A question", "general", text="Who uses scribes?")

    answer = await said(await here.mei.slash("channel archive", channel=thread))

    assert "is archived" in answer
    with pytest.raises(ClientError):
        await here.maya.say("One more thing", thread)
    await here.mei.reopen(thread)


async def test_a_thread_that_discord_does_not_close_is_not_told_that_it_is(here: Grounds):
    thread = await here.maya.open_thread("A question", "general", text="Who uses scribes?")
    here.playground.faults.fail("PATCH", "/channels/{channel_id}", status=403)

    answer = await said(await here.mei.slash("channel archive", channel=thread))

    assert "Discord refused it" in answer
    assert here.texts(thread) == []


async def test_slow_mode_is_set_and_told_and_turned_off(here: Grounds):
    answer = await said(await here.mei.slash("channel slowmode", pause="30"))

    assert answer.endswith("is on: one message in 30 seconds. Case #1.")
    assert here.general.slowmode_seconds == 30
    assert here.texts() == ["Slow mode is on here: each of you can write once in 30 seconds."]
    assert "like that already" in await said(await here.mei.slash("channel slowmode", pause="30s"))
    assert "is off" in await said(await here.mei.slash("channel slowmode", pause="off"))
    assert here.general.slowmode_seconds == 0
    assert "6 hours at most" in await said(await here.mei.slash("channel slowmode", pause="7h"))
    assert "I can't read" in await said(await here.mei.slash("channel slowmode", pause="slow"))


async def test_a_topic_is_edited_in_a_form_and_nothing_typed_is_lost(here: Grounds):
    form = await here.mei.slash("channel topic")
    bad = "Ask Jane at jane@example.com"
    refused = await here.mei.submit(form, topic=bad)
    assert "an email address" in refused.text
    assert here.general.topic != bad

    again = await here.mei.click(refused, "Edit")
    assert again.modal is not None
    assert again.modal.fields[0].json["value"] == bad
    assert "has its new topic" in await said(await here.mei.submit(again, topic="Ask anything."))
    assert here.general.topic == "Ask anything."


async def test_a_topic_that_discord_refuses_is_not_lost(here: Grounds):
    form = await here.mei.slash("channel topic")
    here.playground.faults.fail("PATCH", "/channels/{channel_id}", status=403)
    refused = await (await here.mei.submit(form, topic="What works with scribes")).settled()
    assert "Discord refused it" in refused.text

    again = await here.mei.click(refused, "Edit")

    assert again.modal is not None
    assert again.modal.fields[0].json["value"] == "What works with scribes"
