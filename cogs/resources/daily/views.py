"""The post itself, and what each resource of the day is called."""

from datetime import date

from discord import ui
from discord.utils import escape_markdown

from bot.catalog.records import Resource
from bot.reviews.records import Standing
from bot.ui.panels import Panel, box, button, text
from cogs.resources.views import resource_items, resource_row

TEST = "This is a test. It is not counted, and nobody is notified."


def post_panel(
    resource: Resource,
    standing: Standing,
    *,
    today: date,
    role_id: int | None = None,
    test: bool = False,
) -> Panel:
    """The resource of the day as everybody sees it.

    Args:
        resource: Which.
        standing: How it stands in the server.
        today: The local day.
        role_id: Who is notified.
        test: Marked as a test, with buttons that can't be pressed.
    """
    first = [f"Resource of the day: {escape_markdown(resource.title)}"]
    if test:
        first.insert(0, f"🧪 **{TEST}**")
    if role_id is not None:
        first.append(f"<@&{role_id}>")
    buttons = resource_row(resource.slug, None)
    buttons.add_item(button("Discuss", "daily.discuss", resource.slug))
    if test:
        _switch_off(buttons)
    return Panel(text(*first), box(*resource_items(resource, standing, today)), buttons)


def _switch_off(buttons: ui.ActionRow[Panel]) -> None:
    for item in buttons.children:
        if isinstance(item, ui.Button):
            item.disabled = True
