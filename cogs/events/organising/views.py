"""What organisers see of what they did."""

import discord

from bot.ui.panels import Panel, button, row, text
from cogs.events.records import Event
from cogs.events.views import plain


def skip_panel(event: Event, starts: int, *arguments: object) -> Panel:
    """Whether a date is really left out."""
    return Panel(
        text(
            f"**Leave {plain(event.details.title)} out on <t:{starts}:F>?** Nobody is told, since "
            "nobody has signed up for it. The other dates stay.",
        ),
        row(button("Leave it out", "events.skip", *arguments, style=discord.ButtonStyle.danger)),
    )


def cancelled_panel(event: Event, *, whole: bool) -> Panel:
    """That a training, or a date of it, was called off."""
    title = plain(event.details.title)
    what = f"**{title}** is cancelled." if whole else f"That date of **{title}** is cancelled."
    return Panel(text(what, "Those who signed up get one notice, where it was posted."))


def skipped_panel(event: Event) -> Panel:
    """That a date is left out."""
    return Panel(text(f"That date of **{plain(event.details.title)}** is left out."))


def refused_panel(kinds: str, token: str) -> Panel:
    """That the reason may identify a client; not by what."""
    return Panel(
        text(
            f"**Nothing is cancelled yet.** There is {kinds} in the reason, which goes to many "
            "people. Take it out, and send the form again."
        ),
        row(button("Edit", "events.cancel_again", token, style=discord.ButtonStyle.primary)),
    )


def handed_panel(event: Event, taker: int) -> Panel:
    """That somebody else answers for a training."""
    return Panel(
        text(
            f"<@{taker}> now answers for **{plain(event.details.title)}** and hosts it. I tell "
            "them by direct message, if they take any."
        )
    )


def tested_panel(channel_id: int) -> Panel:
    """That a test was posted."""
    return Panel(text(f"The post appears in <#{channel_id}> in a moment, marked as a test."))


def late_panel(event: Event, *arguments: object) -> Panel:
    """Where the form for cancelling could not be opened in time."""
    return Panel(
        text(f"Cancel **{plain(event.details.title)}**? The form asks for a reason."),
        row(button("Go on", "events.cancel_form", *arguments)),
    )
