"""Attune does the same on either database, and keeps what it was told across a restart."""

from pathlib import Path

from tests.journeys.conftest import Hub, settle_in
from tests.running import running


async def test_what_was_saved_and_chosen_is_there_after_a_restart(
    hub: Hub, empty_database_url: str
):
    owner = hub.playground.world.add_user("Owner")
    application = hub.playground.world.add_application("Attune elsewhere", owner)
    nowhere = Path()
    async with running(hub.playground, application, empty_database_url) as app:
        there = await settle_in(Hub(hub.playground, application, app, nowhere), "Elsewhere")
        card = await there.maya.slash("prompt find", query="soap-note-draft")
        await there.maya.click(card, "Save")
        await there.maya.slash("me zone", city="Europe/London")
        await there.mei.slash("settings set", countries="GB")

    async with running(hub.playground, application, empty_database_url):
        assert "SOAP" in (await there.maya.slash("prompt saved")).text
        assert "Europe/London" in (await there.maya.slash("me show")).text
        assert "Samaritans" in (await there.maya.slash("crisis")).text
