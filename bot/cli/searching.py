"""`attune catalog search`: the ranking that members get, in a terminal."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer

from bot.catalog.loader import load_catalog
from bot.catalog.search import Match
from bot.catalog.shelf import Shelf


def print_matches(folder: Path, queries: Iterable[str], *, as_json: bool) -> None:
    """Print the best prompts for each query, the best first: titles with their slugs for people.

    With `as_json` it is one JSON object a line for each query, as it comes.

    Raises:
        CatalogError: The catalogue has mistakes.
    """
    shelf = Shelf(load_catalog(folder))
    for number, query in enumerate(queries):
        matches = shelf.prompts.search(query)
        if as_json:
            slugs = [match.prompt.slug for match in matches]
            typer.echo(json.dumps({"q": query, "slugs": slugs}, ensure_ascii=False))
        else:
            typer.echo("\n".join(_lines(matches, first=not number)))


def _lines(matches: Sequence[Match], *, first: bool) -> Iterator[str]:
    if not first:
        yield ""
    if not matches:
        yield "Nothing fits."
    width = max((len(match.prompt.title) for match in matches), default=0)
    for match in matches:
        yield f"{match.prompt.title:<{width}}  {match.prompt.slug}"
