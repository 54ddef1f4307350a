"""The resource of the day as the feature of resources takes it in."""

from datetime import datetime

from bot.feature import House, Keeps, Need
from bot.help import Audience, HelpLine
from bot.jobs.kinds import JobKind
from bot.ui.actions import Action
from cogs.resources.daily.book import Book
from cogs.resources.daily.changing import Changing
from cogs.resources.daily.discussing import Discussing
from cogs.resources.daily.drafting import Drafting
from cogs.resources.daily.drafts import Drafts
from cogs.resources.daily.planning import Planning
from cogs.resources.daily.posting import Posting
from cogs.resources.daily.stocks import Pool, Stocks


class Daily:
    """Its parts put together.

    Attributes:
        keeps: Nothing of a member: who planned it stands with the jobs.
        needs: What posting takes beyond the basics.
    """

    keeps: tuple[Keeps, ...] = ()
    needs = (Need("create_public_threads", "open the discussion of a resource of the day"),)

    def __init__(self, house: House, pool: Pool) -> None:
        self.stocks = Stocks(house.guilds, pool)
        book = Book(house, self.stocks)
        self.planning = Planning(book, house.guilds)
        self.drafts = Drafts(book)
        self.posting = Posting(book, pool)
        self.drafting = Drafting(house, self.drafts, self.planning, self.stocks)
        self.changing = Changing(house, self.planning, pool, self.stocks)
        self._discussing = Discussing(house.client, pool)

    async def load(self) -> None:
        """Nothing to load: all of it is read when it is needed."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What its buttons and selects do."""
        parts = (self.drafting, self.changing, self._discussing)
        return tuple(action for part in parts for action in part.actions)

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        """What it does later."""
        return (self.posting.kind,)

    @property
    def help(self) -> tuple[HelpLine, ...]:
        """Its commands."""
        lines = {
            "daily schedule": "Plan a resource of the day: when, where, which",
            "daily upcoming": "See the next seven, and change them",
            "daily pin": "Choose the resource of a day yourself",
            "daily swap": "Give a day another resource",
            "daily pause": "Post none for a while",
            "daily resume": "Go on after a pause",
            "daily stop": "End the resource of the day",
            "daily test": "See the next post in the staff channel first",
        }
        return tuple(HelpLine(name, words, Audience.ORGANISER) for name, words in lines.items())

    async def today(self, guild_id: int, now: datetime) -> str | None:
        """The slug of what was posted in a server on its local day; None where nothing was."""
        return await self.planning.today(guild_id, now)
