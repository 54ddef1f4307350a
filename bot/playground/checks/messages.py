"""A message to be sent or changed: its parts, checked together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntFlag
from typing import Any

from bot.playground.checks import mentions
from bot.playground.checks.components import components
from bot.playground.checks.embeds import embeds
from bot.playground.checks.forms import Form, body_form
from bot.playground.errors import DiscordError
from bot.playground.reading import FILES
from bot.playground.records import Attachment, Json, Message

CONTENT = 2000
NONCE = 25


class Flag(IntFlag):
    """Source: Discord's documentation, "Message flags"."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


NO_FLAGS = Flag(0)
SENDABLE = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.IS_COMPONENTS_V2
EDITABLE = Flag.SUPPRESS_EMBEDS | Flag.IS_COMPONENTS_V2


@dataclass(slots=True)
class Draft:
    """The parts of a message, checked."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    flags: Flag = field(default=NO_FLAGS)
    tts: bool = False
    nonce: str | int | None = None
    enforce_nonce: bool = False
    allowed: mentions.Allowed = field(default_factory=mentions.Allowed)
    reply_to: int | None = None
    fail_if_not_exists: bool = True

    @property
    def text(self) -> str:
        """All text that can mention somebody."""
        return mentions.all_text(self.content, self.components)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.content or self.embeds or self.components or self.attachments)


def created(body: Any, files: Sequence[Attachment], *, ephemeral: bool = False) -> Draft:  # noqa: ANN401
    """A new message.

    Raises:
        DiscordError: 50035 with what is wrong, 50006 where there is nothing in it.
    """
    form = body_form(body)
    flags = _flags(form, SENDABLE | Flag.EPHEMERAL if ephemeral else SENDABLE)
    attached = attachments(form, files, [])
    draft = Draft(
        attachments=attached,
        flags=flags,
        tts=form.boolean("tts") or False,
        nonce=_nonce(form),
        enforce_nonce=form.boolean("enforce_nonce") or False,
        allowed=mentions.allowed(form),
    )
    _parts(form, draft)
    _reference(form, draft)
    return _finished(form, draft)


def edited(body: Any, files: Sequence[Attachment], message: Message) -> Draft:  # noqa: ANN401
    """What a message is after an edit: what is not named stays, what is null goes.

    Raises:
        DiscordError: 50035 with what is wrong, 50006 where nothing would be left.
    """
    form = body_form(body)
    draft = Draft(message.content, message.embeds, message.components, flags=Flag(message.flags))
    if (flags := form.bits("flags")) is not None:
        # Components v2 stay: "it can't be removed from that message".
        kept = draft.flags & ~Flag.SUPPRESS_EMBEDS
        draft.flags = kept | (Flag(flags) & EDITABLE)
    draft.attachments = attachments(form, files, message.attachments)
    draft.allowed = mentions.allowed(form)
    _parts(form, draft)
    return _finished(form, draft)


def _parts(form: Form, draft: Draft) -> None:
    v2 = Flag.IS_COMPONENTS_V2 in draft.flags
    names = {a.filename: len(a.content) for a in draft.attachments}
    if form.has("content"):
        draft.content = (form.text("content", 0, CONTENT) or "").strip()
    if form.has("embeds"):
        draft.embeds = embeds(form, names)
    if form.has("components"):
        draft.components = components(form, names, v2=v2)
    for key, there in (("content", draft.content), ("embeds", draft.embeds)):
        if v2 and there:
            form.wrong(
                key,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2: "
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
    for key in ("sticker_ids", "poll"):
        if form.value(key):
            form.wrong(key, "NOT_IN_THE_PLAYGROUND: The playground has none of these")


def _finished(form: Form, draft: Draft) -> Draft:
    form.finish()
    if draft.is_empty:
        raise DiscordError(400, 50006, "Cannot send an empty message")
    return draft


def _flags(form: Form, sendable: Flag) -> Flag:
    flags = Flag(form.bits("flags") or 0)
    if flags & ~sendable:
        names = ", ".join(str(f.name) for f in sendable)
        form.wrong("flags", f"MESSAGE_FLAGS_INVALID: Only {names} can be set")
    return flags & sendable


def _nonce(form: Form) -> str | int | None:
    found = form.value("nonce")
    if isinstance(found, int) and not isinstance(found, bool):
        return form.integer("nonce", -(1 << 63), (1 << 63) - 1)
    return form.text("nonce", 0, NONCE) or None


REPLY = 0


def _reference(form: Form, draft: Draft) -> None:
    inner = form.form("message_reference")
    if inner is None:
        return
    if inner.choice("type", (REPLY,)) not in {None, REPLY}:
        return
    draft.reply_to = inner.snowflake("message_id", required=True)
    fails = inner.boolean("fail_if_not_exists")
    draft.fail_if_not_exists = True if fails is None else fails


def attachments(
    form: Form, files: Sequence[Attachment], kept: Sequence[Attachment]
) -> list[Attachment]:
    """The files of a message: those kept by id, and the new ones, with the ids of `files[n]`.

    Without `attachments` in the body all that were there stay.
    """
    uploaded = {f.id: f for f in files}
    present = {a.id: a for a in kept}
    made: list[Attachment] = [] if form.has("attachments") else list(kept)
    for part in form.forms("attachments", 0, FILES):
        number = part.snowflake("id", required=True)
        found = uploaded.pop(number, None) if number in uploaded else present.get(number or 0)
        if found is None:
            part.wrong("id", "ATTACHMENT_NOT_FOUND: There is no such file")
            continue
        name = part.text("filename", 1, 1024) if found.id not in present else None
        description = part.text("description", 0, 1024)
        made.append(
            replace(
                found,
                filename=name or found.filename,
                description=found.description if description is None else description,
            )
        )
    made += uploaded.values()
    if len(made) > FILES:
        form.wrong("attachments", f"BASE_TYPE_MAX_LENGTH: Must be {FILES} or fewer in length.")
    return made
