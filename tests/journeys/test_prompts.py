"""A member finds, saves and lists prompts."""

import pytest

from bot.catalog.loader import load_catalog
from bot.catalog.records import Prompt
from bot.settings import PROJECT
from tests.journeys.conftest import Here

PROMPTS = list(load_catalog(PROJECT / "catalog").prompts.values())


async def test_a_member_finds_saves_and_lists_a_prompt(here: Here):
    offered = await here.maya.autocomplete("prompt find", "query", "so")
    soap = next(choice for choice in offered if choice.value == "soap-note-draft")

    card = await here.maya.slash("prompt find", query=soap.value)
    assert card.private
    assert "Not yet reviewed by a licensed clinician here" in card.text

    saved = await here.maya.click(card, "Save")
    assert [button.label for button in saved.buttons] == ["Show text", "Remove from saved"]

    listed = await here.maya.slash("prompt saved")
    assert "SOAP" in listed.text

    opened = await here.maya.select(listed, "soap-note-draft")
    removed = await here.maya.click(opened, "Remove from saved")
    assert "Save" in [button.label for button in removed.buttons]
    assert "no prompts yet" in (await here.maya.slash("prompt saved")).text


async def test_words_give_a_menu_of_the_best_that_opens_cards(here: Here):
    results = await here.maya.slash("prompt find", query="handout about panic attacks")

    card = await here.maya.select(results, "panic-attack-cycle")

    assert "Panic" in card.text
    assert card.message is not results.message


async def test_a_text_is_shown_alone_to_copy(here: Here):
    card = await here.maya.slash("prompt find", query="soap-note-draft")

    shown = await here.maya.click(card, "Show text")

    body = load_catalog(PROJECT / "catalog").prompts["soap-note-draft"].body.strip()
    assert body in shown.text
    assert shown.private


async def test_a_tier_three_text_is_not_offered_before_reviewers_approved_it(here: Here):
    card = await here.maya.slash("prompt find", query="safety-plan-structure")

    assert "Show text" not in [button.label for button in card.buttons]
    assert "Tier 3" in card.text


async def test_browsing_walks_through_categories(here: Here):
    everything = await here.maya.slash("prompt browse")
    ethics = await here.maya.select(everything, "ai-ethics", placeholder="Another category")

    assert "AI ethics" in ethics.text
    assert "Page" not in "".join(button.label for button in ethics.buttons)

    card = await here.maya.select(
        ethics, "deidentify-before-you-paste", placeholder="Open a prompt"
    )
    assert "De-Identification Checklist" in card.text


async def test_pages_turn_in_place(here: Here):
    first = await here.maya.slash("prompt browse")

    second = await here.maya.click(first, "Next")

    assert second.message is first.message
    assert "Page 2 of" in "".join(button.label for button in second.buttons)


async def test_nothing_found_offers_the_categories(here: Here):
    nothing = await here.maya.slash("prompt find", query="zzzz qqqq xxxx")

    assert "I found no prompt for that" in nothing.text
    shelf = await here.maya.select(nothing, "documentation")
    assert "Documentation" in shelf.text


async def test_a_member_reads_in_direct_messages_too(here: Here):
    place = here.maya.dm("Attune")

    card = await here.maya.slash("prompt find", place, query="soap-note-draft")

    assert "SOAP" in card.text


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.slug)
async def test_every_prompt_renders_within_discords_limits(here: Here, prompt: Prompt):
    card = await here.maya.slash("prompt find", query=prompt.slug)

    assert prompt.title in card.text
    assert len(card.text) < 1500
    if prompt.risk_tier < 3:
        shown = await here.maya.click(card, "Show text")
        assert shown.failed is None
        assert shown.text
