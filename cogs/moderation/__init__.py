"""Moderation: what is done to people and channels, and how they can contest it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune
    from cogs.moderation.parts import Part


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature
    from cogs.moderation.appeals.parts import part_of_appeals
    from cogs.moderation.channels.parts import part_of_channels
    from cogs.moderation.cog import Moderation
    from cogs.moderation.core import APPEAL, Core
    from cogs.moderation.purging.parts import part_of_purging
    from cogs.moderation.reports.parts import part_of_reports
    from cogs.moderation.settings import ModerationSettings

    core = Core(app.house)
    # Each part of the feature adds itself here, made from what `core` holds.
    parts: list[Part] = [*core.parts()]
    parts.append(part_of_channels(core))
    parts.append(part_of_purging(core))
    parts.append(part_of_reports(app.house))
    parts.append(part_of_appeals(core))
    actions = tuple(action for part in parts for action in part.actions)
    core.can_appeal = any(action.name == APPEAL for action in actions)
    feature = Feature(
        name="moderation",
        title="Moderation",
        settings=ModerationSettings,
        needs=tuple(need for part in parts for need in part.needs),
        actions=actions,
        jobs=tuple(job for part in parts for job in part.jobs),
        keeps=tuple(keeps for part in parts for keeps in part.keeps),
        help=tuple(line for part in parts for line in part.help),
    )
    await app.add_feature(feature, Moderation(app.house.client, parts))
