"""Threads and forum posts: opening, listing, changing, following."""

from bot.playground import payloads, posting, sending
from bot.playground.checks import channels as checks
from bot.playground.checks import messages
from bot.playground.checks.channels import ThreadDraft
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError, missing_permissions
from bot.playground.permissions import Bit
from bot.playground.records import Channel, ChannelType, Json
from bot.playground.routes.messages import channel_for, shown
from bot.playground.routing import Answer, Call, route

THREADS = "/channels/{channel_id}/threads"
MEMBERS = "/channels/{channel_id}/thread-members"
PARENTS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})
WITHOUT_MESSAGE = (
    ChannelType.ANNOUNCEMENT_THREAD,
    ChannelType.PUBLIC_THREAD,
    ChannelType.PRIVATE_THREAD,
)


# --- opening ----------------------------------------------------------------------------------


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
async def from_message(call: Call) -> Answer:
    """Open a thread at a message, whose id it shares."""
    parent = channel_for(call, Bit.CREATE_PUBLIC_THREADS | Bit.READ_MESSAGE_HISTORY)
    if parent.type not in PARENTS:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    message = call.world.message(parent.id, call.params["message_id"])
    form = body_form(call.body)
    draft = checks.thread(form, parent)
    form.finish()
    if message.thread_id is not None:
        raise DiscordError(400, 160004, "A thread has already been created for this message")
    thread = _open(call, parent, draft, _public(parent), thread_id=message.id)
    message.thread_id = thread.id
    posting.tell(call.playground, parent, "MESSAGE_UPDATE", message)
    return Answer(201, _shown(call, thread))


@route("POST", THREADS)
async def without_message(call: Call) -> Answer:
    """Open a thread of its own, or a forum post with its first message."""
    parent = channel_for(call)
    if parent.type is ChannelType.FORUM:
        return _post(call, parent)
    if parent.type not in PARENTS:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    form = body_form(call.body)
    draft = checks.thread(form, parent)
    number = form.choice("type", WITHOUT_MESSAGE)
    invitable = form.boolean("invitable")
    # Private unless said otherwise. Source: Discord's documentation, "Start Thread without
    # Message".
    kind = ChannelType.PRIVATE_THREAD if number is None else ChannelType(number)
    if kind is not ChannelType.PRIVATE_THREAD and kind is not _public(parent):
        form.wrong("type", "BASE_TYPE_CHOICES: Not a thread of this channel")
    form.finish()
    private = kind is ChannelType.PRIVATE_THREAD
    needed = Bit.CREATE_PRIVATE_THREADS if private else Bit.CREATE_PUBLIC_THREADS
    call.world.require(parent, call.bot_id, needed)
    thread = _open(call, parent, draft, kind)
    thread.invitable = True if invitable is None else invitable
    return Answer(201, _shown(call, thread))


def _post(call: Call, forum: Channel) -> Answer:
    call.world.require(forum, call.bot_id, Bit.SEND_MESSAGES)
    held = call.world.permissions_in(forum, call.bot_id)
    form = body_form(call.body)
    draft = checks.thread(form, forum)
    inner = form.form("message", required=True)
    form.finish()
    body = {} if inner is None else inner.data
    # All is checked before the thread is there, so that a refusal leaves nothing behind.
    first = messages.created(body, call.files)
    sending.require_parts(forum, held, first)
    thread = _open(call, forum, draft, ChannelType.PUBLIC_THREAD)
    message = posting.post(
        call.playground,
        thread,
        call.bot_id,
        body,
        files=call.files,
        check=False,
        message_id=thread.id,
    )
    return Answer(201, _shown(call, thread) | {"message": shown(call, thread, message)})


def _public(parent: Channel) -> ChannelType:
    if parent.type is ChannelType.ANNOUNCEMENT:
        return ChannelType.ANNOUNCEMENT_THREAD
    return ChannelType.PUBLIC_THREAD


def _open(
    call: Call,
    parent: Channel,
    draft: ThreadDraft,
    kind: ChannelType,
    *,
    thread_id: int | None = None,
) -> Channel:
    now = call.world.clock.now()
    thread = Channel(
        thread_id or call.world.new_id(),
        kind,
        draft.name,
        parent.guild_id,
        parent.id,
        slowmode_seconds=draft.slowmode_seconds,
        owner_id=call.bot_id,
        auto_archive_minutes=draft.auto_archive_minutes,
        archive_changed_at=now,
        applied_tags=list(draft.applied_tags),
        thread_members={call.bot_id: now},
    )
    if parent.type is ChannelType.FORUM:
        parent.last_message_id = thread.id
    return call.world.add_thread(parent, thread)


def _shown(call: Call, thread: Channel) -> Json:
    payload = payloads.channel(call.world, thread)
    if call.bot_id in thread.thread_members:
        payload["member"] = payloads.thread_member(call.world, thread, call.bot_id)
    return payload


# --- changing ---------------------------------------------------------------------------------


def change(call: Call, thread: Channel) -> Json:
    """Change a thread: its opener or Manage Threads; anybody who writes in it can reopen it."""
    form = body_form(call.body)
    parent = call.world.channel(thread.parent_id or 0)
    name, archive = form.text("name", 1, 100), checks.auto_archive(form)
    archived, locked = form.boolean("archived"), form.boolean("locked")
    slowmode, invitable = checks.slowmode(form), form.boolean("invitable")
    tags = checks.applied_tags(form, parent)
    form.finish()
    _require_may_change(call, thread, form)
    if archived is not None and archived is not thread.archived:
        thread.archived, thread.archive_changed_at = archived, call.world.clock.now()
    thread.name = name or thread.name
    thread.locked = thread.locked if locked is None else locked
    thread.auto_archive_minutes = archive or thread.auto_archive_minutes
    thread.slowmode_seconds = thread.slowmode_seconds if slowmode is None else slowmode
    thread.invitable = thread.invitable if invitable is None else invitable
    thread.applied_tags = thread.applied_tags if tags is None else tags
    call.world.channel_changed(thread)
    return _shown(call, thread)


def _require_may_change(call: Call, thread: Channel, form: Form) -> None:
    held = call.world.permissions_in(thread, call.bot_id)
    reopens = form.data.get("archived") is False
    if thread.archived and not reopens:
        raise sending.archived()
    if Bit.MANAGE_THREADS in held:
        return
    if thread.locked or form.has("locked") or form.has("rate_limit_per_user"):
        raise missing_permissions()
    only_reopens = reopens and form.data.keys() <= {"archived"}
    if thread.owner_id != call.bot_id and not only_reopens:
        raise missing_permissions()
    if only_reopens and Bit.SEND_MESSAGES_IN_THREADS not in held:
        raise missing_permissions()
