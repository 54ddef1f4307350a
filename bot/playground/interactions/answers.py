"""What a bot may answer to an interaction, and what comes of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.playground import payloads, posting
from bot.playground.checks import modals
from bot.playground.errors import DiscordError, invalid_form, unknown
from bot.playground.interactions.choices import suggestions
from bot.playground.interactions.payload import is_installed
from bot.playground.interactions.records import EPHEMERAL, LOADING, Interaction, Kind, Response
from bot.playground.jsons import as_object
from bot.playground.permissions import Bit
from bot.playground.records import Attachment, Json, Message

if TYPE_CHECKING:
    from bot.playground.server import Playground

MOST_FOLLOWUPS_UNINSTALLED = 5
CHAT_INPUT_REPLY, CONTEXT_MENU_REPLY = 20, 23


def respond(
    pg: "Playground", interaction: Interaction, body: object, files: Sequence[Attachment]
) -> None:
    """Give the first response: show, defer, update, complete or ask."""
    request = as_object(body)
    response = _allowed(interaction, request.get("type"))
    data = as_object(request.get("data"))
    try:
        _ANSWERS[response](pg, interaction, data, files)
    except DiscordError as error:
        error.fields = {f"data.{path}": why for path, why in error.fields.items()}
        raise
    interaction.response = response
    interaction.changed()


def _allowed(interaction: Interaction, given: object) -> Response:
    """The kind of a response, where this interaction may get it."""
    on_message = interaction.source is not None
    messages = {Response.MESSAGE, Response.DEFERRED_MESSAGE}
    updates = {Response.DEFERRED_UPDATE, Response.UPDATE} if on_message else set[Response]()
    allowed = {
        Kind.COMMAND: messages | {Response.MODAL},
        Kind.COMPONENT: messages | updates | {Response.MODAL},
        Kind.MODAL: messages | updates,
        Kind.AUTOCOMPLETE: {Response.CHOICES},
    }[interaction.kind]
    if not isinstance(given, int) or given not in allowed:
        choices = ", ".join(str(int(r)) for r in sorted(allowed))
        raise invalid_form({"type": f"BASE_TYPE_CHOICES: Value must be one of {{{choices}}}."})
    return Response(given)


# --- first responses --------------------------------------------------------------------------


def _message(pg: "Playground", i: Interaction, data: Json, files: Sequence[Attachment]) -> None:
    i.original = _post(pg, i, data, files)


def _deferred_message(
    pg: "Playground", i: Interaction, data: Json, _: Sequence[Attachment]
) -> None:
    ephemeral = _is_private(pg, i, data)
    message = Message(
        pg.world.new_id(),
        i.channel.id,
        i.application.bot_id,
        type=_reply_type(i),
        flags=LOADING | (EPHEMERAL if ephemeral else 0),
        webhook_id=i.application.id,
        application_id=i.application.id,
        interaction_metadata=i.metadata,
        ephemeral_for=i.user_id if ephemeral else None,
    )
    pg.world.keep(i.channel, message)
    i.original = message
    if not ephemeral:
        i.channel.last_message_id = message.id
    posting.tell(pg, i.channel, "MESSAGE_CREATE", message)


def _deferred_update(_: "Playground", i: Interaction, __: Json, ___: Sequence[Attachment]) -> None:
    i.original = i.source


def _update(pg: "Playground", i: Interaction, data: Json, files: Sequence[Attachment]) -> None:
    if i.source is None or i.source.id not in i.channel.messages:
        raise unknown("Message")
    posting.edit(pg, i.source, data, files=files)
    i.original = i.source


def _choices(_: "Playground", i: Interaction, data: Json, __: Sequence[Attachment]) -> None:
    i.choices = suggestions(i.data.get("options") or [], data.get("choices"))


def _modal(_: "Playground", i: Interaction, data: Json, __: Sequence[Attachment]) -> None:
    i.modal = modals.modal(data)


_Answer = Callable[["Playground", Interaction, Json, Sequence[Attachment]], None]
_ANSWERS: dict[Response, _Answer] = {
    Response.MESSAGE: _message,
    Response.DEFERRED_MESSAGE: _deferred_message,
    Response.DEFERRED_UPDATE: _deferred_update,
    Response.UPDATE: _update,
    Response.CHOICES: _choices,
    Response.MODAL: _modal,
}


def _is_private(pg: "Playground", i: Interaction, data: Json) -> bool:
    """Whether a reply is to be private: asked for, or from an outside app where those are quiet."""
    flags = data.get("flags")
    if isinstance(flags, int) and flags & EPHEMERAL:
        return True
    if i.channel.guild_id is None or is_installed(pg.world, i.application, i.channel):
        return False
    return Bit.USE_EXTERNAL_APPS not in pg.world.permissions_in(i.channel, i.user_id)


# --- follow-ups -------------------------------------------------------------------------------


def follow_up(
    pg: "Playground", interaction: Interaction, body: object, files: Sequence[Attachment]
) -> Message:
    """Post a further message; the first one after a deferred reply becomes that reply."""
    data = as_object(body)
    original = interaction.original
    if original is not None and interaction.is_thinking:
        return edit(pg, interaction, original, data, files)
    installed = interaction.channel.guild_id is None or is_installed(
        pg.world, interaction.application, interaction.channel
    )
    if not installed and len(interaction.followups) >= MOST_FOLLOWUPS_UNINSTALLED:
        raise DiscordError(
            400, 40094, "This interaction reached the maximum number of follow up messages"
        )
    message = _post(pg, interaction, data, files)
    interaction.followups[message.id] = message
    interaction.changed()
    return message


def find(interaction: Interaction, message_id: int | None) -> Message:
    """One of its messages (None: "@original"), or Discord's error 10008."""
    if message_id is None or (
        interaction.original is not None and message_id == interaction.original.id
    ):
        found = interaction.original
    else:
        found = interaction.followups.get(message_id)
    if found is None or found.id not in interaction.channel.messages:
        raise unknown("Message")
    return found


def edit(
    pg: "Playground",
    interaction: Interaction,
    message: Message,
    body: object,
    files: Sequence[Attachment],
) -> Message:
    """Change one of its messages; a deferred reply is answered by that."""
    data = as_object(body)
    was_thinking = bool(message.flags & LOADING)
    message.flags &= ~LOADING
    try:
        posting.edit(pg, message, data, files=files)
    except DiscordError:
        message.flags |= LOADING if was_thinking else 0
        raise
    interaction.changed()
    return message


def delete(pg: "Playground", interaction: Interaction, message: Message) -> None:
    """Take one of its messages away."""
    posting.delete(pg, message)
    interaction.changed()


def _post(pg: "Playground", i: Interaction, data: Json, files: Sequence[Attachment]) -> Message:
    ephemeral = _is_private(pg, i, data)
    metadata = dict(i.metadata)
    if i.original is not None:
        metadata["original_response_message_id"] = str(i.original.id)
    return posting.post(
        pg,
        i.channel,
        i.application.bot_id,
        data,
        files=files,
        application_id=i.application.id,
        webhook_id=i.application.id,
        interaction_metadata=metadata,
        ephemeral_for=i.user_id if ephemeral else None,
        message_type=_reply_type(i) if i.original is None else 0,
        check=False,
    )


def _reply_type(i: Interaction) -> int:
    if i.kind is Kind.COMMAND:
        return CHAT_INPUT_REPLY if i.data.get("type", 1) == 1 else CONTEXT_MENU_REPLY
    return 0


# --- what the callback route answers ----------------------------------------------------------


def callback_json(pg: "Playground", interaction: Interaction) -> Json:
    """What came of the first response, for `with_response=true`."""
    about: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    original = interaction.original
    if original is not None:
        about |= {
            "response_message_id": str(original.id),
            "response_message_loading": interaction.is_thinking,
            "response_message_ephemeral": original.ephemeral_for is not None,
        }
    response = interaction.response
    if original is None or (response is not Response.MESSAGE and response is not Response.UPDATE):
        return {"interaction": about}
    shown = payloads.message(pg.world, original, cdn_url=pg.cdn_url)
    resource: Json = {"type": int(response), "message": shown}
    return {"interaction": about, "resource": resource}
