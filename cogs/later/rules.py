"""What a list of planned things shows, page by page, and what can be done about one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cogs.later.records import Entry

ON_A_PAGE = 6
LABEL_LIMIT = 100
TITLE_LIMIT = 150
TROUBLE_LIMIT = 400


def pages_for(count: int) -> int:
    """How many pages so many things fill; at least one."""
    return max(-(-count // ON_A_PAGE), 1)


def page_within(page: int, count: int) -> int:
    """The page itself, or the nearest that there is, counted from 0."""
    return min(max(page, 0), pages_for(count) - 1)


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def option_label(entry: Entry) -> str:
    """What a select shows of it."""
    return shortened(entry.title, LABEL_LIMIT)


def option_time(due_at: datetime, zone: str | None) -> str:
    """A select shows no `<t:…>`, so its time is the server's, or UTC, and says which."""
    local = due_at.astimezone(ZoneInfo(zone or "UTC"))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} {zone or 'UTC'}"
