"""Things in review, and what is pressed on their cards, for the tests of reviews."""

from typing import Any

from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import buttons
from bot.playground.records import Channel, Message
from bot.reviews.records import State, Subject
from bot.reviews.rules import due_after
from tests.journeys.conftest import Here
from tests.reviews.thing import Things

CHECKS = ["purpose", "facts", "safety", "privacy", "bias", "wording", "law"]
THINGS = Things()
APPROVAL = {"checks": CHECKS, "interests": "None", "test_run": "A model, 20 Nov"}


async def prepare(there: Here) -> None:
    roles, world = there.server.roles, there.hub.playground.world
    lead = world.add_role(there.server.guild, "Lead reviewer")
    world.add_channel(there.server.guild, "reviews")
    world.give_role(there.server.guild, there.server.people["Olu"].id, roles["Reviewer"])
    await there.mei.slash(
        "settings set",
        reviewer_role="Reviewer",
        lead_reviewer_role=lead,
        review_channel="reviews",
    )


def wanda(here: Here) -> Person:
    """Somebody who leads: the owner."""
    return People(here.hub.playground).member("Wanda", here.server.guild)


async def submit(here: Here, subject: Subject, author: Person | None = None) -> int:
    """As the feature that owns the item does."""
    THINGS.put(here.server.guild.id, subject)
    return await here.hub.app.house.reviews.submit(
        here.server.guild.id,
        subject,
        author_id=(author or here.maya).id,
        interests="I wrote it for my own practice.",
        snapshot={"title": subject.title, "body": "Text to read."},
        at=here.hub.playground.clock.now(),
    )


def state(here: Here, subject: Subject) -> State:
    reviews, today = here.hub.app.house.reviews, here.hub.playground.clock.now().date()
    return reviews.standing(here.server.guild.id, subject, today=today).state


def channel(here: Here) -> Channel:
    """The review channel; everybody sees it, so that the wrong person can press."""
    channels = here.hub.playground.world.channels.values()
    return next(c for c in channels if (c.guild_id, c.name) == (here.server.guild.id, "reviews"))


def cards(here: Here) -> list[Message]:
    """All cards, the oldest first; answers that only one person sees are none."""
    return [m for m in channel(here).messages.values() if m.ephemeral_for is None]


def card(here: Here) -> Message:
    return cards(here)[-1]


def day_in(here: Here, *, months: int) -> str:
    day = due_after({12: 2, 6: 3}[months], here.hub.playground.clock.now().date())
    return f"{day.day} {day:%b %Y}"


def labels(message: Message) -> list[str | None]:
    return [button.label for button in buttons(message)]


async def fill(person: Person, on: Message | Reply, button: str, **values: Any) -> Reply:
    """Press a button and send the form that opens."""
    form = await person.click(on, button)
    assert form.modal is not None, form.text
    return await (await person.submit(form, **values)).settled()
