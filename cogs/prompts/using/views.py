"""The texts of prompts, the form to fill one in, and what came of it."""

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.catalog.records import Placeholder, Prompt
from bot.catalog.vocabulary import PhiRisk, PlaceholderType
from bot.reviews.records import Standing
from bot.reviews.wording import review_line
from bot.ui.panels import Form, Panel, action_id, box, button, row, text
from cogs.prompts.views import Shown, cut, text_panel

TITLE_CHARACTERS = 45
FORM_FIELDS = 5
INPUT_CHARACTERS = 4000
DEIDENTIFY = "De-identified only: no names, dates, places or numbers."
# Short: the text before it may take all but 80 of a message's 4000 characters.
FILLED_LINE = "-# Only you see this, and none of it is kept. What comes out is a draft."
READ_LABELS = {"text": "show the text", "use": "fill it in", "copy": "copy the text"}


def finished_panel(prompt: Prompt, finished: str) -> Shown:
    """The filled prompt, for the member alone; as a file where it can't be shown to the letter."""
    return text_panel(
        finished,
        f"{prompt.slug}-filled.txt",
        long=f"**{prompt.title}**, filled in, comes as a file: to the letter, whatever its length.",
        foot=FILLED_LINE,
    )


def refusal_panel(prompt: Prompt, sentences: Sequence[str]) -> Panel:
    """What keeps a form from being used, and the way back to it."""
    return Panel(
        text(f"I have not filled in **{prompt.title}** yet:", *(f"- {line}" for line in sentences)),
        text(
            "Take out what identifies somebody (a role, an age band or “week 3” will do), then go "
            "on. I hold what you typed for 15 minutes, in memory alone."
        ),
        row(button("Edit", "prompts.edit", prompt.slug, style=discord.ButtonStyle.primary)),
    )


def read_first_panel(prompt: Prompt, standing: Standing, what: str) -> Panel:
    """The cautions of a tier 3 prompt, before its text is shown or used."""
    return Panel(
        text(f"## Before you go on: {prompt.title}", review_line(standing)),
        box(
            text(
                *(f"- {caution}" for caution in prompt.cautions),
                *(f"- Not for: {use}" for use in prompt.not_for),
                f"- You check: {prompt.human_review}",
            )
        ),
        row(
            button(
                f"I have read this, {READ_LABELS[what]}",
                "prompts.read",
                prompt.slug,
                what,
                style=discord.ButtonStyle.primary,
            )
        ),
    )


def late_panel(action: str, *arguments: object) -> Panel:
    """What is said when a form could not open in time."""
    primary = discord.ButtonStyle.primary
    return Panel(
        text("That took me too long, and a form opens at once or never. Please press again."),
        row(button("Open the form", action, *arguments, style=primary)),
    )


def fill_form(prompt: Prompt, values: Mapping[str, str]) -> Form:
    """One field for each placeholder, filled with `values` where there are some."""
    custom_id = action_id("prompts.fill", prompt.slug, prompt.content_hash[:12])
    form = Form(title=cut(prompt.title, TITLE_CHARACTERS), custom_id=custom_id, timeout=None)
    if prompt.risk_tier > 1 and len(prompt.placeholders) < FORM_FIELDS:
        form.add_item(ui.TextDisplay(DEIDENTIFY))
    for gap in prompt.placeholders:
        form.add_item(_field(gap, values.get(gap.name)))
    form.stop()
    return form


def copy_form(title: str, words: str) -> Form:
    """The text in a field: on a phone as well, one tap selects all of it, in one piece.

    A long message can't be copied in part there, and two messages would lose their second half,
    which is where prompts say what the model must not do.
    """
    custom_id = action_id("prompts.copied")
    form = Form(title=cut(title, TITLE_CHARACTERS), custom_id=custom_id, timeout=None)
    field = ui.TextInput[Form](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=words,
        required=False,
        max_length=INPUT_CHARACTERS,
    )
    about = "Select all and copy, then close this. What you change here is not kept."
    form.add_item(ui.Label[Form](text="The text", description=about, component=field))
    form.stop()
    return form


def _field(gap: Placeholder, value: str | None) -> ui.Label[Form]:
    given = gap.default if value is None else value
    made = _select(gap, given) if gap.type is PlaceholderType.CHOICE else _input(gap, given)
    return ui.Label(text=gap.label, description=gap.hint or None, component=made)


def _select(gap: Placeholder, given: str) -> ui.Select[Form]:
    return ui.Select(
        custom_id=gap.name,
        placeholder="Choose one" if gap.required else "Choose one, or none",
        options=[
            discord.SelectOption(label=choice, value=choice, default=choice == given)
            for choice in gap.choices
        ],
        min_values=1 if gap.required else 0,
        required=gap.required,
    )


def _input(gap: Placeholder, given: str) -> ui.TextInput[Form]:
    paragraph = gap.type is PlaceholderType.PARAGRAPH
    return ui.TextInput(
        custom_id=gap.name,
        style=discord.TextStyle.paragraph if paragraph else discord.TextStyle.short,
        placeholder=DEIDENTIFY if gap.phi_risk is not PhiRisk.NONE else None,
        default=given or None,
        required=gap.required,
        # What was too long must come back whole, to be shortened by whoever typed it.
        max_length=min(max(gap.max_characters, len(given)), INPUT_CHARACTERS),
    )
