"""The weekly digest is drafted for an organiser, who edits it before it goes out."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.feature import DigestPart, Feature
from bot.playground.actors.reading import text_of
from cogs.resources.feedback.store import Said
from tests.announcements.acting import (
    comes_due,
    job,
    jobs,
    labels,
    panel_of,
    posted,
    posts,
    press,
    quiet,
    settled,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here


@pytest.fixture
def trainings(here: Here, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a feature tells; it can be changed."""
    lines = ["**Prompting with care**, on Tuesday"]

    async def digest(guild_id: int, since: datetime, now: datetime) -> list[DigestPart]:
        assert (now - since).days == 7
        mine = guild_id == here.server.guild.id and bool(lines)
        return [DigestPart("Coming trainings", tuple(lines))] if mine else []

    features = here.hub.app.features
    quiet_prompts = replace(features["prompts"], digest=None)
    monkeypatch.setitem(features, "prompts", quiet_prompts)
    monkeypatch.setitem(features, "resources", replace(features["resources"], digest=None))
    monkeypatch.setitem(features, "told", Feature(name="told", title="Told", digest=digest))
    return lines


async def test_it_is_drafted_now_edited_and_posted(here: Here, trainings: list[str]):
    await settled(here)

    shown = await whole(await here.olu.slash("announce digest"))
    text = shown.text
    form = await here.olu.click(panel_of(shown), "Edit")
    edited = await whole(await here.olu.submit(form, title="News of the week"))
    await press(here.olu, edited, "Post now")
    (message,) = await posted(here)

    assert f"This week in {here.server.guild.name}" in text
    assert "### Coming trainings\n- **Prompting with care**" in text
    assert text_of(message).startswith("## News of the week\n")
    assert "Prompting with care" in text_of(message)


async def test_with_nothing_new_no_draft_is_made(here: Here, trainings: list[str]):
    await settled(here)
    trainings.clear()

    said = await here.olu.slash("announce digest")

    assert "nothing new to tell" in said.text
    assert "There are no drafts" in (await here.olu.slash("announce list", what="Drafts")).text


async def test_each_week_a_draft_is_made_and_staff_are_told(here: Here, trainings: list[str]):
    await settled(here)

    said = await here.olu.slash("announce digest", weekly="friday 9:00")
    first = (await job(here, "announcements.digest")).due_at
    await comes_due(here, "announcements.digest")
    (note,) = await posted(here, 1, here.server.staff)
    await quiet(here)
    second = (await job(here, "announcements.digest")).due_at
    shown = await whole(await here.mei.click(note, "Open it"))

    london = ZoneInfo("Europe/London")
    assert "every Friday at 09:00, London time" in said.text
    assert (second.astimezone(london).date() - first.astimezone(london).date()).days == 7
    assert first.astimezone(london).hour == second.astimezone(london).hour == 9
    assert "Prompting with care" in shown.text
    assert "Post now" in labels(shown)
    assert posts(here) == []


async def test_a_week_without_news_makes_no_draft_and_the_next_is_planned(
    here: Here, trainings: list[str]
):
    await settled(here)
    trainings.clear()
    await here.olu.slash("announce digest", weekly="friday 9:00")

    await comes_due(here, "announcements.digest")
    await quiet(here)

    assert (await job(here, "announcements.digest")).due_at > here.hub.playground.clock.now()
    assert "There are no drafts" in (await here.olu.slash("announce list", what="Drafts")).text
    assert posts(here, here.server.staff) == []


async def test_it_can_be_moved_and_ended(here: Here, trainings: list[str]):
    await settled(here)
    await here.olu.slash("announce digest", weekly="friday 9:00")
    moved = await here.olu.slash("announce digest", weekly="monday 17:30")
    wrong = await here.olu.slash("announce digest", weekly="bananas")
    one = await jobs(here)

    off = await here.olu.slash("announce digest", weekly="off")

    assert "every Monday at 17:30" in moved.text
    assert "Type for example `friday 9:00`" in wrong.text
    assert len(one) == 1
    assert "No digest is drafted by itself any more" in off.text
    assert await jobs(here) == []


async def test_prompts_tell_what_is_new_of_theirs(here: Here):
    app = here.hub.app
    prompts = app.features["prompts"]
    newest = max(
        change.date for p in app.house.shelf.catalog.prompts.values() for change in p.changelog
    )
    at = datetime.combine(newest, datetime.min.time(), tzinfo=ZoneInfo("UTC"))
    assert prompts.digest is not None
    (part,) = await prompts.digest(here.server.guild.id, at - timedelta(days=7), at)
    later = await prompts.digest(here.server.guild.id, at, at + timedelta(days=7))

    assert part.title == "New and changed prompts"
    assert part.lines[0].startswith("**")
    assert later == ()


async def test_resources_tell_which_were_found_useful_most(here: Here):
    app, guild_id = here.hub.app, here.server.guild.id
    now, said = here.hub.playground.clock.now(), Said(app.house.storage)
    often, once, other = list(app.house.shelf.catalog.resources.values())[:3]
    digest = app.features["resources"].digest
    assert digest is not None
    nothing = await digest(guild_id, now - timedelta(days=7), now)
    for member, resource in ((1, often), (2, often), (1, once)):
        await said.vote(guild_id, member, resource.slug, useful=True, at=now)
    await said.vote(guild_id, 3, other.slug, useful=False, at=now)

    (part,) = await digest(guild_id, now - timedelta(days=7), now)
    later = await digest(guild_id, now + timedelta(seconds=1), now + timedelta(days=7))

    assert nothing == later == ()
    assert part.title == "Found most useful"
    assert [line.partition("](")[0] for line in part.lines] == [
        f"**[{often.title}",
        f"**[{once.title}",
    ]
