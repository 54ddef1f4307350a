"""Organisers write announcements, see them as they will look, and have them posted once."""

from datetime import datetime

import pytest

from bot.feature import Feature, Variable
from bot.playground.actors.options import Upload
from bot.playground.actors.reading import text_of
from bot.playground.checks.messages import Flag
from bot.playground.permissions import Bit
from bot.playground.records import Overwrite
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    advance,
    compose,
    labels,
    news_channel,
    number_of,
    opened,
    panel_of,
    posted,
    posts,
    press,
    press_as,
    quiet,
    settled,
    submit_as,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.jobs.house import deny, until
from tests.journeys.conftest import Here

PICTURED = TYPED | {"image": [IMAGE], "alt": ALT}


# --- writing --------------------------------------------------------------------------------------


async def test_a_draft_is_shown_privately_and_posted_at_a_press(here: Here):
    await settled(here)

    shown = await compose(here.olu)
    before = list(posts(here))
    after = await press(here.olu, shown, "Post now")
    (message,) = await posted(here)

    assert shown.private
    assert before == []
    assert text_of(message) == f"## {TITLE}\n{BODY}"
    assert "on its way" in after.text


async def test_two_presses_post_once(here: Here):
    await settled(here)
    shown = await compose(here.olu)

    await press(here.olu, shown, "Post now")
    await posted(here)
    again = await press_as(here.olu, here, shown, f"announce.post:{number_of(shown)}")
    await quiet(here)

    assert "can't be posted once more" in again.text or "being posted" in again.text
    assert len(posts(here)) == 1


async def test_a_draft_is_kept_without_a_press_and_found_again(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)

    kept = await press(here.olu, shown, "Save draft")
    listed = await here.olu.slash("announce list", what="Drafts")
    again = await whole(await here.olu.select(listed, f"{TITLE}"))

    assert "Saved as a draft" in kept.text
    assert TITLE in listed.text
    assert BODY in again.text
    assert ALT in again.text
    assert "Post now" in labels(again)


async def test_the_form_opens_with_the_text_and_keeps_the_image(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)

    form = await here.olu.click(panel_of(shown), "Edit")
    changed = await whole(await here.olu.submit(form, body="Another text"))
    await press(here.olu, changed, "Post now")
    (message,) = await posted(here)

    assert form.modal is not None
    assert {f.custom_id: f.json.get("value") for f in form.modal.fields}["body"] == BODY
    assert "Another text" in text_of(message)
    assert message.attachments[0].content == IMAGE.content
    assert message.attachments[0].description == ALT


async def test_who_writes_at_the_same_time_loses_nothing(here: Here):
    await settled(here)
    number = number_of(await compose(here.olu))
    mine = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    theirs = await here.mei.click(panel_of(await opened(here.mei, number)), "Edit")
    await whole(await here.mei.submit(theirs, body="Mei's text"))

    refused = await here.olu.submit(mine, body="Olu's text")
    form = await here.olu.click(refused, "Edit")

    assert "Somebody else changed this text" in refused.text
    assert form.modal is not None
    assert {f.custom_id: f.json.get("value") for f in form.modal.fields}["body"] == "Olu's text"
    assert "Mei's text" in (await opened(here.olu, number)).text


async def test_an_image_needs_its_alternative_text_before_anything_goes_out(here: Here):
    await settled(here)

    shown = await compose(here.olu, TYPED | {"image": [IMAGE]})
    before = shown.text
    blocked = [b.label for b in shown.buttons if b.disabled]
    form = await here.olu.click(panel_of(shown), "Edit")
    changed = await whole(await here.olu.submit(form, alt=ALT))

    assert "no alternative text yet" in before
    assert blocked == ["Post now", "Schedule"]
    assert "no alternative text" not in changed.text
    assert "Post now" in labels(changed)


async def test_what_is_no_image_is_refused_and_the_text_comes_back(here: Here):
    await settled(here)
    form = await here.olu.slash("announce compose")
    evil = Upload("flyer.png", b"MZ this is a program")

    refused = await here.olu.submit(form, TYPED | {"image": [evil], "alt": ALT})
    again = await here.olu.click(refused, "Edit")
    shown = await whole(await here.olu.submit(again, {"image": [IMAGE]}))

    assert "no PNG, JPEG, GIF or WebP" in refused.text
    assert "chosen again" in refused.text
    assert BODY in shown.text
    assert ALT in shown.text


async def test_troubles_are_told_at_once_and_the_draft_is_kept(here: Here):
    await settled(here)

    shown = await compose(here.olu, {"title": "On {{day}}", "link": "example.org"})

    assert "I don't know `{{day}}`" in shown.text
    assert "begins with `https://`" in shown.text
    assert "Post now" not in labels(shown)


async def test_what_may_identify_a_client_is_not_kept(here: Here):
    await settled(here)
    form = await here.olu.slash("announce compose")

    refused = await here.olu.submit(form, TYPED | {"body": "About MRN 4471-22, case no. 99182"})
    again = await here.olu.click(refused, "Edit")

    assert "I have not kept that" in refused.text
    assert "4471" not in refused.text
    assert again.modal is not None
    assert "There are no drafts" in (await here.olu.slash("announce list", what="Drafts")).text


async def test_a_helpline_and_a_date_are_fine_and_a_number_is_pointed_out(here: Here):
    await settled(here)

    plain = await compose(here.olu, {"title": "Call 988", "body": "From 1 December 2026 on."})
    phone = await compose(here.olu, {"title": "Call us", "body": "Ask at 212-555-0147."})

    assert "make sure" not in plain.text
    assert "make sure that it is no client's" in phone.text
    assert "Post now" in labels(phone)


async def test_variables_are_filled_in_when_it_is_posted(here: Here):
    await settled(here)
    now = here.hub.playground.clock.now()

    shown = await compose(here.olu, {"title": "{{server}}", "body": "On a {{weekday}}, {{date}}."})
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)

    assert f"## {here.server.guild.name}\nOn a {now:%A}, {now.day} {now:%B %Y}." == text_of(message)


async def test_other_features_give_variables_which_are_asked_only_where_named(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []

    async def next_training(guild_id: int, at: datetime) -> str:
        asked.append(guild_id)
        return "Prompting with care, on Tuesday"

    given = {"next_training": Variable("the next training", next_training)}
    feature = Feature(name="told", title="Told", variables=given)
    monkeypatch.setitem(here.hub.app.features, "told", feature)
    await settled(here)

    await compose(here.olu)
    before = list(asked)
    shown = await compose(here.olu, {"title": "Next: {{next_training}}"})
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)

    assert before == []
    assert text_of(message) == "## Next: Prompting with care, on Tuesday"
    assert "the next training" in (await here.olu.slash("announce templates")).text


async def test_a_form_whose_options_are_forgotten_keeps_the_text_and_says_so(here: Here):
    await settled(here)

    shown = await whole(await submit_as(here.olu, here, "announce.new:0123", TYPED))

    assert "I no longer know which channel and time" in shown.text
    assert BODY in shown.text
    assert f"<#{here.server.general.id}>" in shown.text


async def test_it_is_found_by_words_of_its_title_where_only_one_has_them(here: Here):
    await settled(here)
    await compose(here.olu, {"title": "One of a kind"})
    for _ in range(2):
        await compose(here.olu, {"title": "Twice there"})

    found = await whole(await here.olu.slash("announce show", announcement="of a kind"))
    unclear = await here.olu.slash("announce show", announcement="twice")

    assert "## One of a kind" in found.text
    assert "pick an announcement from the list" in unclear.text


async def test_choices_can_be_taken_back(here: Here):
    await settled(here)
    shown = await compose(
        here.olu, notify="Organiser", take_down="2 days", when="tomorrow 18:00", repeat="daily"
    )
    number, before = str(number_of(shown)), shown.text

    for clear in ("notify nobody", "never take it down", "no repeat"):
        last = await whole(await here.olu.slash("announce edit", announcement=number, clear=clear))

    assert "taken down after 2 days" in before
    assert "every day" in before
    assert "notifying nobody" in last.text
    assert "taken down" not in last.text
    assert "every day" not in last.text


async def test_a_length_that_can_not_be_read_is_told_before_anything_is_typed(here: Here):
    await settled(here)

    refused = await here.olu.slash("announce compose", take_down="soon")
    short = await here.olu.slash("announce compose", take_down="5 seconds")

    assert "can't read that as a length of time" in refused.text
    assert "after one minute to one year" in short.text


async def test_a_long_text_is_two_messages_and_says_so(here: Here):
    await settled(here)

    shown = await compose(here.olu, {"title": TITLE, "body": "Words and words. " * 235})
    await press(here.olu, shown, "Post now")
    first, second = await posted(here, 2)

    assert "it takes 2 messages" in shown.text
    assert text_of(first).count("Words") + text_of(second).count("Words") == 235


# --- where, and to whom ---------------------------------------------------------------------------


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


# --- templates ------------------------------------------------------------------------------------


async def test_a_template_begins_an_announcement(here: Here):
    await settled(here)
    shown = await compose(here.olu, {"title": "Hello {{weekday}}", "body": "See you!"})

    form = await here.olu.click(panel_of(shown), "Save as template")
    refused = await here.olu.submit(form, name="Weekly: hello")
    why = refused.text
    form = await here.olu.click(refused, "Edit")
    saved = await here.olu.submit(form, name="Weekly hello")
    offered = await here.mei.autocomplete("announce compose", "template", "week")
    begun = await here.mei.slash("announce compose", template="Weekly hello")

    assert "without a colon" in why
    assert "Saved as the template" in saved.text
    assert [choice.name for choice in offered] == ["Weekly hello"]
    assert begun.modal is not None
    assert begun.modal.fields[0].json.get("value") == "Hello {{weekday}}"
    listed = await here.mei.slash("announce templates")
    assert "`{{date}}`" in listed.text
    looked = await here.mei.select(listed, "Weekly hello")
    text = looked.text
    await here.mei.click(looked, "Delete it")
    assert "See you!" in text
    assert (
        "no template of that name"
        in (await here.mei.slash("announce compose", template="Weekly hello")).text
    )
