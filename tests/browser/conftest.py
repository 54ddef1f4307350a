"""A browser, the sample community with a running Attune, and windows that stay free of errors."""

import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import NoReturn

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.app import COGS, Attune
from bot.cli.furnishing import furnish
from bot.invite import permissions_needed
from bot.playground.actors import People, Person
from bot.playground.limits import Limits
from bot.playground.permissions import DEFAULT, Bit
from bot.playground.sample import Sample, build_sample, small_guild
from bot.playground.server import Playground
from tests.browser.painter import COMMANDS, Place
from tests.playground.wire import bot
from tests.running import running

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 400, "height": 780}
PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)


def not_there(what: str) -> NoReturn:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1":
        pytest.fail(what)
    pytest.skip(what)


def chromium() -> str | None:
    """Where the system's Chromium is; ATTUNE_CHROMIUM names another."""
    named = os.environ.get("ATTUNE_CHROMIUM")
    return named or next((p for name in CHROMIUM if (p := shutil.which(name))), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        not_there(
            "Chromium is not there; install it (Debian and Ubuntu: apt-get install chromium) or "
            "set ATTUNE_CHROMIUM to its path"
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@dataclass(frozen=True)
class Town:
    """The sample community and the real Attune in it, set up as `attune playground` does."""

    playground: Playground
    sample: Sample
    attune: Attune

    def person(self, name: str) -> Person:
        return People(self.playground).member(name, self.sample.guild)

    def give_what_is_needed(self) -> None:
        """Give Attune what its invitation asks for."""
        sample, attune = self.sample, self.attune
        roles = sample.guild.roles.values()
        role = next(r for r in roles if r.bot_id == sample.application.bot_id)
        role.permissions = Bit(permissions_needed(attune.features.values()).value)
        self.playground.world.role_changed(role)


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Town]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    sample = build_sample(playground, DEFAULT)
    database = tmp_path_factory.mktemp("attune") / "attune.db"
    await furnish(f"sqlite:///{database}", sample, at=playground.clock.now())
    try:
        async with running(playground, sample.application, database, cogs=COGS) as attune:
            town = Town(playground, sample, attune)
            town.give_what_is_needed()
            yield town
    finally:
        await playground.close()


@dataclass
class Windows:
    """Opens windows; what goes wrong in any of them is kept."""

    browser: Browser
    problems: list[str] = field(default_factory=list[str])
    contexts: list[BrowserContext] = field(default_factory=list[BrowserContext])

    async def open(self, playground: Playground, who: str, guild: str | None = None) -> Page:
        more = "" if guild is None else f"&guild={guild}"
        return await self.open_at(f"{playground.address}/?as={who}{more}")

    async def open_at(self, address: str, *, may_lose_connection: bool = False) -> Page:
        # Each in a context of its own: a window behind another one is slowed down.
        context = await self.browser.new_context(
            viewport=WIDE,  # pyright: ignore[reportArgumentType]
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda m: self._console(m.type, m.text, may_lose_connection))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("requestfailed", lambda r: self.problems.append(f"failed: {r.url}"))
        page.on("response", lambda r: self._response(r.status, r.url))
        await page.goto(address)
        await expect(page.locator(".head h2")).to_be_visible()
        await expect(page.locator(".scroller")).not_to_have_attribute("aria-busy", "true")
        return page

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()
        assert not self.problems, "\n".join(self.problems)

    def _console(self, kind: str, text: str, may_lose_connection: bool) -> None:
        if may_lose_connection and "WebSocket connection" in text:
            return
        if kind in ("error", "warning"):
            self.problems.append(f"{kind}: {text}")

    def _response(self, status: int, url: str) -> None:
        if status >= 400:
            self.problems.append(f"{status}: {url}")


@pytest.fixture
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    opened = Windows(browser)
    yield opened
    await opened.close()


@pytest.fixture
async def maya(windows: Windows, town: Town) -> Page:
    """A window of Maya's, on the sample community."""
    return await windows.open(town.playground, "maya")


def last_message(page: Page) -> Locator:
    return page.locator(".messages .message").last


async def enter(page: Page, channel: str) -> None:
    """Go to a channel by the list at the side."""
    await page.locator("#channels .place", has_text=channel).first.click()
    await expect(page.locator(".head h2")).to_have_text(channel)
    await expect(page.locator(".scroller")).not_to_have_attribute("aria-busy", "true")


@pytest.fixture(scope="module")
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture
async def place(
    playground: Playground, windows: Windows, request: pytest.FixtureRequest
) -> AsyncIterator[Place]:
    world = playground.world
    application = world.add_application("Painter", world.add_user("Dev"))
    server = small_guild(playground, application, request.node.name[:90])
    async with bot(playground, application) as running:
        await running.register(*COMMANDS)
        page = await windows.open(playground, "maya", guild=str(server.guild.id))
        yield Place(playground, server, running, page)
