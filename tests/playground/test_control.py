"""The playground from a second terminal."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.sample import Sample, build_sample
from bot.playground.server import Playground
from tests.playground.wire import Bot, bot


class Terminal:
    def __init__(self, playground: Playground, http: aiohttp.ClientSession) -> None:
        self._address = playground.address + "/playground"
        self._http = http

    async def get(self, path: str, **query: str) -> tuple[int, Any]:
        async with self._http.get(self._address + path, params=query) as response:
            return response.status, await response.json()

    async def post(self, path: str, body: object) -> tuple[int, Any]:
        async with self._http.post(self._address + path, json=body) as response:
            return response.status, await response.json()

    async def act(self, do: str, who: str = "maya", **more: object) -> tuple[int, Any]:
        return await self.post("/act", {"as": who, "do": do, **more})


@pytest.fixture
def sample(playground: Playground) -> Sample:
    return build_sample(playground)


@pytest.fixture
async def terminal(playground: Playground, sample: Sample) -> AsyncIterator[Terminal]:
    async with aiohttp.ClientSession() as http:
        yield Terminal(playground, http)


@pytest.fixture
async def attune(playground: Playground, sample: Sample) -> AsyncIterator[Bot]:
    async with bot(playground, sample.application) as running:
        query = {"type": 3, "name": "query", "description": "What", "autocomplete": True}
        await running.register(
            {"name": "find", "type": 1, "description": "Find", "options": [query]},
            {"name": "Save", "type": 3},
        )
        yield running


async def test_somebody_sees_their_channels_and_no_others(terminal: Terminal):
    _, maya = await terminal.get("/state", **{"as": "maya"})
    _, mei = await terminal.get("/state", **{"as": "mei"})
    names = {c["name"] for c in maya["guilds"][0]["channels"]}

    assert {"welcome", "general", "prompts", "questions"} <= names
    assert not {"moderators", "reviewers", "operations"} & names
    assert "moderators" in {c["name"] for c in mei["guilds"][0]["channels"]}
    assert len(maya["guilds"][0]["people"]) >= 13
    general = next(c for c in maya["guilds"][0]["channels"] if c["name"] == "general")
    assert general["messages"][0]["lines"] == [
        "Hello everybody! I have a small practice and am new to all of this."
    ]


async def test_acts_of_a_whole_story(terminal: Terminal, attune: Bot):
    button = {"type": 2, "style": 1, "label": "More", "custom_id": "more"}
    menu = {"type": 3, "custom_id": "m", "options": [{"label": "One", "value": "1"}]}
    answer = {
        "content": "a\nb",
        "flags": 64,
        "components": [
            {"type": 1, "components": [button]},
            {"type": 1, "components": [menu]},
        ],
    }
    field = {"type": 4, "custom_id": "n", "style": 1}
    form = {
        "custom_id": "f",
        "title": "Form",
        "components": [{"type": 18, "label": "Name", "component": field}],
    }

    async def acts(kind: int, data: Any, do: str, **more: Any) -> Any:
        task = asyncio.create_task(terminal.act(do, **more))
        _, (status, told) = await attune.answers(task, kind, data)
        assert status == 200, told
        return told

    _, offered = await terminal.act("commands")
    assert [c["name"] for c in offered["commands"]] == ["find", "Save"]
    suggested = await acts(
        8,
        {"choices": [{"name": "Soap", "value": "soap"}]},
        "autocomplete",
        command="find",
        option="query",
        typed="so",
    )
    assert suggested == {"choices": [{"name": "Soap", "value": "soap"}]}
    told = await acts(4, answer, "slash", command="find", options={"query": "soap"})
    assert told["lines"] == ["a", "b"]
    assert told["private"]
    message = told["message"]["id"]
    opened = await acts(9, form, "click", message=message, button="More")
    assert opened["modal"]["title"] == "Form"
    done = await acts(
        4,
        {"content": "thanks"},
        "submit",
        interaction=opened["modal"]["interaction"],
        values={"Name": "x"},
    )
    assert done["lines"] == ["thanks"]
    picked = await acts(7, {"content": "c"}, "select", message=message, values="One")
    assert picked["lines"] == ["c"]
    status, error = await terminal.act(
        "submit", interaction=opened["modal"]["interaction"], values={}
    )
    assert (status, error) == (400, {"error": "this form is not open"})
    assert (await terminal.act("dismiss", message=message))[0] == 200


async def test_acts_with_messages(terminal: Terminal, attune: Bot):
    file = {"filename": "a.txt", "base64": "aGVsbG8="}
    _, said = await terminal.act("say", text="hello", channel="prompts", files=[file])
    message = said["message"]["id"]
    assert said["message"]["attachments"][0]["size"] == 5
    _, answer = await terminal.act(
        "say", who="ravi", text="hi", channel="prompts", reply_to=message
    )
    assert answer["message"]["referenced_message"]["id"] == message
    _, edited = await terminal.act("edit", message=message, text="hello all")
    assert edited["message"]["content"] == "hello all"
    await terminal.act("react", who="ravi", message=message, emoji="\N{THUMBS UP SIGN}")
    _, calm = await terminal.act("unreact", who="ravi", message=message, emoji="\N{THUMBS UP SIGN}")
    assert "reactions" not in calm["message"]
    task = asyncio.create_task(terminal.act("menu", command="Save", message=message))
    await attune.answers(task, 4, {"content": "saved"})
    await terminal.act("delete", message=message)
    _, seen = await terminal.act("messages", channel="prompts")
    assert message not in [m["id"] for m in seen["messages"]]
    _, dm = await terminal.act("say", text="hello you", dm="Attune")
    assert dm["message"]["content"] == "hello you"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"as": "zoe", "do": "say"}, "nobody here is called 'zoe'"),
        ({"as": "maya", "do": "fly"}, "there is no act 'fly'"),
        ({"as": "maya", "do": "say"}, "say needs 'text'"),
        ({"as": "maya", "do": "click", "message": "5", "button": "x"}, "there is no message 5"),
        ([], "the body must be a JSON object"),
    ],
)
async def test_mistakes_are_told_in_a_sentence(terminal: Terminal, body: object, sentence: str):
    status, error = await terminal.post("/act", body)

    assert status == 400
    assert error["error"].startswith(sentence)


async def test_other_websites_can_not_use_it(playground: Playground, terminal: Terminal):
    url = playground.address + "/playground/clock"
    async with aiohttp.ClientSession() as http:
        for headers, status in (
            ({"Origin": "https://example.org"}, 403),
            ({"Host": "example.org"}, 403),
            ({"Origin": playground.address}, 200),
        ):
            async with http.get(url, headers=headers) as response:
                assert response.status == status


async def test_the_clock_is_read_and_moved(playground: Playground, terminal: Terminal):
    clock = playground.clock
    when = clock.now() + timedelta(days=1)
    sleeper = asyncio.create_task(clock.sleep_until(when, "a post"))
    _, before = await terminal.get("/clock")
    assert before["due"] == [{"when": when.isoformat(), "label": "a post"}]

    _, moved = await terminal.post("/clock", {"advance": "1h 30m"})
    assert moved["offset_seconds"] == 5400
    await terminal.post("/clock", {"to": "next"})
    await asyncio.wait_for(sleeper, 5)
    _, later = await terminal.post("/clock", {"to": (when + timedelta(days=1)).isoformat()})
    assert later["due"] == []

    for body, sentence in (
        ({"to": "next"}, "nothing is due"),
        ({"to": "2020-01-01T00:00+00:00"}, "the clock only moves forward"),
        ({"to": "2090-01-01T00:00"}, "the time needs a zone"),
        ({"advance": "soon"}, "'soon' is no duration"),
        ({}, "say "),
    ):
        status, error = await terminal.post("/clock", body)
        assert status == 400
        assert error["error"].startswith(sentence)


async def test_what_bots_asked_for_is_listed(terminal: Terminal, attune: Bot):
    await attune.call("GET", "/nothing/here")
    _, listed = await terminal.get("/exchanges", last="1")

    assert listed["exchanges"][0]["path"] == "/nothing/here"
    assert listed["unknown"][0]["count"] == 1
    status, error = await terminal.get("/state")
    assert (status, error["error"][:3]) == (400, "say")
