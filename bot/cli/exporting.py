"""`attune catalog export`: what a server's reviewers approved, as files of a catalogue."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import typer
from sqlalchemy import select

from bot.app import Attune
from bot.cli.inside import opened_as_it_is
from bot.errors import InvalidInputError, NotFoundError
from bot.ops.logs import set_up_logs
from bot.settings import read_settings
from bot.storage import Storage
from bot.storage.tables import metadata

Files = Mapping[str, str]


async def export(folder: Path, server: int | None, *, replace: bool) -> None:
    """Write the files of one server below a folder; also while Attune runs.

    Args:
        folder: Where; made if it is not there.
        server: The server's id; None where only one has something.
        replace: Whether a file that says something else is written over.

    Raises:
        StartError: The database or the catalogue can't be used.
        NotFoundError: There is nothing to export.
        InvalidInputError: It is not clear which server is meant, or a file is in the way.
    """
    settings = read_settings()
    # Traces without values, whatever goes wrong with what people wrote.
    set_up_logs(settings.log_level, settings.log_format)
    async with opened_as_it_is(settings) as app:
        files = await _files_of(app, server)
    written = write_files(folder, files, replace=replace)
    for name in written:
        typer.echo(f"wrote {folder / name}")
    same = len(files) - len(written)
    typer.echo(f"{len(files)} files in all" + (f", {same} as they were." if same else "."))


async def _files_of(app: Attune, server: int | None) -> Files:
    if server is not None:
        if files := await files_of_server(app, server):
            return files
        raise NotFoundError(f"The server {server} has approved nothing of its own yet.")
    found = {
        each: files
        for each in await servers_in(app.house.storage)
        if (files := await files_of_server(app, each))
    }
    if not found:
        raise NotFoundError("No server has approved anything of its own yet.")
    if len(found) > 1:
        ids = ", ".join(map(str, sorted(found)))
        raise InvalidInputError(f"Several servers have something to export. Add --server: {ids}.")
    return next(iter(found.values()))


async def files_of_server(app: Attune, server: int) -> Files:
    """What all features export of a server."""
    files: dict[str, str] = {}
    for feature in app.features.values():
        if feature.exports is None:
            continue
        given = await feature.exports(server)
        if twice := files.keys() & given.keys():
            raise ValueError(f"two features export {min(twice)}")
        files.update(given)
    return {name: text for name, text in sorted(files.items()) if text}


async def servers_in(storage: Storage) -> set[int]:
    """The ids of all servers that anything is kept of."""
    found: set[int] = set()
    async with storage.read() as connection:
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                rows = await connection.execute(select(table.c.guild_id).distinct())
                found.update(guild_id for (guild_id,) in rows if guild_id is not None)
    return found


def write_files(folder: Path, files: Files, *, replace: bool) -> tuple[str, ...]:
    """Write files below a folder; the names of those that were not there like this before.

    Raises:
        InvalidInputError: Some say something else and may not be replaced, or can't be written;
            in the first case nothing is written.
    """
    for name in files:
        parts = PurePosixPath(name).parts
        if not parts or parts[0] == "/" or ".." in parts:
            raise ValueError(f"a feature exports to {name}")
    try:
        now = {name: _said(folder / name) for name in files}
        different = [name for name, said in now.items() if said not in (None, files[name])]
        if different and not replace:
            raise InvalidInputError(
                f"In {folder} there is something else under {', '.join(different)}; nothing was "
                "written. Choose another folder, or add --replace to write over them."
            )
        changed = tuple(name for name, said in now.items() if said != files[name])
        for name in changed:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(files[name], "utf-8")
    except OSError as error:
        raise InvalidInputError(f"{error.filename} can't be written ({error.strerror}).") from None
    return changed


def _said(path: Path) -> str | None:
    """What a file says; None where there is none. What is not UTF-8 is something else."""
    try:
        return path.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return None
