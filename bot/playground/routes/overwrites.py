"""What roles and members may do otherwise in a channel."""

from bot.playground import overwriting
from bot.playground.checks.forms import body_form
from bot.playground.records import Overwrite
from bot.playground.routes.messages import channel_for
from bot.playground.routing import Call, route

OVERWRITE = "/channels/{channel_id}/permissions/{overwrite_id}"


@route("PUT", OVERWRITE)
async def put(call: Call) -> None:
    """Say what a role or member may do otherwise here."""
    channel = channel_for(call)
    form = body_form(call.body)
    kind = form.choice("type", (0, 1), required=True)
    allow, deny = form.bits("allow") or 0, form.bits("deny") or 0
    form.finish()
    made = Overwrite(call.params["overwrite_id"], bool(kind), allow, deny)
    overwriting.put(call.world, channel, call.bot_id, made, reason=call.reason)


@route("DELETE", OVERWRITE)
async def remove(call: Call) -> None:
    """Let a role or member do again what they otherwise may."""
    channel, target = channel_for(call), call.params["overwrite_id"]
    overwriting.remove(call.world, channel, call.bot_id, target, reason=call.reason)
