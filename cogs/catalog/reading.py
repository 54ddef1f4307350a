"""The catalogue's folder, read afresh as a whole: what a thread does while Attune goes on."""

from dataclasses import dataclass
from pathlib import Path

from bot.catalog.loader import read_catalog
from bot.catalog.records import Problem
from bot.catalog.shelf import Shelf
from bot.reviews.approvals import check_approvals
from bot.reviews.records import Approval


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a folder holds now; where there are problems, the shelf is None."""

    shelf: Shelf | None
    approvals: tuple[Approval, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_afresh(folder: Path, copies: Path) -> Fresh:
    """Read and check every file, and make the indexes.

    Args:
        folder: The catalogue.
        copies: Where the checked copy for the next start is kept.
    """
    checked = read_catalog(folder, copies=copies)
    approvals, mistakes = check_approvals(folder)
    problems = (*checked.problems, *mistakes)
    if checked.catalog is None or problems:
        return Fresh(None, problems=problems)
    shelf = Shelf(checked.catalog)
    shelf.warm()
    return Fresh(shelf, approvals)
