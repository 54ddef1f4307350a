"""Whom a message mentions: who is named in it, less what allowed_mentions keeps quiet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.playground.checks.forms import Form
from bot.playground.records import Json

USER = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
EVERYONE = re.compile(r"@(?:everyone|here)\b")
KINDS = frozenset({"users", "roles", "everyone"})
NAMED = 100


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which mentions count; ids are those named beside the kinds that count as a whole."""

    kinds: frozenset[str] = KINDS
    users: frozenset[int] = field(default_factory=frozenset[int])
    roles: frozenset[int] = field(default_factory=frozenset[int])
    replied_user: bool = True

    def users_in(self, text: str) -> list[int]:
        """The users that a text mentions, in order, each once."""
        return _counted(USER, text, self.kinds, "users", self.users)

    def roles_in(self, text: str) -> list[int]:
        """The roles that a text mentions."""
        return _counted(ROLE, text, self.kinds, "roles", self.roles)

    def everyone_in(self, text: str) -> bool:
        """Whether a text mentions everyone or here."""
        return "everyone" in self.kinds and EVERYONE.search(text) is not None


def _counted(
    pattern: re.Pattern[str], text: str, kinds: frozenset[str], kind: str, named: frozenset[int]
) -> list[int]:
    found = dict.fromkeys(int(i) for i in pattern.findall(text))
    return [i for i in found if kind in kinds or i in named]


def allowed(form: Form) -> Allowed:
    """What `allowed_mentions` of a message says; all mentions count where it is missing.

    Source:
        Discord's documentation, "Allowed mentions object".
    """
    inner = form.form("allowed_mentions")
    if inner is None:
        return Allowed()
    kinds = inner.among("parse", KINDS) or []
    named = {kind: inner.snowflakes(kind, NAMED) or [] for kind in ("users", "roles")}
    for kind, ids in named.items():
        if ids and kind in kinds:
            inner.wrong(
                kind,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE: "
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
    return Allowed(
        frozenset(str(k) for k in kinds),
        frozenset(named["users"]),
        frozenset(named["roles"]),
        inner.boolean("replied_user") or False,
    )


def all_text(content: str, components: Iterable[Json]) -> str:
    """What can mention somebody: the content and the text displays."""
    return "\n".join([content, *_displayed(components)])


def _displayed(components: Iterable[Json]) -> Iterable[str]:
    for one in components:
        if one["type"] == TEXT_DISPLAY:
            yield one["content"]
        yield from _displayed(one.get("components", ()))
        if "accessory" in one:
            yield from _displayed([one["accessory"]])


TEXT_DISPLAY = 10
