"""What an announcement may say and show: images, variables, numbers, and a lot of words."""

from datetime import datetime

import pytest

from bot.feature import Feature, Variable
from bot.playground.actors.options import Upload
from bot.playground.actors.reading import text_of
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    compose,
    labels,
    panel_of,
    posted,
    press,
    settled,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here


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


async def test_a_long_text_is_two_messages_and_says_so(here: Here):
    await settled(here)

    shown = await compose(here.olu, {"title": TITLE, "body": "Words and words. " * 235})
    await press(here.olu, shown, "Post now")
    first, second = await posted(here, 2)

    assert "it takes 2 messages" in shown.text
    assert text_of(first).count("Words") + text_of(second).count("Words") == 235
