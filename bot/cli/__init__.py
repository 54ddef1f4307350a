"""The `attune` command."""

import asyncio
import contextlib
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.errors import AttuneError
from bot.ops.pauses import without_pauses

app = typer.Typer(
    name="attune",
    help="Attune, the Discord bot of a hub where therapists learn to use AI with care.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
catalog = typer.Typer(
    help="The catalogue: check its files and links, count, search and export.", no_args_is_help=True
)
db = typer.Typer(help="The database: upgrade it, back it up, restore it.", no_args_is_help=True)
app.add_typer(catalog, name="catalog")
app.add_typer(db, name="db")

File = Annotated[Path, typer.Argument(help="The backup file.", dir_okay=False)]


def main() -> None:
    """Run the command line; what can't go on ends in one line and exit code 1."""
    try:
        app()
    except AttuneError as error:
        sys.exit(f"attune: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _loop(coroutine: Coroutine[Any, Any, object]) -> None:
    with contextlib.suppress(ImportError):
        import uvloop

        uvloop.run(coroutine)
        return
    asyncio.run(coroutine)


@app.command()
def run(
    clock: Annotated[
        str | None,
        typer.Option(help="Follow the clock of a playground on this machine, by its address."),
    ] = None,
) -> None:
    """Connect to Discord with DISCORD_TOKEN and run until stopped."""
    with without_pauses():
        from bot.cli.running import run_bot

    _loop(run_bot(clock))


@app.command()
def playground() -> None:
    """Run Attune in a Discord of its own on this machine: no token, no internet."""
    with without_pauses():
        from bot.cli.playing import run_playground

    _loop(run_playground())


@app.command()
def doctor() -> None:
    """Check token, intents, permissions, database and catalogue; say what to do."""
    from bot.cli.doctor import examine

    _loop(examine())


@app.command()
def invite() -> None:
    """Print the link that adds Attune to a server, with just the permissions it needs."""
    from bot.cli.doctor import print_invite

    _loop(print_invite())


@catalog.command("check")
def catalog_check() -> None:
    """Name every mistake in the catalogue, with file, line and cure."""
    from bot.cli.checking import print_check
    from bot.settings import read_settings

    if not print_check(read_settings().catalog):
        raise typer.Exit(1)


@catalog.command("stats")
def catalog_stats(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Count the prompts and the resources by what they are and for whom."""
    from bot.cli.stats import print_stats
    from bot.settings import read_settings

    print_stats(read_settings().catalog, as_json=as_json)


@catalog.command("export")
def catalog_export(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Where to write; laid out like catalog/.", file_okay=False
        ),
    ],
    *,
    server: Annotated[
        int | None,
        typer.Option(metavar="ID", help="Whose; not needed where there is one server only."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over files that say something else.")
    ] = False,
) -> None:
    """Write what a server's reviewers approved as files of a catalogue."""
    from bot.cli.exporting import export

    _loop(export(folder, server, replace=replace))


@catalog.command("links")
def catalog_links() -> None:
    """Open the link of every resource, write the day into its file, and name what is dead."""
    from bot.cli.links import check_links
    from bot.clock import SystemClock
    from bot.settings import read_settings

    _loop(check_links(read_settings().catalog, today=SystemClock().now().date()))


@catalog.command("search")
def catalog_search(
    text: Annotated[str, typer.Argument(help="What a member would type; - reads a query a line.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each query.")] = False,
    resources: Annotated[
        bool, typer.Option("--resources", help="Among resources, not prompts.")
    ] = False,
) -> None:
    """Search as members do: the best first."""
    from bot.cli.searching import print_matches
    from bot.settings import read_settings

    queries = (line.rstrip("\n") for line in sys.stdin) if text == "-" else iter([text])
    print_matches(read_settings().catalog, queries, as_json=as_json, resources=resources)


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to this version."""
    from bot.settings import read_settings
    from bot.storage import backup as backups

    _loop(backups.upgrade(read_settings().database_url.get_secret_value()))
    typer.echo("The database is up to date.")


@db.command("backup")
def db_backup(file: File) -> None:
    """Write a consistent copy of the database to FILE, also while Attune runs."""
    from bot.settings import read_settings
    from bot.storage import backup as backups

    _loop(backups.backup(read_settings().database_url.get_secret_value(), file))
    typer.echo(f"Backed up to {file}.")


@db.command("restore")
def db_restore(file: File) -> None:
    """Put the database of FILE in the place of the present one; stop Attune first."""
    from bot.settings import read_settings
    from bot.storage import backup as backups

    _loop(backups.restore(read_settings().database_url.get_secret_value(), file))
    typer.echo(f"Restored from {file}.")
