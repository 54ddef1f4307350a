"""Notices to members, confirmations to moderators, and the form of an act."""

from collections.abc import Mapping
from types import MappingProxyType

import discord

from bot.ui.fields import line, paragraph
from bot.ui.panels import Form, Panel, box, button, form, row, text
from bot.ui.sent import Fields
from bot.when.durations import duration_wording
from bot.when.wording import counted
from cogs.moderation.actions.records import Order, Threshold
from cogs.moderation.actions.rules import NOT_SAID
from cogs.moderation.cases.records import CONTESTABLE, Case, Kind, Notice, State
from cogs.moderation.cases.rules import TITLES, TOLD
from cogs.moderation.cases.views import MOST_REASON, moment, who

DECIDED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.WARN: "a moderator gives you a warning",
        Kind.TIMEOUT: "a moderator decided on a timeout: you can read, but not write{until}",
        Kind.UNTIMEOUT: "your timeout is ended: you can write again",
        Kind.KICK: "a moderator decided to remove you; you can come back with an invitation",
        Kind.SOFTBAN: (
            "a moderator decided to remove you, with your messages of the last day; you can come "
            "back with an invitation"
        ),
        Kind.BAN: "a moderator decided to ban you{until}",
    }
)
ACT_LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NOTE: "Note",
        Kind.WARN: "Warn",
        Kind.TIMEOUT: "Time out",
        Kind.UNTIMEOUT: "End the timeout",
        Kind.KICK: "Kick",
        Kind.SOFTBAN: "Softban",
        Kind.BAN: "Ban",
        Kind.UNBAN: "Unban",
    }
)
LONGEST_LENGTH = 60
LONGEST_POINTS = 3


def notice_panel(case: Case, server: str, appeal: str | None) -> Panel:
    """What a member reads, worded before the act, so that it holds also if that is refused."""
    until = "" if case.until is None else f" until {moment(case.until)}"
    said = DECIDED[case.kind].format(until=until)
    lines = [f"**{server}**: {said}."]
    if case.reason:
        lines.append(f"Reason: {case.reason}")
    lines.append(f"-# Case #{case.number}. It stands on your record, which you can see.")
    buttons = [button("My record", "mod.record", case.guild_id)]
    if appeal is not None and case.kind in CONTESTABLE:
        buttons.append(button("Appeal", appeal, case.guild_id, case.number))
    buttons.append(button("Crisis lines", "crisis.show", case.guild_id))
    return Panel(text(*lines), row(*buttons))


def correction_panel(case: Case, server: str) -> Panel:
    """The notice of an act that did not take place after all."""
    return Panel(
        text(
            f"**{server}**: please disregard what I wrote about case #{case.number}. "
            "It did not take place.",
            "-# It does not count on your record.",
        ),
        row(button("My record", "mod.record", case.guild_id)),
    )


def outcome_panel(
    case: Case,
    *,
    points: int = 0,
    step: Threshold | None = None,
    applied: Case | None = None,
    address: str | None = None,
) -> Panel:
    """What came of an act, for the moderator.

    Args:
        case: The act.
        points: What the member has now; 0 is not worth a line.
        step: What the points lead to.
        applied: The case of that step, where it was done at once.
        address: Where somebody appeals whom no direct message reaches; None where nobody said.
    """
    lines = [_headline(case)]
    if case.failure:
        lines.append(case.failure)
    elif TOLD[case.notice]:
        lines.append(f"-# {TOLD[case.notice]}")
    if case.notice is Notice.CLOSED and case.kind in CONTESTABLE and address:
        lines.append(f"-# Should you reach them another way: they can appeal at {address}.")
    if points:
        lines.append(f"They have {counted(points, 'point')} now.")
    items: list[discord.ui.Item[Panel]] = []
    buttons = [button("Case", "case.show", case.number)]
    if applied is not None:
        lines.append(f"By this server's steps: {_headline(applied)} {applied.failure}".rstrip())
    elif step is not None:
        lines.append(f"This server's next step is: **{step_wording(step)}**.")
        buttons.append(_step_button(case, step))
    items += [text(*lines), row(*buttons)]
    return Panel(*items)


def _headline(case: Case) -> str:
    until = "" if case.until is None else f", until {moment(case.until)}"
    head = f"**#{case.number} · {TITLES[case.kind]}** · {who(case.target_id)}{until}"
    match case.state:
        case State.DONE:
            return f"{head}. Done."
        case State.FAILED:
            return f"{head}. **It did not take place.**"
        case _:
            return f"{head}. {NOT_SAID}"


def step_wording(step: Threshold) -> str:
    """What follows: "a timeout for 1 day"."""
    lasting = "" if step.lasting is None else f" for {duration_wording(step.lasting)}"
    return f"a {TITLES[step.kind].lower()}{lasting}"


def _step_button(case: Case, step: Threshold) -> discord.ui.Button[Panel]:
    minutes = 0 if step.lasting is None else int(step.lasting.total_seconds() // 60)
    return button(
        ACT_LABELS[step.kind],
        "mod.step",
        case.number,
        case.target_id,
        step.kind.value,
        minutes,
        style=discord.ButtonStyle.danger,
    )


def same_matter_panel(earlier: Case, order: Order, token: str) -> Panel:
    """Another moderator was faster: what they did, and the way to go on all the same."""
    until = "" if earlier.until is None else f" until {moment(earlier.until)}"
    lines = [
        f"**{who(earlier.moderator_id)} has just acted on {who(order.target_id)}**: case "
        f"#{earlier.number}, {TITLES[earlier.kind].lower()}{until}. I have done nothing yet.",
        f"Their reason: {earlier.reason or '(none is kept)'}",
    ]
    anyway = button("Do it anyway", "mod.anyway", token, style=discord.ButtonStyle.danger)
    see = button("Case", "case.show", earlier.number)
    return Panel(box(text(*lines), row(anyway, see)))


def act_form(kind: Kind, target_id: int, delete_days: int, filled: Fields) -> Form:
    """A form that asks for what an act needs."""
    fields = [
        paragraph(
            "reason",
            "What for?" if kind is not Kind.NOTE else "Note",
            filled,
            MOST_REASON,
            about="Leave out what could identify a client."
            + ("" if kind in (Kind.NOTE, Kind.UNBAN) else " The member reads it."),
        )
    ]
    if kind in (Kind.TIMEOUT, Kind.BAN):
        fields.append(
            line(
                "length",
                "For how long?",
                filled,
                LONGEST_LENGTH,
                hint="2 h, 1 d, 7 d",
                required=kind is Kind.TIMEOUT,
            )
        )
    if kind is Kind.WARN:
        fields.append(
            line(
                "points",
                "Points",
                filled,
                LONGEST_POINTS,
                hint="Empty: what this server gives",
                required=False,
            )
        )
    return form(ACT_LABELS[kind], fields, "mod.act", kind.value, target_id, delete_days)
