"""Whatever is sent, the answer is Discord's: a success or a refusal, never a crash."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.checks import commands, messages, modals
from bot.playground.errors import DiscordError

KEYS = [
    *("content", "embeds", "components", "attachments", "flags", "nonce", "allowed_mentions"),
    *("message_reference", "parse", "users", "roles", "type", "custom_id", "style", "label"),
    *("url", "emoji", "name", "id", "options", "choices", "value", "default", "min_values"),
    *("max_values", "placeholder", "channel_types", "default_values", "accessory", "media"),
    *("items", "file", "spacing", "title", "description", "fields", "footer", "author", "image"),
    *("timestamp", "color", "component", "required", "min_length", "max_length", "contexts"),
    *("integration_types", "name_localizations", "autocomplete", "default_member_permissions"),
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 30)
    | st.sampled_from([1 << 15, 1 << 70, 0.5, 1e300, float("inf")])
    | st.sampled_from(["", "x", "find", "attachment://x", "https://a.example", "1", "users", "👍"])
    | st.text(max_size=5)
)


def _inside(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)


ANYTHING = st.recursive(LEAVES, _inside, max_leaves=12)
BODIES = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6)


def _typed(kind: int, rest: dict[str, Any]) -> dict[str, Any]:
    return {"name": "x", "description": "x"} | rest | {"type": kind}


def _nested(kind: int, inner: list[Any], accessory: Any) -> dict[str, Any]:
    return {"type": kind, "components": inner, "accessory": accessory}


COMPONENT = st.builds(_typed, st.integers(1, 23), BODIES)
NESTED = st.builds(_nested, st.sampled_from([1, 9, 17]), st.lists(COMPONENT, max_size=4), COMPONENT)
OPTION = st.builds(_typed, st.integers(1, 11), BODIES)


def outcome(check: Any, *arguments: Any) -> Any:
    """What a check returns, or its refusal's payload; both can be sent as JSON."""
    try:
        found = check(*arguments)
    except DiscordError as error:
        found = error.payload()
    return found


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BODIES, st.lists(COMPONENT | NESTED, max_size=5), st.booleans())
def test_messages(body: dict[str, Any], components: list[Any], v2: bool):
    outcome(messages.created, body, [])
    flags = 1 << 15 if v2 else 0
    outcome(messages.created, {"content": "x"} | body | {"components": components}, [])
    outcome(messages.created, {"flags": flags, "components": components}, [])


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BODIES, st.lists(COMPONENT, max_size=5))
def test_modals(body: dict[str, Any], inner: list[Any]):
    outcome(modals.modal, body)
    labels = [{"type": 18, "label": "x", "component": i} for i in inner]
    json.dumps(outcome(modals.modal, {"custom_id": "x", "title": "x", "components": labels}))


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANYTHING, BODIES, st.lists(OPTION, max_size=5))
def test_commands(anything: Any, body: dict[str, Any], options: list[Any]):
    outcome(commands.commands, anything)
    json.dumps(outcome(commands.command, {"name": "x", "description": "x"} | body))
    made = {"name": "x", "description": "x", "options": options}
    json.dumps(outcome(commands.commands, [made]))
