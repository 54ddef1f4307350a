"""Where an announcement goes, and whom it notifies."""

from bot.playground.actors.reading import text_of
from bot.playground.checks.messages import Flag
from bot.playground.permissions import Bit
from bot.playground.records import Overwrite
from tests.announcements.acting import (
    BODY,
    IMAGE,
    PICTURED,
    TITLE,
    TYPED,
    advance,
    compose,
    news_channel,
    number_of,
    panel_of,
    posted,
    posts,
    press,
    quiet,
    settled,
)
from tests.announcements.hub import hub as hub
from tests.jobs.house import deny, until
from tests.journeys.conftest import Here


def may_mention_everyone(here: Here) -> None:
    """Where Attune may notify everyone, its own restraint is what counts."""
    bot, general = here.hub.application.bot_id, here.server.general
    allowed = int(Bit.MENTION_EVERYONE)
    general.overwrites[bot] = Overwrite(bot, is_member=True, allow=allowed)
    here.hub.playground.world.channel_changed(general)


async def test_only_the_chosen_role_is_notified(here: Here):
    await settled(here)
    may_mention_everyone(here)
    role = here.server.roles["Organiser"]
    body = f"@everyone @here {here.maya.mention} <@&{here.server.roles['Moderator'].id}>"

    shown = await compose(here.olu, {"title": TITLE, "body": body}, notify="Organiser")
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)

    assert body in text_of(message)
    assert message.mention_roles == [role.id]
    assert message.mentions == []
    assert not message.mention_everyone
    assert not any(m.mention_roles or m.mentions for m in [shown.message, *shown.messages] if m)


async def test_a_role_that_can_not_be_notified_is_told_before_anything_is_typed(here: Here):
    await settled(here)

    refused = await here.olu.slash("announce compose", notify="Professional")
    everyone = await here.olu.slash("announce compose", notify="@everyone")

    assert "I can't notify Professional" in refused.text
    assert "never notify everyone" in everyone.text


async def test_published_with_a_thread_and_taken_down_in_time(here: Here):
    await settled(here)
    news = news_channel(here)

    typed = TYPED | {"title": "{{weekday}} group"}
    shown = await compose(
        here.olu, typed, channel="news", publish=True, thread=True, take_down="2 days"
    )
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here, channel=news)
    await quiet(here)
    threads = [c for c in here.server.guild.channels.values() if c.parent_id == news.id]
    advance(here, days=2)

    async def is_gone() -> bool:
        return posts(here, news) == []

    await until(is_gone, within=10)
    await quiet(here)
    assert message.flags & Flag.CROSSPOSTED
    assert [t.name for t in threads] == [text_of(message).splitlines()[0].removeprefix("## ")]
    assert str(threads[0].name).endswith("day group")
    history = await here.olu.slash("announce history", announcement=str(number_of(shown)))
    assert "taken down" in history.text


async def test_what_the_channel_does_not_allow_is_told_with_the_cure(here: Here):
    await settled(here)
    deny(here.hub.playground, here.server.general, here.server, Bit.CREATE_PUBLIC_THREADS)

    thread = await here.olu.slash("announce compose", thread=True)
    publish = await here.olu.slash("announce compose", publish=True)
    deny(here.hub.playground, news_channel(here), here.server, Bit.SEND_MESSAGES)
    nothing = await here.olu.slash("announce compose", "general", channel="news")

    assert "I need Create Public Threads" in thread.text
    assert "no announcement channel" in publish.text
    assert "I need Send Messages" in nothing.text


async def test_without_any_channel_it_says_how_to_choose_one(here: Here):
    refused = await here.olu.slash("announce compose")
    staff = await compose(here.olu, channel="general")

    assert "no announcements channel yet" in refused.text
    assert BODY in staff.text


async def test_without_a_staff_channel_a_test_says_how_to_name_one(here: Here):
    await settled(here)
    await here.mei.slash("settings set", clear="Staff")
    shown = await compose(here.olu)

    refused = await here.olu.click(panel_of(shown), "Test")

    assert "this server has named none yet" in refused.text


async def test_a_test_goes_to_staff_marked_and_notifies_nobody(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED, notify="Organiser")

    await press(here.olu, shown, "Test")
    head, body = await posted(here, 2, here.server.staff)

    assert text_of(head).startswith("A test of announcement")
    assert BODY in text_of(body)
    assert body.attachments[0].content == IMAGE.content
    assert not body.mention_roles
    assert posts(here) == []
