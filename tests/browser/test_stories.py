"""Whole stories, as people act them out in the page."""

import asyncio
from datetime import timedelta

from playwright.async_api import Page, expect

from tests.browser.conftest import Town, Windows, enter, last_message


async def test_a_prompt_is_found_by_typing_and_saved_and_a_form_survives_a_reload(
    maya: Page, town: Town
):
    await maya.keyboard.type("/prompt find so")
    options = maya.get_by_role("option")
    await expect(options.first).to_contain_text("SOAP")
    await maya.keyboard.press("ArrowDown")
    second = await maya.locator(".listbox .active").inner_text()
    await maya.keyboard.press("Enter")
    await maya.keyboard.press("Enter")
    card = last_message(maya)
    await expect(card).to_contain_text(second.split(" · ")[0])
    await expect(card).to_contain_text("Only you can see this")
    await expect(card).to_contain_text("Maya Lindqvist used /prompt find")
    await card.get_by_role("button", name="Save", exact=True).click()
    await expect(card.get_by_role("button", name="Remove from saved")).to_be_visible()

    await maya.keyboard.type("/me show ")
    await maya.keyboard.press("Enter")
    await expect(last_message(maya)).to_contain_text("Your choices")
    await last_message(maya).get_by_role("button", name="Change time zone").click()
    form = maya.get_by_role("dialog", name="Your time zone")
    await form.get_by_label("A large city in your time zone").fill("Lis")

    await maya.reload()
    form = maya.get_by_role("dialog", name="Your time zone")
    field = form.get_by_label("A large city in your time zone")
    await expect(field).to_have_value("Lis")
    await expect(maya.locator(".message.private")).to_have_count(2)
    await field.press_sequentially("bon")
    await field.press("Enter")
    await expect(form).to_be_hidden()
    await expect(last_message(maya)).to_contain_text("Europe/Lisbon")

    await maya.reload()
    await expect(maya.locator(".message.private")).to_have_count(3)
    await last_message(maya).get_by_role("button", name="Dismiss message").click()
    await expect(maya.locator(".message.private")).to_have_count(2)


async def test_a_channel_vanishes_for_who_may_not_see_it(windows: Windows, town: Town):
    page = await windows.open(town.playground, "mei")
    await enter(page, "moderators")

    await page.get_by_role("link", name="Maya Lindqvist, Professional").click()

    await expect(page.get_by_role("link", name="Maya Lindqvist")).to_have_attribute(
        "aria-current", "true"
    )
    await expect(page.locator(".toast")).to_contain_text("does not see #moderators")
    await expect(page.locator(".head h2")).to_have_text("general")
    await expect(page.locator("#channels")).not_to_contain_text("moderators")
    assert page.url.split("?")[1].startswith("as=maya")
    await page.go_back()
    await expect(page.locator("#channels")).to_contain_text("moderators")


async def test_who_has_no_direct_messages_with_a_bot_is_shown_a_channel_and_told_why(
    windows: Windows, town: Town
):
    page = await windows.open(town.playground, "hana")
    await enter(page, "Attune")

    await page.get_by_role("link", name="Ravi Menon, Reviewer").click()

    await expect(page.locator(".toast")).to_have_text("Ravi Menon has no messages with Attune yet.")
    await expect(page.locator(".head h2")).to_have_text("general")


async def test_two_windows_side_by_side_and_what_is_unread(windows: Windows, town: Town):
    maya = await windows.open(town.playground, "maya")
    ravi = await windows.open(town.playground, "ravi")
    await enter(maya, "trainings")

    await maya.keyboard.type("Is @Rav")
    await maya.keyboard.press("Enter")
    await maya.keyboard.type("coming?")
    await maya.keyboard.press("Enter")
    await expect(last_message(maya)).to_contain_text("Is @Ravi Menon coming?")
    place = ravi.locator("#channels .place", has_text="trainings")
    await expect(place).to_have_accessible_name("#trainings, 1 unread, 1 for you")
    await enter(ravi, "trainings")
    await expect(ravi.locator(".first-new")).to_be_visible()
    await expect(place).to_have_accessible_name("#trainings")

    await last_message(ravi).hover()
    await last_message(ravi).get_by_role("button", name="Reply").click()
    await ravi.keyboard.type("Yes, **gladly**")
    await ravi.keyboard.press("Enter")
    await expect(last_message(maya).locator("strong")).to_have_text("gladly")
    await expect(last_message(maya).locator(".reference")).to_contain_text("Maya Lindqvist")
    await last_message(maya).hover()
    await last_message(maya).get_by_role("button", name="React").click()
    await maya.locator(".emoji-grid button").first.click()
    await expect(last_message(ravi).locator(".reaction")).to_contain_text("1")

    await maya.locator("textarea").press("ArrowUp")
    await maya.locator("textarea").fill("Never mind")
    await maya.keyboard.press("Enter")
    await expect(ravi.locator(".message", has_text="Never mind (edited)")).to_be_visible()
    await maya.locator(".message", has_text="Never mind").hover()
    await maya.get_by_role("button", name="More", exact=True).click()
    await maya.get_by_role("menuitem", name="Delete message").click()
    await expect(ravi.locator(".message", has_text="Never mind")).to_have_count(0)
    await expect(last_message(ravi)).to_contain_text("The message it answers was deleted")


async def test_the_clock_is_moved_to_what_is_due(maya: Page, town: Town):
    clock = town.playground.clock
    seconds = int((clock.now() + timedelta(hours=3)).timestamp())
    await town.person("Ravi").say(f"It begins <t:{seconds}:R>, at <t:{seconds}:t>", "general")
    stamp = last_message(maya).locator("time.stamp").first
    await expect(stamp).to_have_text("in 2 hours")
    before = clock.offset

    await maya.get_by_role("button", name="+1 h").click()
    await expect(stamp).to_have_text("in 1 hour")
    assert clock.offset - before == timedelta(hours=1)
    await expect(maya.locator(".clock-now .tag")).to_have_text("moved")

    when = clock.now() + timedelta(days=1)
    sleeper = asyncio.create_task(clock.sleep_until(when, "The post of the day"))
    await maya.get_by_role("button", name="Next: The post of the day").click()
    await asyncio.wait_for(sleeper, 5)
    await expect(maya.get_by_role("button", name="Next:")).to_have_count(0)
    await expect(stamp).to_have_text("22 hours ago")
    await maya.get_by_role("button", name="The clock").click()
    await expect(maya.get_by_role("dialog")).to_contain_text("Nothing waits for a time just now")
    await maya.keyboard.press("Escape")


async def test_a_file_is_attached_and_can_be_downloaded_a_day_later(maya: Page, town: Town):
    await enter(maya, "prompts")
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}
    await maya.locator('.composer input[type="file"]').set_input_files([file])  # pyright: ignore[reportArgumentType]
    await maya.keyboard.type("My notes")
    await maya.keyboard.press("Enter")
    link = last_message(maya).get_by_role("link", name="Download notes.txt")
    old = await link.get_attribute("href")

    await maya.get_by_role("button", name="+1 day").click()
    await expect(link).not_to_have_attribute("href", old or "")
    async with maya.expect_download() as download:
        await link.click()

    path = await (await download.value).path()
    assert path.read_bytes() == b"hello"


async def test_forum_posts_and_threads_are_read_and_answered(maya: Page, town: Town):
    await maya.locator("#channels .place", has_text="questions").click()
    post = maya.locator(".post", has_text="A prompt for plain-language handouts?")
    await expect(post).to_contain_text("Prompts")
    await expect(post).to_contain_text("2 answers")
    await post.click()
    await expect(maya.locator(".head h2")).to_have_text("A prompt for plain-language handouts?")
    await maya.keyboard.type("Thank you both")
    await maya.keyboard.press("Enter")
    await expect(last_message(maya)).to_contain_text("Thank you both")

    await maya.locator(".head").get_by_role("button", name="questions").click()
    await expect(post).to_contain_text("3 answers")


async def test_direct_messages_with_a_bot(maya: Page, town: Town):
    await maya.locator("#channels .place", has_text="Attune").click()
    await expect(maya.locator(".head h2")).to_have_text("Attune")
    await maya.keyboard.type("hello?")
    await maya.keyboard.press("Enter")
    await expect(last_message(maya)).to_contain_text("I work by slash command")

    await maya.keyboard.type("/help ")
    await maya.keyboard.press("Enter")
    await expect(last_message(maya)).to_contain_text("What you can do")
    await last_message(maya).get_by_role("button", name="/crisis").first.click()
    await expect(maya.locator(".chip")).to_have_text("/crisis")


async def test_who_may_not_write_is_told_so(maya: Page):
    await enter(maya, "welcome")

    await expect(maya.locator(".closed")).to_have_text("You can read here, but not write.")
    await expect(maya.locator("textarea")).to_be_hidden()


async def test_a_channel_that_is_taken_away_while_one_is_in_it(windows: Windows, town: Town):
    page = await windows.open(town.playground, "sofia")
    await enter(page, "reviewers")
    sofia = town.sample.people["Sofia"]

    town.playground.world.take_role(town.sample.guild, sofia.id, town.sample.roles["Reviewer"])

    await expect(page.locator(".toast")).to_contain_text("You no longer see #reviewers")
    await expect(page.locator(".head h2")).to_have_text("general")


async def test_a_lost_connection_comes_back_with_what_was_missed(maya: Page, town: Town):
    await expect(maya.locator(".offline")).to_be_hidden()
    await maya.evaluate(
        """() => { window.lost = new Promise(r => new MutationObserver(() => r()).observe(
            document.querySelector('.offline'), {attributes: true})); }"""
    )
    assert town.playground.live is not None
    await town.playground.live.close()
    await maya.evaluate("() => window.lost")
    await town.person("Ravi").say("Said meanwhile", "general")

    await expect(last_message(maya)).to_contain_text("Said meanwhile")
    await expect(maya.locator(".offline")).to_be_hidden()


async def test_every_channel_opens(windows: Windows, town: Town):
    page = await windows.open(town.playground, "mei")

    for name in await page.locator("#channels .place .place-name").all_inner_texts():
        await page.locator("#channels .place", has_text=name).first.click()
        await expect(page.locator(".head h2")).to_have_text(name)
