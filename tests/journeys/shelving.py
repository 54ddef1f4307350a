"""Prompts as a test puts them on the shelf, and what can be pressed on a card."""

import dataclasses
from datetime import date

from bot.catalog.loader import load_catalog
from bot.catalog.records import Catalog, Change, Prompt
from bot.catalog.shelf import Shelf
from bot.playground.actors.reply import Reply
from bot.settings import PROJECT
from tests.journeys.conftest import Here

PROMPTS = list(load_catalog(PROJECT / "catalog").prompts.values())
SOAP, SAFETY = "soap-note-draft", "safety-plan-structure"


def put(here: Here, *changed: Prompt, gone: str = "") -> None:
    """Read the catalogue again, with these prompts in it and without that one."""
    house = here.hub.app.house
    prompts = {**house.shelf.catalog.prompts, **{prompt.slug: prompt for prompt in changed}}
    prompts.pop(gone, None)
    now = house.shelf.catalog
    house.shelf = Shelf(Catalog(prompts, now.aliases, now.crisis_lines, now.synonyms))


def next_version(prompt: Prompt) -> Prompt:
    change = Change("1.1.0", date(2026, 11, 30), "Clearer about risk")
    return dataclasses.replace(
        prompt,
        version="1.1.0",
        body=prompt.body.replace("150 to 300 words", "120 to 200 words"),
        changelog=(*prompt.changelog, change),
        content_hash="e" * 64,
    )


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]
