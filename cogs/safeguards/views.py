"""How crisis lines are shown."""

from collections.abc import Mapping, Sequence

import discord

from bot.catalog.records import CrisisLine
from bot.ui.panels import Panel, box, menu, row, text

MOST_OPTIONS = 25


def crisis_panel(shown: Sequence[CrisisLine], countries: Mapping[str, str]) -> Panel:
    """Crisis lines, and a select of the other countries."""
    groups: dict[str, list[CrisisLine]] = {}
    for line in shown:
        groups.setdefault(line.country, []).append(line)
    boxes = [
        box(text(f"### {country}", *(line_text(line) for line in lines)), color=0xB3261E)
        for country, lines in groups.items()
    ]
    options = [
        discord.SelectOption(label=name, value=code)
        for code, name in list(countries.items())[:MOST_OPTIONS]
    ]
    return Panel(
        text(
            "## Crisis lines",
            "In immediate danger, call your local emergency number. You deserve a person to talk "
            "to; I am only a bot, and I keep nothing of this.",
        ),
        *boxes,
        row(menu("Lines of another country", options, "crisis.country")),
    )


def line_text(line: CrisisLine) -> str:
    """One line: how to reach it, when, in which languages, and when that was last checked."""
    ways = [f"call **{line.phone}**"] if line.phone else []
    if line.text:
        # Some say what to send ("Text HOME to …"), others give a number alone.
        ways.append(line.text if " " in line.text else f"text **{line.text}**")
    reach = " · ".join(ways)
    return "\n".join(
        filter(
            None,
            (
                f"**{line.name}**" + (f": {reach}" if reach else ""),
                f"{line.hours} · {', '.join(line.languages)} · <{line.url}>",
                line.notes,
                f"-# Checked {line.verified_on.isoformat()}",
            ),
        )
    )
