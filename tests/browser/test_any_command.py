"""Commands of a bot that is not Attune: every kind of option, and every kind of answer."""

from playwright.async_api import expect

from tests.browser.conftest import Windows, last_message
from tests.browser.painter import Place, values


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
