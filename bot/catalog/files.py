"""The files of a catalogue, read once: what is checked is exactly what was digested."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROMPTS, RESOURCES, EVENTS = "prompts", "resources", "events"
FOLDERS = (PROMPTS, RESOURCES, EVENTS)
SINGLE = ("crisis_lines.yaml", "synonyms.yaml")

Content = bytes | OSError


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of items, one a file."""

    files: Mapping[str, Content] | OSError
    """By stem, in order, as bytes or why they can't be read; or why none can."""
    strays: tuple[str, ...] = ()
    """Names beside the items that are no item's file."""

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.strays) + (0 if isinstance(self.files, OSError) else len(self.files))


@dataclass(frozen=True, slots=True)
class Files:
    """A catalogue's folder at one moment."""

    name: str
    """The folder's own name, which problems carry in front."""
    folders: Mapping[str, Folder]
    """One for each of FOLDERS."""
    single: Mapping[str, Content]
    """The single files, by name."""

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.single) + sum(folder.count for folder in self.folders.values())

    def digest(self) -> str | None:
        """SHA-256 (hex) of every name and byte; None where something could not be read."""
        total = hashlib.sha256()
        for name, content in self._all():
            if isinstance(content, OSError):
                return None
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()

    def _all(self) -> Iterator[tuple[str, Content]]:
        yield from self.single.items()
        for name, folder in self.folders.items():
            if isinstance(folder.files, OSError):
                # A folder that is not there says something too, and may be as it should.
                is_missing = isinstance(folder.files, FileNotFoundError)
                yield name, b"" if is_missing else folder.files
                continue
            for stem, content in folder.files.items():
                yield f"{name}/{stem}.yaml", content
            for stray in folder.strays:
                yield f"{name}/{stray}", b""


def files_in(folder: Path) -> Files:
    """Read all files of a catalogue; never raises for what is or is not there."""
    return Files(
        folder.name,
        {name: _items_in(folder / name) for name in FOLDERS},
        {name: _content(folder / name) for name in SINGLE},
    )


def _items_in(folder: Path) -> Folder:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        return Folder(error)
    files: dict[str, Content] = {}
    strays: list[str] = []
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.suffix == ".yaml" and path.is_file():
            files[path.stem] = _content(path)
        else:
            strays.append(path.name)
    return Folder(files, tuple(strays))


def _content(path: Path) -> Content:
    try:
        return path.read_bytes()
    except OSError as error:
        return error
