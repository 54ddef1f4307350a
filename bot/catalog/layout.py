"""How a catalogue's file is laid out: as people would write and edit it."""

import re
from collections.abc import Mapping
from typing import cast

import yaml

from bot.catalog.writing import Inline, InlineFields, Lines

# Line ends that YAML would turn into others, and tabs, which may indent nothing: written as \x85.
_ESCAPED = re.compile("[\t\r\x85\u2028\u2029]")
_WIDTH = 1_000_000
"""Lines are broken where the text breaks them, never to fit a width."""


def yaml_of(fields: Mapping[str, object]) -> str:
    """A file's text."""
    return yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _Dumper(yaml.SafeDumper):
    """Writes texts so that they can be read and edited."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's
        """Indent lists below their key."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out; files hold no aliases."""
        return True


def _text(_: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if "\n" in text or _ESCAPED.search(text) else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


def _lines(_: yaml.SafeDumper, text: Lines) -> yaml.ScalarNode:
    style = '"' if _ESCAPED.search(text) else "|"
    return yaml.ScalarNode("tag:yaml.org,2002:str", f"{text}\n", style=style)


def _inline(dumper: yaml.SafeDumper, items: Inline) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


def _inline_fields(dumper: yaml.SafeDumper, fields: InlineFields) -> yaml.MappingNode:
    ordered = cast("Mapping[str, object]", fields.items())
    return dumper.represent_mapping("tag:yaml.org,2002:map", ordered, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Lines, _lines)
_Dumper.add_representer(Inline, _inline)
_Dumper.add_representer(InlineFields, _inline_fields)
