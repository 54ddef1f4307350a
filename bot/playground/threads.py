"""Opening and changing threads and forum posts: bots and people meet here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.playground import arranging, posting, sending
from bot.playground.audit_log import Action
from bot.playground.checks import channels as checks
from bot.playground.checks import messages
from bot.playground.checks.channels import ThreadDraft
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, missing_permissions
from bot.playground.permissions import Bit
from bot.playground.records import Attachment, Channel, ChannelType, Json, Message
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground

PARENTS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})
WITHOUT_MESSAGE = (
    ChannelType.ANNOUNCEMENT_THREAD,
    ChannelType.PUBLIC_THREAD,
    ChannelType.PRIVATE_THREAD,
)
Body = Any

# --- opening ----------------------------------------------------------------------------------


def at_message(
    pg: "Playground", parent: Channel, message: Message, by: int, body: Body, *, reason: str | None
) -> Channel:
    """Open a thread at a message, whose id it shares."""
    pg.world.require(parent, by, Bit.CREATE_PUBLIC_THREADS | Bit.READ_MESSAGE_HISTORY)
    _require_parent(parent)
    form = body_form(body)
    draft = checks.thread(form, parent)
    form.finish()
    if message.thread_id is not None:
        raise DiscordError(400, 160004, "A thread has already been created for this message")
    thread = _made(pg.world, parent, by, draft, _public(parent), thread_id=message.id)
    message.thread_id = _opened(pg.world, parent, thread, reason).id
    posting.tell(pg, parent, "MESSAGE_UPDATE", message)
    return thread


def without_message(
    pg: "Playground", parent: Channel, by: int, body: Body, *, reason: str | None
) -> Channel:
    """Open a thread of its own; private unless said otherwise.

    Source:
        Discord's documentation, "Start Thread without Message".
    """
    _require_parent(parent)
    form = body_form(body)
    draft = checks.thread(form, parent)
    number = form.choice("type", WITHOUT_MESSAGE)
    invitable = form.boolean("invitable")
    kind = ChannelType.PRIVATE_THREAD if number is None else ChannelType(number)
    if kind is not ChannelType.PRIVATE_THREAD and kind is not _public(parent):
        form.wrong("type", "BASE_TYPE_CHOICES: Not a thread of this channel")
    form.finish()
    private = kind is ChannelType.PRIVATE_THREAD
    needed = Bit.CREATE_PRIVATE_THREADS if private else Bit.CREATE_PUBLIC_THREADS
    pg.world.require(parent, by, needed)
    thread = _made(pg.world, parent, by, draft, kind)
    thread.invitable = True if invitable is None else invitable
    return _opened(pg.world, parent, thread, reason)


def in_forum(
    pg: "Playground",
    forum: Channel,
    by: int,
    body: Body,
    files: Sequence[Attachment] = (),
    *,
    via_bot: bool = True,
    reason: str | None,
) -> tuple[Channel, Message]:
    """Open a forum post with its first message; a person (`via_bot=False`) has slowmode."""
    pg.world.require(forum, by, Bit.SEND_MESSAGES)
    held = pg.world.permissions_in(forum, by)
    form = body_form(body)
    draft = checks.thread(form, forum)
    inner = form.form("message", required=True)
    form.finish()
    content = {} if inner is None else inner.data
    # All is checked before the thread is there, so that a refusal leaves nothing behind.
    first = messages.created(content, files)
    sending.require_parts(forum, held, first)
    if not via_bot:
        posts = pg.world.guild(forum.guild_id or 0).channels.values()
        own = [c.id for c in posts if (c.parent_id, c.owner_id) == (forum.id, by)]
        sending.require_patience(pg, forum, held, own)
    thread = _made(pg.world, forum, by, draft, ChannelType.PUBLIC_THREAD)
    forum.last_message_id = thread.id
    _opened(pg.world, forum, thread, reason)
    message = posting.post(pg, thread, by, content, files=files, check=False, message_id=thread.id)
    return thread, message


def _require_parent(parent: Channel) -> None:
    if parent.type not in PARENTS:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")


def _public(parent: Channel) -> ChannelType:
    if parent.type is ChannelType.ANNOUNCEMENT:
        return ChannelType.ANNOUNCEMENT_THREAD
    return ChannelType.PUBLIC_THREAD


def _made(
    world: World,
    parent: Channel,
    by: int,
    draft: ThreadDraft,
    kind: ChannelType,
    *,
    thread_id: int | None = None,
) -> Channel:
    now = world.clock.now()
    return Channel(
        thread_id or world.new_id(),
        kind,
        draft.name,
        parent.guild_id,
        parent.id,
        slowmode_seconds=draft.slowmode_seconds,
        owner_id=by,
        auto_archive_minutes=draft.auto_archive_minutes,
        archive_changed_at=now,
        applied_tags=list(draft.applied_tags),
        thread_members={by: now},
    )


def _opened(world: World, parent: Channel, thread: Channel, reason: str | None) -> Channel:
    world.add_thread(parent, thread)
    by, action = thread.owner_id or 0, Action.THREAD_CREATE
    arranging.note(world, thread, by, action, {}, logged(thread), reason=reason)
    return thread


# --- changing ---------------------------------------------------------------------------------


def change(world: World, thread: Channel, by: int, body: Body, *, reason: str | None) -> None:
    """Change a thread: its opener or Manage Threads; anybody who writes in it can reopen it."""
    form = body_form(body)
    parent = world.channel(thread.parent_id or 0)
    name, archive = form.text("name", 1, 100), checks.auto_archive(form)
    archived, locked = form.boolean("archived"), form.boolean("locked")
    slowmode, invitable = checks.slowmode(form), form.boolean("invitable")
    tags = checks.applied_tags(form, parent)
    form.finish()
    _require_may_change(world, thread, by, form)
    before = logged(thread)
    if archived is not None and archived is not thread.archived:
        thread.archived, thread.archive_changed_at = archived, world.clock.now()
    thread.name = name or thread.name
    thread.locked = thread.locked if locked is None else locked
    thread.auto_archive_minutes = archive or thread.auto_archive_minutes
    thread.slowmode_seconds = thread.slowmode_seconds if slowmode is None else slowmode
    thread.invitable = thread.invitable if invitable is None else invitable
    thread.applied_tags = thread.applied_tags if tags is None else tags
    world.channel_changed(thread)
    arranging.note(world, thread, by, Action.THREAD_UPDATE, before, logged(thread), reason=reason)


def _require_may_change(world: World, thread: Channel, by: int, form: Form) -> None:
    held = world.permissions_in(thread, by)
    reopens = form.data.get("archived") is False
    if thread.archived and not reopens:
        raise sending.archived()
    if Bit.MANAGE_THREADS in held:
        return
    if thread.locked or form.has("locked") or form.has("rate_limit_per_user"):
        raise missing_permissions()
    only_reopens = reopens and form.data.keys() <= {"archived"}
    if thread.owner_id != by and not only_reopens:
        raise missing_permissions()
    if only_reopens and Bit.SEND_MESSAGES_IN_THREADS not in held:
        raise missing_permissions()


def logged(thread: Channel) -> Json:
    """What the audit log keeps of a thread."""
    return {
        "name": thread.name,
        "type": int(thread.type),
        "archived": thread.archived,
        "locked": thread.locked,
        "auto_archive_duration": thread.auto_archive_minutes,
        "rate_limit_per_user": thread.slowmode_seconds,
    }
