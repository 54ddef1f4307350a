"""`attune playground` as a newcomer starts it, and back to real time."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from playwright.async_api import expect

from bot.cli.playing import has_desktop
from bot.settings import PROJECT
from tests.browser.conftest import Windows, last_message

START_WITHIN_SECONDS = 40.0


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A playground in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "playground"),
        cwd=PROJECT,
        env=os.environ | {"ATTUNE_PLAYGROUND_PORT": str(port)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_WITHIN_SECONDS):
            while b"running at" not in (line := await process.stdout.readline()):
                assert line, "the playground did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
    assert process.returncode == 0


async def test_back_to_real_time_begins_afresh_with_a_bot_that_answers(
    windows: Windows, address: str
):
    page = await windows.open_at(f"{address}/?as=maya", may_lose_connection=True)
    await page.keyboard.type("soon forgotten")
    await page.keyboard.press("Enter")
    await expect(last_message(page)).to_contain_text("soon forgotten")
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator(".clock-now .tag")).to_have_text("moved")

    await page.get_by_role("button", name="Back to real time").click()

    await expect(page.locator(".clock-now .tag")).to_have_count(0, timeout=30_000)
    await expect(last_message(page)).to_contain_text("Seconded.")
    await expect(page.locator(".head h2")).to_have_text("general")
    await expect(page.locator(".messages")).not_to_contain_text("soon forgotten")
    await page.get_by_role("button", name="The clock").click()
    await expect(page.get_by_role("button", name="Begin afresh")).to_be_visible(timeout=30_000)
    await page.keyboard.press("Escape")
    await page.locator("textarea").focus()
    await page.keyboard.type("/help ")
    await page.keyboard.press("Enter")
    await expect(last_message(page)).to_contain_text("What you can do")


@pytest.mark.parametrize(
    ("environment", "platform", "is_terminal", "opens"),
    [
        ({}, "darwin", True, True),
        ({}, "win32", True, True),
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1"}, "linux", True, False),
    ],
)
def test_a_browser_opens_only_before_somebody_who_can_see_it(
    environment: Mapping[str, str], platform: str, is_terminal: bool, opens: bool
):
    assert has_desktop(environment, platform, is_terminal=is_terminal) is opens


async def test_the_sample_community_is_set_up_so_that_everything_can_be_tried(address: str):
    asked = {
        "as": "Olu",
        "do": "slash",
        "command": "daily schedule",
        "options": {"time": "9am"},
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/playground/act", json=asked) as answer,
    ):
        said = "\n".join((await answer.json())["lines"])

    assert "Every day at 09:00, New York time" in said
