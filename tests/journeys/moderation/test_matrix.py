"""Every registered command of moderators × whom it is about × what Attune may; as people act."""

import asyncio

import pytest

from bot.playground.actors import People, Person
from bot.playground.permissions import Bit
from cogs.moderation.actions.rules import HARMLESS, NEEDS, TO_ABSENT
from cogs.moderation.cases.records import ON_CHANNELS, Kind
from tests.journeys.conftest import Hub
from tests.journeys.every_command import leaves
from tests.moderation.ward import NEEDED, Ward

ACTS = {f"mod {kind}": kind for kind in Kind if kind not in ON_CHANNELS}
# What acts on nobody, or asks first and has a journey of its own; a new command must be placed.
OTHERS = {"mod settings", "mod massban", "mod purge"}
WHY = "Advertised a course"
BITS = {
    "moderate_members": Bit.MODERATE_MEMBERS,
    "kick_members": Bit.KICK_MEMBERS,
    "ban_members": Bit.BAN_MEMBERS,
}
WHOM = ("Attune", "Mei", "Wanda", "Olu", "Pia", "Ada", "Lena", "Maya")


def refusal(kind: Kind, whom: str) -> str:
    """The words by which an act on somebody is refused; written apart from the rules."""
    if whom == "Attune":
        return "That is me"
    if whom == "Mei" and kind is not Kind.NOTE:
        return "That is you"
    if whom == "Lena" and kind not in TO_ABSENT:
        return "not in this server"
    if kind is Kind.UNTIMEOUT and whom == "Ada":
        return "not below mine"
    above = {
        "Wanda": "own this server",
        "Olu": "protects",
        "Pia": "not below yours",
        "Ada": "not below yours",
    }
    return "" if kind in HARMLESS else above.get(whom, "")


async def furnished(ward: Ward) -> Ward:
    """Pia is a peer of Mei's, Ada is above Attune, Olu's role is protected, Lena has left."""
    world, guild = ward.playground.world, ward.server.guild
    above = world.add_role(guild, "Above", position=len(guild.roles) + 1)
    for name, role in (("Pia", ward.server.roles["Moderator"]), ("Ada", above), ("Lena", None)):
        world.join(guild, world.add_user(name), [] if role is None else [role])
    lena = People(ward.playground).member("Lena", guild)
    ward.server.people["Lena"] = world.users[lena.id]
    await lena.leave()
    await ward.wanda.slash("mod settings", protect="Organiser")
    return ward


async def said(ward: Ward, by: Person, command: str, whom: str) -> str:
    lena = ward.server.people["Lena"].id
    options: dict[str, object] = {"user": lena if whom == "Lena" else whom}
    options["text" if command == "mod note" else "reason"] = WHY
    if command == "mod timeout":
        options["length"] = "1 h"
    return (await by.slash(command, **options)).text


def test_every_registered_command_of_moderators_is_in_the_table(hub: Hub):
    registered = {leaf.words for leaf in leaves(hub.application) if leaf.words.startswith("mod ")}
    assert set(ACTS) <= registered
    assert registered <= set(ACTS) | OTHERS


@pytest.mark.parametrize("command", ACTS)
async def test_an_act_on_each_kind_of_person(hub: Hub, command: str):
    storage = hub.app.house.storage
    ward = await furnished(Ward.of(hub.playground, hub.application, storage, command))

    for whom in WHOM:
        wanted = refusal(ACTS[command], whom)
        answer = await said(ward, ward.mei, command, whom)
        if wanted:
            assert wanted in answer, f"{command} {whom}: {answer}"
        else:
            done = "Done." in answer or "They are not" in answer
            assert done, f"{command} {whom}: {answer}"


@pytest.mark.parametrize("command", [words for words, kind in ACTS.items() if kind in NEEDS])
async def test_an_act_needs_its_own_permission_of_attunes(hub: Hub, command: str):
    needed = NEEDS[ACTS[command]]
    storage = hub.app.house.storage
    without = Ward.of(
        hub.playground, hub.application, storage, f"{command} without", NEEDED & ~BITS[needed]
    )
    alone = Ward.of(hub.playground, hub.application, storage, f"{command} alone", BITS[needed])
    for ward in (without, alone):
        ward.server.people["Lena"] = ward.server.people["Maya"]

    refused, taken = await asyncio.gather(
        said(without, without.mei, command, "Maya"), said(alone, alone.mei, command, "Maya")
    )
    assert f"I lack the permission {needed.replace('_', ' ').title()}" in refused
    assert await without.all_cases() == []
    assert "Done." in taken or "They are not" in taken
