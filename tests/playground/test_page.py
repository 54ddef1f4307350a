"""Who may reach the playground, and what the page's files come with."""

import asyncio

import aiohttp
import pytest

from bot.playground.actors import People, Upload
from bot.playground.page_server import FOLDER
from bot.playground.payloads.links import link
from bot.playground.sample import build_sample
from bot.playground.server import Playground

OWN = "{port}"
PAGES = ("/", "/page/js/main.js", "/playground/state?as=maya", "/playground/clock")


async def status(playground: Playground, path: str, method: str = "GET", **headers: str) -> int:
    build_sample(playground)
    given = {k: v.replace(OWN, str(playground.port)) for k, v in headers.items()}
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, playground.address + path, headers=given) as response,
    ):
        return response.status


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}"])
async def test_the_page_answers_under_each_name_of_this_machine(
    playground: Playground, path: str, host: str
):
    assert await status(playground, path, Host=host, Origin=f"http://{host}") == 200


@pytest.mark.parametrize("path", [*PAGES, "/cdn/embed/avatars/1.png", "/api/v10/gateway"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:{port}"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Host": ""},
        {"Host": "["},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
    ],
)
async def test_foreign_names_and_sites_are_refused_everywhere(
    playground: Playground, path: str, headers: dict[str, str]
):
    assert await status(playground, path, **headers) == 403


async def test_posts_of_foreign_sites_are_refused(playground: Playground):
    for path in ("/playground/act", "/playground/clock"):
        assert await status(playground, path, "POST", Origin="http://evil.example") == 403


@pytest.mark.parametrize(
    "path", ["/playground/live?as=maya", "/playground/clock/follow", "/gateway"]
)
async def test_sockets_of_foreign_sites_are_refused(playground: Playground, path: str):
    async with aiohttp.ClientSession() as http:
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await http.ws_connect(playground.address + path, headers=headers)
            assert refused.value.status == 403


async def test_another_port_is_fine_for_bots_but_not_for_the_page(playground: Playground):
    assert await status(playground, "/cdn/embed/avatars/1.png", Host="localhost:1") == 200
    assert await status(playground, "/", Host="localhost:1") == 403
    assert await status(playground, "/", Host="localhost") == 403


async def test_every_file_of_the_page_is_served_under_the_strict_policy(playground: Playground):
    files = [p for p in FOLDER.rglob("*") if p.is_file()]

    async with aiohttp.ClientSession() as http:
        for file in files:
            path = f"/page/{file.relative_to(FOLDER).as_posix()}"
            async with http.get(playground.address + path) as response:
                assert response.status == 200, path
                assert "script-src 'self';" in response.headers["Content-Security-Policy"]
                assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_all_its_parts_so_that_they_load_at_once():
    index = (FOLDER / "index.html").read_text(encoding="utf-8")

    parts = [p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file()]

    assert [p for p in parts if f"/page/{p}" not in index and p != "index.html"] == []


@pytest.mark.parametrize(
    "path", ["/page/nothing.js", "/page/../server.py", "/page/%2e%2e/server.py", "/page/js", "/x"]
)
async def test_nothing_else_is_served(playground: Playground, path: str):
    host, port = "127.0.0.1", playground.port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())

    assert b"404" in await reader.readline()

    writer.close()
    await writer.wait_closed()


async def test_attached_files_are_downloads_that_can_run_nothing(playground: Playground):
    sample = build_sample(playground)
    maya = People(playground).member("Maya", sample.guild)
    evil = Upload("evil.html", b"<script>alert(1)</script>")
    message = await maya.say("look", files=[evil])
    url = link(
        playground.world, message.channel_id, message.attachments[0], cdn_url=playground.cdn_url
    )
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
