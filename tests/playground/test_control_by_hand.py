"""From a second terminal, as somebody: events, moderation, threads."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.playground.actors import People
from bot.playground.audit_log import Action
from bot.playground.sample import Sample, build_sample
from bot.playground.server import Playground
from tests.playground.test_control import Terminal


@pytest.fixture
def sample(playground: Playground) -> Sample:
    return build_sample(playground)


@pytest.fixture
async def terminal(playground: Playground, sample: Sample) -> AsyncIterator[Terminal]:
    async with aiohttp.ClientSession() as http:
        yield Terminal(playground, http)


async def test_an_organiser_makes_changes_and_deletes_an_event(
    terminal: Terminal, sample: Sample, playground: Playground
):
    start = playground.clock.now() + timedelta(days=1)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    made = await terminal.act("create_event", "olu", name="Walk", location="Park", **times)
    await terminal.act("interested", event="Walk")
    await terminal.act("edit_event", "olu", event="Walk", name="Run", starts_at=times["starts_at"])

    (event,) = sample.guild.scheduled_events.values()
    assert made == (200, {})
    assert (event.name, event.starts_at, len(event.interested)) == ("Run", start, 2)
    await terminal.act("not_interested", event="Run")
    assert len(event.interested) == 1
    assert await terminal.act("delete_event", event="Run") == (
        400,
        {"error": "Missing Permissions"},
    )
    await terminal.act("cancel_event", "olu", event="Run")
    assert event.is_finished
    status, told = await terminal.act(
        "create_event", "olu", name="x", location="y", starts_at="2100-01-01T00:00"
    )
    assert (status, told["error"].split(",")[0]) == (400, "the time needs a zone")


async def test_a_moderator_acts_on_members_who_can_leave_by_themselves(
    terminal: Terminal, sample: Sample, playground: Playground
):
    maya = People(playground).member("Maya", sample.guild)
    hana = People(playground).member("Hana", sample.guild)

    await terminal.act("time_out", "mei", person="Maya", minutes=5, reason="calm")
    await terminal.act("end_timeout", "mei", person="Maya")
    await terminal.act("kick", "mei", person="Hana")
    await terminal.act("ban", "mei", person="Maya", reason="spam")
    await terminal.act("unban", "mei", person=str(maya.id))
    await terminal.act("leave", "tomas")

    assert [e.action for e in sample.guild.audit_log] == [
        Action.MEMBER_UPDATE,
        Action.MEMBER_UPDATE,
        Action.MEMBER_KICK,
        Action.MEMBER_BAN_ADD,
        Action.MEMBER_BAN_REMOVE,
    ]
    assert not {maya.id, hana.id} & sample.guild.members.keys()
    assert (await terminal.act("say", "tomas", text="hello"))[0] == 400
    assert (await terminal.act("kick", "ravi"))[1]["error"] == "kick needs 'person'"


async def test_somebody_opens_threads_and_forum_posts(terminal: Terminal, sample: Sample):
    _, said = await terminal.act("say", text="A case")
    await terminal.act("open_thread", message=said["message"]["id"], name="Case", text="Thoughts?")
    await terminal.act("open_thread", channel="general", name="Lunch")
    await terminal.act("post_in_forum", channel="questions", name="Sleep", text="What helps?")

    _, seen = await terminal.get("/state", **{"as": "maya"})
    there = {c["name"]: c["messages"] for c in seen["guilds"][0]["channels"]}
    assert there["Case"][0]["lines"] == ["Thoughts?"]
    assert there["Lunch"] == []
    assert there["Sleep"][0]["lines"] == ["What helps?"]
