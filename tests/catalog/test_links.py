"""`attune catalog links`: what answers, what is dead, and what no file is changed for."""

import asyncio
import socket
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, cast

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.catalog.link_dates import NotEditableError, with_dates
from bot.catalog.loader import load_catalog
from bot.cli.links import check_links
from bot.cli.opening import AT_ONCE, Answer, Verdict, open_links, polite_session
from bot.errors import NotFoundError

TODAY = date(2026, 12, 1)


class Shelf(Protocol):
    """The fixture's folder (conftest.py)."""

    folder: Path

    def write(self, name: str, text: str) -> None: ...


class World(AbstractResolver):
    """A web of hosts that are all one server on this machine; `gone` is a host that is not."""

    def __init__(self, port: int, reason: int) -> None:
        self._port = port
        self._reason = reason

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host.startswith("gone"):
            raise socket.gaierror(self._reason, "not known")
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """There is nothing to close."""


class WithoutTls(TCPConnector):
    """Connects as to any https address but for the encryption: no host here has a certificate."""

    async def _wrap_create_connection(self, *args: Any, **named: Any) -> Any:
        named.update(ssl=None, server_hostname=None)
        return await cast("Any", super())._wrap_create_connection(*args, **named)


class Web:
    """The server, and what was asked of it."""

    def __init__(self) -> None:
        self.statuses: dict[str, list[int]] = defaultdict(list)
        """By path, what to answer in turn; the last of them for good. None: 200."""
        self.heads: dict[str, int] = {}
        """What to answer to HEAD instead."""
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.at_once: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.all_came = asyncio.Event()
        self.over = asyncio.Event()
        self.port = 0
        self.reason = socket.EAI_NONAME

    def session(self) -> ClientSession:
        return ClientSession(
            connector=WithoutTls(resolver=World(self.port, self.reason)),
            timeout=ClientTimeout(total=2),
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.method, request.path))
        self.agents.add(request.headers["User-Agent"])
        if request.path == "/never":
            await self.over.wait()
        if request.path.startswith("/moved"):
            raise web.HTTPFound("https://other.example/here")
        if request.path.startswith("/crowd"):
            await self._in_the_crowd(request.host)
        if request.method == "HEAD" and request.path in self.heads:
            return web.Response(status=self.heads[request.path])
        statuses = self.statuses[request.path]
        status = statuses.pop(0) if len(statuses) > 1 else statuses[0] if statuses else 200
        return web.Response(status=status)

    async def _in_the_crowd(self, host: str) -> None:
        for key in (host, "all"):
            self.at_once[key] += 1
            self.most[key] = max(self.most[key], self.at_once[key])
        if self.at_once["all"] == AT_ONCE:
            self.all_came.set()
        await self.all_came.wait()
        for key in (host, "all"):
            self.at_once[key] -= 1


@pytest.fixture
async def net() -> AsyncIterator[Web]:
    net = Web()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", net.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    net.port = runner.addresses[0][1]
    yield net
    net.over.set()
    await runner.cleanup()


RESOURCE = """\
# Kept: a remark, "odd"   spacing and a line without an end
schema: 1
slug: {slug}
title:   'A Study of {slug}'
summary: >-
  What {slug} found when it asked clinicians
  of the county about {slug} at length.
kind: research
url: {url}
publisher: A Journal
authors: unknown
published: 2025-03
language: en
access: open
topics: [ethics, privacy]
modalities: [any]
populations: [any]
level: unknown
evidence_level: unknown
interests: unknown
seen_on: 2026-11-23
confidence: high   # as read
not_after: 2030-01-01"""


def fill(shelf: Shelf, urls: Mapping[str, str]) -> None:
    for slug, url in urls.items():
        shelf.write(f"resources/{slug}.yaml", RESOURCE.format(slug=slug, url=url))


def text_of(shelf: Shelf, slug: str) -> str:
    return (shelf.folder / "resources" / f"{slug}.yaml").read_text("utf-8")


CONFIDENCE = "confidence: high   # as read\n"


async def test_a_link_that_answers_gets_the_day_and_nothing_else_changes(shelf: Shelf, net: Web):
    fill(shelf, {"one": "https://host.example/one"})
    before = text_of(shelf, "one")

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    after = text_of(shelf, "one")
    assert after == before.replace(CONFIDENCE, f"{CONFIDENCE}link_checked_on: 2026-12-01\n")
    assert load_catalog(shelf.folder).resources["one"].link_checked_on == TODAY
    assert net.asked == [("HEAD", "/one")]


@pytest.mark.parametrize("status", [404, 410])
async def test_what_is_gone_twice_is_dead_from_the_first_day_on(
    shelf: Shelf, net: Web, status: int, capsys: pytest.CaptureFixture[str]
):
    fill(shelf, {"one": "https://host.example/one", "two": "https://host.example/two"})
    net.statuses["/one"] = [status]

    await check_links(shelf.folder, today=TODAY, session_of=net.session)
    await check_links(shelf.folder, today=date(2027, 1, 1), session_of=net.session)

    one = load_catalog(shelf.folder).resources["one"]
    assert (one.link_checked_on, one.link_dead_since) == (None, TODAY)
    said = capsys.readouterr().out
    assert f"dead ({status}): one https://host.example/one\n" in said
    assert said.endswith("2 links: 1 answer, 1 are dead, 0 are uncertain.\n")


async def test_a_host_that_is_gone_is_dead_where_others_answer(shelf: Shelf, net: Web):
    fill(shelf, {"one": "https://gone.example/", "two": "https://host.example/two"})

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    assert load_catalog(shelf.folder).resources["one"].link_dead_since == TODAY


async def test_without_an_internet_nothing_is_written(shelf: Shelf, net: Web):
    fill(shelf, {"one": "https://gone.example/", "two": "https://gone-too.example/"})
    before = text_of(shelf, "one"), text_of(shelf, "two")

    with pytest.raises(NotFoundError, match="nothing was written"):
        await check_links(shelf.folder, today=TODAY, session_of=net.session)

    assert (text_of(shelf, "one"), text_of(shelf, "two")) == before


async def test_a_name_that_could_not_be_looked_up_now_is_uncertain(net: Web):
    net.reason = socket.EAI_AGAIN

    async with net.session() as session:
        answers = await open_links(["https://gone.example/", "https://host.example/"], session)

    assert answers["https://gone.example/"].verdict is Verdict.UNSURE


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_a_site_that_refuses_a_program_changes_no_file(
    shelf: Shelf, net: Web, status: int, capsys: pytest.CaptureFixture[str]
):
    fill(shelf, {"one": "https://host.example/one", "two": "https://host.example/two"})
    net.statuses["/one"] = [status]
    before = text_of(shelf, "one")

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    assert text_of(shelf, "one") == before
    assert f"unsure ({status}): one https://host.example/one\n" in capsys.readouterr().out


async def test_a_site_that_never_answers_is_uncertain(net: Web):
    async with ClientSession(
        connector=WithoutTls(resolver=World(net.port, net.reason)),
        timeout=ClientTimeout(total=0.2),
    ) as session:
        answers = await open_links(["https://host.example/never"], session)

    assert answers == {
        "https://host.example/never": Answer(Verdict.UNSURE, "no answer in time"),
    }


async def test_gone_once_and_back_at_the_second_try_answers(net: Web):
    # HEAD and GET of the first try, then HEAD of the second.
    net.statuses["/one"] = [404, 404, 200]

    async with net.session() as session:
        answers = await open_links(["https://host.example/one"], session)

    assert answers["https://host.example/one"].verdict is Verdict.ANSWERS
    assert [method for method, _ in net.asked] == ["HEAD", "GET", "HEAD"]


async def test_a_site_that_knows_no_head_is_asked_for_the_page(net: Web):
    net.heads["/one"] = 404

    async with net.session() as session:
        answers = await open_links(["https://host.example/one"], session)

    assert answers["https://host.example/one"].verdict is Verdict.ANSWERS


async def test_a_redirect_is_followed_to_where_it_ends(net: Web):
    net.statuses["/here"] = [410]

    async with net.session() as session:
        answers = await open_links(["https://host.example/moved"], session)

    assert answers["https://host.example/moved"] == Answer(Verdict.DEAD, "410")


async def test_four_are_opened_at_once_and_never_two_of_one_host(net: Web):
    urls = [
        f"https://{host}.example/crowd/{number}" for host in "abcdefgh" for number in range(1, 4)
    ]

    async with net.session() as session:
        answers = await open_links(urls, session)

    assert {answer.verdict for answer in answers.values()} == {Verdict.ANSWERS}
    assert net.most.pop("all") == AT_ONCE == 4
    assert set(net.most.values()) == {1}


async def test_sites_are_told_who_asks(net: Web):
    async with polite_session() as session:
        await session.head(f"http://127.0.0.1:{net.port}/")
        assert session.timeout.total == 10

    assert all(agent.startswith("Attune-link-check/") for agent in net.agents)


async def test_a_dead_link_that_came_back_is_dead_no_more(shelf: Shelf, net: Web):
    fill(shelf, {"one": "https://host.example/one"})
    file = shelf.folder / "resources" / "one.yaml"
    file.write_text(
        text_of(shelf, "one").replace(CONFIDENCE, f"{CONFIDENCE}link_dead_since: 2026-11-30\n")
    )

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    one = load_catalog(shelf.folder).resources["one"]
    assert (one.link_checked_on, one.link_dead_since) == (TODAY, None)


async def test_looking_again_changes_the_day_and_keeps_the_remark_beside_it(shelf: Shelf, net: Web):
    fill(shelf, {"one": "https://host.example/one"})
    text = text_of(shelf, "one").replace(
        CONFIDENCE, f"{CONFIDENCE}link_checked_on: DAY # by hand\n"
    )
    file = shelf.folder / "resources" / "one.yaml"
    # With the line ends of another system.
    file.write_bytes(text.replace("DAY", "2026-11-24").replace("\n", "\r\n").encode())

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    assert file.read_bytes() == text.replace("DAY", "2026-12-01").replace("\n", "\r\n").encode()


async def test_a_file_that_is_laid_out_in_another_way_is_left_to_people(
    shelf: Shelf, net: Web, capsys: pytest.CaptureFixture[str]
):
    fill(shelf, {"one": "https://host.example/one"})
    lines = [line.partition(" #")[0] for line in text_of(shelf, "one").splitlines()[1:]]
    summary = next(number for number, line in enumerate(lines) if line.startswith("summary"))
    lines[summary : summary + 3] = ["summary: 'What it found when it asked a hundred clinicians'"]
    flow = f"{{{', '.join(lines)}}}\n"
    shelf.write("resources/one.yaml", flow)

    await check_links(shelf.folder, today=TODAY, session_of=net.session)

    assert text_of(shelf, "one") == flow
    assert "write it in by hand: resources/one.yaml" in capsys.readouterr().out


ONE = RESOURCE.format(slug="one", url="https://host.example/one")


@pytest.mark.parametrize(
    "text",
    [
        ONE.replace("https://host.example/one", "https://host.example/other"),
        ONE.replace("confidence: high   # as read\n", "").replace("seen_on", "seen"),
        ONE.replace("confidence: high   # as read", "confidence:\n  high"),
        "- a list\n",
        "\tnot YAML",
    ],
)
def test_a_file_that_changed_or_is_laid_out_in_another_way_is_left_alone(text: str):
    with pytest.raises(NotEditableError):
        with_dates(text.encode(), "https://host.example/one", {"link_checked_on": TODAY})


def test_every_shipped_file_takes_a_day_and_gives_it_back(shipped_folder: Path):
    for file in sorted((shipped_folder / "resources").glob("*.yaml")):
        raw = file.read_bytes()
        url = raw.split(b"\nurl: ")[1].split(b"\n")[0].decode()
        dead = with_dates(raw, url, {"link_dead_since": TODAY})
        checked = with_dates(dead, url, {"link_checked_on": TODAY, "link_dead_since": None})

        assert dead.replace(b"link_dead_since: 2026-12-01\n", b"") == raw
        assert checked.replace(b"link_checked_on: 2026-12-01\n", b"") == raw


@pytest.fixture
def shipped_folder() -> Path:
    return Path(__file__).parents[2] / "catalog"
