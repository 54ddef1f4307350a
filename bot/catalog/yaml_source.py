"""YAML to plain values, with the line of everything in it, and problems instead of traces."""

import math
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

import yaml

from bot.catalog.records import Problem
from bot.catalog.values import Place, Values, field_name

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml reads the same, only more slowly.
    from yaml import SafeLoader as _Loader

LIMIT_BYTES = 512_000
LIMIT_DEPTH = 30

_TAG = "tag:yaml.org,2002:"
_TRUE = frozenset({"yes", "true", "on"})
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


@dataclass(slots=True)
class Document:
    """A file as plain values: None when it could not be read, and then `problems` says why."""

    file: str
    value: object = None
    lines: dict[Place, int] = field(default_factory=dict[Place, int])
    """The line of each key or list item, from 1."""
    text_lines: dict[Place, int] = field(default_factory=dict[Place, int])
    """The line on which the text of a `|` block begins."""
    problems: list[Problem] = field(default_factory=list[Problem])
    refused: set[Place] = field(default_factory=set[Place])
    """Places that have a problem already, so that one mistake is told once."""

    @property
    def values(self) -> Values | None:
        """The file's keys and values; None when it holds something else."""
        value = self.value
        return cast("Values", value) if isinstance(value, dict) else None

    def line(self, place: Place) -> int | None:
        """The line of a place, or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)

    def line_in_text(self, place: Place, text: str, offset: int) -> int | None:
        """The line on which a character of a text stands, exact for `|` blocks."""
        start = self.text_lines.get(place)
        return self.line(place) if start is None else start + text.count("\n", 0, offset)


def read_document(path: Path, file: str) -> Document:
    """Read one file; never raises for what is in it.

    Args:
        path: Where it is.
        file: The name that problems carry.
    """
    try:
        return document_of(path.read_bytes(), file)
    except OSError as error:
        return document_of(error, file)


def document_of(raw: bytes | OSError, file: str) -> Document:
    """Read what a file holds, given as bytes or as why there are none."""
    document = Document(file)
    try:
        node = _node(_text(raw))
    except _UnreadableError as error:
        document.problems.append(Problem(file, error.line, "", error.reason, error.cure))
        return document
    document.lines[()] = node.start_mark.line + 1
    document.value = _Reader(document).value(node, ())
    return document


class _UnreadableError(Exception):
    def __init__(self, line: int | None, reason: str, cure: str) -> None:
        super().__init__(reason)
        self.line, self.reason, self.cure = line, reason, cure


def _text(raw: bytes | OSError) -> str:
    if isinstance(raw, OSError):
        reason = f"can't be read ({raw.strerror})"
        raise _UnreadableError(None, reason, "check the file's permissions")
    if len(raw) > LIMIT_BYTES:
        reason = f"is {len(raw):,} bytes long, over {LIMIT_BYTES:,}"
        raise _UnreadableError(None, reason, "split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(line, "is not UTF-8", "save the file as UTF-8") from None
    if not text.strip():
        raise _UnreadableError(None, "is empty", "fill it in or delete it")
    if tab := _TAB_INDENT.search(text):
        line = text.count("\n", 0, tab.start()) + 1
        raise _UnreadableError(line, "is indented with a tab", "use spaces")
    return text


def _node(text: str) -> yaml.Node:
    try:
        node = _root(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        reason = f"is not valid YAML ({_said(error)})"
        raise _UnreadableError(line, reason, "correct it there or just above") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if error.position < len(text) else None
        reason = "holds a character that YAML forbids"
        raise _UnreadableError(line, reason, "delete it") from None
    except RecursionError:
        raise _UnreadableError(None, "is nested too deeply", "make it flat") from None
    if node is None:
        raise _UnreadableError(None, "holds nothing but comments", "fill it in or delete it")
    return node


def _root(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _said(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


class _Reader:
    """Turns the nodes of one document into values and notes what is not allowed in them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> object:
        # The composer hands out one node for an anchor and all its aliases, so a node met twice
        # is an alias; following it could repeat a small file a billion times.
        if id(node) in self._seen:
            self._refuse(node, place, "repeats another part by an alias (*)", "write it out")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place)
        if len(place) >= LIMIT_DEPTH:
            self._refuse(node, place, "is nested too deeply", "make it flat")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, place)
        return None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        self._plain_tag(node, place, "map")
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, place, "has a list or mapping as a key", "use a word")
                continue
            key = str(key_node.value)
            inside = (*place, key)
            if key in values:
                before = self._document.lines[inside]
                reason = f"is given twice, first on line {before}"
                self._refuse(key_node, inside, reason, "keep one of the two")
                continue
            self._document.lines[inside] = line
            values[key] = self.value(value_node, inside)
        return values

    def _sequence(self, node: yaml.SequenceNode, place: Place) -> list[object]:
        self._plain_tag(node, place, "seq")
        values: list[object] = []
        for number, item in enumerate(node.value):
            inside = (*place, number)
            self._document.lines[inside] = item.start_mark.line + 1
            values.append(self.value(item, inside))
        return values

    def _scalar(self, node: yaml.ScalarNode, place: Place) -> object:
        text = str(node.value)
        match node.tag.removeprefix(_TAG):
            case "str" | "merge" | "value":
                if node.style == "|":
                    self._document.text_lines[place] = node.start_mark.line + 2
                return text
            case "null":
                return None
            case "bool":
                return text.lower() in _TRUE
            case "int" if _WHOLE_NUMBER.fullmatch(text):
                return int(text)
            case "int" | "float":
                return _number(text)
            case "timestamp":
                return _date(text)
            case _:
                reason = f"has the tag {node.tag.replace(_TAG, '!!')}"
                self._refuse(node, place, reason, "delete the tag")
                return None

    def _plain_tag(self, node: yaml.Node, place: Place, expected: str) -> None:
        if node.tag != _TAG + expected:
            reason = f"has the tag {node.tag.replace(_TAG, '!!')}"
            self._refuse(node, place, reason, "delete the tag")

    def _refuse(self, node: yaml.Node, place: Place, reason: str, cure: str) -> None:
        line = node.start_mark.line + 1
        self._document.refused.add(place)
        self._document.problems.append(
            Problem(self._document.file, line, field_name(place), reason, cure)
        )


def _number(text: str) -> float:
    # Octal, hexadecimal and base-60 forms are numbers to YAML 1.1 and surprises to everyone
    # else: whatever they were meant to be, they become a number that fits no field.
    try:
        return float(text)
    except ValueError:
        return math.nan


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
