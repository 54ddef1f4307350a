"""Reviews of prompts in a test's server, as its reviewers would give them."""

from bot.catalog.records import Prompt
from bot.reviews.records import Actor, Cause, Check, Role, Subject, What, Words
from cogs.prompts.shelves import KIND, subject_of
from tests.journeys.conftest import Here

LOOKED_AT = Words(interests="none", checks=tuple(Check), test_run="A model, Nov 2026, fictional")
SAID = Words(interests="none", comment="Not like this.")


def prompt_here(here: Here, slug: str) -> Prompt:
    return here.hub.app.house.shelf.catalog.prompts[slug]


async def open_review(here: Here, slug: str) -> int:
    """The number of the review of a file of the catalogue, begun by Mei."""
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    subject: Subject = subject_of(prompt_here(here, slug))
    found = reviews.find(here.server.guild.id, KIND, slug)
    if found is not None:
        return found.number
    return await reviews.submit(
        here.server.guild.id, subject, author_id=here.mei.id, interests="none", snapshot={}, at=at
    )


async def approve(here: Here, slug: str) -> None:
    """Ravi approves it and, as tier 3 needs two, so does Olu."""
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    number = await open_review(here, slug)
    people = (here.ravi.id, here.olu.id)[: 2 if prompt_here(here, slug).risk_tier > 2 else 1]
    for person in people:
        by = Actor(person, Role.REVIEWER)
        await reviews.decide(here.server.guild.id, number, What.APPROVED, by, LOOKED_AT, at)


async def suspend(here: Here, slug: str) -> None:
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    number, by = await open_review(here, slug), Actor(here.mei.id, Role.MODERATOR)
    await reviews.suspend(here.server.guild.id, number, by, "A concern.", at)


async def decline(here: Here, slug: str) -> None:
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    number, by = await open_review(here, slug), Actor(here.ravi.id, Role.REVIEWER)
    await reviews.decide(here.server.guild.id, number, What.DECLINED, by, SAID, at)


async def retire(here: Here, slug: str, *, replaced_by: str | None = None) -> None:
    reviews, at = here.hub.app.house.reviews, here.hub.playground.clock.now()
    number, by = await open_review(here, slug), Actor(here.ravi.id, Role.LEAD_REVIEWER)
    await reviews.retire(
        here.server.guild.id, number, by, Cause.SUPERSEDED, at, replaced_by=replaced_by
    )
