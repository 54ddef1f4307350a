"""How a draft is shown to whoever writes it, before anything is saved."""

from datetime import timedelta

import discord
from discord import ui

from bot.jobs.recurrence import occurrences
from bot.ui.panels import Panel, action_id, box, button, divider, menu, row, say, text
from bot.when.durations import duration_wording
from bot.when.wording import counted, instant_wording
from cogs.events.drafting.records import Draft, Here, Reading, Scope, Trouble
from cogs.events.records import Details, Event, Kind
from cogs.events.rules import MOST_HOSTS
from cogs.events.views import plain
from cogs.events.wording import (
    DE_IDENTIFIED,
    ce_line,
    hosts_line,
    ladder_line,
    moment,
    place_words,
    plan_line,
)

DATES_SHOWN = 4
ASKING = {"at": "Which time?", "repeat": "How does it repeat?", "ends": "When does it end?"}
HEADS = {
    Scope.NEW: "**Nothing is saved yet.** This is how I read it:",
    Scope.ONE: "**Nothing is changed yet.** This one date will be:",
    Scope.ALL: "**Nothing is changed yet.** This date and every later one will be:",
}
YES = {Scope.NEW: "Create it", Scope.ONE: "Change this date", Scope.ALL: "Change them all"}


def draft_panel(draft: Draft, reading: Reading, here: Here) -> Panel:
    """What was understood, what is still unclear, and the way on."""
    items: list[ui.Item[Panel]] = [text(HEADS[draft.scope])]
    if lines := _lines(draft, reading, here):
        items.append(box(*lines))
    if reading.troubles:
        sentences = [f"- {trouble.sentence}" for trouble in reading.troubles]
        items.append(text("**Before it can be saved:**", *sentences))
    items += [row(_choices(trouble, draft)) for trouble in reading.troubles if trouble.choices]
    if draft.scope is not Scope.ONE:
        # The menu shows who is chosen in the place of what it asks.
        items += [text(f"**Who hosts it**, up to {MOST_HOSTS}:"), row(_hosts(draft, reading))]
    items.append(row(*_buttons(draft, reading)))
    return Panel(*items)


def _lines(draft: Draft, reading: Reading, here: Here) -> list[ui.Item[Panel]]:
    details, lines = reading.details, [f"## {plain(' '.join(draft.text('title').split()))}"]
    if details is not None and details.description:
        lines.append(details.description)
    if draft.text("kind") == Kind.CASE_CONSULTATION:
        lines.append(DE_IDENTIFIED)
    facts = [*_when(draft, reading, here), *(_facts(details) if details else ())]
    facts.append(hosts_line(reading.hosts))
    facts.append(f"**Posted in:** <#{reading.channel_id}>{_role(reading)}")
    if draft.text("silent_role"):
        facts.append(
            f"-# As things are, nobody is notified by <@&{reading.role_id}>: let everyone mention "
            "that role (Server Settings, Roles), or give me Mention Everyone."
        )
    if draft.scope is not Scope.ONE:
        facts.append(f"**Reminders:** {ladder_line(reading.ladder)}")
    return [text(*lines), divider(), text(*facts)]


def _when(draft: Draft, reading: Reading, here: Here) -> list[str]:
    if reading.starts is None:
        return []
    zone = reading.plan.zone if reading.plan is not None else here.server_zone or "UTC"
    wording = instant_wording(reading.starts, zone, here.now)
    lines = [f"**When:** {moment(reading.starts)}: {wording}"]
    plan = reading.plan
    if plan is not None and plan.rule is not None and draft.scope is not Scope.ONE:
        dates = occurrences(plan, reading.starts - timedelta(seconds=1), DATES_SHOWN)
        shown = ", ".join(moment(date.starts, "D") for date in dates)
        lines.append(f"**Repeats:** {plan_line(plan)}. The first dates: {shown}")
    elif draft.scope is Scope.NEW:
        lines.append("**Repeats:** no")
    return lines


def _facts(details: Details) -> list[str]:
    seats = "no limit" if details.capacity is None else counted(details.capacity, "seat")
    lines = [
        f"**Length:** {duration_wording(details.length)}",
        f"**Where:** {place_words(details.place)}",
        f"**Kind:** {details.kind.label} · **Seats:** {seats}",
    ]
    if details.ce is not None:
        lines.append(f"**CE:** {ce_line(details.ce)}")
    return lines


def _role(reading: Reading) -> str:
    return "" if reading.role_id is None else f", mentioning <@&{reading.role_id}>"


def _choices(trouble: Trouble, draft: Draft) -> ui.Select[Panel]:
    options = [
        discord.SelectOption(label=choice.name, value=choice.value) for choice in trouble.choices
    ]
    asked = ASKING.get(trouble.name, "Please choose")
    return menu(asked, options, "events.pick", draft.token, trouble.name)


def _hosts(draft: Draft, reading: Reading) -> ui.UserSelect[Panel]:
    return ui.UserSelect(
        placeholder="Hosts, one to five",
        custom_id=action_id("events.hosts", draft.token),
        min_values=1,
        max_values=MOST_HOSTS,
        default_values=[
            discord.SelectDefaultValue(id=host, type=discord.SelectDefaultValueType.user)
            for host in reading.hosts
        ],
    )


def _buttons(draft: Draft, reading: Reading) -> list[ui.Button[Panel]]:
    return [
        button(
            YES[draft.scope],
            "events.save",
            draft.token,
            style=discord.ButtonStyle.primary,
            disabled=bool(reading.troubles),
        ),
        button("Edit", "events.again", draft.token),
        button("Discard", "events.discard", draft.token),
    ]


def refused_panel(kinds: str, token: str) -> Panel:
    """That something typed may identify a client; not what."""
    return Panel(
        text(
            f"**I kept nothing of this.** There is {kinds} in it, and nothing that could identify "
            "a client may stand in a training. Take it out, and send the form again.",
        ),
        row(button("Edit", "events.held", token, style=discord.ButtonStyle.primary)),
    )


def late_panel(token: str) -> Panel:
    """Where a form could not be opened in time."""
    return Panel(
        text("That took me too long to open the form at once. Press here, please."),
        row(button("Edit", "events.again", token, style=discord.ButtonStyle.primary)),
    )


def saved_panel(event: Event, scope: Scope) -> Panel:
    """What was done."""
    title = plain(event.details.title)
    match scope:
        case Scope.NEW:
            said = f"**{title}** is planned. Its post appears in <#{event.channel_id}> in a moment."
            return say(said, _then(event))
        case Scope.ONE:
            what = f"That date of **{title}** is changed; the others stay as they are."
        case Scope.ALL if event.plan.rule is not None:
            what = f"That date of **{title}** and every later one are changed."
        case Scope.ALL:
            what = f"**{title}** is changed."
    return say(f"{what} Where it is posted already, the post shows it in a moment.")


def _then(event: Event) -> str:
    if event.plan.rule is None:
        return "-# `/training edit`, `cancel` and `handover` change it; `/event list` shows it."
    return (
        "-# Each further date is posted when the one before it is over. `/training edit`, "
        "`cancel` and `handover` change one date or all."
    )


def discarded_panel() -> Panel:
    """That nothing is left of a draft."""
    return Panel(text("Discarded. Nothing was saved."))
