"""Keyboard, screen readers, contrast, narrow windows, both themes."""

from typing import Any, cast

import pytest
from axe_playwright_python.async_playwright import Axe  # pyright: ignore[reportMissingTypeStubs]
from playwright.async_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Town, Windows, last_message

SERIOUS = ("serious", "critical")


async def check(page: Page) -> None:
    """No serious problem that axe can find."""
    response = cast("dict[str, Any]", (await Axe().run(page)).response)  # pyright: ignore[reportUnknownMemberType]
    violations: list[dict[str, Any]] = response["violations"]
    told = [
        f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:300]}"
        for v in violations
        if v["impact"] in SERIOUS
        for n in v["nodes"]
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    ("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"]
)
async def test_axe_finds_nothing_serious_in_the_main_views(
    windows: Windows, town: Town, theme: Any, size: Any
):
    page = await windows.open(town.playground, "mei")
    await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    await page.set_viewport_size(size)
    text = "Hello <@{0}>, `code` [link](https://a.example) ||hidden|| <t:1:R>\n> quote\n-# small"
    await town.person("Ravi").say(text.format(town.sample.people["Mei"].id), "general")
    await check(page)

    await page.locator("textarea").focus()
    await page.keyboard.type("/prompt find so")
    await expect(page.get_by_role("option").first).to_contain_text("SOAP")
    await check(page)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(last_message(page)).to_contain_text("Only you can see this")
    await last_message(page).get_by_role("button", name="Save", exact=True).focus()
    await check(page)

    await page.get_by_role("button", name="Requests and events").click()
    await expect(page.locator(".entry").first).to_be_visible()
    await check(page)
    await page.get_by_role("button", name="Close requests and events").click()
    await page.get_by_role("button", name="The clock").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await check(page)
    await page.keyboard.press("Escape")
    if size is NARROW:
        await page.get_by_role("button", name="Members").click()
        await check(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Channels").click()
        await check(page)
    await page.locator("#channels .place", has_text="questions").click()
    await expect(page.locator(".post").first).to_be_visible()
    await check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_a_form_and_its_menus(
    windows: Windows, town: Town, theme: Any
):
    page = await windows.open(town.playground, "olu")
    await page.emulate_media(color_scheme=theme)
    await page.keyboard.type("/me show ")
    await page.keyboard.press("Enter")
    await last_message(page).get_by_role("button", name="Change time zone").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await check(page)
    await page.keyboard.press("Escape")

    await page.keyboard.type("/prompt browse ")
    await page.keyboard.press("Enter")
    await last_message(page).locator(".select").first.click()
    await expect(page.get_by_role("option").first).to_be_visible()
    await check(page)


async def test_a_whole_story_with_the_keyboard_alone(windows: Windows, town: Town):
    page = await windows.open(town.playground, "ravi")

    async def tab_to(name: str, *, backwards: bool = False) -> None:
        for _ in range(60):
            await page.keyboard.press("Shift+Tab" if backwards else "Tab")
            label = await page.evaluate(
                "() => document.activeElement.ariaLabel || document.activeElement.innerText || ''"
            )
            if label.startswith(name):
                visible = await page.evaluate(
                    "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                )
                assert visible, f"the focus on {name} can't be seen"
                return
        pytest.fail(f"{name} is not reached with Tab")

    await page.keyboard.type("/crisis")
    await page.keyboard.press("Enter")
    await expect(page.locator(".chip")).to_have_text("/crisis")
    await page.keyboard.press("Enter")
    await expect(last_message(page)).to_contain_text("Only you can see this")
    await tab_to("Dismiss message", backwards=True)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.private")).to_have_count(0)

    await tab_to("#prompts", backwards=True)
    await page.keyboard.press("Enter")
    await expect(page.locator(".head h2")).to_have_text("prompts")
    await page.keyboard.type("Written without a mouse")
    await page.keyboard.press("Enter")
    await expect(last_message(page)).to_contain_text("Written without a mouse")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("End")
    await tab_to("More")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menu")).to_be_visible()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.locator(".messages")).not_to_contain_text("Written without a mouse")
    await tab_to("Mei Tanaka", backwards=True)
    await page.keyboard.press("Enter")
    await expect(page.locator("#channels")).to_contain_text("moderators")


async def test_a_narrow_window_has_drawers(windows: Windows, town: Town):
    page = await windows.open(town.playground, "maya")
    await page.set_viewport_size(NARROW)  # pyright: ignore[reportArgumentType]
    await expect(page.locator("#channels .place").first).to_be_hidden()
    await expect(page.locator("#people .member").first).to_be_hidden()

    await page.get_by_role("button", name="Channels").click()
    await page.locator("#channels .place", has_text="trainings").click()

    await expect(page.locator(".head h2")).to_have_text("trainings")
    await expect(page.locator("#channels .place").first).to_be_hidden()
    assert await page.evaluate("() => document.documentElement.scrollWidth") == NARROW["width"]
    await page.get_by_role("link", name="Ravi Menon").click()
    await expect(page.get_by_role("link", name="Ravi")).to_have_attribute("aria-current", "true")


async def test_a_chosen_theme_is_remembered(windows: Windows, town: Town):
    page = await windows.open(town.playground, "maya")
    await page.emulate_media(color_scheme="light")

    await page.get_by_role("button", name="Dark theme").click()
    await page.reload()

    await expect(page.get_by_role("button", name="Light theme")).to_be_visible()
    ground = await page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(35, 32, 29)"


async def test_new_messages_are_said_to_screen_readers(windows: Windows, town: Town):
    page = await windows.open(town.playground, "maya")

    await town.person("Ravi").say("A **spoken** message", "general")

    await expect(page.locator("#polite")).to_have_text("Ravi Menon: A spoken message")
