"""Announcements as hypothesis makes them up: Markdown, emoji, mentions, right-to-left, limits."""

from hypothesis import strategies as st

from cogs.announcements.layout import TEXT_LIMIT_CHARACTERS, heading
from cogs.announcements.records import Content, Picture

PIECES = (
    *("**bold**", "_slanted_", "# Heading\n", "- item\n", "1. one\n", "> quoted\n", "||hidden||"),
    *("`code`", "```\nblock\n\nof code\n```\n", "[a link](https://example.org)", "\\*", "-# small"),
    *("@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#1>"),
    *("<t:1795660411:F>", "</announce list:1>", "<:name:123456789012345678>"),
    *("🙂", "👩‍👩‍👧‍👦", "🇬🇧", "❤️", "é", "e\u0301", "Ω", "漢字", "שלום עולם", "مرحبا"),
    *("\u202eback\u202c", "\u200f", "\u00a0", "{{date}}", "{{ Server }}", "{date}", "{{", "}}"),
    *("\n\n", "\n", " ", "  ", "word ", "A sentence, no more. "),
)
SINGLE_LINE = tuple(piece for piece in PIECES if "\n" not in piece)
LINKS = ("", "", "https://example.org/a?b=c&d=%20#e", "https://xn--bcher-kva.example/")


@st.composite
def titles(draw: st.DrawFn) -> str:
    """One line that says something, at most 200 characters."""
    words = "".join(draw(st.lists(st.sampled_from(SINGLE_LINE), max_size=12)))
    return f"T{words}"[: draw(st.sampled_from((60, 199, 200)))].strip()


@st.composite
def bodies(draw: st.DrawFn, title: str) -> str:
    """A text as a form sends it; some meet a limit exactly, or pass it by one."""
    words = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=60)))
    room = TEXT_LIMIT_CHARACTERS - len(heading(title))
    length = draw(st.sampled_from((None, None, None, room - 1, room, room + 1, 3999, 4000)))
    if length is not None:
        filler = draw(st.sampled_from(("x", "word ", "line of words\n", "🙂", "ש")))
        words = (words + filler * length)[: length - 1] + "."
    return words[:4000].strip()


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """What an organiser may have written."""
    title = draw(titles())
    picture = draw(st.sampled_from((None, Picture("a1b2c3d4-flyer.png", "a1b2c3d4", "A flyer"))))
    link = draw(st.sampled_from(LINKS))
    return Content(title=title, body=draw(bodies(title)), link=link, picture=picture)
