"""The communities that come with the playground."""

import re

import pytest

from bot.playground.actors import People
from bot.playground.permissions import Bit, top_position
from bot.playground.records import ChannelType
from bot.playground.sample import DEMO_TOKEN, build_sample, small_guild
from bot.playground.server import Playground


async def test_the_sample_shows_each_kind_of_channel_and_person(playground: Playground):
    sample = build_sample(playground, Bit.MODERATE_MEMBERS | Bit.MANAGE_ROLES)
    people = People(playground)
    maya = people.member("Maya", sample.guild)
    forum = sample.channels["questions"]
    posts = [c for c in sample.guild.channels.values() if c.parent_id == forum.id]

    assert len(sample.channels) == 10
    assert len(sample.people) == 13
    assert sample.channels["announcements"].type is ChannelType.ANNOUNCEMENT
    assert len(posts) == 3
    assert all(min(p.messages) == p.id and p.applied_tags for p in posts)
    assert {t["name"] for t in forum.available_tags} == {"Prompts", "Ethics", "Tools"}
    seen = {c.name for c in maya.channels()}
    assert not seen & {"moderators", "reviewers", "operations"}
    ravi = {c.name for c in people.member("Ravi", sample.guild).channels()}
    assert "reviewers" in ravi
    assert "moderators" not in ravi
    with pytest.raises(Exception, match="Missing Permissions"):
        await maya.say("hello", sample.channels["welcome"])


async def test_the_bot_stands_above_everybody_it_may_have_to_look_after(playground: Playground):
    sample = build_sample(playground, Bit.MODERATE_MEMBERS)
    bot_id = sample.application.bot_id
    mine = top_position(sample.guild, bot_id)
    positions = sorted(r.position for r in sample.guild.roles.values())

    assert positions == [0, 1, 2, 3, 4, 5]
    assert all(
        top_position(sample.guild, p.id) < mine
        for p in sample.people.values()
        if p.id != sample.guild.owner_id
    )
    held = playground.world.permissions_in(sample.channels["moderators"], bot_id)
    assert Bit.VIEW_CHANNEL | Bit.SEND_MESSAGES | Bit.MODERATE_MEMBERS in held


def test_the_demo_token_says_what_it_is():
    # The form that Attune asks of a token, and plainly no secret.
    assert re.fullmatch(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}", DEMO_TOKEN)
    assert "laptop-not-on-discord" in DEMO_TOKEN


async def test_small_servers_are_apart(playground: Playground):
    world = playground.world
    application = world.add_application("Attune", world.add_user("Dev"))
    one, two = (small_guild(playground, application, n) for n in ("One", "Two"))

    assert one.people["Maya"].id != two.people["Maya"].id
    assert not world.sees(one.staff, one.people["Maya"].id)
    assert world.sees(one.staff, one.people["Mei"].id)
    assert not world.sees(one.general, two.people["Maya"].id)
