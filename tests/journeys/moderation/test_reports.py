"""*Report message*: from a member to the moderators and back; and the wrong person at each step."""

import asyncio

import pytest

from bot.app import Attune
from bot.playground.actors import Person, Reply
from bot.playground.actors.errors import ClientError
from bot.playground.actors.reading import buttons, text_of
from bot.playground.records import Message
from tests.moderation.grounds import Grounds, House, founded, said, until, until_true

MENU = "Report message"


@pytest.fixture
async def here(here: Grounds) -> Grounds:
    await here.mei.slash("settings set", moderation_log_channel="staff")
    return here


async def send(
    person: Person, message: Message, why: str = "That was unkind.", outcome: str = "yes"
) -> Reply:
    """Report a message."""
    form = await person.menu(MENU, message)
    return await (await person.submit(form, reason=why, outcome=outcome)).settled()


async def card(here: Grounds, count: int = 1) -> Message:
    """The newest card in the moderators' log, once there are so many."""
    await until(lambda: len(here.messages(here.server.staff)) == count)
    return here.messages(here.server.staff)[-1]


async def test_a_report_reaches_the_moderators_and_its_outcome_the_member(here: Grounds):
    message = await here.ravi.say("Only fools use it.")

    thanks = await send(here.maya, message)

    assert thanks.private
    assert "The moderators have your report" in thanks.text
    assert "/crisis" in thanks.text
    shown = await card(here)
    text = text_of(shown)
    assert f"a message of <@{here.ravi.id}> in <#{here.general.id}>" in text
    assert f"reported by <@{here.maya.id}>" in text
    assert "> That was unkind." in text
    assert "> Only fools use it." in text
    assert here.texts() == []

    await here.mei.click(shown, "Claim")
    await until(lambda: f"<@{here.mei.id}> is looking at it" in text_of(shown))
    refused = await said(await here.noor.click(shown, "Resolve"))
    assert f"<@{here.mei.id}> is looking at this one" in refused
    await here.mei.click(shown, "Resolve")
    await until(lambda: "Resolved" in text_of(shown))
    told = await here.told(here.maya, "Your report in")
    assert "acted on it" in text_of(told)
    assert [b.label for b in buttons(shown)] == ["Go to the message"]


async def test_who_wants_no_outcome_is_told_nothing_and_closed_messages_are_fine(here: Grounds):
    message = await here.ravi.say("Words")
    await send(here.maya, message, outcome="no")
    first = await card(here)
    await here.mei.click(first, "Dismiss")
    await until(lambda: "Dismissed" in text_of(first))

    here.playground.world.users[here.olu.id].dms_open = False
    await send(here.olu, message)
    second = await card(here, 2)
    await here.mei.click(second, "Resolve")
    await until(lambda: "Resolved" in text_of(second))
    here.after(hours=1)

    assert await here.maya.direct_messages(here.application) == []


async def test_the_words_of_a_client_are_kept_nowhere(here: Grounds):
    message = await here.ravi.say("Her number is 617-555-0142, she is my client.")

    refused = await send(here.maya, message, "He gave out jane@example.com of a client")
    assert "an email address" in refused.text
    again = await here.maya.click(refused, "Edit")
    assert again.modal is not None
    assert again.modal.fields[0].json["value"] == "He gave out jane@example.com of a client"
    await here.maya.submit(again, reason="He gave out a number.", outcome="no")

    text = text_of(await card(here))
    assert "Its text is not kept: there is what looks like a phone number in it" in text
    assert "617" not in text
    assert "jane" not in text


async def test_one_reports_a_message_once_and_never_ones_own(here: Grounds):
    message = await here.ravi.say("Words")
    await send(here.maya, message)
    again = await send(here.maya, message)
    assert "You have reported that message already" in again.text
    own = await said(await here.ravi.menu(MENU, message))
    assert "your own message" in own
    of_attune = await card(here)
    assert "a message of mine" in await said(await here.mei.menu(MENU, of_attune))
    assert len(here.messages(here.server.staff)) == 1


async def test_nobody_decides_about_their_own_message_nor_members_about_any(here: Grounds):
    message = await here.mei.say("Words of a moderator")
    await send(here.maya, message)
    shown = await card(here)

    for label in ("Claim", "Resolve", "Dismiss"):
        assert "about a message of yours" in await said(await here.mei.click(shown, label))
        answer = await said(await here.olu.click(shown, label))
        assert answer.startswith("Only a moderator"), label
    assert "Waits" in text_of(shown)
    with pytest.raises(ClientError):
        await here.maya.slash("case reports")


async def test_reports_are_listed_and_decided_also_without_a_channel_for_them(
    house: House, app: Attune
):
    here = founded(house.playground, house.application, app, "no channel")
    for number in range(11):
        await send(here.maya, await here.ravi.say(f"Words {number}"))

    listed = await (await here.mei.slash("case reports")).settled()

    assert listed.private
    assert "11 reports wait for a moderator." in listed.text
    later = await (await here.mei.click(listed, "Later")).settled()
    assert later.text.count("- **") == 1
    chosen = await (await here.mei.select(listed, later.selects[0].options[0])).settled()
    assert "> Words 10" in chosen.text
    await here.mei.click(chosen, "Dismiss")
    await until(lambda: "Dismissed" in chosen.text)
    assert here.messages(here.server.staff) == []
    assert "10 reports wait" in await said(await here.mei.slash("case reports"))


async def test_what_is_decided_from_the_list_shows_on_the_card(here: Grounds):
    await send(here.maya, await here.ravi.say("Words"))
    shown = await card(here)
    listed = await (await here.noor.slash("case reports")).settled()
    chosen = await (await here.noor.select(listed, listed.selects[0].options[0])).settled()

    await here.noor.click(chosen, "Resolve")

    await until(lambda: f"decided by <@{here.noor.id}>" in text_of(shown))
    assert len(here.messages(here.server.staff)) == 1


async def test_after_30_days_nothing_is_left(here: Grounds):
    await send(here.maya, await here.ravi.say("Words that go"))
    shown = await card(here)

    here.after(days=30, seconds=1)

    await until(lambda: "is deleted now" in text_of(shown))
    assert "Words that go" not in text_of(shown)
    assert buttons(shown) == []

    async def none_waits() -> bool:
        return "No reports are waiting" in await said(await here.mei.slash("case reports"))

    await until_true(none_waits)


async def test_a_report_of_many_lines_reaches_the_moderators_whole(here: Grounds):
    why, words = "\n".join(["a"] * 490 + ["last"]), "\n".join(["b"] * 490 + ["end"])
    await send(here.maya, await here.ravi.say(words), why)

    shown = text_of(await card(here))

    assert shown.count("a") >= 490
    assert "last" in shown
    assert "end" in shown


async def test_after_30_days_nothing_is_left_though_its_card_is_out_of_reach(here: Grounds):
    await send(here.maya, await here.ravi.say("Words that go"))
    await card(here)
    here.playground.faults.fail(
        "PATCH", "/channels/{channel_id}/messages/{message_id}", status=403, times=9
    )

    here.after(days=30, seconds=1)

    async def none_waits() -> bool:
        return "No reports are waiting" in await said(await here.mei.slash("case reports"))

    await until_true(none_waits)
    here.playground.faults.clear()


async def test_two_who_claim_at_once_are_one_after_the_other(here: Grounds):
    await send(here.maya, await here.ravi.say("Words"))
    shown = await card(here)

    await asyncio.gather(here.mei.click(shown, "Resolve"), here.noor.click(shown, "Dismiss"))

    await until(lambda: "decided by" in text_of(shown))
    assert len(here.messages(here.server.staff)) == 1
