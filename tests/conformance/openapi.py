"""Whether what is asked and answered fits Discord's published description of its API.

`ConformanceCheck().check(exchange)` returns what does not fit, in sentences. A shape that was seen
before on the same route is not checked again, so that a whole suite can afford it.
"""

import json
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import jsonschema
from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.playground.exchanges import Exchange
from tests.conformance.disagreements import DISAGREEMENTS, relaxed

Json = dict[str, Any]
ROOT = "urn:discord"
HERE = Path(__file__).resolve().parents[2]
DEFAULT = HERE.parent / "shared" / "discord" / "openapi.json"


def specification() -> Path | None:
    """Where the description is: ATTUNE_DISCORD_SPEC, or beside the checkout; None if nowhere."""
    path = Path(os.environ.get("ATTUNE_DISCORD_SPEC") or DEFAULT)
    return path if path.is_file() else None


class ConformanceCheck:
    """Holds the description and what was checked already."""

    def __init__(self, path: Path | None = None) -> None:
        found = path or specification()
        if found is None:
            raise FileNotFoundError("Discord's API description is not there: ATTUNE_DISCORD_SPEC")
        self._spec: Json = relaxed(json.loads(found.read_text()))
        self._registry: Registry[Any] = Registry[Any]().with_resource(
            ROOT, Resource[Any](contents=self._spec, specification=DRAFT202012)
        )
        self._validators: dict[str, Any] = {}
        self._seen: set[tuple[Any, ...]] = set()
        # How many exchanges came, and how many of them had to be looked at.
        self.asked = self.checked = 0

    @cached_property
    def routes(self) -> frozenset[tuple[str, str]]:
        """(method, path) of all routes described."""
        return frozenset(
            (method.upper(), path)
            for path, item in self._spec["paths"].items()
            for method in item
            if method in {"get", "put", "post", "patch", "delete"}
        )

    def check(self, exchange: Exchange) -> list[str]:
        """What does not fit, the request's problems first; empty where all does."""
        self.asked += 1
        if not exchange.known or exchange.fault is not None or exchange.status >= 500:
            return []
        key = (
            exchange.method,
            exchange.template,
            exchange.status,
            shape(exchange.body),
            shape(exchange.answer),
            tuple(sorted(exchange.query)),
        )
        if key in self._seen:
            return []
        self._seen.add(key)
        self.checked += 1
        operation = self._operation(exchange)
        if operation is None:
            return [f"{exchange.method} {exchange.template}: no such route in the description"]
        problems = [*self._request(exchange, operation), *self._response(exchange, operation)]
        return [p for p in problems if not any(d.excuses(exchange, p) for d in DISAGREEMENTS)]

    def _operation(self, exchange: Exchange) -> str | None:
        path = exchange.template
        if (exchange.method, path) not in self.routes:
            return None
        return f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{exchange.method.lower()}"

    def _request(self, exchange: Exchange, operation: str) -> Iterable[str]:
        # What was refused was wrong on purpose; what was accepted has to be right.
        if exchange.status >= 400:
            return
        described = self._at(operation)
        yield from self._queries(exchange, described, operation)
        if exchange.body is None:
            return
        kinds: Json = described.get("requestBody", {}).get("content", {})
        kind = "multipart/form-data" if exchange.files else "application/json"
        if kind not in kinds:
            yield f"{exchange.method} {exchange.template}: no {kind} body in the description"
            return
        pointer = f"{operation}/requestBody/content/{kind.replace('/', '~1')}/schema"
        yield from self._problems(f"{_name(exchange)} request", pointer, exchange.body)

    def _queries(self, exchange: Exchange, described: Json, operation: str) -> Iterable[str]:
        named = {p["name"] for p in described.get("parameters", []) if p["in"] == "query"}
        for unknown in exchange.query.keys() - named:
            yield f"{_name(exchange)} request: query parameter {unknown} is not described"

    def _response(self, exchange: Exchange, operation: str) -> Iterable[str]:
        name = f"{_name(exchange)} response {exchange.status}"
        responses: Json = self._at(operation)["responses"]
        wanted = str(exchange.status)
        if wanted not in responses:
            wanted = f"{wanted[0]}XX"
        if wanted not in responses:
            yield f"{name}: the status is not described, only {sorted(responses)}"
            return
        response: Json = responses[wanted]
        pointer = f"{operation}/responses/{wanted}"
        if "$ref" in response:
            pointer = response["$ref"].removeprefix("#")
            response = self._at(pointer)
        if "content" not in response:
            if exchange.answer is not None:
                yield f"{name}: a body where none is described"
            return
        yield from self._problems(
            name, f"{pointer}/content/application~1json/schema", exchange.answer
        )

    def _problems(self, name: str, pointer: str, value: Any) -> Iterable[str]:
        validator = self._validators.get(pointer)
        if validator is None:
            schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
            schema |= {"$ref": f"{ROOT}#{_quoted(pointer)}"}
            validator = validator_for(schema)(schema, registry=self._registry)
            self._validators[pointer] = validator
        for error in validator.iter_errors(value):
            deepest = _deepest(error)
            yield f"{name}: {_where(deepest)}: {deepest.message[:300]}"

    def _at(self, pointer: str) -> Json:
        node: Any = self._spec
        for part in pointer.strip("/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
        return cast("Json", node)


def shape(value: Any, key: str = "") -> Any:
    """A value with its texts and numbers left out; what says its type is kept."""
    if isinstance(value, dict):
        pairs = cast("Json", value).items()
        return tuple(sorted((k, shape(v, k)) for k, v in pairs))
    if isinstance(value, list):
        return frozenset(shape(v) for v in cast("list[Any]", value))
    return value if key in {"type", "style"} else type(value).__name__


def _deepest(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """The most telling error inside a choice: the one that got furthest, on the best branch."""
    while error.context:
        branches: dict[Any, list[jsonschema.ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        best = min(branches.values(), key=_badness)
        error = max(best, key=lambda e: len(e.absolute_path))
    return error


def _badness(errors: list[jsonschema.ValidationError]) -> tuple[bool, int]:
    """A branch for another type is worse than one with many mistakes."""
    other_type = any(
        list(e.absolute_path)[-1:] == ["type"] or e.validator == "type" for e in errors
    )
    return other_type, len(errors)


def _where(error: jsonschema.ValidationError) -> str:
    return ".".join(str(p) for p in error.absolute_path) or "body"


def _name(exchange: Exchange) -> str:
    return f"{exchange.method} {exchange.template}"


def _quoted(pointer: str) -> str:
    return pointer.replace("{", "%7B").replace("}", "%7D")
