"""The page with a bot that is not Attune: every option, component and field that there is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.playground.limits import Limits
from bot.playground.records import Json
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.browser.conftest import Windows, last_message
from tests.playground.wire import Bot, bot

KINDS = {
    "text": 3,
    "whole": 4,
    "yes": 5,
    "who": 6,
    "where": 7,
    "role": 8,
    "either": 9,
    "number": 10,
    "file": 11,
}
EVERY_OPTION = [
    {"name": name, "type": kind, "description": f"A {name}", "required": True}
    for name, kind in KINDS.items()
]
EVERY_OPTION[1] |= {"min_value": 1, "max_value": 10}
CHOICE = {
    "name": "colour",
    "type": 3,
    "description": "Which",
    "choices": [{"name": "Red", "value": "r"}, {"name": "Blue", "value": "b"}],
}
COMMANDS: list[Json] = [
    {"name": "every", "type": 1, "description": "Every option", "options": EVERY_OPTION},
    {"name": "paint", "type": 1, "description": "Choices", "options": [CHOICE]},
    {"name": "form", "type": 1, "description": "A form"},
    {"name": "Look closer", "type": 3},
    {"name": "Greet", "type": 2},
    {"name": "secret", "type": 1, "description": "Staff", "default_member_permissions": "8192"},
]


@dataclass(frozen=True)
class Place:
    playground: Playground
    server: SmallGuild
    bot: Bot
    page: Page

    async def answer(self, kind: int, data: Any = None) -> Json:
        """Answer what was done in the page; the interaction."""
        interaction = await self.bot.interaction()
        status, told = await self.bot.respond(interaction, kind, data)
        assert status == 204, told
        return interaction


@pytest.fixture(scope="module")
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture
async def place(
    playground: Playground, windows: Windows, request: pytest.FixtureRequest
) -> AsyncIterator[Place]:
    world = playground.world
    application = world.add_application("Painter", world.add_user("Dev"))
    server = small_guild(playground, application, request.node.name[:90])
    async with bot(playground, application) as running:
        await running.register(*COMMANDS)
        page = await windows.open(playground, "maya", guild=str(server.guild.id))
        yield Place(playground, server, running, page)


def values(interaction: Json) -> dict[str, Any]:
    return {o["name"]: o["value"] for o in interaction["data"]["options"]}


async def test_every_kind_of_option_is_filled_in(place: Place):
    page = place.page
    await page.keyboard.type("/every hello")
    await page.keyboard.press("Tab")
    await page.keyboard.type("11")
    await page.keyboard.press("Tab")
    await page.keyboard.type("t")
    await page.keyboard.press("Enter")
    for typed in ("rav", "gen", "mod", "olu"):
        await expect(page.get_by_role("option").first).to_be_visible()
        await page.keyboard.type(typed)
        await expect(page.get_by_role("option").first).to_contain_text(typed, ignore_case=True)
        await page.keyboard.press("Enter")
    await page.keyboard.type("2.5")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("whole must be 10 or less")
    await page.keyboard.press("Backspace")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}
    await page.locator('.option input[type="file"]').set_input_files([file])  # pyright: ignore[reportArgumentType]
    await page.get_by_role("button", name="Send /every").click()
    interaction = await place.answer(4, {"content": "done", "flags": 64})

    given = values(interaction)
    people, roles = place.server.people, place.server.roles
    assert given["text"] == "hello"
    assert given["whole"] == 1
    assert given["yes"] is True
    assert given["who"] == str(people["Ravi"].id)
    assert given["where"] == str(place.server.general.id)
    assert given["role"] == str(roles["Moderator"].id)
    assert given["either"] == str(people["Olu"].id)
    assert given["number"] == 2.5
    assert interaction["data"]["resolved"]["attachments"][given["file"]]["filename"] == "a.txt"
    await expect(last_message(page)).to_contain_text("done")


async def test_commands_are_offered_to_who_may_use_them(place: Place, windows: Windows):
    guild = str(place.server.guild.id)
    mei = await windows.open(place.playground, "mei", guild=guild)

    await mei.keyboard.type("/se")
    await expect(mei.get_by_role("option")).to_contain_text("/secret")
    await place.page.keyboard.type("/se")

    await expect(place.page.get_by_role("option")).to_have_text("No command here fits that.")


async def test_choices_are_picked_and_taken_back_with_the_keyboard(place: Place):
    page = place.page
    await page.keyboard.type("/pa")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="+ colour").press("Enter")
    await page.keyboard.type("blu")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    assert values(await place.answer(4, {"content": "blue it is"})) == {"colour": "b"}

    await page.keyboard.type("/paint ")
    await page.get_by_role("button", name="+ colour").press("Enter")
    await page.keyboard.type("green")
    await expect(page.get_by_role("option")).to_contain_text("No options match")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("choose one from the list")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(page.locator("textarea")).to_have_value("/paint")


async def test_thinking_failing_and_following_up(place: Place):
    page = place.page
    await page.keyboard.type("/paint ")
    await page.keyboard.press("Enter")
    interaction = await place.answer(5)
    await expect(last_message(page)).to_contain_text("Painter is thinking")
    await page.reload()
    await expect(last_message(page)).to_contain_text("Painter is thinking")
    await place.bot.webhook("PATCH", interaction, "/messages/@original", {"content": "thought"})
    await expect(last_message(page)).to_contain_text("thought")
    await place.bot.webhook("POST", interaction, "", {"content": "and more", "flags": 64})
    await expect(last_message(page)).to_contain_text("Only you can see this")

    place.playground.interactions.first_response_seconds = 0.3
    await page.keyboard.type("/paint ")
    await page.keyboard.press("Enter")
    await expect(page.locator(".notice.failure")).to_contain_text("did not respond")
    place.playground.interactions.first_response_seconds = 3.0
    await page.get_by_role("button", name="Dismiss message").last.click()
    await expect(page.locator(".notice")).to_have_count(0)


def button(label: str, style: int = 1, **more: Any) -> Json:
    return {"type": 2, "style": style, "label": label, "custom_id": label.lower(), **more}


async def test_every_component_is_drawn_and_can_be_used(place: Place):
    page, call = place.page, place.bot.call
    options = [{"label": n, "value": n.lower(), "description": f"The {n}"} for n in ("One", "Two")]
    menus: list[Json] = [
        {
            "type": 3,
            "custom_id": "s",
            "options": options,
            "placeholder": "Numbers",
            "max_values": 2,
        },
        {"type": 5, "custom_id": "u", "placeholder": "People"},
        {"type": 6, "custom_id": "r", "placeholder": "Roles"},
        {"type": 7, "custom_id": "m", "placeholder": "Either"},
        {"type": 8, "custom_id": "c", "placeholder": "Channels", "channel_types": [0]},
    ]
    thumbnail = {
        "type": 11,
        "media": {"url": "https://elsewhere.example/p.png"},
        "description": "P",
    }
    inside: list[Json] = [
        {"type": 10, "content": "## Title\n**bold**"},
        {"type": 9, "components": [{"type": 10, "content": "beside"}], "accessory": thumbnail},
        {"type": 9, "components": [{"type": 10, "content": "row"}], "accessory": button("Beside")},
        {"type": 14, "spacing": 2},
        {"type": 1, "components": [button("Go"), button("No", 4, disabled=True), button("Hm", 2)]},
        {
            "type": 1,
            "components": [{"type": 2, "style": 5, "label": "Out", "url": "https://a.example"}],
        },
    ]
    rows = [{"type": 1, "components": [m]} for m in menus]
    body = {
        "flags": 1 << 15,
        "components": [{"type": 17, "accent_color": 0xFF8800, "components": inside}, *rows],
    }
    path = f"/channels/{place.server.general.id}/messages"
    status, told = await call("POST", path, body)
    assert status == 200, told
    message = last_message(page)
    await expect(message.get_by_role("heading", name="Title")).to_be_visible()
    await expect(message.get_by_role("button", name="No", exact=True)).to_be_disabled()
    await expect(message.get_by_role("link", name="Out")).to_have_attribute(
        "href", "https://a.example/"
    )

    await message.get_by_role("button", name="Go", exact=True).click()
    pressed = await place.answer(6)
    assert pressed["data"]["custom_id"] == "go"
    await message.get_by_role("button", name="Numbers").press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Done").click()
    assert (await place.answer(6))["data"]["values"] == ["one", "two"]
    for name, typed, wanted in (
        ("People", "rav", place.server.people["Ravi"].id),
        ("Roles", "mod", place.server.roles["Moderator"].id),
        ("Either", "olu", place.server.people["Olu"].id),
        ("Channels", "gen", place.server.general.id),
    ):
        await message.get_by_role("button", name=name).press("Enter")
        await page.keyboard.type(typed)
        await page.keyboard.press("Enter")
        assert (await place.answer(6))["data"]["values"] == [str(wanted)]

    place.playground.interactions.first_response_seconds = 0.3
    await message.get_by_role("button", name="Hm").click()
    await expect(message.get_by_role("alert")).to_have_text("This interaction failed.")
    place.playground.interactions.first_response_seconds = 3.0


def labelled(label: str, **component: Any) -> Json:
    return {"type": 18, "label": label, "component": component}


async def test_every_kind_of_field_is_filled_in_and_checked(place: Place):
    page = place.page
    options = [{"label": n, "value": n.lower()} for n in ("One", "Two", "Three")]
    first = [
        labelled("Name", type=4, custom_id="name", style=1, min_length=3, max_length=10),
        labelled("Story", type=4, custom_id="story", style=2, required=False, value="Once"),
        labelled("Number", type=3, custom_id="menu", options=options),
        labelled("One of", type=21, custom_id="radio", options=options),
        labelled("Some of", type=22, custom_id="boxes", options=options, max_values=2),
    ]
    second = [
        labelled("Agree", type=23, custom_id="agree"),
        labelled("File", type=19, custom_id="file"),
        labelled("Who", type=5, custom_id="who"),
        {"type": 10, "content": "**Note**"},
    ]

    async def opened(components: list[Json]) -> None:
        await page.keyboard.type("/form ")
        await page.keyboard.press("Enter")
        await place.answer(9, {"custom_id": "f", "title": "Form", "components": components})

    await opened(first)
    form = page.get_by_role("dialog", name="Form")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.locator(".field .problem:not(:empty)")).to_have_count(4)
    await form.get_by_label("Name").fill("ab")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_contain_text("At least 3 characters")
    await form.get_by_label("Name").fill("abcd")
    await expect(form.locator(".field").first).to_contain_text("4/10")
    await form.get_by_role("button", name="Number").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await form.get_by_role("radio", name="Three").check()
    await form.get_by_role("checkbox", name="One").check()
    await form.get_by_role("checkbox", name="Two").check()
    await form.get_by_role("button", name="Submit").click()
    sent = await place.answer(4, {"content": "thanks", "flags": 64})
    answers = [c["component"] for c in sent["data"]["components"]]
    assert answers[0]["value"] == "abcd"
    assert answers[1]["value"] == "Once"
    assert answers[2]["values"] == ["two"]
    assert answers[3]["value"] == "three"
    assert answers[4]["values"] == ["one", "two"]
    await expect(form).to_be_hidden()

    await opened(second)
    await form.get_by_label("Agree").check()
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}
    await form.get_by_label("File").set_input_files([file])  # pyright: ignore[reportArgumentType]
    await form.get_by_role("button", name="Who").press("Enter")
    await page.keyboard.type("mei")
    await page.keyboard.press("Enter")
    place.playground.interactions.first_response_seconds = 0.3
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_contain_text("Something went wrong. Try again.")
    place.playground.interactions.first_response_seconds = 3.0
    await place.bot.interaction()
    await form.get_by_role("button", name="Submit").click()
    sent = await place.answer(4, {"content": "thanks", "flags": 64})
    assert sent["data"]["components"][0]["component"]["value"] is True
    assert sent["data"]["components"][2]["component"]["values"] == [
        str(place.server.people["Mei"].id)
    ]
    await expect(form).to_be_hidden()


async def test_a_form_is_closed_with_escape_and_stays_closed(place: Place):
    page = place.page
    await page.keyboard.type("/form ")
    await page.keyboard.press("Enter")
    field = labelled("Name", type=4, custom_id="name", style=1)
    await place.answer(9, {"custom_id": "f", "title": "Form", "components": [field]})
    form = page.get_by_role("dialog", name="Form")
    await expect(form).to_be_visible()

    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await page.reload()
    await expect(page.locator(".head h2")).to_have_text("general")
    await expect(form).to_be_hidden()


async def test_commands_of_messages_and_people(place: Place):
    page = place.page
    await page.keyboard.type("look at this")
    await page.keyboard.press("Enter")
    message = last_message(page)
    await message.hover()
    await message.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Look closer").click()
    used = await place.answer(4, {"content": "looked", "flags": 64})
    resolved = used["data"]["resolved"]["messages"][used["data"]["target_id"]]
    assert resolved["content"] == "look at this"
    await expect(last_message(page)).to_contain_text("Maya used /Look closer")

    await page.locator("#people .member", has_text="Olu").click()
    await page.get_by_role("menuitem", name="Greet").click()
    used = await place.answer(4, {"content": "greeted"})
    assert used["data"]["target_id"] == str(place.server.people["Olu"].id)


async def test_the_curious_see_what_was_asked_and_broken_rules_in_red(place: Place):
    page = place.page
    await page.get_by_role("button", name="Requests and events").click()
    panel = page.get_by_role("complementary", name="Requests and events")
    await expect(panel.locator(".entry.event", has_text="READY").first).to_be_visible()

    await place.bot.call("POST", f"/channels/{place.server.general.id}/messages", {"content": ""})
    await place.bot.call("GET", "/no/such/route")

    wrong = panel.locator(".entry.wrong")
    await expect(wrong.first).to_contain_text("No such route")
    broken = wrong.nth(1)
    await expect(broken).to_contain_text("Breaks a rule")
    await broken.locator("summary").click()
    await expect(broken.locator("pre").last).to_contain_text("Cannot send an empty message")
    await panel.get_by_role("button", name="Broken rules").click()
    await expect(panel.locator(".entry.event").first).to_be_hidden()
    await panel.get_by_role("button", name="Close requests and events").click()
    await expect(panel).to_be_hidden()


async def test_embeds_and_typing(place: Place):
    page, call = place.page, place.bot.call
    channel = f"/channels/{place.server.general.id}"
    await call("POST", f"{channel}/typing")
    await expect(page.locator(".typing")).to_have_text("Painter is typing…")
    embed = {
        "title": "A title",
        "url": "https://a.example",
        "description": "- one\n- two",
        "color": 0x00AA77,
        "fields": [{"name": "F", "value": "**v**", "inline": True}],
        "footer": {"text": "foot"},
        "author": {"name": "author"},
        "image": {"url": "https://elsewhere.example/i.png"},
    }
    await call("POST", f"{channel}/messages", {"content": "look", "embeds": [embed]})

    drawn = last_message(page).locator(".embed")
    await expect(drawn.get_by_role("link", name="A title")).to_be_visible()
    await expect(drawn.locator("li")).to_have_count(2)
    await expect(drawn).to_contain_text("foot")
    await expect(drawn.locator("img")).to_have_count(0)
    await expect(page.locator(".typing")).to_have_text("")
