"""Who may send what where, and how often."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.playground.checks.messages import Draft
from bot.playground.errors import (
    DiscordError,
    cannot_message_user,
    missing_access,
    missing_permissions,
    unknown,
)
from bot.playground.payloads.texts import created_at
from bot.playground.permissions import NOTHING, Bit
from bot.playground.records import Channel, ChannelType

if TYPE_CHECKING:
    from bot.playground.server import Playground

NO_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


def require_sending(pg: "Playground", channel: Channel, author_id: int, held: Bit) -> None:
    """Raise Discord's refusal where somebody can't send anything here, with what they hold."""
    if channel.type is ChannelType.DM:
        _require_open(pg, channel, author_id)
        return
    if Bit.VIEW_CHANNEL not in held:
        raise missing_access()
    if channel.type in NO_MESSAGES:
        raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")
    if (Bit.SEND_MESSAGES_IN_THREADS if channel.is_thread else Bit.SEND_MESSAGES) not in held:
        raise missing_permissions()
    if channel.locked and Bit.MANAGE_THREADS not in held:
        if channel.archived:
            raise archived()
        raise DiscordError(400, 160005, "This thread is locked")


def archived() -> DiscordError:
    """A thread is archived, and this does not open it."""
    return DiscordError(400, 50083, "Thread is archived")


def _require_open(pg: "Playground", channel: Channel, author_id: int) -> None:
    world = pg.world
    if author_id not in channel.recipients:
        raise unknown("Channel")
    other = next(r for r in channel.recipients if r != author_id)
    person = world.users.get(other)
    if not world.user(author_id).bot:
        return
    if person is None or person.bot or not person.dms_open:
        raise cannot_message_user()
    if not world.share_a_guild(author_id, other):
        raise cannot_message_user()


def require_parts(channel: Channel, held: Bit, draft: Draft) -> None:
    """Raise 50013 where embeds, files or speech need a permission that is missing."""
    needed = NOTHING
    if draft.embeds:
        needed |= Bit.EMBED_LINKS
    if draft.attachments:
        needed |= Bit.ATTACH_FILES
    if draft.tts:
        needed |= Bit.SEND_TTS_MESSAGES
    if channel.guild_id is not None and needed & ~held:
        raise missing_permissions()


def require_person(
    pg: "Playground", channel: Channel, author_id: int, held: Bit, draft: Draft
) -> None:
    """Raise Discord's refusal of what people can't send, and of what comes before its time."""
    if draft.embeds or draft.components:
        raise missing_permissions()
    own = [m.id for m in channel.messages.values() if m.author_id == author_id]
    require_patience(pg, channel, held, own)


def require_patience(pg: "Playground", channel: Channel, held: Bit, own: Iterable[int]) -> None:
    """Raise 20016 where what somebody sent last, by id, is too new for the channel's slowmode."""
    last = max(own, default=None)
    if last is None or not channel.slowmode_seconds or Bit.BYPASS_SLOWMODE in held:
        return
    until = created_at(last) + timedelta(seconds=channel.slowmode_seconds)
    if (left := until - pg.world.clock.now()) > timedelta(0):
        raise DiscordError(
            429,
            20016,
            "This action cannot be performed due to slowmode rate limit.",
            retry_after=left.total_seconds(),
        )
