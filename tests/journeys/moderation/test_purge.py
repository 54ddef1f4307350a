"""`/mod purge`: counting, asking, deleting, stopping; and the wrong person at each."""

import asyncio
from datetime import timedelta

import pytest

from bot.app import Attune
from bot.playground import posting
from bot.playground.actors import Person, Reply
from bot.playground.actors.errors import ClientError
from bot.playground.audit_log import Action
from bot.playground.records import Message
from bot.playground.world import Event
from tests.moderation.grounds import MAY, Bit, Grounds, House, founded, said, until

BULK = ("POST", "/channels/{channel_id}/messages/bulk-delete")


def write(here: Grounds, person: Person, count: int, text: str = "Words") -> list[Message]:
    """So many messages of somebody, written without haste."""
    made: list[Message] = []
    for number in range(count):
        body = {"content": f"{text} {number}"}
        made.append(posting.post(here.playground, here.general, person.id, body, check=False))
    return made


def left(here: Grounds) -> set[int]:
    return set(here.public())


async def deleted(here: Grounds, asked: Reply, number: int) -> str:
    """Press *Delete* and wait until it is over."""
    label = "Delete 1 message" if number == 1 else f"Delete {number:,} messages"
    await here.mei.click(asked, label)
    await until(lambda: "Deleted " in asked.text, lambda: asked.text)
    return asked.text


async def test_it_asks_with_the_number_and_deletes_nothing_else(here: Grounds):
    of_maya, of_ravi = write(here, here.maya, 5), write(here, here.ravi, 3)

    asked = await (await here.mei.slash("mod purge", count=100, author="Maya")).settled()

    assert asked.private
    assert f"I found 5 messages to delete in <#{here.general.id}>, by <@{here.maya.id}>" in (
        asked.text
    )
    assert len(left(here)) == 8
    late = write(here, here.maya, 1)
    assert "Deleted 5 messages" in await deleted(here, asked, 5)
    assert left(here) == {m.id for m in (*of_ravi, *late)}
    assert not {m.id for m in of_maya} & left(here)
    entry = (await here.mei.audit_log())[0]
    assert (entry.action, entry.options) == (Action.MESSAGE_BULK_DELETE, {"count": "5"})
    assert entry.reason == "#1"


async def test_who_says_no_deletes_nothing(here: Grounds):
    written = write(here, here.maya, 3)
    asked = await (await here.mei.slash("mod purge", count=3)).settled()

    assert "Nothing was deleted" in await said(await here.mei.click(asked, "Cancel"))
    assert asked.buttons == []
    assert left(here) == {m.id for m in written}


async def purge_many(here: Grounds, count: int) -> None:
    """Delete every second of many messages, against rate limits, and see how far it is."""
    kept = write(here, here.ravi, 20)
    for _ in range(count // 10):
        write(here, here.maya, 10)
        kept += write(here, here.ravi, 2)
    here.playground.limits.set(*BULK, 2, timedelta(seconds=0.2))

    asked = await (await here.mei.slash("mod purge", count=3000, author="Maya")).settled()
    message = asked.message
    assert message is not None
    seen: list[str] = []
    end = here.playground.world.listen(lambda _: seen.append(asked.text))
    try:
        final = await deleted(here, asked, count)
    finally:
        end()
        here.playground.limits.set(*BULK, 1000, timedelta(seconds=1))

    assert f"Deleted {count:,} messages" in final
    assert left(here) == {m.id for m in kept}
    assert any(f"100 of {count:,} messages gone" in text for text in seen)


async def test_it_deletes_300_against_the_rate_limit_and_shows_how_far_it_is(here: Grounds):
    await purge_many(here, 300)


@pytest.mark.soak
async def test_it_deletes_3000_against_the_rate_limit(here: Grounds):
    await purge_many(here, 3000)


async def test_it_stops_when_it_is_told_to(here: Grounds):
    write(here, here.maya, 600)
    asked = await (await here.mei.slash("mod purge", count=600)).settled()
    here.playground.limits.set(*BULK, 1, timedelta(seconds=0.3))
    try:
        await here.mei.click(asked, "Delete 600 messages")
        await until(lambda: "of 600 messages gone" in asked.text)
        await here.mei.click(asked, "Stop")
        await until(lambda: "the rest stays" in asked.text, lambda: asked.text)
    finally:
        here.playground.limits.set(*BULK, 1000, timedelta(seconds=1))

    assert "You stopped it." in asked.text
    assert len(left(here)) >= 100
    gone = 600 - len(left(here))
    assert f"Deleted {gone:,} of 600 messages" in asked.text


async def test_what_is_older_than_14_days_or_pinned_is_left(here: Grounds):
    old = write(here, here.maya, 4)
    here.after(days=14)
    pinned, *young = write(here, here.maya, 3)
    pinned.pinned = True

    asked = await (await here.mei.slash("mod purge", count=100)).settled()

    assert "4 more fit, but older than 14 days" in asked.text
    assert "Deleted 2 messages" in await deleted(here, asked, 2)
    assert left(here) == {m.id for m in (*old, pinned)}
    assert not {m.id for m in young} & left(here)


async def test_it_takes_bots_alone_and_what_is_not_older_than_was_said(here: Grounds):
    write(here, here.maya, 2)
    here.after(hours=3)
    await said(await here.mei.slash("channel slowmode", pause="5"))
    write(here, here.maya, 2)

    asked = await (await here.mei.slash("mod purge", count=50, bots=True)).settled()
    assert "I found 1 message to delete" in asked.text
    since = await (await here.mei.slash("mod purge", count=50, since="2 hours")).settled()
    assert "I found 3 messages to delete" in since.text
    assert "Deleted 1 message in" in await deleted(here, asked, 1)
    assert len(left(here)) == 4


async def test_without_the_content_intent_words_are_not_looked_for(here: Grounds):
    write(here, here.maya, 2)
    for more in ({"words": "words"}, {"links": True}, {"attachments": True}):
        answer = await said(await here.mei.slash("mod purge", count=5, **more))
        assert "the message content intent is off" in answer
    assert "one author or all bots" in await said(
        await here.mei.slash("mod purge", count=5, author="Maya", bots=True)
    )
    assert "I can't read that as a length of time" in await said(
        await here.mei.slash("mod purge", count=5, since="lately")
    )
    assert len(left(here)) == 2


async def test_members_and_organisers_purge_nothing(here: Grounds):
    for person in (here.maya, here.olu):
        with pytest.raises(ClientError):
            await person.slash("mod purge", count=5)


async def test_it_says_what_it_lacks(house: House, app: Attune):
    weak = founded(house.playground, house.application, app, "weak", MAY & ~Bit.MANAGE_MESSAGES)
    answer = await said(await weak.mei.slash("mod purge", count=5))
    assert "I need Manage Messages" in answer


async def test_the_moderators_log_says_who_deleted_how_many(here: Grounds):
    await here.mei.slash("settings set", moderation_log_channel="staff")
    write(here, here.maya, 2)
    asked = await (await here.mei.slash("mod purge", count=2)).settled()
    await deleted(here, asked, 2)

    await until(lambda: len(here.texts(here.server.staff)) == 1)
    (card,) = here.texts(here.server.staff)
    assert "Case #1 · Messages deleted" in card
    assert f"Where: <#{here.general.id}> · Moderator: <@{here.mei.id}>" in card
    assert "What: 2 messages" in card


async def test_what_is_taken_away_meanwhile_ends_it_with_the_number_that_is_gone(here: Grounds):
    write(here, here.maya, 250)
    asked = await (await here.mei.slash("mod purge", count=250)).settled()

    def take_away(event: Event) -> None:
        if event.name == "MESSAGE_DELETE_BULK":
            for role in here.server.guild.roles.values():
                role.permissions &= ~int(Bit.MANAGE_MESSAGES)

    end = here.playground.world.listen(take_away)
    await here.mei.click(asked, "Delete 250 messages")
    await until(lambda: "the rest stays" in asked.text, lambda: asked.text)
    end()

    assert "Deleted 100 of 250 messages" in asked.text
    assert "I may not delete there any more" in asked.text
    assert len(left(here)) == 150


async def test_two_presses_delete_once(here: Grounds):
    write(here, here.maya, 150)
    asked = await (await here.mei.slash("mod purge", count=150)).settled()

    both = await asyncio.gather(
        here.mei.click(asked, "Delete 150 messages"),
        here.mei.click(asked, "Delete 150 messages"),
        return_exceptions=True,
    )

    for each in both:
        if isinstance(each, Reply):
            await each.settled()
    await until(lambda: not left(here))
    count = sum(e.action is Action.MESSAGE_BULK_DELETE for e in await here.mei.audit_log())
    assert count == 2


async def test_no_is_a_stop_once_it_has_begun(here: Grounds):
    write(here, here.maya, 600)
    asked = await (await here.mei.slash("mod purge", count=600)).settled()
    message = asked.message
    assert message is not None
    here.playground.limits.set(*BULK, 1, timedelta(seconds=0.3))
    try:
        await asyncio.gather(
            here.mei.click(message, "Delete 600 messages"), here.mei.click(message, "Cancel")
        )
        await until(lambda: "the rest stays" in asked.text, lambda: asked.text)
    finally:
        here.playground.limits.set(*BULK, 1000, timedelta(seconds=1))

    assert "You stopped it." in asked.text
    assert left(here)
