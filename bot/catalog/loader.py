"""The catalogue in a folder: loaded, or everything that is wrong with it.

What reads and checks files is imported late: a start with an unchanged catalogue takes the checked
copy, and never needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalog.copies import keep_copy, key_of, read_copy
from bot.catalog.files import Files, files_in
from bot.catalog.records import Catalog, Problem, Prompt, Resource
from bot.errors import CatalogError

if TYPE_CHECKING:
    from bot.catalog.values import Finding, Values


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder that was read afresh: its catalogue, or, where that is None, its problems."""

    catalog: Catalog | None
    problems: tuple[Problem, ...] = ()
    files: int = 0
    """How many were read."""


def check_catalog(folder: Path) -> list[Problem]:
    """Everything that is wrong with a catalogue, by file and line; empty when nothing is."""
    return list(read_catalog(folder).problems)


def read_catalog(folder: Path, *, copies: Path | None = None) -> Checked:
    """Read and check every file, whatever copy there is.

    Args:
        folder: The catalogue.
        copies: Where a copy of a good catalogue is kept for the next start.
    """
    if not folder.is_dir():
        return _no_folder(folder)
    return _checked(files_in(folder), copies)


def load_catalog(folder: Path, *, copies: Path | None = None) -> Catalog:
    """The catalogue in a folder, checked.

    Args:
        folder: The catalogue.
        copies: Where a checked copy is looked for, and kept for the next time; None: nowhere.

    Raises:
        CatalogError: It has mistakes; the one line says how many and the first of them.
    """
    if not folder.is_dir():
        raise CatalogError(_summed_up(_no_folder(folder).problems))
    files = files_in(folder)
    if copies is not None and (digest := files.digest()) is not None:
        kept = read_copy(copies, key_of(digest))
        if kept is not None:
            return kept
    checked = _checked(files, copies)
    if checked.catalog is None:
        raise CatalogError(_summed_up(checked.problems))
    return checked.catalog


def check_prompt(values: "Values") -> "tuple[Prompt | None, list[Finding]]":
    """One prompt by itself, from plain values: its record when nothing is wrong with it.

    What only the whole catalogue knows (related ones exist, aliases are free, no text is there
    twice) is not looked at.
    """
    from bot.catalog.reading import read_prompt

    return read_prompt(values)


def check_resource(values: "Values") -> "tuple[Resource | None, list[Finding]]":
    """One resource by itself, as `check_prompt`."""
    from bot.catalog.reading import read_resource

    return read_resource(values)


def _no_folder(folder: Path) -> Checked:
    reason, cure = "is not a folder", "set ATTUNE_CATALOG to the catalogue's folder"
    return Checked(None, (Problem(str(folder), None, "", reason, cure),))


def _checked(files: Files, copies: Path | None) -> Checked:
    from bot.catalog.reading import read_files

    reading = read_files(files)
    if reading.problems:
        return Checked(None, tuple(reading.problems), files.count)
    catalog = reading.catalog()
    if copies is not None and (digest := files.digest()) is not None:
        keep_copy(copies, key_of(digest), catalog)
    return Checked(catalog, (), files.count)


def _summed_up(problems: Sequence[Problem]) -> str:
    count = len(problems)
    mistakes = "1 mistake" if count == 1 else f"{count} mistakes, the first"
    line = " ".join(str(problems[0]).split())
    return f"The catalogue has {mistakes}: {line} (run `attune catalog check` for all of them)"
