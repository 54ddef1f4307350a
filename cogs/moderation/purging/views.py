"""What a moderator reads of a purge, before, while and after."""

from dataclasses import replace

import discord

from bot.ui.panels import Panel, button, row, say, text
from bot.when.wording import joined
from cogs.moderation.purging.records import Chosen, Filter

START, STOP, CANCEL = "purge.start", "purge.stop", "purge.cancel"


def asking_panel(channel_id: int, chosen: Chosen, wanted: Filter, token: str) -> Panel:
    """The number that was found, and the question."""
    number = len(chosen.together)
    delete = f"Delete {_messages(number)}"
    return Panel(
        text(
            f"I found {_messages(number)} to delete in <#{channel_id}>{_meant(wanted)}.",
            *_left(chosen),
            "What is deleted can't be brought back.",
        ),
        row(
            button(delete, START, token, style=discord.ButtonStyle.danger),
            button("Cancel", CANCEL, token),
        ),
    )


def nothing_panel(channel_id: int, chosen: Chosen, wanted: Filter) -> Panel:
    """There is nothing to delete."""
    return say(
        f"I found nothing to delete in <#{channel_id}>{_meant(wanted)}: I looked at "
        f"{_messages(chosen.looked_at)}.",
        *_left(chosen),
    )


def progress_panel(channel_id: int, deleted: int, count: int, token: str) -> Panel:
    """How far it is."""
    return Panel(
        text(
            f"Deleting in <#{channel_id}>: {deleted:,} of {_messages(count)} gone.",
            "If this stands still for a minute, I was interrupted; use `/mod purge` again for the "
            "rest.",
        ),
        row(button("Stop", STOP, token, style=discord.ButtonStyle.danger)),
    )


def stopping_panel() -> Panel:
    """Somebody pressed *Stop*."""
    return say("Stopping: what is being deleted at this moment still goes, then nothing more.")


def done_panel(channel_id: int, deleted: int, count: int, *, number: int, why: str = "") -> Panel:
    """What became of it; `why` says what stood in the way, if anything."""
    case = f"-# Case #{number}"
    if deleted == count:
        return say(f"Deleted {_messages(deleted)} in <#{channel_id}>.", case)
    first = f"Deleted {deleted:,} of {_messages(count)} in <#{channel_id}>; the rest stays."
    return say(first, *([why] if why else ()), case)


def extent(deleted: int, count: int, wanted: Filter) -> str:
    """What the case says: how many, and of which kind; whose they were stands beside it."""
    some = _messages(count) if deleted == count else f"{deleted:,} of {_messages(count)}"
    return f"{some}{_meant(replace(wanted, author_id=None), whose='certain')}"


def cancelled_panel() -> Panel:
    """Nothing was deleted."""
    return say("Nothing was deleted.")


def _left(chosen: Chosen) -> tuple[str, ...]:
    if not chosen.too_old:
        return ()
    fit = "One more fits" if chosen.too_old == 1 else f"{chosen.too_old:,} more fit"
    return (
        f"{fit}, but older than 14 days: Discord deletes those one by one only, so I leave them.",
    )


def _meant(wanted: Filter, whose: str = "your") -> str:
    parts: list[str] = []
    if wanted.author_id is not None:
        parts.append(f"by <@{wanted.author_id}>")
    if wanted.bots_only:
        parts.append("by bots")
    if wanted.since is not None:
        parts.append(f"since <t:{int(wanted.since.timestamp())}:f>")
    if wanted.words:
        parts.append(f"with {whose} words")
    if wanted.links_only:
        parts.append("with links")
    if wanted.attachments_only:
        parts.append("with files")
    return f", {joined(parts)}" if parts else ""


def _messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"
