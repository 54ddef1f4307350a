"""Where Discord's published description differs from what Discord does, each with a reason."""

import re
from dataclasses import dataclass
from typing import Any, cast

from bot.playground.exchanges import Exchange

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A problem that is none, on one route; both are regular expressions."""

    route: str
    problem: str
    reason: str

    def excuses(self, exchange: Exchange, problem: str) -> bool:
        """Whether a problem is this known one."""
        route = f"{exchange.method} {exchange.template}"
        return bool(re.fullmatch(self.route, route) and re.search(self.problem, problem))


DISAGREEMENTS: tuple[Disagreement, ...] = (
    Disagreement(
        r".*",
        r"response 429: body: 'code' is a required property",
        "The documentation shows 429s with message, retry_after and global; `code` is optional.",
    ),
    Disagreement(
        r"POST /channels/\{channel_id\}/threads",
        r"query parameter use_nested_fields is not described",
        "discord.py still sends the flag with which forum posts began; Discord ignores it.",
    ),
    Disagreement(
        r"(GET|PUT) /applications/\{application_id\}/commands",
        r"channel_types\.\d+: 1 was expected",
        "The documentation has media channels (16), which discord.py sends beside forums.",
    ),
)

# In the whole description, of requests only.
SNOWFLAKES_AS_NUMBERS = (
    "Discord takes ids as numbers too, and discord.py sends them so (recipient_id, message_id)."
)
BITS_AS_TEXT = (
    "The documentation says that permissions are texts (`allow`, `deny`, `permissions`, "
    "`default_member_permissions`); the description says integers."
)
CODES_OF_FIELDS = (
    'The documentation shows texts as codes of single fields ("BASE_TYPE_REQUIRED"); the '
    "description gives them the numbers of whole answers."
)


def relaxed(spec: Json) -> Json:
    """The description with what it gets wrong everywhere put right."""
    schemas: Json = spec["components"]["schemas"]
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = {
        "type": "object",
        "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    }
    for name, schema in schemas.items():
        if _is_request(name):
            _relax(schema)
    for item in spec["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "requestBody" in operation:
                _relax(cast("Json", operation)["requestBody"])
    return spec


def _is_request(name: str) -> bool:
    return not name.endswith("Response")


BITS = frozenset({"allow", "deny", "permissions", "default_member_permissions"})


def _relax(node: Any) -> None:
    if isinstance(node, list):
        for item in cast("list[Any]", node):
            _relax(item)
    if not isinstance(node, dict):
        return
    found = cast("Json", node)
    if found.get("$ref") == "#/components/schemas/SnowflakeType":
        del found["$ref"]
        found["type"] = ["string", "integer"]
        found["pattern"] = "^(0|[1-9][0-9]*)$"
        return
    for key, inner in found.get("properties", {}).items():
        if key in BITS:
            found["properties"][key] = {
                "type": ["string", "integer", "null"],
                "pattern": "^[0-9]+$",
            }
        else:
            _relax(inner)
    for key, inner in found.items():
        if key != "properties":
            _relax(inner)
