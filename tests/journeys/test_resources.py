"""Members find, save and judge resources, and organisers see what came of it."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.guilds.records import ServerSettings
from bot.playground.actors import People, Person
from cogs.resources.store import SavedResources
from tests.journeys.conftest import Here
from tests.journeys.pressing import labels
from tests.journeys.suggesting import TITLE, card_of, suggested
from tests.prompts.submitting.writing import decide, press_as, with_reviewers

PHONE = "call me on 212-555-0147"


# --- finding --------------------------------------------------------------------------------------


async def test_a_resource_is_suggested_while_one_types_and_its_pick_is_its_card(here: Here):
    choices = await here.maya.autocomplete("resource find", "query", "ethical guidance")

    card = await card_of(here.maya, str(choices[0].value))

    assert card.private
    assert labels(card) == ["Open", "Save", "Useful?", "Show here", "Report"]
    assert "Not yet reviewed by a licensed clinician here" in card.text
    assert "Being listed is not an endorsement" in card.text


async def test_words_find_the_best_ten_to_pick_from(here: Here):
    found = await here.maya.slash("resource find", query="bias in language models")

    card = await here.maya.select(found, found.selects[0].options[0], placeholder="Open a resource")

    assert len(found.selects[0].options) == 10
    assert "Save" in labels(card)


async def test_what_is_narrowed_to_a_topic_and_kind_is_of_both(here: Here):
    found = await here.maya.slash("resource find", query="ai", topic="ethics", kind="guideline")

    lines = [line for line in found.text.splitlines() if line.startswith("**")]
    assert lines
    assert all("Professional guideline" in line for line in lines)


async def test_when_nothing_fits_the_nearest_topic_and_a_way_on_are_shown(here: Here):
    nothing = await here.maya.slash("resource find", query="confidentialty xqzzv", kind="dataset")

    said, can = nothing.text, labels(nothing)
    opened = await here.maya.click(nothing, "Open that topic")

    assert "I found no resource for that. The nearest topic is" in said
    assert "Suggest one" in can
    assert "All kinds, by title." in opened.text


async def test_browsing_turns_pages_and_narrows_in_one_message(here: Here):
    first = await here.maya.slash("resource browse")

    pages = [first.text]
    second = await here.maya.click(first, "Next")
    pages.append(second.text)
    page = second.buttons[1].label
    videos = await here.maya.select(second, "video", placeholder="Kind")
    both = await here.maya.select(videos, "ai-literacy", placeholder="Topic")

    assert "Page 2 of" in page
    assert pages[0] != pages[1]
    assert first.message is not None
    assert both.message is not None
    assert first.message.id == both.message.id
    assert "AI literacy" in both.text
    assert "Video" in both.text


async def test_where_nothing_was_posted_today_one_by_chance_is_the_same_for_all(here: Here):
    for_maya = await here.maya.slash("resource today")
    for_ravi = await here.ravi.slash("resource today")

    assert "No resource was posted here today" in for_maya.text
    assert for_maya.text == for_ravi.text


class Posted:
    """A server where a resource was posted today."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    async def today(self, guild_id: int, now: datetime) -> str | None:
        return self.slug


async def test_what_was_posted_today_is_the_resource_of_the_day(
    here: Here, slug: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(here.hub.app.get_cog("Resources"), "daily", Posted(slug))

    card = await here.maya.slash("resource today")

    assert here.hub.app.house.shelf.catalog.resources[slug].summary in card.text
    assert "by chance" not in card.text


async def test_a_server_that_hides_what_nobody_reviewed_finds_only_the_rest(here: Here, slug: str):
    await with_reviewers(here)
    await suggested(here.maya)
    await decide(here.ravi, "Approve", title=TITLE)
    now = here.hub.playground.clock.now()
    await here.hub.app.house.guilds.change(
        here.server.guild.id, ServerSettings, at=now, unreviewed="hidden"
    )

    browsed = await here.maya.slash("resource browse")
    card = await card_of(here.maya, slug)
    today = await here.maya.slash("resource today")

    assert [line for line in browsed.text.splitlines() if line.startswith("**")] == [
        f"**{TITLE}** · Professional guideline · reviewed"
    ]
    assert "It is not listed here." in card.text
    assert TITLE in today.text


async def test_nothing_is_suggested_outside_servers(here: Here):
    direct = here.maya.dm(here.hub.application.bot_id)

    refused = await here.maya.slash("resource suggest", direct)

    assert refused.text.startswith("Resources are suggested to a server")


async def test_a_member_reads_in_direct_messages_too(here: Here, slug: str):
    direct = here.maya.dm(here.hub.application.bot_id)

    card = await here.maya.slash("resource find", direct, query=slug)
    saved = await here.maya.click(card, "Save")
    browsed = await here.maya.slash("resource browse", direct)
    today = await here.maya.slash("resource today", direct)

    assert "Saved" in labels(saved)
    assert "Show here" not in labels(card)
    assert "All topics" in browsed.text
    assert "by chance" in today.text


# --- lists, votes, and showing --------------------------------------------------------------------


async def test_a_saved_resource_is_listed_until_it_is_taken_off(here: Here, slug: str):
    card = await card_of(here.maya, slug)

    saved = await here.maya.click(card, "Save")
    listed = await here.maya.slash("resource saved")
    opened = await here.maya.select(listed, slug, placeholder="Open a resource")
    await here.maya.click(opened, "Saved")

    assert "Saved" in labels(saved)
    assert "You have saved none yet" in (await here.maya.slash("resource saved")).text


async def test_a_saved_resource_that_changed_or_left_stands_on_top_of_the_list(
    here: Here, slug: str
):
    kept, now = SavedResources(here.hub.app.house.storage), here.hub.playground.clock.now()
    await kept.save(here.maya.id, slug, at=now, content_hash="as it was")
    await kept.save(here.maya.id, "no-longer-there", at=now, content_hash="x")

    listed = await here.maya.slash("resource saved")
    first = listed.text
    known = (await here.maya.click(listed, "Got it")).text
    tidy = (await here.maya.click(listed, "Remove what is gone")).text

    assert "Described anew since you saved it" in first
    assert "No longer in the catalogue: **No longer there**" in first
    assert "Described anew" not in known
    assert "No longer in the catalogue" in known
    assert "No longer in the catalogue" not in tidy


async def test_a_member_votes_once_and_may_change_it(here: Here, slug: str):
    asked = await here.maya.click(await card_of(here.maya, slug), "Useful?")

    yes = (await here.maya.click(asked, "Yes, useful")).text
    no = (await here.maya.click(asked, "Not really")).text

    assert asked.private
    assert "You said: *Yes, useful*." in yes
    assert "You said: *Not really*." in no
    assert "members here" not in no


async def test_a_card_is_shown_in_the_channel_under_the_members_name(here: Here, slug: str):
    shown = await here.maya.click(await card_of(here.maya, slug), "Show here")

    told = await here.ravi.click(shown, "Save")

    assert not shown.private
    assert shown.text.startswith("Maya shows a resource:")
    assert told.private
    assert "Saved." in told.text
    assert slug in [
        each.slug
        for each in await SavedResources(here.hub.app.house.storage).saved_by(here.ravi.id)
    ]


# --- reports --------------------------------------------------------------------------------------


async def test_a_dead_link_is_reported_to_the_reviewers_without_a_name(here: Here, slug: str):
    await with_reviewers(here)
    form = await here.maya.click(await card_of(here.maya, slug), "Report")

    thanks = await here.maya.submit(form, {"reason": "dead link", "words": "It says 404."})
    queue = await here.ravi.slash("review queue")
    card = await here.ravi.select(queue, queue.selects[0].options[0])

    assert thanks.private
    assert "is with this server's reviewers" in thanks.text
    assert "Dead link" in card.text
    assert "> It says 404." in card.text
    assert "Maya" not in card.text


async def test_a_report_of_a_dead_link_calls_an_approved_resource_up(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)
    await decide(here.ravi, "Approve", title=TITLE)
    card = await here.ravi.slash("resource find", query="telling clients fictional guide")
    card = await here.ravi.select(card, card.selects[0].options[0], placeholder="Open a resource")
    before = card.text

    form = await here.ravi.click(card, "Report")
    await here.ravi.submit(form, {"reason": "dead link"})
    after = await card_of(here.maya, "telling-clients-about-ai-a-fictional-guide")

    assert "Reviewed by a reviewer" in before
    assert "A new review was due" in after.text


async def test_a_report_that_may_identify_a_client_comes_back_with_edit(here: Here, slug: str):
    form = await here.maya.click(await card_of(here.maya, slug), "Report")

    refused = await here.maya.submit(form, {"reason": "wrong", "words": PHONE})
    again = await here.maya.click(refused, "Edit")

    assert "what looks like a phone number" in refused.text
    assert again.modal is not None
    assert again.modal.fields[1].json["value"] == PHONE


# --- insights -------------------------------------------------------------------------------------


async def all_counted(here: Here) -> None:
    """An opening is counted after its card was shown; wait until nothing is under way."""
    assert await here.hub.app.under_way.finished(timedelta(seconds=5)) == 0


async def test_organisers_see_what_was_opened_and_never_few_people(here: Here, slug: str):
    for person in (here.maya, here.ravi):
        card = await card_of(person, slug)
        await person.click(card, "Save")
        await person.click(await person.click(card, "Useful?"), "Yes, useful")

    await all_counted(here)
    table = await here.olu.slash("insights")
    week = await here.olu.select(table, "7", placeholder="Another time")

    kind = here.hub.app.house.shelf.catalog.resources[slug].kind.label
    line = next(line for line in table.text.splitlines() if line.startswith(kind[:17]))
    assert line.split()[-3:] == ["2", "<5", "<5"]
    assert table.private
    assert all(len(line) <= 40 for line in table.text.split("```")[1].splitlines())
    assert "The last 7 days" in week.text.replace("the last", "The last")


async def test_five_people_are_told_as_a_number(here: Here, slug: str):
    people = People(here.hub.playground)
    for name in here.server.people:
        await people.member(name, here.server.guild).click(
            await card_of(people.member(name, here.server.guild), slug), "Save"
        )

    await all_counted(here)
    table = await here.olu.slash("insights")

    assert str(len(here.server.people)) in table.text.split("```")[1]


@pytest.mark.parametrize("name", ["maya", "ravi"])
async def test_insights_are_for_organisers_alone_also_by_their_select(here: Here, name: str):
    person: Person = getattr(here, name)
    await all_counted(here)
    table = await here.olu.slash("insights")

    refused = await person.slash("insights")
    pressed = await press_as(person, here, table, "insights.days:30")

    assert refused.text.startswith("Only an organiser")
    assert pressed.text.startswith("Only an organiser")


async def test_many_cards_opened_at_once_are_all_counted(here: Here, slug: str):
    await asyncio.gather(*(card_of(here.maya, slug) for _ in range(10)))

    await all_counted(here)
    table = await here.olu.slash("insights")

    assert table.text.split("```")[1].splitlines()[-1].split()[-3:] == ["10", "0", "0"]
