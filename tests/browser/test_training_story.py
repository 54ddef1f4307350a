"""A training, from the organiser's draft to a seat that is taken and given back."""

from playwright.async_api import expect

from tests.browser.conftest import Town, Windows, enter, last_message
from tests.browser.hands import become, command, form, message_with, press

TITLE = "AI scribes: what to ask before you use one"
TRAINING = {
    "Title": TITLE,
    "When does it start?": "tomorrow 18:00",
    "How long?": "90 min",
    "What is it about?": "What to ask **before** one writes your notes.\n\n- consent\n- retention",
    "Where?": "https://example.org/room",
}


async def test_an_organiser_plans_a_training_and_a_member_takes_a_seat_and_leaves_it(
    windows: Windows, town: Town
):
    page = await windows.open(town.playground, "olu")
    await enter(page, "trainings")

    await command(page, "training create", {"capacity": "2"})
    await form(page, "A training", TRAINING)
    draft = last_message(page)
    await expect(draft).to_contain_text("Nothing is saved yet")
    await expect(draft).to_contain_text("Only you can see this")
    await expect(draft.get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(draft.locator("strong", has_text="before")).to_be_visible()
    await expect(draft.locator("li")).to_have_text(["consent", "retention"])
    await expect(draft).to_contain_text("18:00 New York")
    await expect(draft).to_contain_text("Host: @Olu Adeyemi")
    await expect(draft).to_contain_text("Posted in: #trainings")
    await expect(draft).to_contain_text("Who hosts it, up to 5:")
    await press(draft, "Create it")
    await expect(message_with(page, "is planned")).to_contain_text("Only you can see this")
    await expect(last_message(page)).to_contain_text("0 of 2 seats taken, 2 left")

    await become(page, "Maya", "trainings")
    await expect(page.locator(".messages")).not_to_contain_text("Only you can see this")
    post = page.locator(".message", has_text="Host: @Olu Adeyemi")
    await expect(post).to_contain_text("0 of 2 seats taken, 2 left")
    await press(post, "Going")
    await expect(message_with(page, "You have a seat")).to_contain_text("Only you can see this")
    await page.get_by_role("button", name="+1 h").click()
    await expect(post).to_contain_text("1 of 2 seats taken, 1 left")

    await command(page, "event mine")
    mine = last_message(page)
    await expect(mine).to_contain_text("Your trainings")
    await expect(mine).to_contain_text("You have a seat")
    await press(mine, "Can't")
    await expect(last_message(page)).to_contain_text("Noted: you can't come")
    await page.get_by_role("button", name="+1 h").click()
    await expect(post).to_contain_text("0 of 2 seats taken, 2 left")
