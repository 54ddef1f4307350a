"""Sending, changing and deleting messages: all ways of posting meet here."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.checks import messages
from bot.playground.checks.messages import Draft, Flag
from bot.playground.errors import DiscordError, invalid_form
from bot.playground.payloads.messages import REPLY
from bot.playground.permissions import Bit
from bot.playground.records import Attachment, Channel, Json, Message
from bot.playground.sending import require_parts, require_person, require_sending

if TYPE_CHECKING:
    from bot.playground.server import Playground


def post(
    pg: "Playground",
    channel: Channel,
    author_id: int,
    body: Json,
    *,
    files: Sequence[Attachment] = (),
    application_id: int | None = None,
    webhook_id: int | None = None,
    interaction_metadata: Json | None = None,
    ephemeral_for: int | None = None,
    message_type: int = 0,
    via_bot: bool = True,
    check: bool = True,
    message_id: int | None = None,
) -> Message:
    """Send a message and tell it; a private one (`ephemeral_for`) to its only reader.

    Args:
        pg: The playground.
        channel: Where.
        author_id: Who; for an interaction's reply the bot.
        body: As in Create Message.
        files: What came with it; their ids are the n of `files[n]`.
        application_id: Set for an interaction's reply.
        webhook_id: Set for an interaction's reply.
        interaction_metadata: Set for an interaction's reply.
        ephemeral_for: The only one who sees it.
        message_type: 20 or 23 for the reply to a command.
        via_bot: False for a person, who has slowmode and no embeds or components.
        check: Whether permissions are asked for; lengths and counts always are.
        message_id: Given where it is known before: a forum post's first message has its thread's.

    Returns:
        The message; with `enforce_nonce` the one that was sent before with this nonce.

    Raises:
        DiscordError: It is refused; nothing is sent.
    """
    held = pg.world.permissions_in(channel, author_id)
    if check:
        require_sending(pg, channel, author_id, held)
    draft = messages.created(body, files, ephemeral=ephemeral_for is not None)
    if check:
        require_parts(channel, held, draft)
    if not via_bot:
        require_person(pg, channel, author_id, held, draft)
    if (earlier := _same_nonce(pg, channel, author_id, draft)) is not None:
        return earlier
    message = Message(
        message_id or pg.world.new_id(),
        channel.id,
        author_id,
        type=message_type,
        nonce=draft.nonce,
        tts=draft.tts,
        application_id=application_id,
        webhook_id=webhook_id,
        interaction_metadata=interaction_metadata,
        ephemeral_for=ephemeral_for,
    )
    _refer(channel, message, draft, may_read=not check or Bit.READ_MESSAGE_HISTORY in held)
    _take_over(pg, message, draft)
    _mention(pg, channel, message, draft, held)
    if ephemeral_for is not None:
        message.flags |= Flag.EPHEMERAL
    _deliver(pg, channel, message)
    return message


def edit(
    pg: "Playground", message: Message, body: Json, *, files: Sequence[Attachment] = ()
) -> Message:
    """Change a message and tell it; what the body does not name stays.

    Raises:
        DiscordError: It is refused; nothing changes.
    """
    channel = pg.world.channel(message.channel_id)
    draft = messages.edited(body, files, message)
    _take_over(pg, message, draft)
    if body.keys() & {"content", "components"}:
        held = pg.world.permissions_in(channel, message.author_id)
        _mention(pg, channel, message, draft, held)
    if body.keys() - {"flags", "allowed_mentions"} or files:
        message.edited_at = pg.world.clock.now()
    tell(pg, channel, "MESSAGE_UPDATE", message)
    return message


def delete(pg: "Playground", message: Message) -> None:
    """Delete a message and tell it."""
    pg.world.message_gone(message)


def tell(pg: "Playground", channel: Channel, name: str, message: Message) -> None:
    """Emit a message's event."""
    data = payloads.message(pg.world, message, cdn_url=pg.cdn_url, in_guild_event=True)
    pg.world.emit(pg.world.event_in(channel, name, data, reader=message.ephemeral_for))


# --- how it is put together -------------------------------------------------------------------


def _same_nonce(pg: "Playground", channel: Channel, author_id: int, draft: Draft) -> Message | None:
    """The message that this nonce made before, where that is to be asked.

    Raises:
        DiscordError: 10008 where that message was deleted.
    """
    if draft.nonce is None or not draft.enforce_nonce:
        return None
    found = pg.nonces.find(channel.id, author_id, draft.nonce)
    return None if found is None else pg.world.message(channel.id, found)


def _refer(channel: Channel, message: Message, draft: Draft, *, may_read: bool) -> None:
    if draft.reply_to is None:
        return
    if not may_read:
        raise DiscordError(403, 160002, "Cannot reply without permission to read message history")
    found = channel.messages.get(draft.reply_to)
    if found is None or found.ephemeral_for is not None:
        if draft.fail_if_not_exists:
            wrong = "REPLIES_UNKNOWN_MESSAGE: Unknown message"
            raise invalid_form({"message_reference": wrong})
        return
    message.type = REPLY
    message.reference = {"type": 0, "channel_id": str(channel.id), "message_id": str(found.id)}
    if channel.guild_id is not None:
        message.reference["guild_id"] = str(channel.guild_id)
    if draft.allowed.replied_user and found.author_id != message.author_id:
        message.mentions.append(found.author_id)


def _take_over(pg: "Playground", message: Message, draft: Draft) -> None:
    world = pg.world
    message.content, message.embeds = draft.content, draft.embeds
    message.components, message.flags = draft.components, int(draft.flags)
    known = {a.id for a in message.attachments}
    private = message.ephemeral_for is not None
    message.attachments = [
        a if a.id in known else replace(a, id=world.new_id(), ephemeral=private)
        for a in draft.attachments
    ]


def _mention(pg: "Playground", channel: Channel, message: Message, draft: Draft, held: Bit) -> None:
    world, text = pg.world, draft.text
    may_all = Bit.MENTION_EVERYONE in held and channel.guild_id is not None
    replied = message.mentions[:1] if _pings_author(message, channel) else []
    named = [u for u in draft.allowed.users_in(text) if u in world.users]
    message.mentions = list(dict.fromkeys([*replied, *named]))
    message.mention_everyone = may_all and draft.allowed.everyone_in(text)
    roles = {} if channel.guild_id is None else world.guild(channel.guild_id).roles
    message.mention_roles = [
        r
        for r in draft.allowed.roles_in(text)
        if r in roles and r != channel.guild_id and (may_all or roles[r].mentionable)
    ]


def _pings_author(message: Message, channel: Channel) -> bool:
    """Whether the first mention is the author of the message that it replies to."""
    if message.reference is None or not message.mentions:
        return False
    found = channel.messages.get(int(message.reference["message_id"]))
    return found is not None and found.author_id == message.mentions[0]


def _deliver(pg: "Playground", channel: Channel, message: Message) -> None:
    pg.world.keep(channel, message)
    if message.nonce is not None:
        pg.nonces.remember(channel.id, message.author_id, message.nonce, message.id)
    if message.ephemeral_for is None:
        channel.last_message_id = message.id
        if channel.is_thread:
            _wake(pg, channel, message)
    tell(pg, channel, "MESSAGE_CREATE", message)


def _wake(pg: "Playground", thread: Channel, message: Message) -> None:
    """A message opens an archived thread, is counted, and lets its author follow."""
    thread.messages_ever += message.id != thread.id
    if thread.archived:
        thread.archived = False
        thread.archive_changed_at = pg.world.clock.now()
        pg.world.channel_changed(thread)
    if message.webhook_id is None:
        pg.world.add_to_thread(thread, message.author_id)
