"""`attune catalog check`: every mistake, by file, and how to put it right."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.catalog.loader import Checked, read_catalog
from bot.catalog.records import Problem
from bot.reviews.approvals import check_approvals


def print_check(folder: Path) -> bool:
    """Read every file afresh and print what is wrong; whether nothing is.

    Each mistake is one whole line (`file:line: field: reason; cure`), so that editors can jump to
    it and `grep` can find it. There is color on a terminal only.
    """
    checked = read_catalog(folder)
    problems = (*checked.problems, *check_approvals(folder)[1])
    console = Console(highlight=False, soft_wrap=True)
    for _, of_one_file in groupby(problems, key=lambda problem: problem.file):
        for problem in of_one_file:
            console.print(_line(problem))
        console.print()
    console.print(_count(problems, checked))
    return not problems


def _line(problem: Problem) -> Text:
    where = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    parts = [Text(where, "bold"), Text(problem.reason)]
    if problem.field:
        parts.insert(1, Text(problem.field, "cyan"))
    line = Text(": ").join(parts)
    return Text(" ").join([line.append(";"), Text(problem.cure, "green")])


def _count(problems: Sequence[Problem], checked: Checked) -> Text:
    if checked.catalog is not None and not problems:
        catalog = checked.catalog
        held = (
            f"{len(catalog.prompts)} prompts",
            f"{len(catalog.resources)} resources",
            f"{len(catalog.event_seeds)} seeds of events",
            f"{len(catalog.crisis_lines)} crisis lines",
        )
        return Text(f"The catalogue has no mistakes: {', '.join(held)}.", "green")
    wrong = len({problem.file for problem in problems})
    mistakes = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    files = f"{wrong} of {checked.files} files" if checked.files >= wrong else f"{wrong} file"
    return Text(f"{mistakes} in {files}.", "bold red")
