"""A warning, from the moderator's command to the appeal that another moderator decides."""

from playwright.async_api import expect

from tests.browser.conftest import Town, Windows, last_message
from tests.browser.hands import become, become_another, command, form, message_with, press


async def test_a_warned_member_reads_their_record_appeals_and_another_moderator_decides(
    windows: Windows, town: Town
):
    page = await windows.open(town.playground, "mei")
    await command(page, "mod warn", {"user": "Maya Lindqvist", "reason": "Advertised a course"})
    await expect(last_message(page)).to_contain_text("#1 · Warning · @Maya Lindqvist. Done.")
    await expect(last_message(page)).to_contain_text("Only you can see this")

    await become(page, "Maya", "Attune")
    notice = message_with(page, "a moderator gives you a warning")
    await expect(notice).to_contain_text("Reason: Advertised a course")
    await press(notice, "My record")
    await expect(message_with(page, "Your record in")).to_contain_text("1 case · 1 point now")
    await press(notice, "Appeal")
    await press(message_with(page, "You can ask for it to be looked at again"), "Write an appeal")
    await form(page, "Appeal against case #1", {"Why": "It was our own course."})
    await expect(last_message(page)).to_contain_text("Your appeal against case #1 is with")

    await become(page, "Mei", "moderators")
    card = message_with(page, "Appeal against case #1, by @Maya Lindqvist")
    await expect(card.locator("blockquote")).to_have_text("It was our own course.")
    await press(card, "Grant")
    await expect(last_message(page)).to_contain_text("another moderator decides")

    await become_another(page, "Jonah Weiss", "moderators")
    await press(card, "Grant")
    await form(page, "Grant the appeal against #1", {"What do you tell them?": "You are right."})
    await expect(card).to_contain_text("Granted by @Jonah Weiss")
    await expect(message_with(page, "Case #1 · Warning")).to_contain_text("An appeal was granted")

    await become(page, "Maya", "Attune")
    told = message_with(page, "Your appeal was granted")
    await expect(told.locator("blockquote")).to_have_text("You are right.")
    await press(message_with(page, "a moderator gives you a warning"), "My record")
    await expect(message_with(page, "Your record in")).to_contain_text("0 points now")
