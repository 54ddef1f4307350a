"""Where the gateway is."""

from bot.playground.records import Json
from bot.playground.routing import Call, route


@route("GET", "/gateway", bot_token=False)
async def gateway(call: Call) -> Json:
    """The gateway's address."""
    return {"url": call.playground.gateway_url}


@route("GET", "/gateway/bot")
async def gateway_bot(call: Call) -> Json:
    """The gateway's address, shards, and how often a bot may identify."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
    return {
        "url": call.playground.gateway_url,
        "shards": call.playground.shards,
        "session_start_limit": limit,
    }
