"""What a window of the page hears and may ask for."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.actors import People, Upload
from bot.playground.live import connection
from bot.playground.permissions import Bit
from bot.playground.records import Json
from bot.playground.sample import Sample, build_sample
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot

PATIENCE_SECONDS = 5.0


class Window:
    """A page without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._number = 0
        self._heard: list[Json] = []

    async def frame(self) -> Json:
        message = await self.socket.receive(timeout=PATIENCE_SECONDS)
        if message.type is not aiohttp.WSMsgType.TEXT:
            raise ConnectionError(self.socket.close_code)
        return json.loads(message.data)

    async def next(self, kind: str, fits: Callable[[Json], bool] = lambda _: True) -> Json:
        """The next frame of a type; others are kept for later."""
        for frame in self._heard:
            if frame["type"] == kind and fits(frame):
                self._heard.remove(frame)
                return frame
        while True:
            frame = await self.frame()
            if frame["type"] == kind and fits(frame):
                return frame
            self._heard.append(frame)

    async def ask(self, do: str, **more: object) -> Json:
        """What an act was answered by."""
        self._number += 1
        number = self._number
        await self.socket.send_json({"id": number, "do": do, **more})
        return await self.next("answer", lambda f: f["id"] == number)


@pytest.fixture
def sample(playground: Playground) -> Sample:
    return build_sample(playground)


@asynccontextmanager
async def window(playground: Playground, **query: str) -> AsyncGenerator[Window]:
    async with aiohttp.ClientSession() as http:
        address = playground.address + "/playground/live"
        async with http.ws_connect(address, params=query) as socket:
            yield Window(socket)


@pytest.fixture
async def maya(playground: Playground, sample: Sample) -> AsyncIterator[Window]:
    async with window(playground, **{"as": "maya"}) as opened:
        yield opened


@pytest.fixture
async def attune(playground: Playground, sample: Sample) -> AsyncIterator[Bot]:
    async with bot(playground, sample.application) as running:
        await running.register({"name": "find", "type": 1, "description": "Find"})
        yield running


async def test_hello_says_who_is_there_and_what_they_see(maya: Window, sample: Sample):
    hello = await maya.frame()

    assert hello["type"] == "hello"
    assert hello["you"]["name"] == "Maya Lindqvist"
    assert [(p["name"].split()[0], p["part"]) for p in hello["cast"]] == [
        ("Maya", "Professional"),
        ("Ravi", "Reviewer"),
        ("Olu", "Organiser"),
        ("Mei", "Moderator"),
    ]
    names = {c["name"] for c in hello["server"]["channels"]}
    assert "general" in names
    assert "moderators" not in names
    assert all(c["unread"] == 0 for c in hello["server"]["channels"])
    assert hello["clock"]["can_restart"] is False


async def test_without_a_name_the_first_of_the_cast_acts(playground: Playground, sample: Sample):
    async with window(playground) as opened:
        assert (await opened.frame())["you"]["name"] == "Maya Lindqvist"


async def test_who_is_not_there_gets_a_sentence(playground: Playground):
    async with window(playground) as opened:
        assert (await opened.frame())["error"] == "there is no server yet"
    build_sample(playground)
    async with window(playground, **{"as": "zoe"}) as opened:
        assert (await opened.frame())["error"] == "nobody here is called 'zoe'"


async def test_messages_come_as_they_are_written_changed_and_deleted(maya: Window, sample: Sample):
    said = (await maya.ask("say", text="hello", channel="prompts"))["ok"]["message"]
    heard = await maya.next("message")
    await maya.ask("react", message=said["id"], emoji="\N{THUMBS UP SIGN}")
    changed = await maya.next("message")
    await maya.ask("delete", message=said["id"])
    gone = await maya.next("gone")

    assert heard["new"]
    assert heard["message"]["content"] == "hello"
    assert changed["message"]["reactions"][0]["me"]
    assert gone == {
        "type": "gone",
        "channel": str(sample.channels["prompts"].id),
        "messages": [said["id"]],
    }


async def test_what_somebody_does_not_see_is_not_told(
    playground: Playground, sample: Sample, maya: Window
):
    mei = People(playground).member("Mei", sample.guild)
    await maya.frame()

    await mei.say("secret", "moderators")
    await mei.say("open", "general")

    assert (await maya.next("message"))["message"]["content"] == "open"
    refused = await maya.ask("messages", channel=str(sample.channels["moderators"].id))
    assert "sees no such channel" in refused["error"]


async def test_a_private_reply_reaches_its_reader_alone_and_survives(
    playground: Playground, sample: Sample, maya: Window, attune: Bot
):
    async with window(playground, **{"as": "ravi"}) as ravi:
        task = asyncio.create_task(maya.ask("slash", command="find", channel="general"))
        await attune.answers(task, 5, {"flags": 64})
        thinking = (await maya.next("message"))["message"]
        assert thinking["private"]
        assert thinking["flags"] & 128
        assert thinking["command"] == "find"

        await ravi.ask("say", text="anything", channel="general")
        assert (await ravi.next("message"))["message"]["content"] == "anything"

    async with window(playground, **{"as": "maya"}) as again:
        general = str(sample.channels["general"].id)
        shown = (await again.ask("messages", channel=general))["ok"]["messages"]
        assert [m["id"] for m in shown if m["private"]] == [thinking["id"]]
        await again.ask("dismiss", message=thinking["id"])
    assert (await maya.next("gone"))["messages"] == [thinking["id"]]


async def test_an_open_form_survives_and_can_be_closed(
    playground: Playground, maya: Window, attune: Bot
):
    field = {"type": 4, "custom_id": "n", "style": 1}
    label = {"type": 18, "label": "Name", "component": field}
    form = {"custom_id": "f", "title": "Form", "components": [label]}
    task = asyncio.create_task(maya.ask("slash", command="find"))
    await attune.answers(task, 9, form)
    opened = task.result()["ok"]["modal"]

    async with window(playground, **{"as": "maya"}) as again:
        assert [f["title"] for f in (await again.frame())["forms"]] == ["Form"]
        await again.ask("close", interaction=opened["interaction"])
    async with window(playground, **{"as": "maya"}) as again:
        assert (await again.frame())["forms"] == []


async def test_an_act_goes_on_when_its_window_closes(
    playground: Playground, sample: Sample, attune: Bot
):
    async with window(playground, **{"as": "maya"}) as first:
        await first.socket.send_json({"id": 1, "do": "slash", "command": "find"})
        asked = await attune.interaction()
    field = {"type": 4, "custom_id": "n", "style": 1}
    label = {"type": 18, "label": "x", "component": field}
    form = {"custom_id": "f", "title": "Late", "components": [label]}
    await attune.respond(asked, 9, form)

    async with window(playground, **{"as": "maya"}) as again:
        assert [f["title"] for f in (await again.frame())["forms"]] == ["Late"]


async def test_a_long_channel_is_read_in_parts(
    playground: Playground, sample: Sample, maya: Window
):
    ravi = People(playground).member("Ravi", sample.guild)
    for n in range(120):
        await ravi.say(str(n), "trainings")
    place = str(sample.channels["trainings"].id)

    async def part(**where: object) -> tuple[list[str], bool, bool]:
        told = (await maya.ask("messages", channel=place, limit=50, **where))["ok"]
        ids.extend(m["id"] for m in told["messages"])
        contents = [m["content"] for m in told["messages"]]
        return [contents[0], contents[-1]], told["older"], told["newer"]

    ids: list[str] = []
    assert await part() == (["70", "119"], True, False)
    assert await part(before=ids[0]) == (["20", "69"], True, True)
    assert await part(after=ids[-1]) == (["70", "119"], True, False)
    assert await part(around=ids[25]) == (["70", "119"], True, False)


async def test_unread_counts_and_mentions_go_away_when_read(
    playground: Playground, sample: Sample, maya: Window
):
    await maya.frame()
    ravi = People(playground).member("Ravi", sample.guild)
    user = sample.people["Maya"]
    await ravi.say("one", "prompts")
    last = await ravi.say(f"two <@{user.id}>", "prompts")
    prompts = str(sample.channels["prompts"].id)

    async def counted() -> tuple[int, int]:
        async with window(playground, **{"as": "maya"}) as again:
            channels = (await again.frame())["server"]["channels"]
            found = next(c for c in channels if c["id"] == prompts)
            return found["unread"], found["mentions"]

    assert await counted() == (2, 1)
    await maya.ask("read", channel=prompts, message=str(last.id))
    assert await counted() == (0, 0)
    assert (await maya.next("read"))["message"] == str(last.id)


async def test_channels_vanish_when_a_role_is_taken(playground: Playground, sample: Sample):
    async with window(playground, **{"as": "ravi"}) as ravi:
        hello = await ravi.frame()
        assert "reviewers" in {c["name"] for c in hello["server"]["channels"]}

        ravi_id = sample.people["Ravi"].id
        playground.world.take_role(sample.guild, ravi_id, sample.roles["Reviewer"])

        told = await ravi.next("places")
        assert "reviewers" not in {c["name"] for c in told["server"]["channels"]}


async def test_the_clock_is_told_and_moved(playground: Playground, sample: Sample, maya: Window):
    await maya.frame()
    clock = playground.clock
    when = clock.now() + timedelta(days=1)
    sleeper = asyncio.create_task(clock.sleep_until(when, "a post"))

    due = await maya.next("clock", lambda f: bool(f["clock"]["due"]))
    moved = await maya.ask("move_clock", to="next")
    await asyncio.wait_for(sleeper, PATIENCE_SECONDS)

    assert due["clock"]["due"][0]["label"] == "a post"
    assert moved["ok"]["offset_seconds"] == pytest.approx(86400, abs=5)
    assert (await maya.next("clock", lambda f: f["moved"]))["clock"]["offset_seconds"] > 80000
    assert "no duration" in (await maya.ask("move_clock", advance="soon"))["error"]


async def test_restarting_is_for_who_can(playground: Playground, sample: Sample, maya: Window):
    assert "can't start afresh" in (await maya.ask("restart"))["error"]

    asked: list[bool] = []
    playground.restart = lambda: asked.append(True)

    assert (await maya.ask("restart"))["ok"] == {}
    assert asked == [True]


async def test_the_curious_see_requests_and_events_with_what_was_wrong(maya: Window, attune: Bot):
    watched = (await maya.ask("traffic", on=True))["ok"]["entries"]
    assert any(e["kind"] == "event" and e["name"] == "READY" for e in watched)

    await attune.call("POST", "/channels/1/messages", {"content": "x" * 3000})
    await attune.call("GET", "/nothing/here")

    first = await maya.next("traffic", lambda f: f["entry"]["kind"] == "request")
    second = await maya.next("traffic", lambda f: f["entry"]["kind"] == "request")
    assert json.loads(first["entry"]["request"])["content"].startswith("xxx")
    assert second["entry"]["missing"]
    assert second["entry"]["wrong"]
    await maya.ask("traffic", on=False)


async def test_mistakes_are_sentences_and_bugs_do_not_end_the_window(
    maya: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def broken(*_: Any) -> Json:
        raise ZeroDivisionError

    monkeypatch.setitem(connection.VERBS, "traffic", broken)

    assert "there is no act 'fly'" in (await maya.ask("fly"))["error"]
    assert (await maya.ask("say"))["error"] == "say needs 'text'"
    assert (await maya.ask("read"))["error"] == "read needs 'channel'"
    assert (await maya.ask("traffic"))["error"].startswith("The playground broke")
    await maya.socket.send_str("no JSON")
    assert "error" in await maya.next("answer", lambda f: f["id"] is None)
    assert (await maya.ask("commands"))["ok"] == {"commands": []}


async def test_attachments_are_linked_relative_to_the_page(
    playground: Playground, sample: Sample, maya: Window
):
    ravi = People(playground).member("Ravi", sample.guild)
    await ravi.say("look", "general", files=[Upload("a.txt", b"hello")])

    shown = (await maya.next("message"))["message"]["attachments"][0]
    assert shown["url"].startswith("/cdn/attachments/")


async def test_nobody_may_read_history_without_the_permission(
    playground: Playground, sample: Sample, maya: Window
):
    everyone = sample.guild.roles[sample.guild.id]
    everyone.permissions &= ~int(Bit.READ_MESSAGE_HISTORY)

    told = (await maya.ask("messages", channel="general"))["ok"]

    assert told == {"messages": [], "older": False, "newer": False}
