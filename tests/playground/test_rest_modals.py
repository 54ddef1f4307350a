"""What a modal may be."""

from typing import Any

import pytest

from bot.playground.checks.modals import modal
from bot.playground.errors import DiscordError


def label(component: Any, **settings: Any) -> dict[str, Any]:
    return {"type": 18, "label": "Name", "component": component} | settings


def text_input(**settings: Any) -> dict[str, Any]:
    return {"type": 4, "custom_id": "text", "style": 1} | settings


def menu(kind: int = 3, **settings: Any) -> dict[str, Any]:
    made = {"type": kind, "custom_id": "menu"} | settings
    return made | ({"options": [OPTION]} if kind == 3 and "options" not in settings else {})


def old(component: Any) -> dict[str, Any]:
    return {"type": 1, "components": [component]}


OPTION = {"label": "A", "value": "a"}


def form(*components: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"custom_id": "form", "title": "Form", "components": list(components)} | settings


def wrong(data: Any) -> dict[str, str]:
    with pytest.raises(DiscordError) as refused:
        modal(data)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    return {path: reason.split(":")[0] for path, reason in refused.value.fields.items()}


IN_LABEL = "components.0.component"


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        (form(label(text_input()), title="x" * 46), "title", "BASE_TYPE_BAD_LENGTH"),
        (form(label(text_input()), title=None), "title", "BASE_TYPE_REQUIRED"),
        (form(label(text_input()), custom_id="x" * 101), "custom_id", "BASE_TYPE_BAD_LENGTH"),
        (form(), "components", "BASE_TYPE_BAD_LENGTH"),
        (
            form(*(label(text_input(custom_id=str(n))) for n in range(6))),
            "components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (form(text_input()), "components.0.type", "BASE_TYPE_CHOICES"),
        (form({"type": 17, "components": []}), "components.0.type", "BASE_TYPE_CHOICES"),
        (form(label(text_input(), label="x" * 46)), "components.0.label", "BASE_TYPE_BAD_LENGTH"),
        (
            form(label(text_input(), description="x" * 101)),
            "components.0.description",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (form(label(None)), IN_LABEL, "BASE_TYPE_REQUIRED"),
        (form(label({"type": 2})), f"{IN_LABEL}.type", "BASE_TYPE_CHOICES"),
        (form(label(text_input(style=3))), f"{IN_LABEL}.style", "BASE_TYPE_CHOICES"),
        (form(label(text_input(max_length=4001))), f"{IN_LABEL}.max_length", "NUMBER_TYPE_MAX"),
        (form(label(text_input(max_length=0))), f"{IN_LABEL}.max_length", "NUMBER_TYPE_MIN"),
        (
            form(label(text_input(min_length=5, max_length=4))),
            f"{IN_LABEL}.min_length",
            "NUMBER_TYPE_MAX",
        ),
        (
            form(label(text_input(placeholder="x" * 101))),
            f"{IN_LABEL}.placeholder",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            form(label(text_input(max_length=3, value="four"))),
            f"{IN_LABEL}.value",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (form(label(text_input(value="x" * 4001))), f"{IN_LABEL}.value", "BASE_TYPE_MAX_LENGTH"),
        (
            form(label(text_input()), label(text_input())),
            "components.1.component.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            form(old(text_input())),
            "components.0.components.0.label",
            "BASE_TYPE_REQUIRED",
        ),
        (form(old(menu())), "components.0.components.0.type", "BASE_TYPE_CHOICES"),
        (form(label(menu(disabled=True))), f"{IN_LABEL}.disabled", "COMPONENT_DISABLED_IN_MODAL"),
        (form(label(menu(min_values=0))), f"{IN_LABEL}.min_values", "NUMBER_TYPE_MIN"),
        (
            form(label({"type": 21, "custom_id": "r", "options": [OPTION]})),
            f"{IN_LABEL}.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            form(label({"type": 19, "custom_id": "f", "max_values": 11})),
            f"{IN_LABEL}.max_values",
            "NUMBER_TYPE_MAX",
        ),
    ],
)
def test_modals_have_limits(data: Any, path: str, code: str):
    assert wrong(data)[path] == code


def test_every_component_passes_and_gets_a_number():
    options = [{"label": str(n), "value": str(n)} for n in range(3)]
    made = modal(
        form(
            label(text_input(required=False, value="x", max_length=4000)),
            label(menu(options=options, max_values=3, placeholder="Choose")),
            label({"type": 21, "custom_id": "radio", "options": options}),
            label({"type": 22, "custom_id": "boxes", "options": options, "max_values": 2}),
            {"type": 10, "content": "Never name a client."},
        )
    )

    assert [c["id"] for c in made["components"]] == [1, 3, 5, 7, 9]
    assert made["components"][0]["component"] == {
        "type": 4,
        "id": 2,
        "custom_id": "text",
        "style": 1,
        "required": False,
        "value": "x",
        "max_length": 4000,
    }
    assert made["components"][1]["component"]["required"] is True


@pytest.mark.parametrize("kind", [5, 6, 7, 8, 19, 23])
def test_menus_uploads_and_checkboxes_stand_in_labels(kind: int):
    made = modal(form(label({"type": kind, "custom_id": "x"})))

    assert made["components"][0]["component"]["custom_id"] == "x"


def test_the_older_rows_still_pass():
    made = modal(form(*(old(text_input(custom_id=str(n), label="L")) for n in range(5))))

    assert made["components"][4]["components"][0]["label"] == "L"


@pytest.mark.parametrize("data", [None, [], "x"])
def test_what_is_no_object_is_refused(data: Any):
    assert "_form" in wrong(data)
