"""Whose reviews count outside servers: those of the member's home hub."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.playground.actors import People, Person
from bot.playground.records import Channel
from bot.reviews import homes
from tests.journeys.conftest import Here, Hub, settle_in
from tests.running import running

COGS = ("cogs.setup", "cogs.community", "tests.reviews.asking")


@pytest.fixture
async def fresh(hub: Hub, tmp_path: Path) -> AsyncGenerator[Hub]:
    """An Attune of the test's own, so that it is in this test's servers alone."""
    owner = hub.playground.world.add_user("Owner of another")
    application = hub.playground.world.add_application("Attune alone", owner)
    async with running(hub.playground, application, tmp_path / "attune.db", cogs=COGS) as app:
        yield Hub(hub.playground, application, app, tmp_path / "attune.db")


def direct(person: Person, hub: Hub) -> Channel:
    """Their direct messages with this Attune; those of earlier tests have the same name."""
    return person.dm(hub.application.bot_id)


async def where(person: Person, hub: Hub) -> str:
    """What counts for somebody in direct messages."""
    return (await person.slash("where", direct(person, hub))).text.partition(",")[0]


def joined(person: Person, there: Here) -> Person:
    """The same person as a member of another server."""
    user = there.hub.playground.world.users[person.id]
    there.hub.playground.world.join(there.server.guild, user)
    return People(there.hub.playground).member(user.id, there.server.guild)


async def test_in_a_server_its_own_reviews_count(fresh: Hub):
    there = await settle_in(fresh, "One")

    assert (await there.maya.slash("where")).text == (
        f"{there.server.guild.id}, at once {there.server.guild.id}"
    )


async def test_the_one_server_that_a_member_shares_is_their_home(fresh: Hub):
    one = await settle_in(fresh, "One")
    await settle_in(fresh, "Another")

    first = await one.maya.slash("where", direct(one.maya, fresh))
    again = await one.maya.slash("where", direct(one.maya, fresh))

    assert first.text == f"{one.server.guild.id}, at once None"
    assert again.text == f"{one.server.guild.id}, at once {one.server.guild.id}"


async def test_of_two_servers_none_counts_until_one_is_chosen(fresh: Hub):
    one, two = await settle_in(fresh, "One"), await settle_in(fresh, "Two")
    joined(one.maya, two)
    assert await where(one.maya, fresh) == "None"

    shown = await one.maya.slash("me home", direct(one.maya, fresh))
    assert "You have not chosen a home hub." in shown.text
    chosen = await one.maya.select(shown, "Two")

    assert "Your home hub is **Two**" in chosen.text
    assert await where(one.maya, fresh) == str(two.server.guild.id)
    assert "**Home hub:** Two" in (await one.maya.slash("me show")).text


async def test_a_home_is_chosen_where_the_command_is_used_and_given_up_again(fresh: Hub):
    one, two = await settle_in(fresh, "One"), await settle_in(fresh, "Two")
    maya_in_two = joined(one.maya, two)

    await maya_in_two.slash("me home")
    assert await where(one.maya, fresh) == str(two.server.guild.id)
    by_name = await one.maya.slash("me home", server="one")
    assert "**One**" in by_name.text
    assert await where(one.maya, fresh) == str(one.server.guild.id)

    offered = await one.maya.autocomplete("me home", "server", "")
    assert [choice.name for choice in offered] == ["One (here)", "No home hub"]
    gone = await one.maya.slash("me home", server=str(offered[-1].value))
    assert "You have no home hub now" in gone.text
    assert await where(one.maya, fresh) == "None"


async def test_a_server_that_they_are_not_in_is_not_told_from_one_that_is_not_there(fresh: Hub):
    one, two = await settle_in(fresh, "One"), await settle_in(fresh, "Two")

    for typed in ("Two", str(two.server.guild.id), "Atlantis", "9" * 30):
        refused = await one.maya.slash("me home", server=typed)
        assert refused.text.startswith("I don't share a server of that name with you."), typed

    assert (await fresh.app.house.members.profile(one.maya.id)).home_guild_id is None


async def test_a_home_that_somebody_left_no_longer_counts(fresh: Hub):
    one, two = await settle_in(fresh, "One"), await settle_in(fresh, "Two")
    maya_in_two = joined(one.maya, two)
    await maya_in_two.slash("me home")
    shown = await one.maya.slash("me home", direct(one.maya, fresh))
    fresh.playground.world.leave(two.server.guild, one.maya.id)

    late = await one.maya.select(shown, "Two")

    assert "You or I have left that server" in late.text
    assert await where(one.maya, fresh) == str(one.server.guild.id)


async def test_in_many_servers_nobody_is_looked_for(fresh: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(homes, "MOST_SERVERS_LOOKED_AT", 1)
    one = await settle_in(fresh, "One")
    await settle_in(fresh, "Two")

    assert await where(one.maya, fresh) == "None"
    shown = await one.maya.slash("me home", direct(one.maya, fresh))
    assert "Use `/me home` in the server" in shown.text
    await one.maya.slash("me home")
    assert await where(one.maya, fresh) == str(one.server.guild.id)


async def test_what_is_known_makes_room_for_others(fresh: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(homes, "MOST_KEPT", 1)
    one = await settle_in(fresh, "One")

    for person in (one.maya, one.ravi):
        assert await where(person, fresh) == str(one.server.guild.id)
    again = await one.maya.slash("where", direct(one.maya, fresh))

    assert again.text.endswith("at once None")
