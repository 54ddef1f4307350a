"""Cases as they are shown: one with its buttons, many as a list, one's own record."""

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.ui.fields import paragraph
from bot.ui.lists import Page
from bot.ui.panels import Form, Panel, box, button, divider, form, menu, row, text
from bot.when.wording import counted
from cogs.moderation.cases.records import (
    CONTESTABLE,
    NOBODY,
    Case,
    Edit,
    Kind,
    Search,
    State,
)
from cogs.moderation.cases.rules import (
    TITLES,
    TOLD,
    search_as_arguments,
    shortened,
    standing,
    still_holds,
)

MOST_REASON = 400
COLORS = {
    Kind.NOTE: 0x95A5A6,
    Kind.WARN: 0xF1C40F,
    Kind.TIMEOUT: 0xE67E22,
    Kind.KICK: 0xE67E22,
    Kind.SOFTBAN: 0xE67E22,
    Kind.BAN: 0xC0392B,
}
MENU_WORDS = 100
EDITS_SHOWN = 5
# What a record has room for beside its ten lines.
ALL_REASONS = 2600
EXAMPLE = "`/case search`"


def moment(at: datetime, style: str = "f") -> str:
    """A moment that each reader sees in their own zone."""
    return f"<t:{int(at.timestamp())}:{style}>"


def who(member_id: int | None) -> str:
    """Somebody, or what is left of them."""
    if member_id is None:
        return "its time was over"
    return f"<@{member_id}>" if member_id > 0 else "somebody whose data was deleted"


def about(case: Case) -> str:
    """Whom or what a case is about."""
    if case.channel_id is None:
        return who(case.target_id)
    place = f"<#{case.channel_id}>"
    return place if case.target_id == NOBODY else f"{who(case.target_id)} in {place}"


def case_panel(case: Case, now: datetime, *, edits: Sequence[Edit] = ()) -> Panel:
    """A case with all that is known of it, and what can be done."""
    head = f"**Case #{case.number} · {TITLES[case.kind]}** · {standing(case, now)}"
    lines = (head, *_facts(case), *_endings(case), *_edited(edits))
    items: list[discord.ui.Item[Panel]] = [text(*lines)]
    if buttons := _buttons(case, now):
        items.append(row(*buttons))
    return Panel(box(*items, color=COLORS.get(case.kind)))


def _facts(case: Case) -> list[str]:
    by = "by hand in Discord" if case.by_hand else "with my command"
    subject = "Member" if case.channel_id is None else "Where"
    lines = [
        f"{subject}: {about(case)} · Moderator: {who(case.moderator_id)} ({by})",
        f"When: {moment(case.opened_at)}",
    ]
    if case.extent:
        lines.append(f"What: {case.extent}")
    if case.until is not None:
        lines.append(f"Until: {moment(case.until)} ({moment(case.until, 'R')})")
    lines.append(f"Reason: {case.reason or '(none is kept)'}")
    if case.points:
        lines.append(f"Points: {case.points}")
    if case.failure:
        lines.append(f"**It did not take place.** {case.failure}")
    if case.state is not State.DOING and TOLD[case.notice]:
        lines.append(f"-# {TOLD[case.notice]}")
    return lines


def _endings(case: Case) -> list[str]:
    lines: list[str] = []
    if (lifted := case.lifted) is not None:
        lines.append(f"Lifted {moment(lifted.at)}: {_by(lifted.by)}{lifted.reason}")
    if (voided := case.voided) is not None:
        lines.append(f"Void since {moment(voided.at)}: {_by(voided.by)}{voided.reason}")
    return lines


def _by(member_id: int | None) -> str:
    return "" if member_id is None else f"{who(member_id)}, "


def _edited(edits: Sequence[Edit]) -> list[str]:
    return [
        f"-# Before {moment(edit.at)} ({who(edit.by)} changed it): {edit.reason_before}"
        for edit in edits[-EDITS_SHOWN:]
        if edit.reason_before
    ]


def _buttons(case: Case, now: datetime) -> list[discord.ui.Button[Panel]]:
    if case.voided is not None or case.state is State.DOING or case.is_reduced:
        return []
    buttons = [button("Edit reason", "case.edit", case.number)]
    if still_holds(case, now):
        buttons.append(button("Lift", "case.lift", case.number))
    danger = discord.ButtonStyle.danger
    buttons.append(button("Void with reason", "case.void", case.number, style=danger))
    return buttons


# --- many -----------------------------------------------------------------------------------------


def line_of(case: Case, now: datetime) -> str:
    """A case in a list."""
    reason = shortened(case.reason, MENU_WORDS)
    words = " · ".join(filter(None, (case.extent, reason)))
    return (
        f"**#{case.number}** {TITLES[case.kind]} · {about(case)} · "
        f"{moment(case.opened_at, 'd')} · {standing(case, now)}\n-# {words or '(no words kept)'}"
    )


def list_panel(
    title: str, page: Page[Case], total: int, search: Search, now: datetime, *, note: str = ""
) -> Panel:
    """Cases, newest first, to be opened one by one."""
    if not page.items:
        return Panel(text(f"**{title}**", "There are no such cases."))
    head = f"**{title}** · {counted(total, 'case')}"
    lines = [line_of(case, now) for case in page.items]
    options = [
        discord.SelectOption(label=f"#{case.number} · {TITLES[case.kind]}", value=str(case.number))
        for case in page.items
    ]
    items: list[discord.ui.Item[Panel]] = [text(*([head, note] if note else [head])), divider()]
    items += [text(*lines), row(menu("Open a case", options, "case.open"))]
    if page.count > 1:
        items.append(row(*_turns(page, search)))
    return Panel(*items)


def _turns(page: Page[Case], search: Search) -> list[discord.ui.Button[Panel]]:
    carried = search_as_arguments(search)
    return [
        button(
            label, "case.page", page.number + step, *carried, disabled=not 0 <= there < page.count
        )
        for label, step, there in (
            ("Newer", -1, page.number - 1),
            ("Older", +1, page.number + 1),
        )
    ]


# --- one's own ------------------------------------------------------------------------------------


def record_panel(
    server: str,
    cases: Sequence[Case],
    points: int,
    now: datetime,
    *,
    appeal: str | None,
    guild_id: int,
) -> Panel:
    """What stands on a member's own record; notes are for moderators alone.

    Args:
        server: Its name.
        cases: Theirs, oldest first.
        points: What counts now.
        now: For what is in force.
        appeal: The action that takes an appeal; None where nobody does.
        guild_id: The server.
    """
    if not cases:
        return Panel(text(f"**Your record in {server}** is empty. Nothing is held against you."))
    latest = cases[::-1][:10]
    lines = [
        f"**Your record in {server}** · {counted(len(cases), 'case')} · "
        f"{counted(points, 'point')} now",
        *(_own_line(case, now, ALL_REASONS // len(latest)) for case in latest),
    ]
    items: list[discord.ui.Item[Panel]] = [text(*lines)]
    open_to_appeal = [case for case in latest if case.counts and case.kind in CONTESTABLE][:5]
    if appeal is not None and open_to_appeal:
        buttons = [
            button(f"Appeal #{case.number}", appeal, guild_id, case.number)
            for case in open_to_appeal
        ]
        items.append(row(*buttons))
    return Panel(*items)


def _own_line(case: Case, now: datetime, most: int) -> str:
    until = "" if case.until is None else f" until {moment(case.until)}"
    return (
        f"**#{case.number}** {TITLES[case.kind]}{until} · {moment(case.opened_at, 'd')} · "
        f"{standing(case, now)}\n-# {shortened(case.reason, most) or '(no words kept)'}"
    )


# --- forms ----------------------------------------------------------------------------------------


def reason_form(title: str, label: str, action: str, number: str, typed: object) -> Form:
    """A form that asks for a reason."""
    filled = {"reason": str(typed or "")}
    field = paragraph(
        "reason", label, filled, MOST_REASON, about="Leave out what could identify a client."
    )
    return form(title, [field], action, number)
