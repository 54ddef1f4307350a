"""Whoever has a time typed reads it in the member's own language too."""

import ast
from pathlib import Path

from bot.settings import PROJECT

READERS = {"read_time", "suggested_times"}


def calls_of_readers(file: Path) -> list[ast.Call]:
    tree = ast.parse(file.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if _name(call.func) in READERS]


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_each_reading_of_a_typed_time_knows_the_language():
    without = [
        f"{file.relative_to(PROJECT)}:{call.lineno}"
        for file in sorted((PROJECT / "cogs").rglob("*.py"))
        for call in calls_of_readers(file)
        if not {"language", None} & {keyword.arg for keyword in call.keywords}
    ]

    assert without == [], "pass language=str(interaction.locale)"
