"""Which route a path means: literal segments win over parameters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.playground.errors import DiscordError, not_found
from bot.playground.routing import Route


@dataclass(slots=True)
class _Node:
    literals: "dict[str, _Node]" = field(default_factory=dict[str, "_Node"])
    parameter: "_Node | None" = None
    routes: dict[str, Route] = field(default_factory=dict[str, Route])


class Table:
    """All routes, as a tree of path segments."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in route.path.strip("/").split("/"):
            if segment.startswith("{"):
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if route.method in node.routes:
            raise ValueError(f"two routes for {route.method} {route.path}")
        node.routes[route.method] = route

    def find(self, method: str, segments: Sequence[str]) -> tuple[Route, dict[str, str]]:
        """The route and its parameters as text.

        Raises:
            DiscordError: 404 where no route has this path, 405 where none has it with this method.
        """
        best: Route | None = None
        path_known = False
        for node in _matches(self._root, segments, 0):
            path_known = path_known or bool(node.routes)
            if (best := node.routes.get(method)) is not None:
                break
        if best is None:
            if path_known:
                raise DiscordError(405, 0, "405: Method Not Allowed")
            raise not_found()
        names = best.path.strip("/").split("/")
        return best, {
            n.strip("{}"): s for n, s in zip(names, segments, strict=True) if n.startswith("{")
        }


def _matches(node: _Node, segments: Sequence[str], depth: int) -> Iterable[_Node]:
    """The ends that these segments lead to, the most literal first."""
    if depth == len(segments):
        yield node
        return
    if (literal := node.literals.get(segments[depth])) is not None:
        yield from _matches(literal, segments, depth + 1)
    if node.parameter is not None:
        yield from _matches(node.parameter, segments, depth + 1)


def without_ids(segments: Sequence[str]) -> str:
    """A path with what looks like an id left out, to count unknown routes by."""
    return "/" + "/".join("{id}" if s.isdigit() else s for s in segments)
