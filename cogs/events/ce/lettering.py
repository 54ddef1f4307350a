"""Which font can write a text: the one that comes with Attune, or one of this machine's."""

import functools
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})
# Names of styles that a name on a certificate should not be in, if there is a choice.
UNWANTED = ("bold", "italic", "oblique", "mono", "condensed", "light", "thin", "black")
FOLDERS_BY_SYSTEM = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts",),
}


def font_for(text: str) -> Path | None:
    """A font that has every letter of `text`; None where there is none on this machine.

    Looking through a machine's fonts takes up to some seconds, so do it in a thread.
    """
    wanted = _letters(text)
    if wanted <= _coverage(BUNDLED):
        return BUNDLED
    return next((font for font in system_fonts() if wanted <= _coverage(font)), None)


def system_fonts() -> list[Path]:
    """The machine's fonts, upright and regular ones first."""
    folders = FOLDERS_BY_SYSTEM.get(sys.platform, ())
    found = [font for folder in folders for font in _fonts_below(Path(folder).expanduser())]
    return sorted(found, key=lambda font: (_is_unwanted(font), font.name))


def writable(text: str, font: Path) -> str:
    """The text without what the font has no letters for, such as emoji."""
    covered = _coverage(font)
    kept = "".join(letter for letter in text if _letters(letter) <= covered)
    return " ".join(kept.split())


def _letters(text: str) -> set[int]:
    """What has to be drawn; what only joins or directs letters needs no glyph of its own."""
    return {ord(c) for c in text if not c.isspace() and unicodedata.category(c) != "Cf"}


def _fonts_below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in names:
            if Path(name).suffix.lower() in SUFFIXES:
                yield Path(place) / name


def _is_unwanted(font: Path) -> bool:
    return any(style in font.stem.casefold() for style in UNWANTED)


def _coverage(font: Path) -> frozenset[int]:
    # The others are too many, and too seldom needed, to be remembered.
    return _bundled_coverage() if font == BUNDLED else _read_coverage(font)


@functools.cache
def _bundled_coverage() -> frozenset[int]:
    return _read_coverage(BUNDLED)


def _read_coverage(font: Path) -> frozenset[int]:
    from fontTools import ttLib  # pyright: ignore[reportMissingTypeStubs]

    untyped: Any = ttLib
    try:
        # Opened here, since the library leaves open what it can't read.
        with font.open("rb") as file:
            return frozenset(untyped.TTFont(file, lazy=True, fontNumber=0).getBestCmap() or ())
    except (untyped.TTLibError, OSError, AssertionError, ValueError):
        # Nobody answers for what lies in a machine's font folders.
        return frozenset()
