"""What organisers see of the plan: the draft, what is ahead, one day, and the question to stop."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import discord
from discord import ui
from discord.utils import escape_markdown

from bot.catalog.records import Resource
from bot.catalog.resource_vocabulary import TOPICS, ResourceKind
from bot.jobs.recurrence import Occurrence, Plan
from bot.ui.panels import Panel, action_id, box, button, menu, row, say, text
from bot.when.records import Choice
from bot.when.wording import short_day, zone_wording
from cogs.resources.daily.records import Ahead, Choices, Coming, DailyPlan, Draft, Stock, Wishes
from cogs.resources.daily.rules import resource_label, shortened
from cogs.resources.daily.timing import first_after, sentence_of, zone_differs

KINDS = {kind.value: kind.label for kind in ResourceKind}
LABEL_CHARACTERS = 100
TITLE_CHARACTERS = 120
PRIMARY, DANGER = discord.ButtonStyle.primary, discord.ButtonStyle.danger


# --- before it is saved -----------------------------------------------------------------------


def draft_panel(draft: Draft, recurrence: Plan, *, count: int, now: datetime, old: bool) -> Panel:
    """How the plan was understood, to be saved or changed.

    Args:
        draft: As it stands.
        recurrence: Its days and time.
        count: How many resources fit today.
        now: Aware.
        old: Whether it would take the place of another plan.
    """
    lines = [
        "**Is this what you mean?** Nothing is saved yet.",
        f"{sentence_of(recurrence)}, in <#{draft.choices.channel_id}>.",
        *_first_line(recurrence, now),
        f"It keeps to {zone_wording(recurrence.zone)}, whatever the server's zone becomes.",
        *_how_lines(draft.choices),
        _count_line(count),
    ]
    if old:
        lines.append("It takes the place of the plan that there is now.")
    serial, wishes = draft.serial, draft.choices.wishes
    return Panel(
        box(text(*lines)),
        row(_several("Topics: all", TOPICS, wishes.topics, "daily.topics", serial)),
        row(_several("Kinds: all", KINDS, wishes.kinds, "daily.kinds", serial)),
        row(
            button("Save", "daily.save", serial, style=PRIMARY),
            button("Discard", "daily.discard", serial),
        ),
    )


def time_panel(sentence: str, choices: Sequence[Choice], serial: int, rule: str) -> Panel:
    """The question which time was meant."""
    options = [discord.SelectOption(label=choice.name, value=choice.value) for choice in choices]
    picking = menu("Pick the first post", options, "daily.time", serial, rule)
    return Panel(text(sentence), row(picking))


def _first_line(recurrence: Plan, now: datetime) -> list[str]:
    first = first_after(recurrence, now, ())
    return [] if first is None else [f"First post: {_moment(first)}."]


def _how_lines(choices: Choices) -> list[str]:
    who = (
        "Nobody is notified." if choices.role_id is None else f"<@&{choices.role_id}> is notified."
    )
    how = (
        "Each post opens a thread to discuss it."
        if choices.thread
        else "*Discuss* under the post opens a thread when somebody presses it."
    )
    return [f"{who} {how}"]


def _count_line(count: int) -> str:
    if not count:
        return (
            "⚠️ **No resource fits this today**, so there would be nothing to post. Choose more "
            "topics or kinds, or have resources reviewed."
        )
    return f"{count} resources fit; none comes again until all of them had their day."


def _several(
    placeholder: str, labels: Mapping[str, str], chosen: Iterable[str], name: str, serial: int
) -> ui.Select[Panel]:
    """A select of any number, none meaning all."""
    wanted = set(chosen)
    options = [
        discord.SelectOption(label=label, value=word, default=word in wanted)
        for word, label in labels.items()
    ]
    return ui.Select(
        placeholder=placeholder,
        options=options,
        min_values=0,
        max_values=len(options),
        custom_id=action_id(name, serial),
    )


# --- what is ahead ----------------------------------------------------------------------------


def ahead_panel(ahead: Ahead, *, now: datetime, server_zone: str | None, done: str = "") -> Panel:
    """The plan and its next posts.

    Args:
        ahead: The plan, settled.
        now: Aware.
        server_zone: What the server's zone is by now.
        done: What was just done, for the first line.
    """
    plan = ahead.plan
    head = [*([f"**{done}**"] if done else []), "## Resource of the day", *_plan_lines(plan, now)]
    panel = Panel(text(*head), box(text(*_coming_lines(ahead))))
    options = [_day_option(coming, plan) for coming in ahead.coming]
    if options:
        panel.add_item(row(menu("Choose a day to change it", options, "daily.day")))
    if server_zone is not None and zone_differs(plan.recurrence, server_zone):
        panel.add_item(text(_zone_line(plan, server_zone)))
        label = shortened(f"Move it to {zone_wording(server_zone)}", 80)
        panel.add_item(row(button(label, "daily.zone", plan.serial)))
    return panel


def day_panel(coming: Coming, candidates: Sequence[Resource]) -> Panel:
    """One of the next days, with what can be changed."""
    day = coming.occurrence.planned.date()
    title = "nothing fits" if coming.day is None else escape_markdown(coming.day.title)
    options = [
        discord.SelectOption(label=resource_label(r, LABEL_CHARACTERS), value=r.slug)
        for r in candidates
    ]
    panel = Panel(text(f"**{short_day(day)}:** {title}", _moment(coming.occurrence)))
    if options:
        panel.add_item(row(menu("Pin another one", options, "daily.pin", day.isoformat())))
    buttons = [button("Back", "daily.upcoming")]
    if coming.day is not None:
        buttons.insert(0, button("Swap it for another", "daily.swap", day.isoformat()))
    panel.add_item(row(*buttons))
    panel.add_item(text("-# `/daily pin` finds every resource by a few words."))
    return panel


def stop_panel(plan: DailyPlan) -> Panel:
    """The question whether to stop."""
    return Panel(
        text(
            "**Stop the resource of the day?**",
            f"{sentence_of(plan.recurrence)}, in <#{plan.choices.channel_id}>: nothing more is "
            "posted, and pinned days are forgotten. What was posted stays, and a new plan goes on "
            "with what has not come yet. To stop for a while only, use `/daily pause`.",
        ),
        row(
            button("Stop it", "daily.stop", plan.serial, style=DANGER),
            button("Keep it", "daily.upcoming"),
        ),
    )


def stopped_panel(member_id: int) -> Panel:
    """That it was stopped."""
    return say(f"Stopped by <@{member_id}>. Nothing more is posted; `/daily schedule` begins anew.")


def _plan_lines(plan: DailyPlan, now: datetime) -> list[str]:
    lines = [f"{sentence_of(plan.recurrence)}, in <#{plan.choices.channel_id}>."]
    if plan.is_paused:
        lines.append("⏸️ **Paused.** `/daily resume` goes on with what is below.")
    elif plan.paused_until is not None and plan.paused_until > now:
        lines.append(f"⏸️ **Paused until** <t:{int(plan.paused_until.timestamp())}:F>.")
    lines += _how_lines(plan.choices)
    return [*lines, *_wish_lines(plan.choices.wishes)]


def _wish_lines(wishes: Wishes) -> list[str]:
    said: list[str] = []
    for word, labels, chosen in (
        ("Topics", TOPICS, wishes.topics),
        ("Kinds", KINDS, wishes.kinds),
    ):
        if chosen:
            said.append(f"{word}: {', '.join(labels.get(each, each) for each in sorted(chosen))}.")
    return said


def _coming_lines(ahead: Ahead) -> list[str]:
    if not ahead.coming:
        return ["Nothing is ahead."]
    return [_coming_line(coming, ahead.stock) for coming in ahead.coming]


def _coming_line(coming: Coming, stock: Stock) -> str:
    when = f"**{short_day(coming.occurrence.planned.date())}** · {_moment(coming.occurrence)}"
    if (day := coming.day) is None:
        return f"{when}\n⚠️ Nothing fits: choose more topics or kinds, or have resources reviewed."
    resource = stock.resources.get(day.slug)
    marks = "" if resource is None else f" · {resource.kind.label}"
    marks += " · 📌 pinned" if day.pinned else ""
    if day.instead_of is not None:
        old = escape_markdown(shortened(day.instead_of, TITLE_CHARACTERS))
        marks += f" · instead of “{old}”, which was withdrawn"
    return f"{when}\n{escape_markdown(shortened(day.title, TITLE_CHARACTERS))}{marks}"


def _day_option(coming: Coming, plan: DailyPlan) -> discord.SelectOption:
    local = coming.occurrence.planned
    title = "nothing fits" if coming.day is None else coming.day.title
    return discord.SelectOption(
        label=shortened(f"{short_day(local.date())}: {title}", LABEL_CHARACTERS),
        value=local.date().isoformat(),
        description=f"{local:%H:%M}, {zone_wording(plan.recurrence.zone)}"[:LABEL_CHARACTERS],
    )


def _zone_line(plan: DailyPlan, server_zone: str) -> str:
    return (
        f"This plan keeps to {zone_wording(plan.recurrence.zone)}; the server's zone is "
        f"{zone_wording(server_zone)} by now."
    )


def _moment(post: Occurrence) -> str:
    at = int(post.starts.timestamp())
    return f"<t:{at}:F> (<t:{at}:R>)"
