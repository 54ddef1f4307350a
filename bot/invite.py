"""Which permissions Attune asks for when it is added to a server, and what for."""

from collections.abc import Iterable

import discord

from bot.feature import Feature, Need

# What answering and posting take; each feature adds its own needs.
BASICS = (
    Need("view_channel", "see the channels that it posts in"),
    Need("send_messages", "post what was planned"),
    Need("send_messages_in_threads", "post in threads"),
    Need("read_message_history", "see what it posted already, so that nothing is posted twice"),
    Need("attach_files", "send texts that are too long for a message"),
)


def permissions_needed(features: Iterable[Feature]) -> discord.Permissions:
    """Exactly the permissions that these features and the basics need."""
    needs = [*BASICS, *(need for feature in features for need in feature.needs)]
    return discord.Permissions(**{need.permission: True for need in needs})


def invite_link(application_id: int, permissions: discord.Permissions) -> str:
    """The page on which somebody with Manage Server adds Attune."""
    return discord.utils.oauth_url(
        application_id, permissions=permissions, scopes=("bot", "applications.commands")
    )
