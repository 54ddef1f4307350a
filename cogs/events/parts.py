"""What one part of the trainings hands over, so that `setup()` can put them together."""

from dataclasses import dataclass

from discord.ext import commands

from bot.feature import Keeps, Need
from bot.help import HelpLine
from bot.jobs.kinds import JobKind
from bot.ui.actions import Action
from cogs.events.following import Follower, Seated, Split


@dataclass(frozen=True, slots=True)
class Part:
    """Commands, buttons, jobs and rows of one part.

    The commands of `members` come under `/event`, those of `staff` under `/training`.
    """

    actions: tuple[Action, ...] = ()
    jobs: tuple[JobKind, ...] = ()
    keeps: tuple[Keeps, ...] = ()
    help: tuple[HelpLine, ...] = ()
    needs: tuple[Need, ...] = ()
    follower: Follower | None = None
    split: Split | None = None
    seated: Seated | None = None
    members: commands.Cog | None = None
    staff: commands.Cog | None = None
