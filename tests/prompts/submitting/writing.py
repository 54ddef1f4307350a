"""Somebody who writes prompts in a test's server, and what they write."""

from bot.guilds.records import ServerSettings
from bot.playground.actors import Person
from bot.playground.actors.reply import Reply
from bot.playground.interactions import Kind
from tests.journeys.conftest import Here

TITLE = "Thank-You Note to a Referrer"
BODY = (
    "Draft a short thank-you note from a therapist to a colleague who referred somebody to the "
    "practice. Use only what stands below, and nothing about the person who was referred.\n\n"
    "What I want to say:\n{{message}}\n\nTone: {{tone}}\n\nKeep it under 120 words. Mark what is "
    "missing with [CHECK] and end by asking me to read it before it is sent."
)
BASICS = {
    "title": TITLE,
    "summary": "Write a warm, short note to a colleague who sent a referral your way.",
    "category": "administration",
    "body": BODY,
    "cautions": "Say nothing about the person who was referred.\n- Read it before you send it.",
}
CARE = {
    "not_for": "Clinical updates about a client",
    "bias_notes": "Check that the tone suits the colleague's culture and setting.",
}
TERMS = (
    "thank you note, referral thanks, thank a colleague, note to referrer, warm reply, gratitude"
    " letter, referral source, say thanks"
)
ANSWER = {
    "output_shape": "One note of at most 120 words.",
    "human_review": "That nothing in it points to a client.",
    "search_terms": TERMS,
}
SENT = {"attest": ["yes"], "interests": "None"}


async def fill_in(person: Person, panel: Reply, section: str, **values: object) -> Reply:
    """Open one of the further forms of a draft and send it."""
    form = await person.select(panel, section, placeholder="More details")
    return await person.submit(form, values)


async def a_complete_draft(person: Person, **basics: object) -> Reply:
    """The panel of a draft that can be sent; of tier 1, unless `basics` make it another."""
    panel = await person.submit(await person.slash("prompt submit"), {**BASICS, **basics})
    panel = await fill_in(person, panel, "care", **CARE)
    panel = await fill_in(person, panel, "answer", **ANSWER)
    for gap in ("gap-message", "gap-tone"):
        panel = await fill_in(person, panel, gap, phi_risk="none")
    return panel


async def send(person: Person, panel: Reply, **said: object) -> Reply:
    """Send a draft to the reviewers."""
    button = next(b.label for b in panel.buttons if b.label.startswith("Send"))
    return await person.submit(await person.click(panel, button), {**SENT, **said})


async def mine(person: Person, title: str = TITLE) -> Reply:
    """The panel of one's own piece, opened from `/prompt mine`."""
    listed = await person.slash("prompt mine")
    return await person.select(listed, title, placeholder="Open one")


async def with_reviewers(here: Here) -> Here:
    """The server names its reviewers, and only its professionals may submit."""
    roles = here.server.roles
    await here.hub.app.house.guilds.change(
        here.server.guild.id,
        ServerSettings,
        at=here.hub.playground.clock.now(),
        reviewer_role=roles["Reviewer"].id,
        professional_role=roles["Professional"].id,
        moderator_role=roles["Moderator"].id,
    )
    return here


async def at_home(person: Person, here: Here) -> None:
    """The server is the person's home hub."""
    now = here.hub.playground.clock.now()
    await here.hub.app.house.members.set_home(person.id, here.server.guild.id, at=now)


async def review_card(reviewer: Person, title: str = TITLE) -> Reply:
    """The card of what waits, opened from `/review queue`."""
    queue = await reviewer.slash("review queue")
    # Not a report of it, whose title begins with the reason.
    option = next(o for o in queue.selects[0].options if title in o and f": {title}" not in o)
    return await reviewer.select(queue, option)


async def decide(
    reviewer: Person, button: str, comment: str = "", *, title: str = TITLE, trained: bool = False
) -> Reply:
    """Approve, ask for changes or decline, with everything ticked and no conflict."""
    opened = await reviewer.click(await review_card(reviewer, title), button)
    if opened.modal is None:
        return opened
    checks = ["purpose", "facts", "safety", "privacy", "bias", "wording", "law"]
    said: dict[str, object] = {"interests": "None", "conflict": "no", "comment": comment}
    if button == "Approve":
        said["test_run"] = "A model, November 2026"
    said["checks"] = [*checks, "competent"] if trained else checks
    return await reviewer.submit(opened, said)


async def press_as(person: Person, here: Here, reply: Reply, custom_id: str | None) -> Reply:
    """Somebody who presses what a client would not show them."""
    message = reply.message
    assert message is not None
    channel = person.channel_of(message) if message.ephemeral_for is None else here.server.general
    pressed = {"custom_id": custom_id, "component_type": 2}
    interaction = here.hub.playground.interactions.create(
        Kind.COMPONENT, here.hub.application, person.id, channel, pressed, source=message
    )
    await interaction.until(
        lambda: interaction.response is not None or interaction.failed is not None, within=10.0
    )
    return Reply(person, interaction)
