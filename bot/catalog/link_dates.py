"""Writes into a resource's file when its link was opened, and leaves every other byte as it is."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.catalog.yaml_source import document_of

CHECKED, DEAD = "link_checked_on", "link_dead_since"
Dates = Mapping[str, date | None]
"""What the two fields are to say; None: the field goes."""

_BEFORE = {CHECKED: ("confidence", "seen_on"), DEAD: (CHECKED, "confidence", "seen_on")}
"""After which line a field that is not there yet goes, the first of them that there is."""


class NotEditableError(Exception):
    """The file is laid out in a way that a line can't be put into safely, or is another by now."""


def write_dates(file: Path, url: str, dates: Dates) -> bool:
    """Put the dates into the file of a resource; whether that changed it.

    Args:
        file: The resource's.
        url: The link that was opened; somebody may have changed the file since.
        dates: What to write.

    Raises:
        NotEditableError: It can't be done safely; the file is as it was.
        OSError: It can't be read or written.
    """
    before = file.read_bytes()
    after = with_dates(before, url, dates)
    if after == before:
        return False
    begun = file.with_name(f".{file.name}.new")
    begun.write_bytes(after)
    begun.chmod(file.stat().st_mode)
    begun.replace(file)
    return True


def with_dates(raw: bytes, url: str, dates: Dates) -> bytes:
    """The file's bytes with these dates.

    Raises:
        NotEditableError: It can't be done safely.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotEditableError from None
    for key, day in dates.items():
        text = _without(text, key) if day is None else _with(text, key, day.isoformat())
    changed = text.encode("utf-8")
    _refuse_any_other_change(raw, changed, url, dates)
    return changed


def _without(text: str, key: str) -> str:
    return re.sub(rf"^{key}:[^\r\n]*(?:\r?\n|\Z)", "", text, flags=re.MULTILINE)


def _with(text: str, key: str, value: str) -> str:
    there = re.compile(rf"^({key}:[ \t]*)[^\s#]*", re.MULTILINE)
    if there.search(text):
        return there.sub(rf"\g<1>{value}", text, count=1)
    for other in _BEFORE[key]:
        line = re.search(rf"^{other}:[^\r\n]*", text, re.MULTILINE)
        if line is not None:
            end = "\r\n" if "\r\n" in text else "\n"
            return f"{text[: line.end()]}{end}{key}: {value}{text[line.end() :]}"
    raise NotEditableError


def _refuse_any_other_change(before: bytes, after: bytes, url: str, dates: Dates) -> None:
    then, now = document_of(before, "").values, document_of(after, "").values
    if then is None or now is None or then.get("url") != url:
        raise NotEditableError
    meant = {key: value for key, value in then.items() if key not in dates}
    meant |= {key: day for key, day in dates.items() if day is not None}
    if now != meant:
        raise NotEditableError
