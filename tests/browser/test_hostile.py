"""What people and bots may write can neither run nor break the page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Page, expect

from bot.playground import posting
from bot.playground.actors import People, Person, Upload
from bot.playground.limits import Limits
from bot.playground.records import Channel
from bot.playground.sample import SmallGuild, small_guild
from bot.playground.server import Playground
from tests.browser.conftest import NARROW, WIDE, Windows, enter, last_message

MANY = 10_000
SCRIPT = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
RIGHT_TO_LEFT = "\u202egnp.exe\u202c"
TEXTS = (
    SCRIPT,
    f"**{SCRIPT}** ||{SCRIPT}|| # {SCRIPT}",
    f"[{SCRIPT}](https://a.example/{SCRIPT})",
    '[x](javascript:window.hacked=1) [y](https://a.example" onclick="window.hacked=1)',
    "<javascript:window.hacked=1> javascript:window.hacked=1 data:text/html,<script>1</script>",
    "[click](vbscript:x) [click](//evil.example) [click](\\\\evil.example)",
    f"before {RIGHT_TO_LEFT} after \u2066\u2067\u2068 end",
    "W" * 2000,
    "\u0301" * 500 + "Z\u0300\u0301\u0302\u0303\u0304" * 100,
    "`" * 1000 + "*" * 999,
    "> " * 500,
    "||" * 500 + "a" + "||" * 400,
    "\n" * 500 + "x",
    "{{7*7}} ${7*7} %00 \ufffe \U000e0001",
    "- a\n" + "\n".join("  " * n + "- b" for n in range(40)),
)


@dataclass(frozen=True)
class Place:
    playground: Playground
    server: SmallGuild
    long: Channel
    ravi: Person

    async def window(self, windows: Windows, who: str = "maya") -> Page:
        return await windows.open(self.playground, who, guild=str(self.server.guild.id))


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Place]:
    """A server with everything that is nasty, in names too, and a channel of 10,000 messages."""
    playground = Playground(limits=Limits.none())
    await playground.start()
    world = playground.world
    application = world.add_application(SCRIPT[:32], world.add_user("Dev"))
    server = small_guild(playground, application, f"{SCRIPT} {RIGHT_TO_LEFT}"[:100])
    long = world.add_channel(server.guild, "long", topic=SCRIPT + "W" * 900)
    server.guild.members[server.people["Olu"].id].nick = f"{SCRIPT}{RIGHT_TO_LEFT}"[:60]
    world.rename_channel(server.staff, RIGHT_TO_LEFT)
    people = People(playground)
    ravi = people.member("Ravi", server.guild)
    olu = people.member(server.people["Olu"], server.guild)
    for text in TEXTS:
        for who in (ravi, olu):
            await who.say(text, server.general)
    evil = [Upload(f"{RIGHT_TO_LEFT}{SCRIPT}.html", b"<script>window.hacked=1</script>")]
    await ravi.say("a file", server.general, files=evil)
    for n in range(MANY):
        posting.post(playground, long, ravi.id, {"content": f"message {n}"}, check=False)
    yield Place(playground, server, long, ravi)
    await playground.close()


async def overflow(page: Page) -> int:
    """How many pixels anything reaches out at the side."""
    return await page.evaluate(
        """() => Math.max(
            document.documentElement.scrollWidth - innerWidth,
            ...[...document.querySelectorAll(".scroller, .side, .head, .bar")]
                .filter(e => e.offsetParent)
                .map(e => e.getBoundingClientRect().right - innerWidth),
            ...[...document.querySelectorAll(".item, .message, .body")]
                .map(e => e.getBoundingClientRect().right
                    - document.querySelector(".scroller").getBoundingClientRect().right))"""
    )


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_hostile_texts_neither_run_nor_break_the_layout(
    windows: Windows, place: Place, size: dict[str, int]
):
    page = await place.window(windows)
    await page.set_viewport_size(size)  # pyright: ignore[reportArgumentType]
    await expect(last_message(page)).to_contain_text("a file")

    await page.evaluate("() => document.querySelectorAll('.spoiler').forEach(s => s.click())")
    found = await page.evaluate(
        """() => ({
            hacked: window.hacked,
            scripts: document.querySelectorAll(".messages script, .messages iframe").length,
            handlers: [...document.querySelectorAll("*")].filter(
                e => [...e.attributes].some(a => a.name.startsWith("on"))).length,
            links: [...document.querySelectorAll("a[href]")].map(a => a.href)
                .filter(h => !/^https?:/.test(h)),
            tall: Math.max(...[...document.querySelectorAll(".message")].map(m => m.offsetHeight)),
        })"""
    )

    assert found["hacked"] is None
    assert found["scripts"] == found["handlers"] == 0
    assert found["links"] == []
    assert await overflow(page) <= 0


async def test_names_cannot_turn_the_text_around_them(windows: Windows, place: Place):
    page = await place.window(windows, "mei")

    names = await page.locator("#channels, .author, .member, .file-name, .head").all_inner_texts()

    assert not any(c in "".join(names) for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


async def test_ten_thousand_messages_are_read_in_parts_of_at_most_200(
    windows: Windows, place: Place
):
    page = await place.window(windows)
    before = await page.evaluate("performance.now()")
    await enter(page, "long")
    await expect(last_message(page)).to_contain_text(f"message {MANY - 1}")
    taken = await page.evaluate("performance.now()") - before
    scroller, messages = page.locator(".scroller"), page.locator(".messages .message")

    async def first() -> int:
        return int((await messages.first.locator(".content").inner_text()).split()[1])

    oldest = await first()
    while oldest > MANY - 400:
        await scroller.evaluate("e => e.scrollTop = 0")
        await expect(messages.first).not_to_contain_text(f"message {oldest}")
        assert await messages.count() <= 200
        oldest = await first()
    assert await page.get_by_role("button", name="jump to the present").is_visible()

    await place.ravi.say("while you were away", place.long)
    assert await messages.count() <= 200
    await page.get_by_role("button", name="jump to the present").click()
    await expect(last_message(page)).to_contain_text("while you were away")
    assert await messages.count() <= 200
    assert taken < 3000


async def test_reading_on_after_scrolling_back_reaches_the_present(windows: Windows, place: Place):
    page = await place.window(windows)
    await enter(page, "long")
    messages = page.locator(".messages .message")
    newest = await last_message(page).inner_text()
    scroller = page.locator(".scroller")
    for _ in range(5):
        top = await messages.first.inner_text()
        await scroller.evaluate("e => e.scrollTop = 0")
        await expect(messages.first).not_to_have_text(top)
    await expect(last_message(page)).not_to_have_text(newest)

    for _ in range(12):
        await scroller.evaluate("e => e.scrollTop = e.scrollHeight")
        if await last_message(page).inner_text() == newest:
            break
        await page.wait_for_function("() => !document.querySelector('.scroller[aria-busy]')")
    await expect(last_message(page)).to_have_text(newest, use_inner_text=True)
    assert await messages.count() <= 200


async def test_a_flood_of_news_keeps_the_page_small(windows: Windows, place: Place):
    page = await place.window(windows)
    flood = place.playground.world.add_channel(place.server.guild, "flood")
    await enter(page, "flood")

    for n in range(600):
        posting.post(place.playground, flood, place.ravi.id, {"content": f"flood {n}"}, check=False)

    await expect(last_message(page)).to_contain_text("flood 599")
    assert await page.locator(".messages .message").count() <= 200


async def test_what_grows_below_a_reader_at_the_end_keeps_them_there(
    windows: Windows, place: Place
):
    page = await place.window(windows)
    flood = place.playground.world.add_channel(place.server.guild, "growing")
    await enter(page, "growing")
    for n in range(30):
        posting.post(place.playground, flood, place.ravi.id, {"content": f"old {n}"}, check=False)
    await expect(last_message(page)).to_contain_text("old 29")

    # A late font or picture: everything is taller by the time the page hears of its last scroll.
    await page.evaluate(
        """() => {
            const scroller = document.querySelector(".scroller");
            for (const row of scroller.querySelectorAll(".item")) row.style.paddingBottom = "40px";
            scroller.dispatchEvent(new Event("scroll"));
        }"""
    )
    for n in range(300):
        posting.post(place.playground, flood, place.ravi.id, {"content": f"new {n}"}, check=False)

    await expect(last_message(page)).to_contain_text("new 299")
    await expect(last_message(page)).to_be_in_viewport()


async def test_the_page_loads_nothing_from_elsewhere(windows: Windows, place: Place):
    page = await place.window(windows)
    await expect(last_message(page)).to_contain_text("a file")

    loaded: list[str] = await page.evaluate(
        "() => performance.getEntriesByType('resource').map(e => e.name)"
    )

    assert len(loaded) > 10
    assert [u for u in loaded if not u.startswith(place.playground.address)] == []
