"""Messages of a bot that is not Attune: every kind of component, and what it asked for."""

from typing import Any

from playwright.async_api import expect

from bot.playground.records import Json
from tests.browser.conftest import last_message
from tests.browser.painter import Place


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
