"""`attune catalog search`: the ranking that members get, in a terminal."""

import json
from collections.abc import Iterable
from pathlib import Path

import typer

from bot.catalog.loader import load_catalog
from bot.catalog.shelf import Shelf


def print_matches(folder: Path, queries: Iterable[str], *, as_json: bool) -> None:
    """Print the best prompts for each query, the best first; one JSON object a line if asked."""
    shelf = Shelf(load_catalog(folder))
    for query in queries:
        slugs = [match.prompt.slug for match in shelf.prompts.search(query)]
        if as_json:
            typer.echo(json.dumps({"q": query, "slugs": slugs}, ensure_ascii=False))
        else:
            typer.echo("\n".join(slugs) or "Nothing fits.")
