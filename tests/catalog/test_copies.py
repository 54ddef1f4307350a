"""A start takes the checked copy of an unchanged catalogue, and never a wrong one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from bot.catalog import copies as kept
from bot.catalog.loader import check_catalog, load_catalog, read_catalog
from bot.errors import CatalogError
from bot.settings import PROJECT


class Shelf(Protocol):
    """The fixture's folder (conftest.py)."""

    folder: Path

    def write(self, name: str, text: str) -> None: ...
    def prompt(self, slug: str, *changes: tuple[str, str]) -> None: ...


LOADS = """
import sys
from pathlib import Path
from bot.catalog.loader import load_catalog
load_catalog(Path(sys.argv[1]), copies=Path(sys.argv[2]))
print("bot.catalog.reading" in sys.modules)
"""


def was_read_afresh(folder: Path, copies: Path) -> bool:
    """In a process of its own, as a start is."""
    command = [sys.executable, "-c", LOADS, str(folder), str(copies)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_an_unchanged_catalogue_is_checked_once(shelf: Shelf, tmp_path: Path):
    first = was_read_afresh(shelf.folder, tmp_path)
    second = was_read_afresh(shelf.folder, tmp_path)
    shelf.prompt("good", ("Check everything.", "Check nothing."))
    changed = was_read_afresh(shelf.folder, tmp_path)

    assert (first, second, changed) == (True, False, True)


def test_the_copy_of_the_shipped_catalogue_says_exactly_the_same(tmp_path: Path):
    afresh = load_catalog(PROJECT / "catalog", copies=tmp_path)

    assert load_catalog(PROJECT / "catalog", copies=tmp_path) == afresh
    assert (tmp_path / kept.NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("prompts/new.yaml", ""),
        ("prompts/notes.txt", "hello"),
        ("crisis_lines.yaml", "meta: {}\n"),
        ("synonyms.yaml", "version: 2\n"),
    ],
)
def test_a_copy_hides_no_mistake(shelf: Shelf, tmp_path: Path, file: str, text: str):
    load_catalog(shelf.folder, copies=tmp_path)
    shelf.write(file, text)

    with pytest.raises(CatalogError):
        load_catalog(shelf.folder, copies=tmp_path)


def test_a_catalogue_with_mistakes_leaves_no_copy(shelf: Shelf, tmp_path: Path):
    shelf.prompt("good", ("summary:", "sumary:"))

    read_catalog(shelf.folder, copies=tmp_path)

    assert not (tmp_path / kept.NAME).exists()


def test_checking_never_looks_at_a_copy(shelf: Shelf, tmp_path: Path):
    load_catalog(shelf.folder, copies=tmp_path)
    copy = tmp_path / kept.NAME
    copy.write_bytes(b"nonsense")

    assert check_catalog(shelf.folder) == []
    assert copy.read_bytes() == b"nonsense"


def cut(copy: bytes) -> bytes:
    return copy[: len(copy) // 2]


def flip(copy: bytes) -> bytes:
    return copy.replace(b"A page.", b"A cage.")


def other_key(copy: bytes) -> bytes:
    return b"0" * 64 + copy[64:]


def resealed(body: bytes, copy: bytes) -> bytes:
    """A body of somebody's own, with a seal that fits."""
    key = copy[:64].decode()
    return kept._head(key, body).encode() + b"\n" + body  # pyright: ignore[reportPrivateUsage]


def no_records(copy: bytes) -> bytes:
    return resealed(b"[]", copy)


def missing_fields(copy: bytes) -> bytes:
    return resealed(json.dumps({"prompts": [{"slug": "good"}]}).encode(), copy)


def odd_fields(copy: bytes) -> bytes:
    body = copy.partition(b"\n")[2].replace(b'"documentation"', b'"cookery"')
    return resealed(body, copy)


def not_json(copy: bytes) -> bytes:
    return resealed(b"\xff\x00", copy)


def nothing(copy: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "spoil",
    [cut, flip, other_key, no_records, missing_fields, odd_fields, not_json, nothing],
    ids=lambda spoil: spoil.__name__,
)
def test_a_spoilt_copy_is_left_aside_and_made_anew(
    shelf: Shelf, tmp_path: Path, spoil: Callable[[bytes], bytes]
):
    whole = load_catalog(shelf.folder, copies=tmp_path)
    copy = tmp_path / kept.NAME
    good = copy.read_bytes()
    copy.write_bytes(spoil(good))

    assert load_catalog(shelf.folder, copies=tmp_path) == whole
    assert copy.read_bytes() == good


def test_a_copy_of_other_code_is_left_aside(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    load_catalog(shelf.folder, copies=tmp_path)
    before = (tmp_path / kept.NAME).read_bytes()
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "rules.py").write_text("# stricter")
    monkeypatch.setattr(kept, "CODE", newer)

    load_catalog(shelf.folder, copies=tmp_path)

    assert (tmp_path / kept.NAME).read_bytes()[:64] != before[:64]


def test_where_no_copy_can_be_kept_everything_still_loads(shelf: Shelf, tmp_path: Path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")

    assert load_catalog(shelf.folder, copies=in_the_way / "data").prompts


def test_a_copy_that_was_begun_and_never_finished_is_written_over(shelf: Shelf, tmp_path: Path):
    (tmp_path / "catalog-copy.new").write_bytes(b"half of it")

    load_catalog(shelf.folder, copies=tmp_path)

    assert not was_read_afresh(shelf.folder, tmp_path)


def test_copies_stay_beside_the_database(tmp_path: Path):
    assert kept.folder_beside(f"sqlite:///{tmp_path}/attune.db") == tmp_path
    assert kept.folder_beside("postgresql://a:b@localhost/c") == PROJECT / "data"
