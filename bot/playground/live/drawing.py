"""Messages as the page draws them."""

from bot.playground import payloads
from bot.playground.records import Json, Message
from bot.playground.world import World

# Relative, so that the page works under each name of this machine.
CDN = "/cdn"


def message(world: World, m: Message, *, viewer_id: int, command: str | None = None) -> Json:
    """A message as somebody sees it; `command` is what it answers, e.g. "prompt find"."""
    shown = payloads.message(world, m, cdn_url=CDN, viewer_id=viewer_id)
    shown["private"] = m.ephemeral_for is not None
    if command is not None:
        shown["command"] = command
    return shown


def command_name(data: Json) -> str:
    """How a used command is called, with group and subcommand."""
    words = [str(data["name"])]
    options: list[Json] = data.get("options") or []
    while options and options[0]["type"] in (1, 2):
        words.append(str(options[0]["name"]))
        options = options[0].get("options") or []
    return " ".join(words)
