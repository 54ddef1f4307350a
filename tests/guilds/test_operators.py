"""Who runs an application: its owner, or those of its team who may change something."""

from typing import Any

import discord
import pytest
from discord.state import ConnectionState

from bot.guilds.operators import operators_of

OWNER, ADMIN, DEVELOPER, READER, INVITED = range(1, 6)
# Discord stands a user of its own for a team.
TEAM_USER = 99


@pytest.fixture(scope="module")
def state() -> ConnectionState[discord.Client]:
    return discord.Client(intents=discord.Intents.none())._connection  # pyright: ignore[reportPrivateUsage]


def person(number: int) -> dict[str, Any]:
    return {"id": str(number), "username": f"p{number}", "discriminator": "0", "avatar": None}


def member(number: int, role: str, *, joined: bool = True) -> dict[str, Any]:
    return {
        "user": person(number),
        "role": role,
        "team_id": "7",
        "membership_state": 2 if joined else 1,
        "permissions": ["*"],
    }


def application(
    state: ConnectionState[discord.Client], owner: int, team: dict[str, Any] | None
) -> discord.AppInfo:
    data: Any = {
        "id": "8",
        "name": "Attune",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": person(owner),
        "team": team,
        "verify_key": "0",
        "flags": 0,
    }
    return discord.AppInfo(state, data)


def test_an_application_of_one_person_is_run_by_them(state: ConnectionState[discord.Client]):
    assert operators_of(application(state, OWNER, None)) == {OWNER}


def test_of_a_team_those_run_it_who_joined_and_may_do_more_than_read(
    state: ConnectionState[discord.Client],
):
    team = {
        "id": "7",
        "name": "Hub",
        "icon": None,
        "owner_user_id": str(OWNER),
        "members": [
            member(OWNER, ""),
            member(ADMIN, "admin"),
            member(DEVELOPER, "developer"),
            member(READER, "read_only"),
            member(INVITED, "admin", joined=False),
        ],
    }

    assert operators_of(application(state, TEAM_USER, team)) == {OWNER, ADMIN, DEVELOPER}
