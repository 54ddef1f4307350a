"""What a feature tells the rest of Attune about itself."""

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from bot.help import Audience, HelpLine

__all__ = [
    "Audience",
    "DigestPart",
    "Feature",
    "HelpLine",
    "House",
    "Keeps",
    "Need",
    "Variable",
]

if TYPE_CHECKING:
    from discord.ext import commands

    from bot.catalog.shelf import Shelf
    from bot.clock import Clock
    from bot.guilds.operators import Operators
    from bot.guilds.settings import GuildSettings
    from bot.jobs.kinds import JobKind
    from bot.jobs.planning import Jobs
    from bot.members.store import Members
    from bot.reviews.service import Reviews
    from bot.settings import Settings
    from bot.storage import Storage
    from bot.storage.news import News
    from bot.ui.actions import Action


@dataclass(frozen=True, slots=True)
class Need:
    """A permission that a feature cannot do without, by discord.py's name, and what for."""

    permission: str
    why: str


@dataclass(frozen=True, slots=True)
class Keeps:
    """One kind of thing that is kept of a member.

    `what` and `how_long` are shown by `/privacy`; `export` returns what can be written as JSON
    (None where nothing is kept); `forget` removes it and may be called again.
    """

    what: str
    how_long: str
    export: Callable[[int], Awaitable[Any]]
    forget: Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What a feature has to tell in a server's digest: a heading and lines of Markdown."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that announcements may leave open, as `{{name}}`, until they are posted.

    `meaning` says what it becomes, with an example; `value` gives it in one line, for a server by
    its id and an aware moment.
    """

    meaning: str
    value: Callable[[int, datetime], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Feature:
    """All that `/help`, `/setup`, `attune invite`, `/privacy`, the docs and tests must know of one.

    `title` is for people; `settings` is the model of what a server chooses for it, under `name`.

    `exports` gives what `attune catalog export` writes of a server, by its id: names of files below
    a catalogue's folder (`prompts/<slug>.yaml`, by `bot.catalog.writing.prompt_yaml`;
    `approvals.yaml`) to their text; nothing where there is nothing. It is called with the features
    loaded and the database open, but without Discord, and no two features give the same name.

    `digest` gives what is worth telling in the weekly digest of a server, by its id, between two
    aware moments: since when, and now; nothing where nothing is new. `variables` are what its
    announcements may leave open, by their names.
    """

    name: str
    title: str
    settings: type[BaseModel] | None = None
    needs: tuple[Need, ...] = ()
    actions: tuple["Action", ...] = ()
    jobs: tuple["JobKind", ...] = ()
    keeps: tuple[Keeps, ...] = ()
    help: tuple[HelpLine, ...] = ()
    exports: Callable[[int], Awaitable[Mapping[str, str]]] | None = None
    digest: Callable[[int, datetime, datetime], Awaitable[Sequence[DigestPart]]] | None = None
    variables: Mapping[str, Variable] = field(default_factory=dict[str, Variable])


@dataclass(slots=True)
class House:
    """What every feature stands on; handed to each cog as it is set up.

    `shelf` is exchanged as a whole when the catalogue is read again: take it once, then use it, and
    what was made from one belongs to it (`made_from is house.shelf`). Nothing else ever changes.
    """

    client: "commands.AutoShardedBot"
    clock: "Clock"
    settings: "Settings"
    storage: "Storage"
    shelf: "Shelf"
    guilds: "GuildSettings"
    members: "Members"
    operators: "Operators"
    reviews: "Reviews"
    jobs: "Jobs"
    news: "News"
    features: Mapping[str, Feature]
    chance: random.Random = field(default_factory=random.SystemRandom)
