"""What an operator reads after a reload."""

from collections.abc import Iterator, Mapping, Sequence

from bot.catalog.records import Problem
from bot.ui.panels import Panel, box, say, text
from cogs.catalog.rules import Difference

MOST_SLUGS = 15
MOST_PROBLEMS = 10
# Ten of them and the words around fit one message.
PROBLEM_CHARACTERS = 300


def changed_panel(what: Difference, unreviewed: Mapping[str, int], total: str) -> Panel:
    """What is new, and which reviews it made void.

    Args:
        what: The difference.
        unreviewed: Slugs whose review no longer holds, and in how many servers.
        total: What there is now.
    """
    if what.is_nothing:
        return say("Nothing has changed: the files say what I knew.", f"-# {total}")
    parts = [text(*_lines(what))]
    if unreviewed:
        parts.append(text("**Need a new review** (their text changed)", *_lost(unreviewed)))
    return Panel(text("## The catalogue is up to date"), box(*parts), text(f"-# {total}"))


def kept_panel(problems: Sequence[Problem]) -> Panel:
    """Why the old catalogue stays."""
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    shown = "\n".join(_one_line(problem) for problem in problems[:MOST_PROBLEMS])
    left = len(problems) - MOST_PROBLEMS
    more = [f"… and {left} more."] if left > 0 else []
    return Panel(
        text(f"## I keep the old catalogue: the files have {count}"),
        text(f"```\n{shown}\n```", *more),
        text(
            "-# Members notice nothing. Correct the files and use `/catalog reload` again; "
            "`attune catalog check` names every mistake."
        ),
    )


def _lines(what: Difference) -> Iterator[str]:
    removed = [
        f"`{slug}` (now `{what.renamed[slug]}`)" if slug in what.renamed else f"`{slug}`"
        for slug in what.removed
    ]
    for title, slugs in (
        ("Added", [f"`{slug}`" for slug in what.added]),
        ("Changed", [f"`{slug}`" for slug in what.changed]),
        ("Removed", removed),
    ):
        if slugs:
            yield f"**{title}** ({len(slugs)}): {_some(slugs)}"
    if what.beside:
        yield f"**Changed beside the prompts**: {' and '.join(what.beside)}"


def _lost(unreviewed: Mapping[str, int]) -> Iterator[str]:
    yield _some(
        [
            f"`{slug}` ({count} server{'s' * (count != 1)})" if count else f"`{slug}`"
            for slug, count in unreviewed.items()
        ]
    )


def _some(names: Sequence[str]) -> str:
    left = len(names) - MOST_SLUGS
    more = f" and {left} more" if left > 0 else ""
    return ", ".join(names[:MOST_SLUGS]) + more


def _one_line(problem: Problem) -> str:
    line = " ".join(str(problem).split()).replace("`", "'")
    return line if len(line) <= PROBLEM_CHARACTERS else f"{line[: PROBLEM_CHARACTERS - 1]}…"
