"""Reviews as rows, for the tests of their store: a service, and the steps that most tests take."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.reviews.records import Actor, Approval, Change, Check, Role, State, What, Words
from bot.reviews.service import Reviews
from bot.storage import Storage
from tests.reviews.thing import thing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
HUB, CLINIC = 1, 2
MAYA = 7
RAVI_ID, OLU_ID = 21, 22
RAVI, OLU = Actor(RAVI_ID, Role.REVIEWER), Actor(OLU_ID, Role.REVIEWER)
WANDA, MEI = Actor(23, Role.LEAD_REVIEWER), Actor(24, Role.MODERATOR)
GOOD = Words(interests="None", checks=tuple(Check), test_run="A model", comment="Well done.")


async def made(storage: Storage, approvals: Sequence[Approval] = ()) -> Reviews:
    guilds = GuildSettings(storage, {"server": ServerSettings})
    await guilds.load()
    service = Reviews(storage, guilds, approvals=approvals)
    await service.load()
    return service


async def submit(
    service: Reviews, subject: Any = None, guild_id: int = HUB, author_id: int = MAYA
) -> int:
    return await service.submit(
        guild_id,
        subject or thing(),
        author_id=author_id,
        interests="Mine.",
        snapshot={"body": "Text."},
        at=NOW,
    )


async def approve(service: Reviews, number: int, by: Actor = RAVI, guild_id: int = HUB) -> Change:
    return await service.decide(guild_id, number, What.APPROVED, by, GOOD, NOW)


def state(service: Reviews, subject: Any = None, guild_id: int = HUB) -> State:
    return service.standing(guild_id, subject or thing(), today=TODAY).state
