"""What is previewed and what is posted are equal, component by component."""

import json
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bot.delivery.composing import mentions_of, parameters
from bot.delivery.records import Image
from bot.playground.actors.reading import walk
from bot.playground.cdn import png
from bot.playground.checks.messages import Draft, created
from bot.playground.records import Attachment, Json, Message
from bot.ui.panels import Panel
from cogs.announcements.cog import Announce
from cogs.announcements.layout import TEXT_LIMIT_CHARACTERS
from cogs.announcements.ready import Readying
from cogs.announcements.records import Announcement, Content, Placing, State
from tests.announcements.acting import ALT, IMAGE, compose, posted, posts, press, settled
from tests.announcements.written import contents
from tests.journeys.conftest import Here, Hub

FLYER = Image("a1b2c3d4-flyer.png", png((1, 2, 3)), "A flyer")
IN_THE_QUICK_RUN = 300


def taken_by_discord(panel: Panel, images: list[Image], roles: tuple[int, ...] = ()) -> Draft:
    """The message as Discord takes it, with every limit checked; DiscordError where it does not."""
    with parameters(panel, images, mentions_of(roles, ()), None) as params:
        body: Any = params.payload
        for part in params.multipart or ():
            if part["name"] == "payload_json":
                body = json.loads(part["value"])
    files = [Attachment(n, i.filename, "image/png", i.content, i.alt) for n, i in enumerate(images)]
    return created(body, files)


def shown(components: list[Json]) -> list[Json]:
    """Components without what nobody sees: their ids, and where a picture's bytes lie."""
    plain: list[Json] = json.loads(json.dumps(components))
    for component in walk(plain):
        component.pop("id", None)
        for item in component.get("items", ()):
            item["media"] = item["media"]["url"].rpartition("/")[2].partition("?")[0]
    return plain


def characters_in(draft: Draft) -> int:
    return sum(len(c.get("content", "")) for c in walk(draft.components))


@given(content=contents(), role_id=st.sampled_from((None, 123456789012345678)))
@settings(
    max_examples=IN_THE_QUICK_RUN,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_of_300_announcements_preview_and_post_are_equal(
    hub: Hub, content: Content, role_id: int | None
):
    cog = hub.app.get_cog("Announce")
    assert isinstance(cog, Announce)
    desk, now = cog.desk, hub.playground.clock.now()
    draft = Announcement(
        id=0,
        guild_id=1,
        state=State.DRAFT,
        content=content,
        placing=Placing(channel_id=1, role_id=role_id),
        planned_by=7,
        made_at=now,
        changed_at=now,
    )
    image = FLYER if content.picture else None
    made = await desk.store.create(draft, 7, image=image)
    previewed = await desk.messages(made)
    # As the runner of another process does: all of it read from the database.
    ready = await Readying(desk.store, desk.history).ready(
        made, made.version, await desk.values_of(made)
    )
    await desk.store.delete(1, made.id)

    roles = () if role_id is None else (role_id,)
    before = [taken_by_discord(panel, images) for panel, images in previewed]
    after = [taken_by_discord(m.panel, m.images, roles) for m in ready.messages]

    event(f"{len(after)} messages")
    event(f"limit met: {characters_in(after[0]) == TEXT_LIMIT_CHARACTERS}")
    assert [shown(d.components) for d in before] == [shown(d.components) for d in after]
    assert [d.attachments for d in before] == [d.attachments for d in after]
    for sent in after:
        said = "\n".join(c.get("content", "") for c in walk(sent.components))
        assert sent.allowed.users_in(said) == []
        assert not sent.allowed.everyone_in(said)
        assert set(sent.allowed.roles_in(said)) <= set(roles)


async def test_what_stands_in_the_channel_is_what_was_previewed(here: Here):
    await settled(here)
    role, lines = here.server.roles["Organiser"].id, "A line of words.\n" * 231
    everything = {
        "title": "Supervision **starts** 🙂",
        "body": f"@everyone שלום <@1>\n{lines}<@&{role}> on {{{{weekday}}}}",
        "link": "https://example.org/supervision",
        "image": [IMAGE],
        "alt": ALT,
    }

    draft = await compose(here.olu, everything, notify="Organiser")
    private = [draft.message, *draft.messages][:-1]
    await press(here.olu, draft, "Post now")
    public = await posted(here, 2)

    assert [shown(m.components) for m in private if m] == [shown(m.components) for m in public]
    assert [files(m) for m in private if m] == [files(m) for m in public]
    assert [m.mention_roles for m in public] == [[role], []]
    assert not any(m.mention_everyone or m.mentions for m in public)
    assert len(posts(here)) == 2


def files(message: Message) -> list[tuple[str, bytes, str | None]]:
    return [(a.filename, a.content, a.description) for a in message.attachments]
