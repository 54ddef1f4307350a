"""The application behind a bot."""

from bot.playground import payloads
from bot.playground.checks.forms import body_form
from bot.playground.errors import missing_access
from bot.playground.records import Application, Json
from bot.playground.routing import Call, route

# Source: Discord's documentation, "Application flags"; the LIMITED forms are those of bots in fewer
# than 100 servers.
MESSAGE_CONTENT = 1 << 19
MEMBERS = 1 << 15
PRESENCE = 1 << 13
COMMAND_BADGE = 1 << 23


def flags(application: Application) -> int:
    """Which privileged intents the application has, and whether it has global commands."""
    found = MESSAGE_CONTENT if application.message_content else 0
    found |= MEMBERS if application.members_intent else 0
    found |= PRESENCE if application.presences_intent else 0
    return found | (COMMAND_BADGE if application.commands.get(None) else 0)


def _application(call: Call) -> Application:
    if call.application is None:
        raise missing_access()
    return call.application


async def _me(call: Call) -> Json:
    application, world = _application(call), call.world
    guilds = sum(application.bot_id in g.members for g in world.guilds.values())
    params = {"scopes": ["bot", "applications.commands"], "permissions": "0"}
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(world, application.bot_id),
        "bot_public": True,
        "bot_require_code_grant": False,
        "install_params": params,
        "integration_types_config": {"0": {"oauth2_install_params": params}},
        "verify_key": f"{application.id:064x}",
        "flags": flags(application),
        "flags_new": str(flags(application)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "event_webhooks_url": None,
        "event_webhooks_status": 1,
        "owner": payloads.user(world, application.owner_id),
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


for _path in ("/applications/@me", "/oauth2/applications/@me"):
    route("GET", _path)(_me)


@route("PATCH", "/applications/@me")
async def change(call: Call) -> Json:
    """Accept changes of texts and pictures without keeping them."""
    form = body_form(call.body)
    form.text("interactions_endpoint_url", 0, 2048)
    form.finish()
    return await _me(call)
