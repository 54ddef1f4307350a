"""What most runs never need is not loaded at the start."""

import os
import subprocess
import sys
from pathlib import Path

from bot.settings import PROJECT

LATE = (
    *("alembic", "babel", "bot.catalog.reading", "dateparser", "dateutil"),
    *("sqlalchemy.dialects.postgresql", "yaml"),
)
OPENED = f"""
import asyncio, sys
from bot.app import Attune
from bot.clock import SystemClock
from bot.settings import read_settings

async def main():
    async with Attune(read_settings(), SystemClock()) as app:
        await app.open()
        print("prompts" in vars(app.house.shelf), [n for n in {LATE!r} if n in sys.modules])

asyncio.run(main())
"""


def opened(folder: Path) -> str:
    settings = {"ATTUNE_DATABASE_URL": f"sqlite:///{folder / 'attune.db'}"}
    done = subprocess.run(
        [sys.executable, "-c", OPENED],
        cwd=PROJECT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_second_start_on_sqlite_neither_upgrades_nor_reads_files_nor_indexes(tmp_path: Path):
    opened(tmp_path)

    assert opened(tmp_path) == "False []"
