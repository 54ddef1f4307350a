"""Files: uploading, limits, links that expire, and pictures of people."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.permissions import Bit
from bot.playground.records import Channel, Guild
from bot.playground.server import Playground
from tests.playground.client import Rest, forbid


def url(channel: Channel, message_id: object = "") -> str:
    return f"/channels/{channel.id}/messages/{message_id}".rstrip("/")


async def fetch(session: aiohttp.ClientSession, link: str) -> tuple[int, bytes]:
    async with session.get(link) as response:
        return response.status, await response.read()


async def test_a_file_is_sent_described_and_served(
    rest: Rest, channel: Channel, session: aiohttp.ClientSession
):
    body = {"attachments": [{"id": 0, "description": "A note", "filename": "renamed.txt"}]}

    sent = await rest.upload("POST", url(channel), body, [("my note.txt", b"hello")])

    (file,) = sent.json["attachments"]
    assert (file["filename"], file["description"], file["size"]) == ("renamed.txt", "A note", 5)
    assert file["content_type"] == "text/plain"
    assert await fetch(session, file["url"]) == (200, b"hello")


async def test_names_lose_what_a_link_can_not_have(rest: Rest, channel: Channel):
    sent = await rest.upload("POST", url(channel), {}, [("../a b?.txt", b"x")])

    assert sent.json["attachments"][0]["filename"] == "a_b_.txt"


async def test_a_link_expires_by_the_clock_and_can_not_be_made_up(
    rest: Rest, channel: Channel, session: aiohttp.ClientSession, playground: Playground
):
    sent = await rest.upload("POST", url(channel), {}, [("a.txt", b"hello")])
    link: str = sent.json["attachments"][0]["url"]

    assert (await fetch(session, link.split("?")[0]))[0] == 404
    assert (await fetch(session, link.replace("hm=", "hm=0")))[0] == 404

    playground.clock.advance(timedelta(hours=25))

    assert (await fetch(session, link))[0] == 404
    fresh = (await rest.get(url(channel, sent.json["id"]))).json["attachments"][0]["url"]
    assert (await fetch(session, fresh))[0] == 200


async def test_the_file_of_a_deleted_message_is_gone(
    rest: Rest, channel: Channel, session: aiohttp.ClientSession
):
    sent = await rest.upload("POST", url(channel), {}, [("a.txt", b"hello")])
    await rest.delete(url(channel, sent.json["id"]))

    assert (await fetch(session, sent.json["attachments"][0]["url"]))[0] == 404


async def test_a_file_over_10_mib_and_an_eleventh_file_are_refused(rest: Rest, channel: Channel):
    mib = 1024 * 1024
    fits = await rest.upload("POST", url(channel), {}, [("a.bin", b"x" * 10 * mib)])
    large = await rest.upload("POST", url(channel), {}, [("a.bin", b"x" * (10 * mib + 1))])
    many = await rest.upload("POST", url(channel), {}, [(f"{n}.txt", b"x") for n in range(11)])

    assert fits.status == 200
    assert large.refusal == (413, 40005)
    assert many.refusal == (400, 50035)


async def test_a_broken_form_is_refused(rest: Rest, channel: Channel, playground: Playground):
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("payload_json", "{")
    assert (await rest.call("POST", url(channel), data=form)).refusal == (400, 50109)

    async with aiohttp.ClientSession() as session:
        headers = {"Content-Type": "multipart/form-data"}
        headers["Authorization"] = f"Bot {next(iter(playground.world.applications.values())).token}"
        async with session.post(
            playground.api_url + url(channel), data=b"no boundary", headers=headers
        ) as response:
            assert response.status == 400
    assert playground.exchanges.crashes == 0


async def test_files_need_a_permission(
    rest: Rest, channel: Channel, guild: Guild, playground: Playground
):
    forbid(playground, guild, Bit.ATTACH_FILES)

    sent = await rest.upload("POST", url(channel), {}, [("a.txt", b"x")])

    assert sent.refusal == (403, 50013)


@pytest.mark.parametrize(
    ("attachments", "left"),
    [
        (None, ["a.txt", "b.txt", "c.txt"]),
        ([], ["c.txt"]),
        ([1], ["b.txt", "c.txt"]),
    ],
)
async def test_an_edit_keeps_the_files_it_names(
    rest: Rest, channel: Channel, attachments: list[int] | None, left: list[str]
):
    sent = await rest.upload(
        "POST", url(channel), {"content": "x"}, [("a.txt", b"a"), ("b.txt", b"b")]
    )
    body: dict[str, Any] = {}
    if attachments is not None:
        kept = [sent.json["attachments"][n] for n in attachments]
        body["attachments"] = [{"id": k["id"]} for k in kept]

    edited = await rest.upload("PATCH", url(channel, sent.json["id"]), body, [("c.txt", b"c")])

    assert [a["filename"] for a in edited.json["attachments"]] == left


async def test_an_embed_shows_an_attached_picture(
    rest: Rest, channel: Channel, session: aiohttp.ClientSession
):
    embed = {
        "title": "x",
        "image": {"url": "attachment://p.png"},
        "footer": {"text": "f", "icon_url": "attachment://p.png"},
    }

    sent = await rest.upload("POST", url(channel), {"embeds": [embed]}, [("p.png", b"png")])

    shown = sent.json["embeds"][0]
    assert await fetch(session, shown["image"]["url"]) == (200, b"png")
    assert await fetch(session, shown["footer"]["icon_url"]) == (200, b"png")
    assert sent.json["attachments"] == []


async def test_everybody_has_a_default_picture(
    session: aiohttp.ClientSession, playground: Playground
):
    status, content = await fetch(session, f"{playground.cdn_url}/embed/avatars/3.png")

    assert status == 200
    assert content.startswith(b"\x89PNG")
