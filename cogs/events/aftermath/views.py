"""What members see after a training: the questions, and what a host shares."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.ui.fields import line, paragraph, pick
from bot.ui.panels import Form, Panel, button, form, link, row, say, text
from bot.ui.sent import Fields
from cogs.events.aftermath.records import Shared, Shown, Sums
from cogs.events.aftermath.rules import FEWEST
from cogs.events.records import Occasion
from cogs.events.views import plain
from cogs.events.wording import moment

WORDS_CHARACTERS, LINK_CHARACTERS, NOTE_CHARACTERS = 600, 300, 300
SHOWN_CHARACTERS = 2400
MARKS: Mapping[str, str] = {
    "5": "5 · very useful",
    "4": "4",
    "3": "3",
    "2": "2",
    "1": "1 · not useful",
}
PRIMARY = discord.ButtonStyle.primary


def questions_panel(occasion: Occasion, members: Sequence[int]) -> Panel:
    """Asks those who were there."""
    named = " ".join(f"<@{member}>" for member in members)
    title = plain(occasion.details.title)
    return Panel(
        text(
            f"Thank you for coming to **{title}**. How was it?",
            named,
            "Two short questions. The hosts see the answers without names.",
        ),
        row(button("Give feedback", "events.feedback", occasion.occurrence.id, style=PRIMARY)),
    )


def feedback_form(occurrence_id: int, filled: Fields) -> Form:
    """The two questions."""
    fields = [
        pick("useful", "How useful was it for your work?", MARKS, filled),
        paragraph(
            "words",
            "What should change?",
            filled,
            WORDS_CHARACTERS,
            about="Nothing that could tell who a client is, please.",
            required=False,
        ),
    ]
    return form("How was it?", fields, "events.feedback_form", occurrence_id)


def thanks_panel() -> Panel:
    """What becomes of an answer."""
    return say(
        "Thank you, I have kept that. The hosts see it without your name, and only once "
        f"{FEWEST} people have answered. **Give feedback** again changes it."
    )


def share_form(occurrence_id: int, filled: Fields) -> Form:
    """What is shared with those who were there."""
    fields = [
        line(
            "recording",
            "Link to the recording",
            filled,
            LINK_CHARACTERS,
            hint="https://…",
            required=False,
        ),
        line(
            "slides",
            "Link to the slides",
            filled,
            LINK_CHARACTERS,
            hint="https://…",
            required=False,
        ),
        paragraph("note", "A line about it", filled, NOTE_CHARACTERS, required=False),
    ]
    return form("Share with those who were there", fields, "events.share_form", occurrence_id)


def on_its_way_panel(count: int) -> Panel:
    """That it is being shared."""
    people = "1 person who was" if count == 1 else f"{count} people who were"
    return say(
        f"It is on its way to {people} there: in the thread, or by direct message to those who "
        "asked for messages. `/training report` shows what was delivered."
    )


def shared_panel(occasion: Occasion, shared: Shared, members: Sequence[int]) -> Panel:
    """What a host shares; for these members, or for nobody by name in a direct message."""
    title, starts = plain(occasion.details.title), moment(occasion.occurrence.starts, "D")
    lines = [f"From **{title}**, {starts}: here is what the host shares."]
    if shared.note:
        lines.append(f"> {shared.note}")
    if members:
        lines.append(" ".join(f"<@{member}>" for member in members))
    links = {"Recording": shared.recording, "Slides": shared.slides}
    return Panel(text(*lines), row(*(link(label, url) for label, url in links.items() if url)))


# --- hosts ----------------------------------------------------------------------------------------


def summary_panel(occasion: Occasion, sums: Sums) -> Panel:
    """How it went, for the hosts, a day later."""
    title, starts = plain(occasion.details.title), moment(occasion.occurrence.starts, "D")
    return Panel(
        text(f"How **{title}** went, {starts}:", *sums_lines(sums)),
        text("-# The same, and sharing a recording: `/training report` in the server."),
    )


def sums_lines(sums: Sums) -> list[str]:
    """How many came, and what may be seen of what they say."""
    came = "attendance was not taken" if sums.came is None else f"{sums.came} were there"
    return [f"**Came:** {sums.going} were going, {came}", *_feedback_lines(sums.feedback)]


def _feedback_lines(shown: Shown) -> list[str]:
    if shown.average is None:
        return [
            f"**Feedback:** {shown.count} so far. I show it from {FEWEST} answers on, so that "
            "nobody can tell who said what."
        ]
    lines = [f"**Feedback:** {shown.average:.1f} of 5 on average, {shown.count} answers"]
    left = SHOWN_CHARACTERS
    for number, words in enumerate(shown.words):
        quoted = f"> {plain(' '.join(words.split()))}"
        left -= len(quoted) + 2
        if left < 0:
            return [*lines, f"-# … and {len(shown.words) - number} more comments"]
        lines += [quoted, ""]
    return lines


def late_panel(action: str, occurrence_id: int) -> Panel:
    """When a form could not open in time."""
    again: ui.Button[Panel] = button("Open the form", action, occurrence_id, style=PRIMARY)
    return Panel(text("That took me too long for a form. Please press again."), row(again))
