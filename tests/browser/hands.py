"""What people do with the page, with keyboard and mouse, for stories about features."""

from collections.abc import Mapping

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import enter


async def become(page: Page, name: str, channel: str) -> None:
    """Act as somebody of the bar at the top, and go to a channel."""
    await page.locator(".cast").get_by_role("link", name=name).click()
    await _is_here(page, name, channel)


async def become_another(page: Page, name: str, channel: str) -> None:
    """Act as somebody who is only in the list of members, and go to a channel."""
    await page.locator("#people .member", has_text=name).click()
    await page.get_by_role("menuitem", name=f"Act as {name}").click()
    await _is_here(page, name, channel)


async def _is_here(page: Page, name: str, channel: str) -> None:
    await expect(page.locator("#people .member", has_text=name)).to_contain_text("You")
    await enter(page, channel)


async def command(page: Page, name: str, options: Mapping[str, str] | None = None) -> None:
    """Type a slash command, give its options, and send it."""
    await page.locator("textarea").focus()
    await page.keyboard.type(f"/{name} ")
    typed = page.get_by_role("group", name=f"Command /{name}")
    for option, value in (options or {}).items():
        field = typed.get_by_label(option, exact=True)
        if not await field.count():
            await typed.get_by_role("button", name=f"+ {option}", exact=True).click()
        await field.press_sequentially(value)
    await typed.get_by_role("button", name=f"Send /{name}").click()


async def form(page: Page, title: str, fields: Mapping[str, str]) -> None:
    """Fill in the form that has opened, and send it."""
    opened = page.get_by_role("dialog", name=title)
    for label, text in fields.items():
        await opened.get_by_label(label).fill(text)
    await opened.get_by_role("button", name="Submit").click()
    await expect(opened).to_be_hidden()


async def press(message: Locator, label: str) -> None:
    """Press a button of a message."""
    await message.get_by_role("button", name=label, exact=True).click()


def message_with(page: Page, words: str) -> Locator:
    """The last message that says this."""
    return page.locator(".messages .message", has_text=words).last
