"""Forms, buttons, selects and menus work, also after a restart; what fails says so."""

from pathlib import Path
from typing import Any

import pytest

from bot.playground.actors.reading import text_of
from tests.journeys.conftest import Here, Hub, attunes_logs, next_answer, settle_in
from tests.probe import SECRET, Probe
from tests.running import running


async def test_a_form_a_button_a_select_and_a_menu_work(here: Here):
    panel = await here.maya.slash("probe show")
    said = await here.maya.say("hello", here.server.general)

    opened = await here.maya.click(panel, "Open form")
    sent = await here.maya.submit(opened, words="some words", tone="Warm")
    picked = await here.maya.select(panel, "Two")
    menu = await here.maya.menu("Probe message", said)
    pressed = await here.maya.click(panel, "Press")

    assert "Got some words, warm." in sent.text
    assert "Picked two." in picked.text
    assert f"Message {said.id} it is." in menu.text
    assert "Pressed a1." in pressed.text
    assert all(reply.private for reply in (sent, picked, menu))


async def test_after_a_restart_old_buttons_forms_selects_and_menus_still_work(
    hub: Hub, here: Here, tmp_path: Path
):
    owner = hub.playground.world.add_user("Other Owner")
    application = hub.playground.world.add_application("Attune again", owner)
    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Restarted")
        panel = await there.maya.slash("probe show")
        form = await there.maya.slash("probe form")
        said = await there.maya.say("hello", there.server.general)

    async with running(hub.playground, application, database):
        sent = await there.maya.submit(form, words="from before", tone="Warm")
        picked = await there.maya.select(panel, "One")
        menu = await there.maya.menu("Probe message", said)
        pressed = await there.maya.click(panel, "Press")

    assert "Got from before, warm." in sent.text
    assert "Picked one." in picked.text
    assert f"Message {said.id} it is." in menu.text
    assert "Pressed a1." in pressed.text


async def test_a_button_of_an_older_version_says_so(here: Here):
    panel = await here.maya.slash("probe show")

    old = await here.maya.click(panel, "Old")

    assert "older version" in old.text
    assert old.private


async def test_a_slow_answer_is_deferred_and_comes(here: Here):
    probe = here.hub.app.get_cog("Probe")
    assert isinstance(probe, Probe)
    probe.gate.clear()

    slow = await here.maya.slash("probe slow")
    assert slow.deferred

    probe.gate.set()
    await slow.settled()
    assert slow.text == "At last."
    assert slow.private


FAILING = ("command", "autocomplete", "button", "modal", "listener")


async def fail_in(way: str, here: Here) -> str:
    """Make something fail, and what the member then reads."""
    match way:
        case "command":
            return (await here.maya.slash("probe fail")).text
        case "autocomplete":
            return (await here.maya.autocomplete("probe guess", "word", SECRET))[0].name
        case "button":
            return (await here.maya.click(await here.maya.slash("probe show"), "Fail")).text
        case "modal":
            form = await here.maya.slash("probe form")
            return (await here.maya.submit(form, words="fail", tone="Warm")).text
        case _:
            answer = next_answer(here.hub, "Something went wrong")
            mention = f"<@{here.hub.application.bot_id}> {SECRET} please fail"
            await here.maya.say(mention, here.server.general)
            return text_of(await answer)


@pytest.mark.parametrize("way", FAILING)
async def test_an_error_reaches_the_member_as_a_sentence_and_the_log_as_a_trace_without_values(
    here: Here, way: str, capsys: pytest.CaptureFixture[str]
):
    with attunes_logs():
        said = await fail_in(way, here)

    assert said.startswith("Something went wrong on my side")
    logged = capsys.readouterr().err
    assert "ValueError" in logged
    assert "in boom" in logged
    assert SECRET not in logged
    assert SECRET not in said


@pytest.mark.parametrize("what", ["query", "request"])
async def test_a_failing_query_or_request_is_logged_without_its_values(
    here: Here, what: str, capsys: pytest.CaptureFixture[str]
):
    with attunes_logs():
        said = (await here.maya.slash(f"probe {what}")).text

    assert said.startswith("Something went wrong on my side")
    logged = capsys.readouterr().err
    assert f"in Probe.{what}" in logged
    assert SECRET not in logged


async def test_a_member_without_the_right_gets_a_sentence(here: Here):
    refused = await here.maya.slash("probe organise")
    pressed = await here.maya.click(await here.maya.slash("probe show"), "Organise")
    allowed = await here.olu.slash("probe organise")

    assert "Only an organiser of this server can do that" in refused.text
    assert "Only an organiser of this server can do that" in pressed.text
    assert "Organised." in allowed.text


async def test_commands_are_sent_only_when_they_changed(hub: Hub, tmp_path: Path):
    owner = hub.playground.world.add_user("Third Owner")
    application = hub.playground.world.add_application("Attune thrice", owner)
    path = "/applications/{application_id}/commands"

    def overwrites() -> int:
        return sum(
            1
            for exchange in hub.playground.exchanges.all()
            if exchange.method == "PUT"
            and exchange.template == path
            and exchange.params["application_id"] == application.id
        )

    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database):
        assert overwrites() == 1
    async with running(hub.playground, application, database):
        assert overwrites() == 1
    async with running(hub.playground, application, database, cogs=("cogs.setup",)):
        assert overwrites() == 2


def test_every_autocomplete_shows_its_errors(hub: Hub):
    commands: list[Any] = list(hub.app.tree.walk_commands())
    for command in commands:
        for parameter in getattr(command, "parameters", ()):
            if parameter.autocomplete:
                suggest = command._params[parameter.name].autocomplete
                assert getattr(suggest, "__wrapped__", None), (
                    f"{command.qualified_name} {parameter}"
                )
