"""Forms of a bot that is not Attune: every kind of field."""

from typing import Any

from playwright.async_api import expect

from bot.playground.records import Json
from tests.browser.painter import Place


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
