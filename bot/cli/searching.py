"""`attune catalog search`: the ranking that members get, in a terminal."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer

from bot.catalog.engine import Match
from bot.catalog.listed import Resource
from bot.catalog.loader import load_catalog
from bot.catalog.records import Prompt
from bot.catalog.shelf import Shelf

Matches = Sequence[Match[Prompt]] | Sequence[Match[Resource]]


def print_matches(
    folder: Path, queries: Iterable[str], *, as_json: bool, resources: bool = False
) -> None:
    """Print what fits each query best, the best first: titles with their slugs for people.

    Args:
        folder: The catalogue.
        queries: What members would type.
        as_json: One JSON object a line for each query, as it comes.
        resources: Among resources, not prompts.

    Raises:
        CatalogError: The catalogue has mistakes.
    """
    shelf = Shelf(load_catalog(folder))
    for number, query in enumerate(queries):
        matches = shelf.resources.search(query) if resources else shelf.prompts.search(query)
        if as_json:
            slugs = [match.item.slug for match in matches]
            typer.echo(json.dumps({"q": query, "slugs": slugs}, ensure_ascii=False))
        else:
            typer.echo("\n".join(_lines(matches, first=not number)))


def _lines(matches: Matches, *, first: bool) -> Iterator[str]:
    if not first:
        yield ""
    if not matches:
        yield "Nothing fits."
    width = max((len(match.item.title) for match in matches), default=0)
    for match in matches:
        yield f"{match.item.title:<{width}}  {match.item.slug}"
