import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.storage import Storage
from bot.storage.inventory import import_stores
from bot.storage.tables import RowId, metadata
from bot.storage.upgrading import MIGRATIONS
from bot.storage.versions import VERSIONS, history

FILES = sorted(VERSIONS.glob("[0-9]*.py"))
import_stores()


async def test_tables_and_migrations_agree(storage: Storage):
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with storage.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_primary_keys_and_migrations_agree(storage: Storage):
    def keys(connection: Connection) -> dict[str, object]:
        found = inspect(connection)
        return {name: found.get_pk_constraint(name) for name in metadata.tables}

    async with storage.read() as connection:
        stored = await connection.run_sync(keys)

    for table in metadata.sorted_tables:
        key = stored[table.name]
        assert isinstance(key, dict)
        assert key["constrained_columns"] == [column.name for column in table.primary_key]
        assert key["name"] == f"pk_{table.name}"


async def test_every_migrated_table_belongs_to_a_store(storage: Storage):
    async with storage.read() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())

    assert set(names) == {*metadata.tables, "alembic_version"}


def test_ids_that_discord_gives_are_never_made_up_by_the_database():
    counted = [table.autoincrement_column for table in metadata.tables.values()]

    assert [
        str(column) for column in counted if column is not None and column.type is not RowId
    ] == []


def test_the_light_reading_of_the_history_is_what_alembic_reads():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    alembics = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]

    assert list(history()) == alembics[::-1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
class TestEachMigration:
    def test_is_named_by_its_revision(self, file: Path):
        assert file.stem in history()

    def test_begins_with_its_reason_in_one_sentence(self, file: Path):
        docstring = ast.get_docstring(ast.parse(file.read_text()))

        assert docstring is not None
        assert docstring.splitlines()[0].endswith(".")

    def test_stands_alone_so_that_later_code_cannot_change_it(self, file: Path):
        imported = set(imports(ast.parse(file.read_text())))

        assert not {name for name in imported if name.split(".")[0] in ("bot", "cogs")}

    def test_offers_no_way_back(self, file: Path):
        functions = [
            n.name for n in ast.parse(file.read_text()).body if isinstance(n, ast.FunctionDef)
        ]

        assert "upgrade" in functions
        assert "downgrade" not in functions


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
