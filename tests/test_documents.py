"""What is written about Attune is true."""

import re

from bot.cli.document import pages
from bot.cli.inside import opened
from bot.settings import PROJECT, Settings, read_settings

README = (PROJECT / "README.md").read_text("utf-8")
DOCUMENT = (PROJECT / "docs" / "commands.md").read_text("utf-8")


async def test_the_document_of_commands_is_what_the_code_says():
    async with opened(read_settings()) as app:
        assert pages(app) == DOCUMENT, "run `make docs`"


def test_every_setting_of_the_process_is_in_the_document():
    for field in Settings.model_fields.values():
        assert f"`{field.alias}`" in DOCUMENT


async def test_every_command_in_help_and_readme_is_there():
    async with opened(read_settings()) as app:
        there = {command.qualified_name for command in app.tree.walk_commands()}
        told = {line.command for feature in app.features.values() for line in feature.help}

    named = {name for name in re.findall(r"`/([a-z ]+)`", README) if name}
    assert told <= there
    assert named <= there


async def test_every_command_is_in_help():
    async with opened(read_settings()) as app:
        groups = {command.qualified_name.rpartition(" ")[0] for command in app.tree.walk_commands()}
        there = {command.qualified_name for command in app.tree.walk_commands()} - groups
        told = {line.command for feature in app.features.values() for line in feature.help}

    assert there == told
