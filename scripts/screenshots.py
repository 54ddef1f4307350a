"""Pictures of the playground's page, made from the running thing.

`python scripts/screenshots.py` makes docs/playground.png, which the README shows;
`python scripts/screenshots.py --all FOLDER` makes many others, wide and narrow, light and dark.
Needs Chromium (ATTUNE_CHROMIUM names it) and the dev dependencies.
"""

import argparse
import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

PROJECT = Path(__file__).parent.parent
README_PICTURE = PROJECT / "docs" / "playground.png"
LARGEST_BYTES = 300_000
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 400, "height": 800}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Story = Callable[[Page], Awaitable[None]]


@asynccontextmanager
async def playground() -> AsyncGenerator[str]:
    """A playground of its own process; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "playground",
        cwd=PROJECT,
        env=os.environ | {"ATTUNE_PLAYGROUND_PORT": str(port)},
        stdout=asyncio.subprocess.PIPE,
    )
    if process.stdout is None:
        raise RuntimeError("the playground has no output")
    try:
        async with asyncio.timeout(60):
            while b"running at" not in (line := await process.stdout.readline()):
                if not line:
                    sys.exit("The playground did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


# --- what is shown ----------------------------------------------------------------------------


async def found(page: Page) -> None:
    """A prompt that was found."""
    await _type(page, "/prompt find hw for panic")
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.private").last).to_contain_text("Only you can see this")
    await page.wait_for_timeout(300)


async def searching(page: Page) -> None:
    """A search while it is typed."""
    await _type(page, "/prompt find so")
    await expect(page.get_by_role("option").first).to_contain_text("SOAP")


async def picking(page: Page) -> None:
    """The picker of commands."""
    await _type(page, "/")
    await expect(page.get_by_role("option").nth(3)).to_be_visible()


async def form(page: Page) -> None:
    """A form."""
    await _type(page, "/me show ")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Change time zone").last.click()
    await expect(page.locator("dialog.form")).to_be_visible()


async def curious(page: Page) -> None:
    """What goes over the wire."""
    await _type(page, "/help ")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.private").last).to_be_visible()
    await page.get_by_role("button", name="Requests and events").click()
    await page.locator(".entry.request summary").first.click()


async def forum(page: Page) -> None:
    """The posts of a forum."""
    if await page.get_by_role("button", name="Channels").is_visible():
        await page.get_by_role("button", name="Channels").click()
    await page.locator("#channels .place", has_text="questions").click()
    await expect(page.locator(".post").first).to_be_visible()


async def places(page: Page) -> None:
    """The channels; in a narrow window as a drawer."""
    if await page.get_by_role("button", name="Channels").is_visible():
        await page.get_by_role("button", name="Channels").click()


async def written(page: Page) -> None:
    """All kinds of text."""
    text = (
        "# Heading\n## Second\n**bold** *italic* __underline__ ~~strike~~ ||spoiler|| `code`\n"
        "> A quote\n- one\n  - two\n1. first\n```py\nprint('fence')\n```\n-# small print\n"
        "[a link](https://example.org) <t:1900000000:R> @Maya Lindqvist #prompts @everyone"
    )
    await page.locator("textarea").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("small print")
    await page.locator(".message").last.hover()


async def time(page: Page) -> None:
    """The clock."""
    await page.get_by_role("button", name="The clock").click()


STORIES: tuple[Story, ...] = (
    found,
    searching,
    picking,
    form,
    curious,
    forum,
    places,
    written,
    time,
)


async def _type(page: Page, text: str) -> None:
    await page.locator("textarea").focus()
    await page.keyboard.type(text)


# --- taking them ------------------------------------------------------------------------------


async def take(
    browser: Browser, address: str, story: Story, size: ViewportSize, theme: str, path: Path
) -> None:
    """One picture; each in a window of its own."""
    dark = theme == "dark"
    context = await browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(f"{address}/?as=mei" if story is curious else f"{address}/?as=maya")
    await expect(page.locator(".message").first).to_be_visible()
    await story(page)
    await page.screenshot(path=path)
    # An open form would come up again in the next window of the same person.
    await page.keyboard.press("Escape")
    await context.close()


def main() -> None:
    """Make the README's picture, or all others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="make the others, into FOLDER")
    folder: Path | None = parser.parse_args().all
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_make(folder))
    if folder is None and (size := README_PICTURE.stat().st_size) > LARGEST_BYTES:
        sys.exit(f"{README_PICTURE} has {size} bytes; at most {LARGEST_BYTES} are wanted")


async def _make(folder: Path | None) -> None:
    named = os.environ.get("ATTUNE_CHROMIUM")
    path = named or next((p for name in CHROMIUM if (p := shutil.which(name))), None)
    async with async_playwright() as playwright, playground() as address:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        if folder is None:
            await take(browser, address, found, WIDE, "light", README_PICTURE)
        else:
            await _take_all(browser, address, folder)
        await browser.close()


async def _take_all(browser: Browser, address: str, folder: Path) -> None:
    for story in STORIES:
        for name, size in (("wide", WIDE), ("narrow", NARROW)):
            for theme in ("light", "dark"):
                file = folder / f"{story.__name__}-{name}-{theme}.png"
                await take(browser, address, story, size, theme, file)


if __name__ == "__main__":
    main()
