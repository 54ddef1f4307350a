"""Announcements that were posted: changed in the channel, taken down, used again."""

from bot.playground.actors.reading import text_of
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    advance,
    compose,
    jobs,
    number_of,
    opened,
    panel_of,
    planned,
    posted,
    posts,
    press,
    press_as,
    quiet,
    settled,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.jobs.house import until
from tests.journeys.conftest import Here

PICTURED = TYPED | {"image": [IMAGE], "alt": ALT}


# --- what was posted ------------------------------------------------------------------------------


async def test_a_posted_one_is_changed_in_the_channel_with_its_history(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)
    await quiet(here)

    form = await here.mei.click(panel_of(await opened(here.mei, number)), "Edit")
    await whole(await here.mei.submit(form, body="Put right"))

    async def is_changed() -> bool:
        return "Put right" in text_of(message)

    await until(is_changed, within=10)
    await quiet(here)
    history = await here.olu.slash("announce history", announcement=str(number))
    assert message.attachments[0].content == IMAGE.content
    assert f"{here.mei.mention}: text" in history.text
    assert f"{here.olu.mention}: written" in history.text
    assert "version 2" in history.text
    assert len(posts(here)) == 1


async def test_an_image_can_be_taken_away_from_a_post(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)
    await quiet(here)

    await here.olu.slash("announce edit", announcement=str(number_of(shown)), clear="no image")

    async def is_changed() -> bool:
        return not message.attachments

    await until(is_changed, within=10)
    assert text_of(message) == f"## {TITLE}\n{BODY}"


async def test_a_post_can_not_grow_by_a_message_and_the_text_is_not_lost(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    await posted(here)
    await quiet(here)

    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    refused = await here.olu.submit(form, body="Words and words. " * 235)
    again = await here.olu.click(refused, "Edit")

    assert "posted as 1 message, and your text would take 2" in refused.text
    assert again.modal is not None
    assert str(again.modal.fields[1].json.get("value")).startswith("Words and words.")


async def test_a_post_that_grew_shorter_gives_its_last_message_back(here: Here):
    await settled(here)
    shown = await compose(here.olu, {"title": TITLE, "body": "Words and words. " * 235})
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    await posted(here, 2)
    await quiet(here)

    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    await whole(await here.olu.submit(form, body=BODY))

    async def is_one() -> bool:
        return [text_of(m) for m in posts(here)] == [f"## {TITLE}\n{BODY}"]

    await until(is_one, within=10)
    await quiet(here)
    form = await here.olu.click(panel_of(await opened(here.olu, number)), "Edit")
    refused = await here.olu.submit(form, body="Words and words. " * 235)
    assert "posted as 1 message" in refused.text


async def test_taken_down_by_hand_and_used_again(here: Here):
    await settled(here)
    shown = await compose(here.olu, PICTURED)
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    await posted(here)
    await quiet(here)

    await press(here.olu, await opened(here.olu, number), "Take it down")

    async def is_gone() -> bool:
        return posts(here) == []

    await until(is_gone, within=10)
    again = await whole(await here.olu.click(panel_of(await opened(here.olu, number)), "Use again"))
    await press(here.olu, again, "Post now")
    (message,) = await posted(here)
    assert number_of(again) != number
    assert message.attachments[0].content == IMAGE.content


async def test_a_picture_is_still_there_eight_days_later(here: Here):
    await settled(here)
    await planned(here, PICTURED, when="in 8 days")

    advance(here, days=8)
    (message,) = await posted(here)

    assert message.attachments[0].content == IMAGE.content
    assert message.attachments[0].description == ALT


async def test_a_draft_is_deleted_after_asking_and_a_posted_one_never(here: Here):
    await settled(here)
    first, second = await compose(here.olu, PICTURED), await compose(here.olu)
    await press(here.olu, second, "Post now")
    await posted(here)

    sure = await press(here.olu, first, "Delete draft")
    asked = sure.text
    gone = await press(here.olu, sure, "Delete it")
    kept = await press_as(here.olu, here, first, f"announce.gone:{number_of(second)}")

    assert "Delete the draft" in asked
    assert "is deleted" in gone.text
    assert "no draft any more" in kept.text


async def test_what_somebody_deleted_is_neither_changed_nor_taken_down(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = number_of(shown)
    await press(here.olu, shown, "Post now")
    (message,) = await posted(here)
    await quiet(here)
    early = await opened(here.olu, number)
    here.hub.playground.world.message_gone(message)

    form = await here.olu.click(panel_of(early), "Edit")
    await whole(await here.olu.submit(form, body="Put right"))
    await quiet(here)
    history = await here.olu.slash("announce history", announcement=str(number))
    down = await press_as(here.olu, here, early, f"announce.down:{number}")
    await quiet(here)
    again = await press_as(here.olu, here, early, f"announce.down:{number}")

    assert "deleted by somebody" in history.text
    assert "taken down in a moment" in down.text
    assert "Nothing of it is in a channel any more" in again.text
    assert posts(here) == []
    assert await jobs(here) == []


async def test_of_a_posted_one_only_the_text_can_be_changed(here: Here):
    await settled(here)
    shown = await compose(here.olu)
    number = str(number_of(shown))
    await press(here.olu, shown, "Post now")
    await posted(here)
    await quiet(here)

    place = await here.olu.slash("announce edit", announcement=number, publish=True)
    time = await here.olu.slash("announce edit", announcement=number, when="in 2 hours")
    form = await here.olu.click(panel_of(await opened(here.olu, int(number))), "Edit")
    wrong = await here.olu.submit(form, link="nowhere")

    assert "only its text can be changed" in place.text
    assert "*Use again* makes a copy" in time.text
    assert "The post stays as it is until then" in wrong.text


async def test_a_long_list_has_pages_and_other_kinds(here: Here):
    await settled(here)
    for n in range(9):
        await compose(here.olu, {"title": f"Draft {n}"})

    first = await here.olu.slash("announce list", what="Drafts")
    before = first.text
    second = await here.olu.click(first, "Later")
    after = second.text
    coming = await here.olu.click(second, "Planned (0)")

    assert "drafts (9)" in before
    assert "Draft 8" in before
    assert "Draft 0" not in before
    assert "Draft 0" in after
    assert "No announcement is planned" in coming.text
