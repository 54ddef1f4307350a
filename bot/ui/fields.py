"""The fields of forms, filled with what there is, and what a sent form holds."""

from collections.abc import Iterable, Mapping

import discord
from discord import ui

from bot.ui.panels import Form

Fields = Mapping[str, str | tuple[str, ...]]
Label = ui.Label[Form]


def text_in(fields: Fields, name: str) -> str:
    """What was typed into a field, without space around it."""
    value = fields.get(name, "")
    return value.strip() if isinstance(value, str) else " ".join(value)


def chosen_in(fields: Fields, name: str) -> tuple[str, ...]:
    """What was chosen in a select."""
    value = fields.get(name, ())
    return value if isinstance(value, tuple) else (value,) if value else ()


def texts_of(fields: Fields) -> tuple[str, ...]:
    """Everything that was typed into a form."""
    return tuple(value for value in fields.values() if isinstance(value, str) and value)


def line(
    name: str,
    label: str,
    filled: Fields,
    most_characters: int,
    *,
    about: str | None = None,
    hint: str | None = None,
    required: bool = True,
) -> Label:
    """A line to type into."""
    typed = ui.TextInput[Form](
        custom_id=name,
        default=text_in(filled, name) or None,
        placeholder=hint,
        max_length=most_characters,
        required=required,
    )
    return Label(text=label, description=about, component=typed)


def paragraph(
    name: str,
    label: str,
    filled: Fields,
    most_characters: int,
    *,
    about: str | None = None,
    required: bool = True,
) -> Label:
    """Lines to type into."""
    typed = ui.TextInput[Form](
        custom_id=name,
        style=discord.TextStyle.paragraph,
        default=text_in(filled, name) or None,
        max_length=most_characters,
        required=required,
    )
    return Label(text=label, description=about, component=typed)


def pick(
    name: str,
    label: str,
    options: Mapping[str, str],
    filled: Fields,
    *,
    about: str | None = None,
    required: bool = True,
) -> Label:
    """A select of one."""
    select = ui.Select[Form](
        custom_id=name,
        options=list(options_of(options, chosen_in(filled, name))),
        min_values=1 if required else 0,
        required=required,
    )
    return Label(text=label, description=about, component=select)


def options_of(
    options: Mapping[str, str], chosen: Iterable[str] = ()
) -> Iterable[discord.SelectOption]:
    """The options of a select, by value and label, those that are `chosen` already so."""
    picked = set(chosen)
    for value, label in options.items():
        yield discord.SelectOption(label=label, value=value, default=value in picked)
