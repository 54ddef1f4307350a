"""The panel that organisers decide with: where an announcement stands, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.ui.panels import Panel, box, button, divider, row, text
from bot.when.durations import duration_wording
from cogs.announcements.layout import mention
from cogs.announcements.records import Announcement, Approvals, State
from cogs.announcements.rules import approvals_wording, links_wording
from cogs.announcements.times import timing_wording

ORANGE = 0xE67E22
PRIMARY = discord.ButtonStyle.primary
SECONDARY = discord.ButtonStyle.secondary
DANGER = discord.ButtonStyle.danger
GREEN = discord.ButtonStyle.success
STATES = {
    State.DRAFT: "A draft",
    State.PLANNED: "Planned",
    State.PAUSED: "Paused",
    State.POSTED: "Posted",
}


@dataclass(frozen=True, slots=True)
class Desktop:
    """All that the panel of an announcement shows.

    `troubles` keep it from being posted; `messages` is how many it takes; `may_answer` says
    whether whoever looks may approve it; `links` lead to where it was posted; `asked` says that the
    others have just been asked to approve it; `going` that its post is on its way.
    """

    announcement: Announcement
    approvals: Approvals
    troubles: Sequence[str] = ()
    messages: int = 1
    may_answer: bool = False
    links: Sequence[str] = ()
    notes: Sequence[str] = ()
    asked: bool = False
    going: bool = False

    @property
    def state(self) -> str:
        """How it stands, in a word or two."""
        return "On its way" if self.going else STATES[self.announcement.state]


def control_panel(desk: Desktop, note: str = "") -> Panel:
    """Where an announcement stands, and what can be done with it; `note` is what just happened."""
    announcement = desk.announcement
    panel = Panel(
        text(note or f"{desk.state}: {announcement.content.title}"),
        box(text(*_facts(desk)), *_warnings(desk), color=ORANGE),
    )
    for buttons in _rows(desk):
        panel.add_item(row(*buttons))
    return panel


def _facts(desk: Desktop) -> list[str]:
    announcement, placing = desk.announcement, desk.announcement.placing
    who = "nobody" if placing.role_id is None else mention(placing.role_id)
    extras = ["published to followers"] * placing.publish + ["with a thread"] * placing.thread
    if placing.take_down_after is not None:
        extras.append(f"taken down after {duration_wording(placing.take_down_after)}")
    lines = [
        f"**{desk.state}** · number {announcement.id}, version {announcement.version}",
        f"**Where:** {where_wording(placing.channel_id)}, notifying {who}",
    ]
    if announcement.state is not State.POSTED and not desk.going:
        lines.append(f"**When:** {when_wording(announcement)}")
    if extras:
        lines.append(f"**Also:** {', '.join(extras)}")
    if desk.messages > 1:
        lines.append(f"**Length:** it takes {desk.messages} messages, one after the other")
    if desk.approvals.needed:
        lines.append(f"**Approval:** {approvals_wording(desk.approvals)}")
    if announcement.planned_by is not None:
        lines.append(f"**Planner:** <@{announcement.planned_by}>")
    if desk.links:
        lines.append(f"**Posted:** {links_wording(desk.links)}")
    return lines


def where_wording(channel_id: int) -> str:
    """Where it is posted; 0 is nowhere yet."""
    return f"<#{channel_id}>" if channel_id else "no channel chosen yet"


def when_wording(announcement: Announcement) -> str:
    """When it is posted, in one line."""
    timing, due = announcement.timing, announcement.due_at
    words = "no time chosen yet" if timing is None else timing_wording(timing)
    if announcement.state is State.PLANNED and due is not None:
        at = int(due.timestamp())
        return f"<t:{at}:F> (<t:{at}:R>)" + (f"; {words}" if announcement.repeats else "")
    return words


def _warnings(desk: Desktop) -> list[ui.Item[Panel]]:
    lines = [f"- {trouble}" for trouble in desk.troubles]
    items: list[ui.Item[Panel]] = []
    if lines:
        items += [divider(), text("**Before it can go out:**", *lines)]
    if desk.announcement.trouble:
        items += [divider(), text(f"**It was not posted:** {desk.announcement.trouble}")]
    if desk.notes:
        items += [divider(), text(*desk.notes)]
    return items


def _rows(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    make = _going if desk.going else MAKERS[desk.announcement.state]
    rows = [_answers(desk), *make(desk)]
    return [buttons for buttons in rows if buttons]


def _answers(desk: Desktop) -> list[ui.Button[Panel]]:
    if not desk.may_answer:
        return []
    return answer_buttons(desk.announcement.id, desk.approvals, "panel")


def answer_buttons(number: int, approvals: Approvals, place: str) -> list[ui.Button[Panel]]:
    """What a second organiser presses; bound to what they have seen."""
    seen = approvals.content_hash[:16]
    return [
        button("Approve", "announce.approve", number, seen, place, style=GREEN),
        button("Ask for changes", "announce.changes", number, seen, place),
    ]


def _draft(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    announcement, number = desk.announcement, desk.announcement.id
    second = [
        button("Save as template", "announce.template", number),
        button("Delete draft", "announce.delete", number, style=DANGER),
    ]
    if announcement.timing is not None:
        second.insert(0, button("Change time", "announce.time", number))
    second += _down(desk)
    keep = button("Save draft", "announce.keep", number)
    return [[*_ways_out(desk), _edit(number), keep, _test(desk)], second]


def _ways_out(desk: Desktop) -> list[ui.Button[Panel]]:
    """What brings a draft on its way; the next step stands out."""
    announcement, blocked = desk.announcement, bool(desk.troubles)
    # What has a time is planned next, which asks for approval as well.
    now, later = (SECONDARY, PRIMARY) if announcement.timing is not None else (PRIMARY, SECONDARY)
    ways = [button("Schedule", "announce.schedule", announcement.id, style=later, disabled=blocked)]
    if desk.approvals.missing:
        off = blocked or desk.asked
        ask = button("Ask for approval", "announce.ask", announcement.id, style=now, disabled=off)
        ways.insert(0, ask)
    elif not announcement.repeats:
        post = button("Post now", "announce.post", announcement.id, style=now, disabled=blocked)
        ways.insert(0, post)
    return ways


def _planned(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    number = desk.announcement.id
    if desk.announcement.repeats:
        now = button("Skip the next", "announce.skip", number)
    else:
        waits = bool(desk.troubles) or desk.approvals.missing
        now = button("Post now", "announce.post", number, style=PRIMARY, disabled=waits)
    return [
        [now, _edit(number), button("Change time", "announce.time", number), _test(desk)],
        [
            button("Pause", "announce.pause", number),
            button("Call it off", "announce.cancel", number, style=DANGER),
            button("Save as template", "announce.template", number),
            *_down(desk),
        ],
    ]


def _going(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    """Until something of it is in the channel, it can still be changed or called off."""
    number = desk.announcement.id
    return [
        [
            button("See how it stands", "announce.stand", number),
            _edit(number),
            button("Call it off", "announce.cancel", number, style=DANGER),
        ],
        _down(desk),
    ]


def _paused(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    number = desk.announcement.id
    return [
        [
            button("Resume", "announce.resume", number, style=PRIMARY),
            _edit(number),
            button("Change time", "announce.time", number),
            _test(desk),
            button("Call it off", "announce.cancel", number, style=DANGER),
        ],
        _down(desk),
    ]


def _posted(desk: Desktop) -> list[list[ui.Button[Panel]]]:
    number = desk.announcement.id
    return [
        [
            _edit(number),
            *_down(desk),
            button("Use again", "announce.again", number),
            button("Save as template", "announce.template", number),
        ]
    ]


MAKERS = {
    State.DRAFT: _draft,
    State.PLANNED: _planned,
    State.PAUSED: _paused,
    State.POSTED: _posted,
}


def _down(desk: Desktop) -> list[ui.Button[Panel]]:
    """What takes down what stands in the channel, where something does."""
    if not desk.links:
        return []
    return [button("Take it down", "announce.down", desk.announcement.id, style=DANGER)]


def _edit(number: int) -> ui.Button[Panel]:
    return button("Edit", "announce.edit", number)


def _test(desk: Desktop) -> ui.Button[Panel]:
    return button("Test", "announce.test", desk.announcement.id)
