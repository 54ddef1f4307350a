"""Resources that members suggest, for the tests of resources."""

from bot.playground.actors import Person
from bot.playground.actors.reply import Reply

TITLE = "Telling Clients About AI: A Fictional Guide"
FORM = {
    "url": "https://www.example.org/telling-clients?utm_source=mail&id=7",
    "title": TITLE,
    "summary": "A fictional guide that explains how to tell clients about AI in a practice.",
    "kind": "guideline",
    "why": "It is short, and has words one can use.",
}


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
