"""Members suggest resources, and reviewers decide what every member then finds."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.playground.actors import People, Person
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.reviews.records import Actor, Cause, Role
from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.pressing import labels
from tests.journeys.suggesting import FORM, TITLE, a_draft, card_of, send, suggested, with_topic
from tests.prompts.submitting.writing import at_home, decide, with_reviewers
from tests.running import running

PHONE = "call me on 212-555-0147"


async def mine(person: Person) -> Reply:
    return await person.click(await person.slash("resource saved"), "My suggestions")


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
