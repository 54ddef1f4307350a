"""The files of a catalogue, read once: what is checked is exactly what was digested."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROMPTS = "prompts"
SINGLE = ("crisis_lines.yaml", "synonyms.yaml")

Content = bytes | OSError


@dataclass(frozen=True, slots=True)
class Files:
    """A catalogue's folder at one moment."""

    name: str
    """The folder's own name, which problems carry in front."""
    prompts: Mapping[str, Content] | OSError
    """Prompt files by stem, in order, as bytes or why they can't be read; or why none can."""
    single: Mapping[str, Content]
    """The single files, by name."""
    strays: tuple[str, ...]
    """Names beside the prompts that are no prompt files."""

    @property
    def count(self) -> int:
        """How many files there are."""
        prompts = 0 if isinstance(self.prompts, OSError) else len(self.prompts)
        return prompts + len(self.single) + len(self.strays)

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
        if isinstance(self.prompts, OSError):
            yield PROMPTS, self.prompts
            return
        for stem, content in self.prompts.items():
            yield f"{PROMPTS}/{stem}.yaml", content
        for name in self.strays:
            yield f"{PROMPTS}/{name}", b""


def files_in(folder: Path) -> Files:
    """Read all files of a catalogue; never raises for what is or is not there."""
    single = {name: _content(folder / name) for name in SINGLE}
    try:
        paths = sorted((folder / PROMPTS).iterdir())
    except OSError as error:
        return Files(folder.name, error, single, ())
    prompts: dict[str, Content] = {}
    strays: list[str] = []
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.suffix == ".yaml" and path.is_file():
            prompts[path.stem] = _content(path)
        else:
            strays.append(path.name)
    return Files(folder.name, prompts, single, tuple(strays))


def _content(path: Path) -> Content:
    try:
        return path.read_bytes()
    except OSError as error:
        return error
