"""How the settings of a server are shown."""

from collections.abc import Mapping

from bot.guilds.records import ServerSettings
from bot.ui.panels import Panel, box, divider, say, text
from cogs.setup.rules import MEANINGS, UNREVIEWED_WORDS


def settings_panel(chosen: ServerSettings, countries: Mapping[str, str]) -> Panel:
    """All that a server has chosen, and what it has not."""
    roles = [_line(name, chosen) for name in MEANINGS if name.endswith("_role")]
    channels = [_line(name, chosen) for name in MEANINGS if name.endswith("_channel")]
    named = ", ".join(countries.get(code, code) for code in chosen.countries)
    return Panel(
        text("## What this server has chosen"),
        box(
            text("**Roles**", *roles),
            divider(),
            text("**Channels**", *channels),
            divider(),
            text(
                f"**Time zone:** {chosen.zone or 'not chosen yet'}",
                f"**Countries** (for crisis lines): {named or 'not chosen yet'}",
            ),
            divider(),
            text(
                "**Reviews**",
                *(_line(name, chosen) for name in ("reviewers_for_tier_3", "unreviewed")),
            ),
        ),
        text("-# Change any of it with `/settings set`."),
    )


def changed_panel(changed: Mapping[str, str]) -> Panel:
    """What has just been chosen."""
    lines = [f"**{MEANINGS[name]}:** {value}" for name, value in changed.items()]
    return say("Saved.", *lines)


def shown(name: str, value: object) -> str:
    """One choice for people: a mention, a zone, countries."""
    match value:
        case None | ():
            return "not chosen yet"
        case int() if name.endswith("_role"):
            return f"<@&{value}>"
        case int() if name.endswith("_channel"):
            return f"<#{value}>"
        case str() if name == "unreviewed":
            return UNREVIEWED_WORDS[value]
        case tuple():
            return ", ".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]
        case _:
            return str(value)


def _line(name: str, chosen: ServerSettings) -> str:
    return f"{MEANINGS[name]}: {shown(name, getattr(chosen, name))}"
