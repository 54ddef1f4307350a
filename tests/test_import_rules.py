"""Who may import whom: each rule catches what it forbids, and none forgets a package."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.settings import PROJECT

PLANTED = [
    ("bot never imports cogs", "bot/replies.py", "import cogs.prompts.rules"),
    ("Features do not import each other", "cogs/setup/rules.py", "import cogs.prompts.rules"),
    ("Rules and records know neither", "cogs/prompts/rules.py", "import discord"),
    ("Rules and records know neither", "cogs/setup/rules.py", "import bot.replies"),
    ("Rules and records know neither", "bot/catalog/records.py", "import yaml"),
    ("Rules and records know neither", "bot/when/zones.py", "import sqlalchemy"),
    ("Views know no store", "cogs/prompts/views.py", "import cogs.prompts.store"),
    ("The playground is a Discord server", "bot/playground/world.py", "import bot.errors"),
    ("Only the command line imports", "bot/app.py", "import bot.playground.server"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    for name in ("bot", "cogs"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def broken_rules(folder: Path) -> list[str]:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
    )
    lines = done.stdout.splitlines()
    assert any("Contracts:" in line for line in lines), done.stdout + done.stderr
    return [line for line in lines if line.rstrip().endswith("BROKEN")]


@pytest.mark.parametrize(("rule", "file", "planted"), PLANTED)
def test_a_planted_violation_is_caught(copy: Path, rule: str, file: str, planted: str):
    target = copy / file
    before = target.read_text("utf-8")
    target.write_text(f"{before}\n\n{planted}\n", "utf-8")
    try:
        broken = broken_rules(copy)
    finally:
        target.write_text(before, "utf-8")

    assert any(line.startswith(rule) for line in broken), broken


def test_the_tree_keeps_every_rule(copy: Path):
    assert broken_rules(copy) == []


def contracts() -> dict[str, dict[str, Any]]:
    """The rules by name."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    return {rule["name"]: rule for rule in project["tool"]["importlinter"]["contracts"]}


def test_the_rules_about_the_playground_name_every_part_of_attune():
    parts = {f"bot.{path.stem}" for path in (PROJECT / "bot").iterdir() if path.stem[0] != "_"}
    knows_no_bot = contracts()["The playground is a Discord server and knows of no bot"]
    only_cli = contracts()["Only the command line imports the playground"]

    assert parts - set(knows_no_bot["forbidden_modules"]) == {"bot.clock", "bot.playground"}
    assert parts - set(only_cli["source_modules"]) == {"bot.cli", "bot.playground"}


def test_the_rule_about_views_names_every_module_of_them():
    """The rule takes whole names only, so that of `card_views` has to be written out."""
    beside = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for path in (PROJECT / "cogs").rglob("*_views.py")
    }
    assert beside <= set(contracts()["Views know no store"]["source_modules"])
