"""`/event` and `/training`: the two groups, filled by the parts of this feature."""

from collections.abc import Iterable

from discord import app_commands
from discord.ext import commands


class Events(commands.Cog):
    """Holds the groups: members' commands in one, organisers' in the other.

    Discord shows or hides a whole top-level command only, so they are two.
    """

    event = app_commands.Group(
        name="event",
        description="Trainings and meetings: what is coming, and signing up",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )
    training = app_commands.Group(
        name="training", description="Planning trainings and meetings", guild_only=True
    )

    def __init__(self, members: Iterable[commands.Cog], staff: Iterable[commands.Cog]) -> None:
        """Take the commands of the parts in.

        Args:
            members: Cogs whose commands come under `/event`.
            staff: Cogs whose commands come under `/training`.
        """
        for group, parts in ((self.event, members), (self.training, staff)):
            for command in (each for part in parts for each in part.get_app_commands()):
                group.add_command(command)
