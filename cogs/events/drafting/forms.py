"""The form in which a training is written; it opens filled with what there is."""

from collections.abc import Mapping

import discord
from discord import ui

from bot.ui.panels import Form, form
from cogs.events.wording import plain_cut

FIELDS = ("title", "when", "length", "description", "place")


def training_form(
    filled: Mapping[str, object], token: str, *, mode: str, title: str = "A training"
) -> Form:
    """Title, start, length, description and place.

    Args:
        filled: What the fields hold at first.
        token: The draft's.
        mode: What it is about, for when the draft is gone: "new" or "edit".
        title: Of the form.
    """
    fields = [
        _line("title", "Title", filled, 90, hint="AI scribes: what to ask before you use one"),
        _line("when", "When does it start?", filled, 200, hint="tue 1 dec 18:00 new york"),
        _line("length", "How long?", filled, 40, hint="90 minutes"),
        _text("description", "What is it about?", filled, 1500),
        _line(
            "place",
            "Where? A link, an address, or leave empty",
            filled,
            300,
            hint="https://… (empty: the channel of meet_in)",
            required=False,
        ),
    ]
    return form(title, fields, "events.form", token, mode)


def cancel_form(title: str, when: str, *arguments: object, reason: str = "") -> Form:
    """Why a training is called off.

    Args:
        title: The training's.
        when: Which dates of it are called off, in at most 100 characters.
        arguments: What the form carries.
        reason: What was typed before.
    """
    field = _line(
        "reason",
        "Reason, for those who signed up",
        {"reason": reason},
        200,
        hint="Leave empty to give none",
        required=False,
        description=when,
    )
    return form(plain_cut(f"Cancel {title}", 45), [field], "events.cancel", *arguments)


def _line(
    name: str,
    label: str,
    filled: Mapping[str, object],
    most: int,
    *,
    hint: str,
    required: bool = True,
    description: str | None = None,
) -> ui.Label[Form]:
    typed = ui.TextInput[Form](
        custom_id=name,
        default=str(filled.get(name, "")) or None,
        placeholder=hint,
        max_length=most,
        required=required,
    )
    return ui.Label(text=label, description=description, component=typed)


def _text(name: str, label: str, filled: Mapping[str, object], most: int) -> ui.Label[Form]:
    typed = ui.TextInput[Form](
        custom_id=name,
        style=discord.TextStyle.paragraph,
        default=str(filled.get(name, "")) or None,
        max_length=most,
        required=False,
    )
    return ui.Label(text=label, component=typed)
