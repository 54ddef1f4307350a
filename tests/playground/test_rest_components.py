"""Components of messages: old ones, and v2."""

from typing import Any

import pytest

from bot.playground.records import Channel
from tests.playground.client import Rest

V2 = 1 << 15


def button(**settings: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | settings


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def menu(**settings: Any) -> dict[str, Any]:
    options = [{"label": "A", "value": "a"}]
    return {"type": 3, "custom_id": "menu", "options": options} | settings


def text(content: str = "x", **settings: Any) -> dict[str, Any]:
    return {"type": 10, "content": content} | settings


def rows_of_buttons(rows: int, buttons: int) -> list[dict[str, Any]]:
    return [row(*(button(custom_id=f"{r}.{b}") for b in range(buttons))) for r in range(rows)]


OPTION = {"label": "A", "value": "a"}


@pytest.mark.parametrize(
    ("components", "path", "code"),
    [
        (rows_of_buttons(6, 1), "components", "BASE_TYPE_MAX_LENGTH"),
        (rows_of_buttons(1, 6), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        ([row()], "components.0.components", "BASE_TYPE_BAD_LENGTH"),
        ([row(menu(), button())], "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ([button()], "components.0.type", "BASE_TYPE_CHOICES"),
        ([text()], "components.0.type", "BASE_TYPE_CHOICES"),
        ([row(text())], "components.0.components.0.type", "BASE_TYPE_CHOICES"),
        (
            [row(button(), button())],
            "components.0.components.1.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            [row(button(custom_id=""))],
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            [row(button(custom_id="x" * 101))],
            "components.0.components.0.custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        ([row(button(label="x" * 81))], "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
        (
            [row(button(label=None))],
            "components.0.components.0.label",
            "BUTTON_COMPONENT_INVALID_LABEL",
        ),
        ([row(button(style=7))], "components.0.components.0.style", "BASE_TYPE_CHOICES"),
        ([row(button(style=5))], "components.0.components.0.url", "BASE_TYPE_REQUIRED"),
        (
            [row(button(style=5, url="https://a.example"))],
            "components.0.components.0.custom_id",
            "BUTTON_COMPONENT_INVALID",
        ),
        (
            [row(button(url="https://a.example"))],
            "components.0.components.0.url",
            "BUTTON_COMPONENT_INVALID",
        ),
        ([row(menu(options=[]))], "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
        (
            [row(menu(options=[{"label": "x", "value": str(n)} for n in range(26)]))],
            "components.0.components.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            [row(menu(options=[OPTION, OPTION]))],
            "components.0.components.0.options.1.value",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            [row(menu(options=[{"label": "x" * 101, "value": "a"}]))],
            "components.0.components.0.options.0.label",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            [row(menu(options=[OPTION | {"description": "x" * 101}]))],
            "components.0.components.0.options.0.description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            [row(menu(placeholder="x" * 151))],
            "components.0.components.0.placeholder",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ([row(menu(max_values=2))], "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
        ([row(menu(min_values=26))], "components.0.components.0.min_values", "NUMBER_TYPE_MAX"),
        (
            [row(button(id=3), button(id=3, custom_id="b"))],
            "components.0.components.1.id",
            "COMPONENT_ID_DUPLICATED",
        ),
        (
            [row({"type": 4, "custom_id": "a", "style": 1})],
            "components.0.components.0.type",
            "BASE_TYPE_CHOICES",
        ),
    ],
)
async def test_old_components_have_limits(
    rest: Rest, channel: Channel, components: list[Any], path: str, code: str
):
    reply = await rest.send(channel, content="x", components=components)

    assert reply.refusal == (400, 50035)
    assert reply.reason(path) == code


FIRST = "components.0.components.0"


@pytest.mark.parametrize(
    ("component", "path", "code"),
    [
        (menu(min_values=2), f"{FIRST}.min_values", "NUMBER_TYPE_MAX"),
        (
            menu(
                options=[OPTION | {"default": True}, {"label": "B", "value": "b", "default": True}]
            ),
            f"{FIRST}.options",
            "COMPONENT_SELECT_DEFAULTS",
        ),
        (
            {"type": 8, "custom_id": "a", "channel_types": [99]},
            f"{FIRST}.channel_types",
            "BASE_TYPE_CHOICES",
        ),
        (
            {"type": 5, "custom_id": "a", "default_values": [{"id": "1", "type": "role"}]},
            f"{FIRST}.default_values.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            {"type": 5, "custom_id": "a", "default_values": [{"id": "1", "type": "user"}] * 2},
            f"{FIRST}.default_values",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (button(emoji={"name": "x"}), f"{FIRST}.emoji.name", "BUTTON_COMPONENT_INVALID_EMOJI"),
        (button(style=6, sku_id="1"), f"{FIRST}.custom_id", "BUTTON_COMPONENT_INVALID"),
    ],
)
async def test_menus_and_emoji_have_limits(
    rest: Rest, channel: Channel, component: dict[str, Any], path: str, code: str
):
    reply = await rest.send(channel, content="x", components=[row(component)])

    assert reply.reason(path) == code


async def test_what_is_chosen_beforehand_comes_back(rest: Rest, channel: Channel):
    users: dict[str, Any] = {"type": 7, "custom_id": "a", "max_values": 2}
    users["default_values"] = [{"id": 1, "type": "user"}, {"id": "2", "type": "role"}]
    channels = {"type": 8, "custom_id": "b", "channel_types": [0, 15]}
    custom = button(emoji={"id": "5", "name": "care", "animated": True})

    reply = await rest.send(
        channel, content="x", components=[row(users), row(channels), row(custom)]
    )

    first, second, third = (r["components"][0] for r in reply.json["components"])
    assert [d["id"] for d in first["default_values"]] == ["1", "2"]
    assert second["channel_types"] == [0, 15]
    assert third["emoji"] == {"id": "5", "name": "care", "animated": True}


async def test_five_rows_of_five_buttons_pass(rest: Rest, channel: Channel):
    reply = await rest.send(channel, content="x", components=rows_of_buttons(5, 5))

    assert reply.status == 200
    assert reply.json["components"][4]["components"][4]["custom_id"] == "4.4"


V2_REFUSED: list[tuple[list[Any], str, str]] = [
    ([text(str(n)) for n in range(41)], "components", "BASE_TYPE_MAX_LENGTH"),
    ([{"type": 17, "components": [text()] * 40}], "components", "BASE_TYPE_BAD_LENGTH"),
    ([text("x" * 4001)], "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    (
        [text("x" * 2001), text("x" * 2000)],
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    ([text("")], "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    ([button()], "components.0.type", "BASE_TYPE_CHOICES"),
    ([{"type": 17, "components": []}], "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (
        [{"type": 17, "components": [{"type": 17, "components": [text()]}]}],
        "components.0.components.0.type",
        "BASE_TYPE_CHOICES",
    ),
    ([{"type": 9, "components": [text()]}], "components.0.accessory", "BASE_TYPE_REQUIRED"),
    (
        [{"type": 9, "components": [text()] * 4, "accessory": button()}],
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        [{"type": 9, "components": [text()], "accessory": menu()}],
        "components.0.accessory.type",
        "BASE_TYPE_CHOICES",
    ),
    ([{"type": 12, "items": []}], "components.0.items", "BASE_TYPE_BAD_LENGTH"),
    (
        [{"type": 12, "items": [{"media": {"url": "https://a.example/p.png"}}] * 11}],
        "components.0.items",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        [{"type": 12, "items": [{"media": {"url": "attachment://p.png"}}]}],
        "components.0.items.0.media.url",
        "UNKNOWN_ATTACHMENT",
    ),
    (
        [{"type": 13, "file": {"url": "https://a.example"}}],
        "components.0.file.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    ([{"type": 14, "spacing": 3}], "components.0.spacing", "BASE_TYPE_CHOICES"),
]


@pytest.mark.parametrize(("components", "path", "code"), V2_REFUSED)
async def test_v2_components_have_limits(
    rest: Rest, channel: Channel, components: list[Any], path: str, code: str
):
    reply = await rest.send(channel, flags=V2, components=components)

    assert reply.refusal == (400, 50035)
    assert reply.reason(path) == code


@pytest.mark.parametrize("kind", [4, 11, 18, 19, 21, 22, 23])
async def test_what_is_for_modals_or_for_sections_is_not_in_messages(
    rest: Rest, channel: Channel, kind: int
):
    reply = await rest.send(channel, flags=V2, components=[{"type": kind, "custom_id": "a"}])

    assert reply.reason("components.0.type") == "BASE_TYPE_CHOICES"


async def test_every_v2_component_passes_and_gets_a_number(rest: Rest, channel: Channel):
    picture = {"url": "https://a.example/p.png"}
    sent = await rest.upload(
        "POST",
        f"/channels/{channel.id}/messages",
        {
            "flags": V2,
            "components": [
                {
                    "type": 17,
                    "accent_color": 0,
                    "id": 2,
                    "components": [
                        text("# Title"),
                        {
                            "type": 9,
                            "components": [text()],
                            "accessory": {"type": 11, "media": picture},
                        },
                        {"type": 12, "items": [{"media": picture, "description": "d"}]},
                        {"type": 13, "file": {"url": "attachment://notes.txt"}},
                        {"type": 14},
                        row(
                            button(emoji={"name": "👍"}),
                            button(style=5, url="https://a.example", custom_id=None),
                        ),
                        row(menu(placeholder="Choose")),
                        *(row({"type": kind, "custom_id": str(kind)}) for kind in (5, 6, 7, 8)),
                    ],
                },
                text("under it"),
            ],
        },
        [("notes.txt", b"notes")],
    )

    assert sent.status == 200
    container, under = sent.json["components"]
    assert container["id"] == 2
    assert [c["id"] for c in container["components"]] == [1, 3, 6, 7, 8, 9, 12, 14, 16, 18, 20]
    assert under["id"] == 22
    assert container["components"][3]["file"]["url"].startswith("http://127.0.0.1")
    assert container["components"][3]["size"] == len(b"notes")


@pytest.mark.parametrize(("key", "value"), [("content", "x"), ("embeds", [{"title": "x"}])])
async def test_nothing_is_sent_beside_v2_components(
    rest: Rest, channel: Channel, key: str, value: Any
):
    reply = await rest.send(channel, flags=V2, components=[text()], **{key: value})

    assert reply.reason(key) == "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


async def test_an_edit_does_not_take_the_v2_flag_away(rest: Rest, channel: Channel):
    sent = await rest.send(channel, flags=V2, components=[text()])
    path = f"/channels/{channel.id}/messages/{sent.json['id']}"

    edited = await rest.patch(path, {"flags": 0, "components": [text("y")]})
    refused = await rest.patch(path, {"content": "back to text"})

    assert edited.json["flags"] & V2
    assert refused.reason("content") == "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


async def test_an_edit_turns_text_into_v2_only_where_the_text_goes(rest: Rest, channel: Channel):
    sent = await rest.send(channel, content="text")
    path = f"/channels/{channel.id}/messages/{sent.json['id']}"

    refused = await rest.patch(path, {"flags": V2, "components": [text()]})
    turned = await rest.patch(path, {"flags": V2, "content": None, "components": [text()]})

    assert refused.refusal == (400, 50035)
    assert turned.json["flags"] & V2


async def test_text_displays_mention(rest: Rest, channel: Channel):
    reply = await rest.send(channel, flags=V2, components=[text("@everyone")])

    assert reply.json["mention_everyone"] is True
