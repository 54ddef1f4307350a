"""The digest in the review channel."""

from collections.abc import Sequence

import discord

from bot.ui.panels import Panel, box, button, menu, row, text
from cogs.reviews.digest.records import Tiding
from cogs.reviews.digest.rules import headline, line
from cogs.reviews.rules import cut

SHOWN = 10


def digest_panel(tidings: Sequence[Tiding]) -> Panel:
    """What became true since the last one, with the ways to act on it."""
    shown = tidings[:SHOWN]
    lines = [line(tiding) for tiding in shown]
    if len(tidings) > SHOWN:
        lines.append(f"-# And {len(tidings) - SHOWN} more.")
    options = [
        discord.SelectOption(
            label=cut(f"{tiding.review.number} · {tiding.review.subject.title}", 100),
            value=str(tiding.review.number),
        )
        for tiding in shown
    ]
    return Panel(
        text(f"Reviews: {headline(tidings)}."),
        box(text(*lines)),
        row(menu("Open a review", options, "reviews.open")),
        row(
            button("What waits", "reviews.show_queue"),
            button("What is due", "reviews.show_due"),
        ),
    )
