"""The tables of `/insights`, narrow enough for a phone."""

from collections.abc import Sequence

from bot.ui.fields import options_of
from bot.ui.panels import Panel, menu, row, text
from cogs.resources.insights.records import Row
from cogs.resources.insights.rules import PERIODS, table

MEANING = (
    "-# Opened: how often I showed the card of one, for `/resource` and its menus. Whether "
    "somebody followed the link, Discord does not tell me. It is counted in whole weeks.",
    "-# Saved, Useful: people. <5 is fewer than five, so that it points at nobody.",
    "-# A resource counts for its first topic.",
)


def insights_panel(days: int, kinds: Sequence[Row], topics: Sequence[Row]) -> Panel:
    """What was opened, saved and found useful, by kind and by topic."""
    blocks = ["Nothing was opened, saved or voted on in this time."]
    if kinds:
        blocks = [_block("By kind", kinds), _block("By topic", topics)]
    labels = {str(each): label for each, label in PERIODS.items()}
    periods = row(menu("Another time", options_of(labels, (str(days),)), "insights.days"))
    head = text(f"## Resources: {PERIODS[days].lower()}", *blocks)
    return Panel(head, text(*MEANING), periods)


def _block(heading: str, rows: Sequence[Row]) -> str:
    return "\n".join(("```", *table(heading, rows), "```"))
