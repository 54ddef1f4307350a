"""Members find, save and judge resources, suggest new ones, and organisers see what came of it."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.guilds.records import ServerSettings
from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.reviews.records import Actor, Cause, Role
from cogs.resources.store import SavedResources
from tests.journeys.conftest import Here, Hub, settle_in
from tests.prompts.submitting.writing import at_home, decide, press_as, with_reviewers
from tests.running import running

SLUG = "apa-ethical-guidance-ai-2025"
TITLE = "Telling Clients About AI: A Fictional Guide"
FORM = {
    "url": "https://www.example.org/telling-clients?utm_source=mail&id=7",
    "title": TITLE,
    "summary": "A fictional guide that explains how to tell clients about AI in a practice.",
    "kind": "guideline",
    "why": "It is short, and has words one can use.",
}
PHONE = "call me on 212-555-0147"


@pytest.fixture
def slug(here: Here) -> str:
    """Some resource of the catalogue."""
    return next(iter(here.hub.app.house.shelf.catalog.resources))


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons if not button.disabled]


async def card_of(person: Person, slug: str) -> Reply:
    return await person.slash("resource find", query=slug)


async def a_draft(person: Person, **typed: str) -> Reply:
    return await person.submit(await person.slash("resource suggest"), {**FORM, **typed})


async def send(person: Person, panel: Reply) -> Reply:
    button = next(b.label for b in panel.buttons if b.label.startswith("Send"))
    form = await person.click(panel, button)
    return await person.submit(form, {"interests": "None"})


async def suggested(person: Person, **typed: str) -> Reply:
    """A suggestion that is with the reviewers."""
    draft = await a_draft(person, **typed)
    return await send(person, await with_topic(person, draft))


async def with_topic(person: Person, draft: Reply) -> Reply:
    return await person.select(draft, "ethics", placeholder="Topics, one to three")


async def all_counted(here: Here) -> None:
    """An opening is counted after its card was shown; wait until nothing is under way."""
    assert await here.hub.app.under_way.finished(timedelta(seconds=5)) == 0


async def mine(person: Person) -> Reply:
    return await person.click(await person.slash("resource saved"), "My suggestions")


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


# --- suggesting -----------------------------------------------------------------------------------


async def test_a_suggestion_goes_from_form_to_approval_to_pool_to_file(here: Here):
    await with_reviewers(here)
    people = People(here.hub.playground)

    draft = await a_draft(here.maya)
    at_first, could = draft.text, labels(draft)
    complete = await with_topic(here.maya, draft)
    sent = await send(here.maya, complete)
    await decide(here.ravi, "Approve", title=TITLE)
    found = await people.member("Wanda", here.server.guild).slash(
        "resource find", query="telling-clients-about-ai-a-fictional-guide"
    )
    exports = here.hub.app.features["resources"].exports
    assert exports is not None
    files = await exports(here.server.guild.id)

    assert "I took off what follows the reader in the address: `utm_source`." in at_first
    assert "choose one to three below" in at_first
    assert "Send for review" not in could
    assert "is with this server's reviewers" in sent.text
    assert TITLE in found.text
    assert "Reviewed by a reviewer" in found.text
    assert "Publisher not known · year not known" in found.text
    file = files["resources/telling-clients-about-ai-a-fictional-guide.yaml"]
    assert "url: https://www.example.org/telling-clients?id=7" in file
    assert "publisher: unknown" in file
    assert "Maya" not in file
    assert "approved" in (await mine(here.maya)).text


async def test_what_one_server_approved_is_in_no_other(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)
    await decide(here.ravi, "Approve", title=TITLE)
    there = await settle_in(here.hub, "Elsewhere")

    found = await there.maya.slash("resource find", query="telling clients fictional guide")

    assert TITLE not in found.text


async def test_a_declined_suggestion_tells_its_author_why_and_is_not_found(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)

    await decide(here.ravi, "Decline", "It is an advertisement.", title=TITLE)
    listed = await mine(here.maya)
    found = await card_of(here.maya, "telling-clients-about-ai-a-fictional-guide")

    assert "declined" in listed.text
    assert "> It is an advertisement." in listed.text
    assert "Save" not in labels(found)


async def test_changes_that_were_asked_for_are_made_and_sent_again(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)
    await decide(here.ravi, "Ask for changes", "Please name the publisher.", title=TITLE)

    opened = await here.maya.select(await mine(here.maya), TITLE, placeholder="Open one")
    said = opened.text
    form = await here.maya.click(opened, "More details")
    details = {"publisher": "A Fictional Press", "published": "2025-03"}
    changed = await here.maya.submit(form, details)
    now = changed.text
    await send(here.maya, changed)
    await decide(here.ravi, "Approve", title=TITLE)
    card = await card_of(here.maya, "telling-clients-about-ai-a-fictional-guide")

    assert "> Please name the publisher." in said
    assert "You have changed it since you sent it." in now
    assert "A Fictional Press · 2025" in card.text


async def test_what_is_there_already_is_shown_in_the_place_of_a_second_one(here: Here, slug: str):
    there = here.hub.app.house.shelf.catalog.resources[slug]

    mark = "&" if "?" in there.url else "?"
    shown = await a_draft(here.maya, url=f"{there.url}{mark}utm_source=mail")
    by_address, can = shown.text, labels(shown)
    form = await here.maya.click(shown, "Edit")
    changes = {"url": "https://example.org/other", "title": there.title.upper()}
    by_title = (await here.maya.submit(form, changes)).text

    for said in (by_address, by_title):
        assert "That is here already" in said
        assert there.summary in said
    assert "Save" in can
    assert "You have suggested none here yet" in (await mine(here.maya)).text


@pytest.mark.parametrize("field", ["title", "summary", "why"])
async def test_what_may_identify_a_client_is_not_kept(here: Here, field: str):
    refused = await a_draft(here.maya, **{field: f"{FORM[field]} {PHONE}"})
    form = await here.maya.click(refused, "Edit")

    assert "what looks like a phone number" in refused.text
    assert form.modal is not None
    held = {f.custom_id: f.json.get("value") for f in form.modal.fields}
    assert str(held[field]).endswith(PHONE)
    assert "You have suggested none here yet" in (await mine(here.maya)).text


async def test_an_unsafe_address_is_explained_and_nothing_typed_is_lost(here: Here):
    refused = await a_draft(here.maya, url="http://example.org/x")

    form = await here.maya.click(refused, "Edit")

    assert "begins with http://" in refused.text
    assert form.modal is not None
    assert [f.json.get("value") for f in form.modal.fields][:2] == ["http://example.org/x", TITLE]


async def test_the_same_address_waits_for_reviewers_once(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)

    refused = await suggested(here.mei, title="The same page, by another name")
    await decide(here.ravi, "Decline", "Not for us.", title=TITLE)
    taken = await suggested(here.mei, title="The same page, once more")

    assert "Somebody suggested the same address" in refused.text
    assert "as number 2" in taken.text


async def test_nobody_approves_their_own_suggestion(here: Here):
    await with_reviewers(here)
    await suggested(here.ravi)

    refused = await decide(here.ravi, "Approve", title=TITLE)

    assert refused.text == "You wrote this one, so somebody else has to look at it."


async def test_only_professionals_suggest_where_the_server_names_them(here: Here):
    await with_reviewers(here)
    world, server = here.hub.playground.world, here.server
    world.take_role(server.guild, here.maya.id, server.roles["Professional"])

    refused = await here.maya.slash("resource suggest")

    assert refused.modal is None
    assert refused.text.startswith("Only a professional")


async def test_an_author_who_asked_for_notices_is_told(here: Here):
    await with_reviewers(here)
    now = here.hub.playground.clock.now()
    await here.hub.app.house.members.set_notices(here.maya.id, wanted=True, at=now)
    await suggested(here.maya)

    await decide(here.ravi, "Approve", title=TITLE)

    told = [text_of(message) for message in here.maya.dm("Attune").messages.values()]
    assert len(told) == 1
    assert "was approved" in told[0]


async def test_a_suggestion_is_deleted_after_a_question(here: Here):
    draft = await a_draft(here.maya)

    asked = (await here.maya.click(draft, "Delete")).text
    left = await here.maya.click(draft, "Delete")

    assert "That can't be undone." in asked
    assert "You have suggested none here yet" in left.text


async def test_reviewers_approve_a_resource_of_the_catalogue_and_retire_it(here: Here, slug: str):
    await with_reviewers(here)
    title = here.hub.app.house.shelf.catalog.resources[slug].title
    offered = await here.ravi.autocomplete("review claim", "item", title[:40])
    item = next(choice for choice in offered if slug in str(choice.value))
    form = await here.ravi.slash("review claim", item=item.value)
    await here.ravi.submit(form, {"interests": "None"})
    await here.maya.click(await card_of(here.maya, slug), "Save")

    await decide(here.ravi, "Approve", title=title[:60])
    approved = (await card_of(here.maya, slug)).text
    reviews, now = here.hub.app.house.reviews, here.hub.playground.clock.now()
    review = reviews.find(here.server.guild.id, "resource", slug)
    assert review is not None
    lead = Actor(here.mei.id, Role.LEAD_REVIEWER)
    await reviews.retire(review.guild_id, review.number, lead, Cause.SUPERSEDED, now)
    retired = await card_of(here.maya, slug)
    listed = await here.maya.slash("resource saved")

    assert "Reviewed by a reviewer" in approved
    assert "This resource is retired by its reviewers." in retired.text
    assert labels(retired) == ["Remove from saved"]
    assert "Not available now" in listed.text


# --- insights -------------------------------------------------------------------------------------


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


# --- restarts, forgetting, two databases ----------------------------------------------------------


async def test_old_buttons_forms_and_suggestions_work_after_a_restart(
    hub: Hub, empty_database_url: str
):
    owner = hub.playground.world.add_user("Owner of resources")
    name = f"Attune of {empty_database_url.partition(':')[0]}"
    application = hub.playground.world.add_application(name, owner)
    async with running(hub.playground, application, empty_database_url) as first:
        there = await settle_in(Hub(hub.playground, application, first, Path()), name)
        await with_reviewers(there)
        slug = next(iter(first.house.shelf.catalog.resources))
        card = await card_of(there.maya, slug)
        browsed = await there.maya.slash("resource browse")
        form = await there.maya.slash("resource suggest")

    async with running(hub.playground, application, empty_database_url):
        saved = await there.maya.click(card, "Save")
        turned = await there.maya.click(browsed, "Next")
        draft = await there.maya.submit(form, FORM)

    async with running(hub.playground, application, empty_database_url):
        chosen = await with_topic(there.maya, draft)
        await send(there.maya, chosen)
        await decide(there.ravi, "Approve", title=TITLE)

    async with running(hub.playground, application, empty_database_url):
        found = await card_of(there.maya, "telling-clients-about-ai-a-fictional-guide")
        insights = await there.olu.slash("insights")

    assert "Saved" in labels(saved)
    assert "Page 2 of" in turned.buttons[1].label
    assert "Reviewed by a reviewer" in found.text
    assert "<5" in insights.text.split("```")[1]


async def test_what_passed_while_nobody_could_be_told_is_found_after_a_restart(
    hub: Hub, tmp_path: Path
):
    owner = hub.playground.world.add_user("Owner of crashes")
    application = hub.playground.world.add_application("Attune of lost news", owner)
    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Crashed")
        await with_reviewers(there)
        await suggested(there.maya)
        await decide(there.ravi, "Approve", title=TITLE)
        async with first.house.storage.write() as connection:
            await connection.execute(text("UPDATE resource_versions SET approved_at = NULL"))

    async with running(hub.playground, application, database):
        card = await card_of(there.maya, "telling-clients-about-ai-a-fictional-guide")

    assert TITLE in card.text
    assert "Reviewed by a reviewer" in card.text


async def test_who_is_forgotten_leaves_what_was_approved_without_their_name(here: Here, slug: str):
    await with_reviewers(here)
    await here.maya.click(await card_of(here.maya, slug), "Save")
    await suggested(here.maya)
    await decide(here.ravi, "Approve", title=TITLE)
    keeps = here.hub.app.features["resources"].keeps

    exported = [await each.export(here.maya.id) for each in keeps]
    for each in keeps:
        await each.forget(here.maya.id)

    assert "words one can use" in str(exported)
    assert [await each.export(here.maya.id) for each in keeps] == [None] * len(keeps)
    found = await card_of(here.ravi, "telling-clients-about-ai-a-fictional-guide")
    assert TITLE in found.text


async def test_the_home_hubs_resources_are_found_in_direct_messages(here: Here):
    await with_reviewers(here)
    await suggested(here.maya)
    await decide(here.ravi, "Approve", title=TITLE)
    await at_home(here.maya, here)
    here.hub.app.house.reviews.homes.forget(here.maya.id)

    direct = here.maya.dm(here.hub.application.bot_id)
    found = await here.maya.slash("resource find", direct, query="telling clients fictional guide")

    assert TITLE in found.text


async def test_many_cards_opened_at_once_are_all_counted(here: Here, slug: str):
    await asyncio.gather(*(card_of(here.maya, slug) for _ in range(10)))

    await all_counted(here)
    table = await here.olu.slash("insights")

    assert table.text.split("```")[1].splitlines()[-1].split()[-3:] == ["10", "0", "0"]
