"""What the sample community chose: it is set up, so that everything can be tried at once."""

from datetime import datetime

from bot.app import SERVER
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.playground.sample import Sample
from bot.storage import Storage

ROLES = {
    "moderator_role": "Moderator",
    "organiser_role": "Organiser",
    "reviewer_role": "Reviewer",
    "professional_role": "Professional",
}
CHANNELS = {
    "announcements_channel": "announcements",
    "staff_channel": "operations",
    "moderation_log_channel": "moderators",
    "review_channel": "reviewers",
    "operations_channel": "operations",
    "daily_channel": "general",
    "training_channel": "trainings",
}
ZONE = "America/New_York"
COUNTRIES = ("US", "GB")


async def furnish(database_url: str, sample: Sample, *, at: datetime) -> None:
    """Choose the sample community's roles, channels, zone and countries, before Attune starts."""
    storage = await Storage.open(database_url)
    try:
        roles = {name: sample.roles[role].id for name, role in ROLES.items()}
        channels = {name: sample.channels[channel].id for name, channel in CHANNELS.items()}
        await GuildSettings(storage, {SERVER: ServerSettings}).change(
            sample.guild.id,
            ServerSettings,
            at=at,
            **roles,
            **channels,
            zone=ZONE,
            countries=COUNTRIES,
        )
    finally:
        await storage.close()
