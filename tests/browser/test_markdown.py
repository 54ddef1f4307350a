"""Discord's Markdown, as the page draws it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.conftest import Town, Windows

DRAW = """async text => {
    const { markdown } = await import("/page/js/markdown.js");
    const { el } = await import("/page/js/dom.js");
    return el("div", {}, markdown(text)).innerHTML.replace(/ (dir|tabindex|class)="[^"]*"/g, "");
}"""

MARKS = ["*", "_", "`", "~", "|", "[", "<", "> ", "- ", "(", "**a", "[a](", "*a**b**", "`a``"]
MORE_MARKS = ["https://a(", "[a](https://a(", "||a", "<t:1", "__a_", "1. "]


@pytest.fixture(scope="module")
async def page(browser: Browser, town: Town) -> AsyncIterator[Page]:
    opened = Windows(browser)
    yield await opened.open(town.playground, "maya")
    await opened.close()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>"),
        ("a\nb", "<p>a<br>b</p>"),
        (
            "**b** *i* _i_ __u__ ~~s~~",
            "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s></p>",
        ),
        ("***both***", "<p><strong><em>both</em></strong></p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        (r"\*not\* \_so\_", "<p>*not* _so_</p>"),
        ("`a **b** <b>`", "<p><code>a **b** &lt;b&gt;</code></p>"),
        ("`` a ` b ``", "<p><code>a ` b</code></p>"),
        ("```py\nx = 1\n```", "<pre><code>x = 1</code></pre>"),
        ("````text\n```\ninner\n```\n````", "<pre><code>```\ninner\n```</code></pre>"),
        ("```open", "<p>```open</p>"),
        ("# A\n## B\n### C\n#d", "<h3>A</h3><h4>B</h4><h5>C</h5><p>#d</p>"),
        ("-# small", "<p>small</p>"),
        ("> a\n> b\nc", "<blockquote><p>a<br>b</p></blockquote><p>c</p>"),
        (">>> a\nb", "<blockquote><p>a<br>b</p></blockquote>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        (
            "@everyone :wave: <:care:12>",
            '<p><span>@everyone</span> :wave: <span title=":care:">:care:</span></p>',
        ),
        (
            "<b>x</b> <script>alert(1)</script>",
            "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>",
        ),
        (
            "<@1> <#2> <@&3>",
            "<p><span>@unknown user</span> <span>#unknown</span> <span>@unknown role</span></p>",
        ),
        ("</prompt find:12>", '<p><button type="button">/prompt find</button></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("<t:99999999999999:F>", "<p>&lt;t:99999999999999:F&gt;</p>"),
        ("*" * 9, "<p>*********</p>"),
        ("", ""),
    ],
)
async def test_what_is_written_is_drawn(page: Page, text: str, html: str):
    assert await page.evaluate(DRAW, text) == html


@pytest.mark.parametrize(
    ("text", "shown", "address"),
    [
        (
            "see https://example.org/a_(b).",
            "https://example.org/a_(b)",
            "https://example.org/a_(b)",
        ),
        ("<https://example.org>", "https://example.org", "https://example.org/"),
        ("[the **text**](https://example.org/x)", "the text", "https://example.org/x"),
        ('[t](<https://example.org> "title")', "t", "https://example.org/"),
        (
            "[https://bank.example](https://evil.example)",
            "https://bank.example",
            "https://evil.example/",
        ),
    ],
)
async def test_links_lead_where_they_say_and_tell_it(
    page: Page, text: str, shown: str, address: str
):
    told = await page.evaluate(
        """async text => {
            const { markdown } = await import("/page/js/markdown.js");
            const link = markdown(text)[0].querySelector("a");
            return [link.textContent, link.href, link.title, link.rel];
        }""",
        text,
    )

    assert told == [shown, address, address, "noopener noreferrer"]


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("t", "16:20"),
        ("T", "16:20:30"),
        ("d", "20/04/2021"),
        ("D", "20 April 2021"),
        ("f", "20 April 2021 at 16:20"),
        ("F", "Tuesday 20 April 2021 at 16:20"),
        ("", "20 April 2021 at 16:20"),
    ],
)
async def test_times_are_in_the_viewers_zone(page: Page, style: str, shown: str):
    text = f"<t:1618932030{':' + style if style else ''}>"

    drawn = await page.evaluate(DRAW, text)

    assert drawn.split(">")[2].removesuffix("</time").replace(",", "") == shown


@pytest.mark.parametrize("letter", MARKS + MORE_MARKS)
async def test_a_long_line_of_marks_is_drawn_within_a_second(page: Page, letter: str):
    milliseconds = await page.evaluate(
        """async text => {
            const { markdown } = await import("/page/js/markdown.js");
            const before = performance.now();
            markdown(text);
            return performance.now() - before;
        }""",
        letter * (4000 // len(letter)),
    )

    assert milliseconds < 1000
