"""An announcement, from the first word to the post, past a second pair of eyes."""

from playwright.async_api import expect

from tests.browser.conftest import Town, Windows, enter, last_message
from tests.browser.hands import become, become_another, command, form, message_with, press

TITLE = "Supervision group starts"
ANNOUNCEMENT = {
    "Title": TITLE,
    "Text": "We meet **each Tuesday**.\n\n- bring one question\n- and tea",
    "Link": "https://example.org/group",
}


async def test_an_announcement_is_seen_before_approved_by_another_and_posted(
    windows: Windows, town: Town
):
    page = await windows.open(town.playground, "mei")
    await command(page, "announce settings", {"approvals": "one other organiser"})
    await expect(last_message(page)).to_contain_text("approved by one other organiser")

    await become(page, "Olu", "general")
    await command(page, "announce compose")
    await form(page, "Announcement", ANNOUNCEMENT)
    panel = message_with(page, "A draft")
    await expect(panel).to_contain_text("Where: #announcements, notifying nobody")
    preview = page.locator(".message.private").first
    await expect(preview.get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(preview.locator("strong", has_text="each Tuesday")).to_be_visible()
    await expect(preview.locator("li")).to_have_text(["bring one question", "and tea"])
    await expect(panel.get_by_role("button", name="Post now")).to_have_count(0)
    await press(panel, "Ask for approval")
    await expect(panel).to_contain_text("I have asked in #operations")

    await become_another(page, "Amara Diallo", "operations")
    card = message_with(page, "waits for another organiser's approval")
    await expect(card).to_contain_text("When: not chosen yet; the planner posts it")
    await expect(card).to_contain_text("Planner: @Olu Adeyemi")
    await press(card, "Approve")
    await expect(last_message(page)).to_contain_text("Approved by @Amara Diallo")

    await become(page, "Olu", "Attune")
    await expect(last_message(page)).to_contain_text("@Amara Diallo approved your announcement")
    await enter(page, "general")
    await command(page, "announce show", {"announcement": "supervision"})
    approved = message_with(page, "Approved by @Amara Diallo")
    await press(approved, "Post now")
    await expect(approved).to_contain_text("It is posted in #announcements")
    await expect(approved.get_by_role("link", name="see the post")).to_be_visible()
    await expect(approved.get_by_role("button", name="Post now")).to_have_count(0)

    await become(page, "Maya", "announcements")
    post = message_with(page, TITLE)
    await expect(post).not_to_contain_text("Only you can see this")
    await expect(post.locator("li")).to_have_text(["bring one question", "and tea"])
    await expect(post.get_by_role("link", name="Open the link")).to_have_attribute(
        "href", "https://example.org/group"
    )
