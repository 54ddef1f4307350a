"""Banning many at once: the question, the answer and the form."""

from collections.abc import Mapping, Sequence

import discord

from bot.ui.fields import paragraph
from bot.ui.panels import Form, Panel, button, form, row, text
from bot.ui.sent import Fields
from bot.when.wording import counted
from cogs.moderation.cases.records import Case, State
from cogs.moderation.cases.views import MOST_REASON, who

MOST_NAMED = 40
MOST_REASONS = 5


def many_panel(may: Sequence[int], left_out: Mapping[int, str], reason: str, token: str) -> Panel:
    """Whether all of them are to be banned."""
    lines = [
        f"**Ban {counted(len(may), 'member')}?** Nothing is done yet.",
        f"Reason: {reason}",
        some_of(may),
        *_left_out(left_out),
        "-# None of them gets a message from me: so many at once look like spam to Discord.",
    ]
    sure = button("Ban them", "mod.many", token, style=discord.ButtonStyle.danger, disabled=not may)
    return Panel(text(*lines), row(sure))


def many_done_panel(cases: Sequence[Case], left_out: Mapping[int, str]) -> Panel:
    """Who was banned and who was not."""
    done = [case for case in cases if case.state is State.DONE]
    failed = [case for case in cases if case.state is State.FAILED]
    lines = [
        f"**{counted(len(done), 'member')} banned**, cases #{cases[0].number} to "
        f"#{cases[-1].number}."
    ]
    if failed:
        lines.append(f"{len(failed)} not: {failed[0].failure}")
        lines.append(some_of([case.target_id for case in failed]))
    if len(done) + len(failed) < len(cases):
        lines.append("Of some Discord has not said whether it was done; their cases will say so.")
    lines += _left_out(left_out)
    return Panel(text(*lines))


def some_of(people: Sequence[int]) -> str:
    """Their names, as many as fit."""
    shown = " ".join(who(one) for one in people[:MOST_NAMED])
    more = len(people) - MOST_NAMED
    return shown if more <= 0 else f"{shown} and {more} more"


def many_form(delete_days: str, filled: Fields) -> Form:
    """A form that asks whom to ban, and what for."""
    fields = [
        paragraph("users", "Whom?", filled, 4000, about="Ids or mentions, with spaces between."),
        paragraph("reason", "What for?", filled, MOST_REASON),
    ]
    return form("Ban many", fields, "mod.many_sent", delete_days)


def _left_out(left_out: Mapping[int, str]) -> list[str]:
    if not left_out:
        return []
    shown = [f"- {who(one)}: {why}" for one, why in list(left_out.items())[:MOST_REASONS]]
    more = len(left_out) - MOST_REASONS
    return ["Left out:", *shown, *([f"- and {more} more"] if more > 0 else [])]
