"""A member finds, saves and lists prompts."""

import dataclasses
from datetime import date

import pytest

from bot.catalog.records import Prompt
from bot.playground.actors import People, Reply
from bot.playground.communities import new_guild
from bot.playground.permissions import Bit
from bot.playground.records import Overwrite
from bot.storage import Storage
from cogs.prompts.shelves import Filters, Place, Shelves
from tests.journeys.conftest import Here
from tests.journeys.shelving import PROMPTS, SAFETY, SOAP, labels
from tests.prompts.reviewing import approve, prompt_here

ON_EVERY_CARD = ["History", "Useful?", "Report"]


async def test_a_member_finds_saves_and_lists_a_prompt(here: Here):
    offered = await here.maya.autocomplete("prompt find", "query", "so")
    soap = next(choice for choice in offered if choice.value == SOAP)

    card = await here.maya.slash("prompt find", query=soap.value)
    assert card.private
    assert "Not yet reviewed by a licensed clinician here" in card.text

    saved = await here.maya.click(card, "Save")
    assert saved.message is card.message
    assert "Remove from saved" in labels(saved)

    listed = await here.maya.slash("prompt saved")
    assert "SOAP" in listed.text

    opened = await here.maya.select(listed, SOAP)
    removed = await here.maya.click(opened, "Remove from saved")
    assert "Save" in labels(removed)
    assert "no prompts yet" in (await here.maya.slash("prompt saved")).text


async def test_words_give_a_menu_of_the_best_that_opens_cards(here: Here):
    results = await here.maya.slash("prompt find", query="handout about panic attacks")

    card = await here.maya.select(results, "panic-attack-cycle")

    assert "Panic" in card.text
    assert card.message is not results.message
    assert "Not what you need? Request a prompt" in labels(results)


async def test_a_tier_three_text_is_not_offered_before_reviewers_approved_it(here: Here):
    card = await here.maya.slash("prompt find", query=SAFETY)

    assert labels(card) == ["Save", "Show here", *ON_EVERY_CARD]
    assert "Tier 3" in card.text


async def test_browsing_walks_through_categories(here: Here):
    everything = await here.maya.slash("prompt browse")
    ethics = await here.maya.select(everything, "ai-ethics", placeholder="Another category")

    assert "AI ethics" in ethics.text
    assert "Page" not in "".join(labels(ethics))

    card = await here.maya.select(
        ethics, "deidentify-before-you-paste", placeholder="Open a prompt"
    )
    assert "De-Identification Checklist" in card.text


async def test_pages_turn_in_place(here: Here):
    for command in ("prompt browse", "prompt new"):
        first = await here.maya.slash(command)

        second = await here.maya.click(first, "Next")

        assert second.message is first.message
        assert "Page 2 of" in "".join(labels(second))
        assert second.text != ""


async def test_nothing_found_offers_the_categories_and_a_request(here: Here):
    nothing = await here.maya.slash("prompt find", query="zzzz qqqq xxxx")

    assert "I found no prompt for that" in nothing.text
    assert labels(nothing) == ["Request a prompt"]
    shelf = await here.maya.select(nothing, "documentation")
    assert "Documentation" in shelf.text


async def test_nothing_found_names_the_nearest_shelf(here: Here):
    nothing = await here.maya.slash("prompt find", query="soap", category="ai-ethics")

    assert "The nearest shelf is **Documentation & notes**" in nothing.text
    shelf = await here.maya.click(nothing, "Open Documentation & notes")
    assert "Progress notes" in shelf.text


async def test_a_request_begins_with_words_of_the_index_and_nothing_else(here: Here):
    nothing = await here.maya.slash(
        "prompt find", query="soap for Jordan Zweig", category="ai-ethics"
    )

    form = await here.maya.click(nothing, "Request a prompt")

    assert form.modal is not None
    assert "soap" in str(form.modal.json)
    assert "Jordan" not in str(form.modal.json)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("is he suicidal", "risk-assessment-documentation-check"),
        ("diagnose my client", "differential-considerations-list"),
        ("talk to my client", "client-chatbot-use-conversation"),
    ],
)
async def test_a_use_that_is_not_accepted_gets_a_plain_sentence_and_what_helps(
    here: Here, query: str, slug: str
):
    told = await here.maya.slash("prompt find", query=query)

    assert told.text.startswith("No prompt here ")
    assert prompt_here(here, slug).title in told.text
    card = await here.maya.select(told, slug)
    assert prompt_here(here, slug).title in card.text


async def test_a_prompt_by_chance_is_of_the_category_that_was_asked_for(here: Here):
    for _ in range(3):
        card = await here.maya.slash("prompt random", category="safety-crisis")
        assert "Safety & crisis preparedness" in card.text

    assert "version" in (await here.maya.slash("prompt random")).text


async def test_a_long_list_has_pages(here: Here):
    for prompt in PROMPTS[:11]:
        card = await here.maya.slash("prompt find", query=prompt.slug)
        await here.maya.click(card, "Save")

    listed = await here.maya.slash("prompt saved")
    second = await here.maya.click(listed, "Next")

    assert "Page 2 of 2" in labels(second)
    assert PROMPTS[0].title in second.text


# --- in the channel -------------------------------------------------------------------------------


async def test_a_card_is_shown_in_the_channel_under_the_members_name_and_works_for_all(here: Here):
    card = await here.maya.slash("prompt find", query=SOAP)
    await here.maya.click(card, "Save")

    posted = await here.maya.click(card, "Show here")

    assert not posted.private
    assert posted.text.startswith("Maya shows a prompt: SOAP")
    assert prompt_here(here, SOAP).body[:60] not in posted.text
    assert "Remove from saved" not in labels(posted)
    assert "Show here" not in labels(posted)
    message = posted.message
    assert message is not None
    for button, words in (("Save", "Saved."), ("Show text", "Draft an outpatient SOAP")):
        private = await here.ravi.click(message, button)
        assert private.private
        assert words in private.text
    assert "Ravi" not in posted.text
    assert "SOAP" in (await here.ravi.slash("prompt saved")).text


async def test_a_tier_three_card_is_shown_without_its_text(here: Here):
    await approve(here, SAFETY)
    card = await here.maya.slash("prompt find", query=SAFETY)

    posted = await here.maya.click(card, "Show here")

    assert not posted.private
    assert prompt_here(here, SAFETY).body[:60] not in posted.text
    assert posted.message is not None
    asked = await here.ravi.click(posted.message, "Show text")
    assert asked.private
    assert "Before you go on" in asked.text


async def test_nothing_is_shown_where_the_member_or_attune_may_not_write(here: Here):
    channel = here.server.general
    card = await here.maya.slash("prompt find", query=SOAP)

    said: list[Reply] = []
    for who in (here.maya.id, here.hub.application.bot_id):
        no_writing = Overwrite(who, is_member=True, deny=Bit.SEND_MESSAGES)
        channel.overwrites = {who: no_writing}
        said.append(await here.maya.click(card, "Show here"))

    assert all(reply.private for reply in said)
    assert "You can't write in this channel" in said[0].text
    assert "I can't write in this channel" in said[1].text


# --- a server's own -------------------------------------------------------------------------------


async def test_a_servers_own_prompts_are_found_beside_the_catalogues_and_only_there(here: Here):
    soap = prompt_here(here, SOAP)
    own = dataclasses.replace(soap, slug="zebra-note", title="Zebra Note", content_hash="9" * 64)
    guild, today = here.server.guild.id, date(2026, 11, 25)
    kept = {guild: {"zebra-note": own, SOAP: own}}
    shelves = Shelves(here.hub.app.house, lambda hub: kept.get(hub, {}))
    here_is, elsewhere = Place(guild, today), Place(guild + 1, today)

    assert await shelves.complete(here_is, "zebr") == [own]
    assert await shelves.search(here_is, "zebra", Filters(), limit=3) == [own]
    assert shelves.prompts_for(here_is)[SOAP] == soap
    assert shelves.prompt(here_is, "zebra-note") == own
    for place in (elsewhere, Place(None, today)):
        assert shelves.prompt(place, "zebra-note") is None
        assert await shelves.complete(place, "zebr") == []

    one_index = await shelves.index(here_is)
    assert await shelves.index(here_is) is one_index
    kept[guild] = {"zebra-note": dataclasses.replace(own, content_hash="8" * 64)}
    assert await shelves.index(here_is) is not one_index


async def test_indexes_of_servers_make_room_for_others(here: Here, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cogs.prompts.shelves.MOST_INDEXES", 1)
    own = {"zebra-note": dataclasses.replace(prompt_here(here, SOAP), slug="zebra-note")}
    shelves = Shelves(here.hub.app.house, lambda _: own)
    one, other = (Place(hub, date(2026, 11, 25)) for hub in (1, 2))

    first = await shelves.index(one)
    await shelves.index(other)

    assert await shelves.index(one) is not first


# --- outside servers ------------------------------------------------------------------------------


async def test_a_member_reads_in_direct_messages_too(here: Here):
    place = here.maya.dm("Attune")

    card = await here.maya.slash("prompt find", place, query=SOAP)

    assert "SOAP" in card.text
    assert "Show here" not in labels(card)


async def test_in_direct_messages_the_reviews_of_the_home_hub_count(here: Here):
    place = here.maya.dm("Attune")
    await approve(here, SAFETY)
    await here.hub.app.house.members.set_home(
        here.maya.id, here.server.guild.id, at=here.hub.playground.clock.now()
    )

    card = await here.maya.slash("prompt find", place, query=SAFETY)

    assert "Reviewed by 2 reviewers" in card.text
    asked = await here.maya.click(card, "Show text")
    shown = await here.maya.click(asked, "I have read this, show the text")
    assert prompt_here(here, SAFETY).body.strip() in shown.text


async def test_as_an_app_of_their_own_a_member_reads_privately_in_any_server(here: Here):
    world, application = here.hub.playground.world, here.hub.application
    guild = new_guild(world, "A server without Attune", world.users[here.maya.id])
    world.add_channel(guild, "lounge")
    application.installed_by.add(here.maya.id)
    maya = People(here.hub.playground).member("Maya", guild)

    card = await maya.slash("prompt find", query=SOAP)
    shown = await maya.click(card, "Show text")
    page = await maya.click(await maya.slash("prompt browse"), "Next")
    sentence = await maya.slash("prompt use", prompt=SAFETY)

    assert card.private
    assert shown.private
    assert page.private
    assert "Show here" not in labels(card)
    assert page.messages == []
    assert sentence.modal is None
    assert "approved it" in sentence.text


async def test_an_exact_pick_asks_nothing_of_the_database_again(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    await here.maya.slash("prompt find", query=SOAP)
    monkeypatch.setattr(Storage, "read", None)
    monkeypatch.setattr(Storage, "write", None)

    card = await here.maya.slash("prompt find", query="dap-note-draft")

    assert "DAP" in card.text


# --- every prompt ---------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.slug)
async def test_every_prompt_renders_within_discords_limits(here: Here, prompt: Prompt):
    card = await here.maya.slash("prompt find", query=prompt.slug)

    assert prompt.title in card.text
    assert len(card.text) < 1500
    if prompt.risk_tier < 3:
        shown = await here.maya.click(card, "Show text")
        assert shown.failed is None
        assert prompt.body.strip() in shown.text
