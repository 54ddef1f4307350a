"""*Appeal*: from the notice to another moderator and back; and the wrong person at each step."""

import pytest

from bot.playground import posting
from bot.playground.actors import Person, Reply
from bot.playground.actors.errors import ClientError
from bot.playground.actors.reading import buttons, text_of
from bot.playground.records import Message
from tests.moderation.grounds import Grounds, said, until, until_true


async def log(here: Grounds) -> None:
    """Let the cards come to #staff."""
    await here.mei.slash("settings set", moderation_log_channel="staff")


async def write(
    person: Person, notice: Message | Reply, words: str, label: str = "Appeal"
) -> Reply:
    """Appeal from a notice or a record."""
    shown = await (await person.click(notice, label)).settled()
    form = await person.click(shown, "Write an appeal")
    return await (await person.submit(form, words=words)).settled()


async def card(here: Grounds) -> Message:
    """The card of an appeal, once it is there."""
    found: list[Message] = []

    def there() -> bool:
        found[:] = [
            m for m in here.messages(here.server.staff) if text_of(m).startswith("Appeal against")
        ]
        return bool(found)

    await until(there)
    assert len(found) == 1
    return found[0]


async def answer(person: Person, shown: Message, label: str, words: str = "") -> Reply:
    """Decide, with words for the member."""
    form = await person.click(shown, label)
    assert form.modal is not None, form.text
    return await (await person.submit(form, answer=words)).settled()


async def test_a_banned_member_appeals_from_the_notice_and_comes_back(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod ban", user="Maya", reason="Advertising"))
    notice = await here.told(here.maya, "Advertising")
    assert here.maya.id in here.server.guild.bans

    sent = await write(here.maya, notice, "It was a mistake, I took it down.")

    assert "Your appeal against case #1 is with the moderators" in sent.text
    shown = await card(here)
    assert f"Appeal against case #1, by <@{here.maya.id}>" in text_of(shown)
    assert f"Ban by <@{here.mei.id}>" in text_of(shown)
    assert "> It was a mistake, I took it down." in text_of(shown)

    again = await said(await here.maya.click(notice, "Appeal"))
    assert "waits for another moderator" in again
    done = await answer(here.noor, shown, "Grant", "Welcome back.")
    assert "the case does not stand any more" in done.text
    assert here.maya.id not in here.server.guild.bans
    await until(lambda: "**Granted** by" in text_of(shown))
    assert [b.label for b in buttons(shown)] == []
    after = await said(await here.maya.click(notice, "Appeal"))
    assert "Your appeal was granted" in after
    assert "> Welcome back." in after
    case = await said(await here.noor.slash("case show", number=1))
    assert "void" in case.casefold()


async def test_a_refused_appeal_leaves_the_case_and_says_why(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod timeout", user="Maya", length="2 h", reason="Unkind"))
    notice = await here.told(here.maya, "Unkind")
    await write(here.maya, notice, "I was provoked.")
    shown = await card(here)

    done = await answer(here.noor, shown, "Refuse", "It was the third time.")

    assert "is refused: the case stands" in done.text
    told = await here.told(here.maya, "refused. The case stands")
    assert "> It was the third time." in text_of(told)
    stands = await said(await here.maya.click(notice, "Appeal"))
    assert "> It was the third time." in stands
    assert here.playground.world.is_timed_out(here.server.guild.id, here.maya.id)


async def test_a_granted_timeout_ends(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod timeout", user="Maya", length="2 h", reason="Unkind"))
    await write(here.maya, await here.told(here.maya, "Unkind"), "That was not me.")

    await answer(here.noor, await card(here), "Grant")

    assert not here.playground.world.is_timed_out(here.server.guild.id, here.maya.id)
    await here.told(here.maya, "Your appeal was granted")


async def test_who_acted_does_not_decide_and_neither_do_members(here: Grounds):
    await log(here)
    await said(await here.wanda.slash("mod warn", user="Noor", reason="Too strict"))
    await write(here.noor, await here.told(here.noor, "Too strict"), "It was right.")
    shown = await card(here)

    for label in ("Grant", "Refuse"):
        assert "You acted in this case" in await said(await here.wanda.click(shown, label))
        assert (await said(await here.olu.click(shown, label))).startswith("Only a moderator")
    own = await answer(here.noor, shown, "Grant", "To me.")
    assert "your own appeal" in own.text
    with pytest.raises(ClientError):
        await here.maya.slash("case appeals")

    done = await answer(here.mei, shown, "Grant", "Fine.")
    assert "is granted" in done.text


async def test_only_whom_a_case_is_about_appeals_against_it(here: Grounds):
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    notice = await here.told(here.maya, "Careful")

    # The notice as if it had been posted for all.
    made = {"type": 2, "style": 2, "label": "Appeal", "custom_id": buttons(notice)[1].custom_id}
    body = {"flags": 1 << 15, "components": [{"type": 1, "components": [made]}]}
    posted = posting.post(here.playground, here.general, here.application.bot_id, body)

    assert "no case of that number about you" in await said(await here.ravi.click(posted, "Appeal"))
    assert "Write an appeal" in [
        b.label for b in (await (await here.maya.click(posted, "Appeal")).settled()).buttons
    ]
    await write(here.maya, posted, "Why?")
    assert "no case of that number about you" in await said(await here.ravi.click(posted, "Appeal"))


async def test_what_was_taken_off_the_record_is_not_appealed_against(here: Grounds):
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    notice = await here.told(here.maya, "Careful")
    await said(await here.mei.slash("case void", number=1, reason="A mix-up"))

    gone = await said(await here.maya.click(notice, "Appeal"))
    assert "nothing to appeal against" in gone


async def test_the_words_of_an_appeal_name_no_client_and_are_not_lost(here: Grounds):
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    notice = await here.told(here.maya, "Careful")
    words = "My client jane@example.com asked me to."

    refused = await write(here.maya, notice, words)

    assert "an email address" in refused.text
    again = await here.maya.click(refused, "Edit")
    assert again.modal is not None
    assert again.modal.fields[0].json["value"] == words
    sent = await said(await here.maya.submit(again, words="A client asked me to."))
    assert "is with the moderators" in sent
    listed = await (await here.noor.slash("case appeals")).settled()
    assert "1 appeal waits." in listed.text
    chosen = await (await here.noor.select(listed, listed.selects[0].options[0])).settled()
    assert "> A client asked me to." in chosen.text
    assert "jane" not in chosen.text


async def test_from_the_record_and_with_closed_messages_the_card_says_that_nobody_was_told(
    here: Grounds,
):
    await log(here)
    here.playground.world.users[here.maya.id].dms_open = False
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    record = await (await here.maya.slash("record")).settled()
    await write(here.maya, record, "Why?", label="Appeal #1")
    shown = await card(here)

    await answer(here.noor, shown, "Refuse", "As written.")

    await until(lambda: "No direct message of mine reaches them" in text_of(shown))
    again = await (await here.maya.slash("record")).settled()
    assert "> As written." in await said(await here.maya.click(again, "Appeal #1"))


async def test_what_discord_does_not_let_attune_lift_is_not_granted(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod ban", user="Maya", reason="Advertising"))
    await write(here.maya, await here.told(here.maya, "Advertising"), "Please.")
    shown = await card(here)
    mine = here.server.guild.members[here.application.bot_id].roles
    for role in here.server.guild.roles.values():
        if role.id in mine:
            role.permissions &= ~(1 << 2)
            here.playground.world.role_changed(role)

    refused = await answer(here.noor, shown, "Grant", "Welcome back.")

    assert "I lack the permission Ban Members" in refused.text
    again = await here.noor.click(refused, "Edit")
    assert again.modal is not None
    assert again.modal.fields[0].json["value"] == "Welcome back."
    assert here.maya.id in here.server.guild.bans
    assert "Granted" not in text_of(shown)


async def test_somebody_timed_out_who_left_is_granted_what_can_be(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod timeout", user="Maya", length="2 h", reason="Unkind"))
    await write(here.maya, await here.told(here.maya, "Unkind"), "That was not me.")
    await here.maya.leave()

    done = await answer(here.noor, await card(here), "Grant")

    assert "They are not in the server" in done.text
    assert "is granted" in done.text


async def test_an_appeal_goes_with_its_case(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    await write(here.maya, await here.told(here.maya, "Careful"), "Words that go.")
    shown = await card(here)

    here.after(days=366)

    await until(lambda: "Words that go" not in text_of(shown))
    assert "is not kept any more" in text_of(shown)

    async def none_waits() -> bool:
        return "No appeals are waiting." in await said(await here.noor.slash("case appeals"))

    await until_true(none_waits)


async def test_an_appeal_of_many_lines_reaches_the_moderators_whole(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    words = "\n".join(["a"] * 700 + ["last"])
    await write(here.maya, await here.told(here.maya, "Careful"), words)

    shown = await card(here)
    assert "last" in text_of(shown)
    await answer(here.noor, shown, "Refuse", "\n".join(["b"] * 450 + ["end"]))

    await until(lambda: "Refused" in text_of(shown))
    assert "end" in text_of(shown)


async def test_what_is_void_meanwhile_is_not_refused(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    await write(here.maya, await here.told(here.maya, "Careful"), "That was not me.")
    shown = await card(here)
    await said(await here.mei.slash("case void", number=1, reason="A mix-up"))

    refused = await answer(here.noor, shown, "Refuse", "It stands.")

    assert "is void already" in refused.text
    done = await answer(here.noor, shown, "Grant")
    assert "is granted" in done.text


async def test_an_appeal_is_not_granted_before_it_is_known_that_nothing_holds(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod ban", user="Maya", reason="Advertising"))
    await write(here.maya, await here.told(here.maya, "Advertising"), "Please.")
    shown = await card(here)
    here.playground.faults.fail("DELETE", "/guilds/{guild_id}/bans/{user_id}", times=9)

    refused = await answer(here.noor, shown, "Grant", "Welcome back.")
    here.playground.faults.clear()

    assert "is granted" not in refused.text
    assert (await here.cases())[0].is_in_force


async def test_an_appeal_goes_though_its_card_is_out_of_reach(here: Grounds):
    await log(here)
    await said(await here.mei.slash("mod warn", user="Maya", reason="Careful"))
    await write(here.maya, await here.told(here.maya, "Careful"), "Words that go.")
    await card(here)
    here.playground.faults.fail(
        "PATCH", "/channels/{channel_id}/messages/{message_id}", status=403, times=9
    )

    here.after(days=366)

    async def none_waits() -> bool:
        return "No appeals are waiting." in await said(await here.noor.slash("case appeals"))

    await until_true(none_waits)
    here.playground.faults.clear()


async def test_many_appeals_are_listed_page_by_page(here: Grounds):
    for number in range(1, 12):
        await said(await here.mei.slash("mod warn", user="Maya", reason=f"Careful {number}"))
        notice = await here.told(here.maya, f"Careful {number}")
        await write(here.maya, notice, f"Why {number}?")

    listed = await (await here.noor.slash("case appeals")).settled()
    assert "11 appeals wait." in listed.text
    later = await (await here.noor.click(listed, "Later")).settled()
    assert "**#11**" in later.text
    earlier = await (await here.noor.click(later, "Earlier")).settled()
    assert "**#1**" in earlier.text
