"""Organisers write announcements, see them as they will look, and have them posted once."""

from bot.playground.actors.reading import text_of
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    PICTURED,
    TITLE,
    TYPED,
    compose,
    labels,
    number_of,
    opened,
    panel_of,
    posted,
    posts,
    press,
    press_as,
    quiet,
    settled,
    shows,
    submit_as,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here


async def test_a_draft_is_shown_privately_and_posted_at_a_press(here: Here):
    await settled(here)

    shown = await compose(here.olu)
    before = list(posts(here))
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)

    assert shown.private
    assert before == []
    assert text_of(message) == f"## {TITLE}\n{BODY}"


async def test_once_it_is_out_the_panel_shows_where_and_only_what_can_still_be_done(here: Here):
    await settled(here)
    general, server = here.server.general, here.server.guild

    after = await press(here.olu, await compose(here.olu), "Post now")
    (message,) = await posted(here)
    await shows(after, "It is posted in")

    assert f"It is posted in <#{general.id}>." in after.text
    assert "**When:**" not in after.text
    link = f"https://discord.com/channels/{server.id}/{general.id}/{message.id}"
    assert f"**Posted:** [see the post]({link})" in after.text
    assert labels(after) == ["Edit", "Take it down", "Use again", "Save as template"]


async def test_while_it_is_on_its_way_the_panel_offers_no_second_post(here: Here):
    await settled(here)
    faults = here.hub.playground.faults
    faults.fail("POST", "/channels/{channel_id}/messages", status=503, times=100)

    after = await press(here.olu, await compose(here.olu), "Post now")
    waiting, offered = after.text, labels(after)
    looked = await press(here.olu, await opened(here.olu, number_of(after)), "See how it stands")
    faults.clear()
    await posted(here)
    await shows(looked, "It is posted in")

    assert "It is on its way to" in waiting
    assert "**On its way** · number" in waiting
    assert offered == ["See how it stands", "Edit", "Call it off"]


async def test_a_post_that_is_taken_down_is_offered_no_more(here: Here):
    await settled(here)
    after = await press(here.olu, await compose(here.olu), "Post now")
    await shows(after, "It is posted in")

    gone = await press(here.olu, after, "Take it down")

    assert "It is taken down in a moment." in gone.text
    assert "**Posted:**" not in gone.text
    assert "Take it down" not in labels(gone)


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
    assert "Saved as “" in saved.text
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
