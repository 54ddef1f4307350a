"""Publishing posts of announcement channels."""

from datetime import timedelta

import pytest

from bot.playground.limits import CROSSPOST, Limits
from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, ChannelType, Guild, User
from bot.playground.routing import ROUTES
from bot.playground.server import Playground
from bot.playground.state import Event
from tests.playground.client import Rest, forbid, grant


@pytest.fixture
def news(playground: Playground, guild: Guild, bot: Application) -> Channel:
    return playground.world.add_channel(guild, "news", type=ChannelType.ANNOUNCEMENT)


def path(channel: Channel, message_id: object) -> str:
    return f"/channels/{channel.id}/messages/{message_id}/crosspost"


async def test_a_post_is_published_once_and_told(rest: Rest, news: Channel, events: list[Event]):
    sent = (await rest.send(news, content="Hello")).json["id"]

    published = await rest.post(path(news, sent))

    assert published.json["flags"] == 1
    assert (events[-1].name, events[-1].data["flags"]) == ("MESSAGE_UPDATE", 1)
    assert (await rest.post(path(news, sent))).refusal == (400, 40033)
    edited = await rest.patch(f"/channels/{news.id}/messages/{sent}", {"content": "Hi"})
    assert edited.json["flags"] == 1


async def test_only_posts_of_announcement_channels_can_be_published(
    rest: Rest, channel: Channel, news: Channel
):
    sent = (await rest.send(channel, content="Hello")).json["id"]

    assert (await rest.post(path(channel, sent))).refusal == (400, 50024)
    assert (await rest.post(path(news, sent))).refusal == (404, 10008)
    said = (await rest.send(news, content="Pinned")).json["id"]
    news.messages[int(said)].type = 6
    assert (await rest.post(path(news, said))).refusal == (400, 50068)


async def test_publishing_asks_for_send_and_for_others_posts_for_manage_messages(
    rest: Rest, news: Channel, playground: Playground, guild: Guild, bot: Application, owner: User
):
    other = playground.world.add_application("Other", owner)
    playground.world.install(other, guild)
    theirs = Rest(rest._session, playground, other.token)  # pyright: ignore[reportPrivateUsage]
    sent = (await theirs.send(news, content="Hello")).json["id"]

    assert (await rest.post(path(news, sent))).refusal == (403, 50013)
    grant(playground, guild, bot, Bit.MANAGE_MESSAGES)
    assert (await rest.post(path(news, sent))).status == 200
    forbid(playground, guild, Bit.SEND_MESSAGES)
    assert (await theirs.post(path(news, sent))).refusal == (403, 50013)


async def test_a_channel_publishes_ten_posts_an_hour(
    rest: Rest, news: Channel, playground: Playground
):
    route = next(r for r in ROUTES if r.path == CROSSPOST)
    real = Limits.discord()
    waits = [real.take(route, {"channel_id": 1}, 1).retry_after for _ in range(11)]
    assert [w is None for w in waits] == [True] * 10 + [False]
    assert 3500 < (waits[10] or 0) <= 3600

    playground.limits.set("POST", CROSSPOST, 1, timedelta(hours=1))
    first, second = [(await rest.send(news, content="x")).json["id"] for _ in range(2)]

    assert (await rest.post(path(news, first))).status == 200
    assert (await rest.post(path(news, second))).status == 429
