"""The fields of forms, filled with what there is."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import discord
from discord import ui

from bot.ui.panels import Form
from bot.ui.sent import Fields, chosen_in, text_in

Label = ui.Label[Form]


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
    each: Mapping[str, str] = MappingProxyType({}),
    most: int = 1,
    required: bool = True,
) -> Label:
    """A select of one or, with `most`, several; `each` says more of an option, by its value."""
    select = ui.Select[Form](
        custom_id=name,
        options=list(options_of(options, chosen_in(filled, name), each)),
        min_values=1 if required else 0,
        max_values=most,
        required=required,
    )
    return Label(text=label, description=about, component=select)


def options_of(
    options: Mapping[str, str],
    chosen: Iterable[str] = (),
    each: Mapping[str, str] = MappingProxyType({}),
) -> Iterable[discord.SelectOption]:
    """The options of a select, by value and label, those that are `chosen` already so."""
    picked = set(chosen)
    for value, label in options.items():
        yield discord.SelectOption(
            label=label, value=value, description=each.get(value), default=value in picked
        )
