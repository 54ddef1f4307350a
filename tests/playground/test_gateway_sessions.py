"""How sessions begin, end and are resumed."""

import asyncio

import pytest

from bot.playground.gateway import Intent
from bot.playground.records import Application
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.playground.wire import DEFAULT_INTENTS, connect


async def test_ready_names_the_servers_and_each_follows(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        ready = await wire.ready(application)
        created = await wire.event("GUILD_CREATE")

    assert ready["guilds"] == [{"id": str(hub.guild.id), "unavailable": True}]
    assert ready["user"]["id"] == str(application.bot_id)
    assert ready["application"]["id"] == str(application.id)
    assert ready["resume_gateway_url"] == playground.gateway_url
    assert created["id"] == str(hub.guild.id)
    assert created["unavailable"] is False
    assert [m["user"]["id"] for m in created["members"]] == [str(application.bot_id)]


@pytest.mark.parametrize(
    ("intents", "shard", "code"),
    [
        ("many", None, 4013),
        (None, None, 4013),
        (1 << 30, None, 4013),
        (int(Intent.GUILD_PRESENCES), None, 4014),
        (DEFAULT_INTENTS, [2, 2], 4010),
        (DEFAULT_INTENTS, [-1, 2], 4010),
        (DEFAULT_INTENTS, "0/1", 4010),
    ],
)
async def test_a_wrong_identify_ends_with_discords_code(
    playground: Playground, application: Application, intents: object, shard: object, code: int
):
    async with connect(playground) as wire:
        await wire.identify(application, intents, shard)

        assert await wire.close_code() == code


@pytest.mark.parametrize(
    ("flag", "intent"),
    [
        ("message_content", Intent.MESSAGE_CONTENT),
        ("members_intent", Intent.GUILD_MEMBERS),
        ("presences_intent", Intent.GUILD_PRESENCES),
    ],
)
async def test_a_privileged_intent_needs_its_switch(
    playground: Playground, application: Application, flag: str, intent: Intent
):
    setattr(application, flag, False)
    async with connect(playground) as wire:
        await wire.identify(application, int(intent))
        assert await wire.close_code() == 4014

    setattr(application, flag, True)
    async with connect(playground) as wire:
        assert await wire.ready(application, int(intent))


async def test_a_wrong_token_ends_with_4004(playground: Playground, application: Application):
    async with connect(playground) as wire:
        await wire.identify(application, token="nobody")

        assert await wire.close_code() == 4004


async def test_frames_that_do_not_fit_end_with_their_codes(
    playground: Playground, application: Application
):
    frames = {
        4001: '{"op": 77, "d": null}',
        4002: "no json",
        4003: '{"op": 3, "d": {"status": "online"}}',
    }
    for code, frame in frames.items():
        async with connect(playground) as wire:
            await wire.socket.send_str(frame)
            assert await wire.close_code() == code
    async with connect(playground) as wire:
        await wire.send(1, "x" * 4096)
        assert await wire.close_code() == 4002
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.identify(application)
        assert await wire.close_code() == 4005
    async with connect(playground) as wire:
        await wire.socket.send_str('{"op": true}')
        assert await wire.close_code() == 4002
    async with connect(playground) as wire:
        await wire.send(2, [])
        assert await wire.close_code() == 4002
    async with connect(playground, version="6") as wire:
        assert await wire.close_code() == 4012


async def test_more_than_120_frames_a_minute_end_with_4008(
    playground: Playground, application: Application
):
    async with connect(playground) as wire:
        await wire.ready(application)
        for _ in range(120):
            await wire.send(1)

        assert await wire.close_code() == 4008


async def test_a_lost_connection_is_resumed_without_a_gap(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        await wire.event("GUILD_CREATE")
        playground.world.rename_channel(hub.general, "one")
        await wire.event("CHANNEL_UPDATE")
        playground.gateway.drop(application.bot_id)
        with pytest.raises(ConnectionError):
            await wire.event("CHANNEL_UPDATE")
        seen = wire.sequence
    playground.world.rename_channel(hub.general, "two")
    playground.world.rename_channel(hub.general, "three")

    async with connect(playground) as wire:
        await wire.resume(application, session_id, seen)
        missed = [(await wire.event("CHANNEL_UPDATE"))["name"] for _ in range(2)]
        await wire.event("RESUMED")
        playground.world.rename_channel(hub.general, "four")
        live = await wire.event("CHANNEL_UPDATE")

    assert missed == ["two", "three"]
    assert live["name"] == "four"


async def test_events_that_a_client_did_not_take_before_the_loss_come_again(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        await wire.event("GUILD_CREATE")
        seen = wire.sequence
        playground.world.rename_channel(hub.general, "sent but lost")
        playground.gateway.drop()

    async with connect(playground) as wire:
        await wire.resume(application, session_id, seen)
        assert (await wire.event("CHANNEL_UPDATE"))["name"] == "sent but lost"


async def test_a_session_can_not_be_resumed_after_its_time(
    playground: Playground, application: Application
):
    playground.gateway.resume_seconds = 0.02
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        playground.gateway.drop()
        await wire.close_code()
    while playground.gateway.sessions:  # noqa: ASYNC110 - the timer is the server's
        await asyncio.sleep(0.01)

    async with connect(playground) as wire:
        await wire.resume(application, session_id, 1)
        assert (await wire.op(9))["d"] is False
        assert await wire.ready(application)


async def test_a_session_that_missed_too_much_begins_anew(
    playground: Playground,
    application: Application,
    hub: SmallGuild,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("bot.playground.gateway.session.MOST_KEPT_EVENTS", 3)
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        await wire.event("GUILD_CREATE")
        seen = wire.sequence
        playground.gateway.drop()
    for n in range(4):
        playground.world.rename_channel(hub.general, f"name-{n}")

    async with connect(playground) as wire:
        await wire.resume(application, session_id, seen)

        assert (await wire.op(9))["d"] is False
    assert playground.gateway.sessions == []


async def test_resuming_elsewhere_ends_the_old_connection(
    playground: Playground, application: Application
):
    async with connect(playground) as old, connect(playground) as new:
        session_id = (await old.ready(application))["session_id"]
        await new.resume(application, session_id, 1)
        await new.event("RESUMED")
        assert await old.close_code() == 4000
        await new.send(3, {"status": "online", "afk": False, "activities": [], "since": None})
        await new.send(4, {"guild_id": "1", "channel_id": None})
        await new.send(1)
        await new.op(11)
        (session,) = playground.gateway.sessions

        assert (session.id, session.connected) == (session_id, True)
        assert repr(session) == "<Session Attune 0/1 connected>"


async def test_a_shard_of_more_than_2500_servers_is_too_large(
    playground: Playground, application: Application, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.playground.gateway.hub.MOST_GUILDS_A_SHARD", 1)
    for name in ("One", "Two"):
        small_guild(playground, application, name)
    async with connect(playground) as wire:
        await wire.identify(application)

        assert await wire.close_code() == 4011


async def test_a_sequence_that_was_never_sent_ends_with_4007(
    playground: Playground, application: Application
):
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        playground.gateway.drop()
    async with connect(playground) as wire:
        await wire.resume(application, session_id, 999)

        assert await wire.close_code() == 4007


async def test_another_bot_can_not_resume_the_session(
    playground: Playground, application: Application
):
    other = playground.world.add_application("Other", playground.world.add_user("Dev"))
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        async with connect(playground) as thief:
            await thief.resume(other, session_id, 1)

            assert (await thief.op(9))["d"] is False


async def test_a_client_that_says_goodbye_ends_its_session(
    playground: Playground, application: Application
):
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.socket.close(code=1000)
    async with connect(playground) as wire:
        await wire.ready(application)
        sessions = playground.gateway.sessions

    assert len(sessions) == 1


async def test_it_asks_to_reconnect_invalidates_and_asks_for_heartbeats(
    playground: Playground, application: Application
):
    gateway, bot = playground.gateway, application.bot_id
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        gateway.ask_for_heartbeat(bot)
        await wire.op(1)
        gateway.ask_to_reconnect(bot)
        await wire.op(7)
        gateway.invalidate(bot, resumable=True)
        assert (await wire.op(9))["d"] is True
        assert [s.id for s in gateway.sessions] == [session_id]
        gateway.invalidate(bot, resumable=False)
        assert (await wire.op(9))["d"] is False
        assert gateway.sessions == []
        gateway.drop(bot)
        # The same connection may begin a new session.
        assert (await wire.ready(application))["session_id"] != session_id
        gateway.drop(bot, code=4000)
        assert await wire.close_code() == 4000


async def test_a_client_without_heartbeats_is_closed_and_may_resume(
    playground: Playground, application: Application
):
    playground.gateway.heartbeat_seconds = playground.gateway.heartbeat_grace_seconds = 0.05
    async with connect(playground) as wire:
        session_id = (await wire.ready(application))["session_id"]
        assert await wire.close_code() == 4000
        seen = wire.sequence
    async with connect(playground) as wire:
        await wire.resume(application, session_id, seen)
        await wire.event("RESUMED")


async def test_a_client_with_heartbeats_stays(playground: Playground, application: Application):
    # Long enough that a busy machine does not miss one; the loop lasts longer than both together.
    playground.gateway.heartbeat_seconds = playground.gateway.heartbeat_grace_seconds = 0.5
    async with connect(playground) as wire:
        await wire.ready(application)
        for _ in range(6):
            await asyncio.sleep(0.2)
            await wire.send(1, wire.sequence)
            await wire.op(11)

        assert playground.gateway.sessions[0].connected


async def test_a_second_identify_too_soon_is_told_to_wait_where_that_is_on(
    playground: Playground, application: Application
):
    playground.gateway.identify_seconds = 5.0
    async with connect(playground) as one, connect(playground) as two:
        await one.ready(application)
        await two.identify(application)

        assert (await two.op(9))["d"] is False


async def test_a_client_that_does_not_read_is_dropped(
    playground: Playground,
    application: Application,
    hub: SmallGuild,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("bot.playground.gateway.connection.MOST_WAITING_CHARACTERS", 20_000)
    async with connect(playground) as wire:
        await wire.ready(application)
        session = playground.gateway.sessions[0]
        for n in range(100):
            playground.world.rename_channel(hub.general, f"name-{n}")

        assert not session.connected
        assert playground.gateway.sessions == [session]


@pytest.mark.parametrize("compress", ["zlib-stream", "zstd-stream"])
async def test_compressed_frames_are_one_stream(
    playground: Playground, application: Application, hub: SmallGuild, compress: str
):
    async with connect(playground, compress=compress) as wire:
        await wire.ready(application)
        created = await wire.event("GUILD_CREATE")
        playground.world.rename_channel(hub.general, "caf\u00e9 \U0001f9e0")
        changed = await wire.event("CHANNEL_UPDATE")

    assert created["name"] == "Hub"
    assert changed["name"] == "caf\u00e9 \U0001f9e0"


async def test_an_unknown_compression_is_refused(playground: Playground):
    with pytest.raises(ConnectionError):
        async with connect(playground, compress="lz4-stream"):
            pass


async def test_delayed_events_come_late_but_in_order(
    playground: Playground, application: Application, hub: SmallGuild
):
    async with connect(playground) as wire:
        await wire.ready(application)
        await wire.event("GUILD_CREATE")
        playground.gateway.delay_seconds = 0.1
        started = playground.clock.monotonic()
        for n in range(3):
            playground.world.rename_channel(hub.general, f"name-{n}")
        names = [(await wire.event("CHANNEL_UPDATE"))["name"] for _ in range(3)]

    assert names == ["name-0", "name-1", "name-2"]
    assert 0.1 <= playground.clock.monotonic() - started < 0.3
