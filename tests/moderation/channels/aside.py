"""What planning needs of a house, where nothing that is planned is ever done."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.app import SERVER
from bot.clock import Clock
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.storage import Storage
from cogs.moderation.actions.ledger import Ledger
from cogs.moderation.cases.cards import Cards
from cogs.moderation.cases.remembered import Remembered
from cogs.moderation.cases.store import Cases
from cogs.moderation.channels.planning import LOCK, OPEN
from cogs.moderation.plans import REDUCE, SETTLE


@dataclass
class Aside:
    """A process that is gone before anything is done."""

    storage: Storage
    jobs: Jobs
    clock: Clock
    guilds: GuildSettings
    chance: random.Random


def aside(storage: Storage, clock: Clock) -> Any:
    jobs = Jobs(storage, clock)
    for kind in (LOCK, OPEN, REDUCE, SETTLE):
        jobs.add_kind(JobKind(kind, _never, timedelta(hours=1), lambda job: job.kind))
    guilds = GuildSettings(storage, {SERVER: ServerSettings})
    return Aside(storage, jobs, clock, guilds, random.Random(1))


def ledger_of(house: Any) -> Ledger:
    cases = Cases(house.storage)
    return Ledger(house, cases, Cards(house, cases.look, Remembered(house.storage)))


async def _never(*_: Any) -> None:
    raise AssertionError("this process runs nothing")
