"""First responses, and the follow-ups under an interaction's token."""

from typing import Any

from bot.playground import payloads
from bot.playground.interactions import Interaction, answers
from bot.playground.records import Json, Message
from bot.playground.routing import Call, route


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", bot_token=False)
async def respond(call: Call) -> Any:  # noqa: ANN401 - an Answer, or the callback's JSON
    """Give the first response."""
    interactions = call.playground.interactions
    interaction = interactions.to_answer(
        call.params["interaction_id"], call.params["interaction_token"]
    )
    answers.respond(call.playground, interaction, call.body, call.files)
    if call.query.get("with_response", "").lower() in ("1", "true"):
        return answers.callback_json(call.playground, interaction)
    return None


@route("POST", "/webhooks/{webhook_id}/{webhook_token}", bot_token=False)
async def follow_up(call: Call) -> Json:
    """Post a follow-up; it is always waited for."""
    interaction = _interaction(call)
    return _shown(call, answers.follow_up(call.playground, interaction, call.body, call.files))


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", bot_token=False)
@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_token=False)
async def get(call: Call) -> Json:
    """Show the first response or a follow-up."""
    return _shown(call, _message(call, _interaction(call)))


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", bot_token=False)
@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_token=False)
async def edit(call: Call) -> Json:
    """Change the first response or a follow-up."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    answers.edit(call.playground, interaction, message, call.body, call.files)
    return _shown(call, message)


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", bot_token=False)
@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", bot_token=False)
async def delete(call: Call) -> None:
    """Take the first response or a follow-up away."""
    interaction = _interaction(call)
    answers.delete(call.playground, interaction, _message(call, interaction))


def _interaction(call: Call) -> Interaction:
    return call.playground.interactions.to_follow_up(
        call.params["webhook_id"], call.params["webhook_token"]
    )


def _message(call: Call, interaction: Interaction) -> Message:
    return answers.find(interaction, call.params.get("message_id"))


def _shown(call: Call, message: Message) -> Json:
    return payloads.message(call.world, message, cdn_url=call.playground.cdn_url)
