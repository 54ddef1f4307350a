"""The forms of announcements, and what stands in them."""

from collections.abc import Mapping

import discord
from discord import app_commands, ui

from bot.ui.panels import Form, form
from cogs.announcements.records import Announcement, Content, Template, Wishes
from cogs.announcements.rules import LINK_LIMIT, TITLE_LIMIT

BODY_LIMIT = 4000
ALT_LIMIT = 1000
WORDS_LIMIT = 500
NAME_LIMIT = 60
SHORT_LIMIT = 200
Filled = Mapping[str, str | tuple[str, ...]]
LONG = discord.TextStyle.paragraph


def text_form(filled: Filled, action: str, *arguments: object, has_image: bool = False) -> Form:
    """Title, text, link, image and its alternative text, with what was filled in before."""
    picture = "Leave it empty to keep the one it has." if has_image else "PNG, JPEG, GIF or WebP."
    upload = ui.Label[Form](
        text="Image",
        description=f"{picture} At most 10 MB.",
        component=ui.FileUpload[Form](custom_id="image", required=False, max_values=1),
    )
    fields = [
        _field("title", "Title", filled, TITLE_LIMIT, required=True),
        _field(
            "body",
            "Text",
            filled,
            BODY_LIMIT,
            style=LONG,
            hint="Markdown works. {{date}}, {{time}}, {{server}} are filled in when it is posted.",
        ),
        _field("link", "Link", filled, LINK_LIMIT, hint="A button below, beginning with https://"),
        upload,
        _field("alt", "What the image shows", filled, ALT_LIMIT, hint="For those who can't see it"),
    ]
    return form(
        "Edit the announcement" if arguments[1:] else "Announcement", fields, action, *arguments
    )


def time_form(filled: Filled, action: str, *arguments: object) -> Form:
    """When it is posted."""
    fields = [
        _field(
            "when",
            "When",
            filled,
            SHORT_LIMIT,
            required=True,
            hint="Like: tomorrow 6pm, 1 Dec 18:00 London, in 2 hours",
        ),
        _field("repeat", "Repeat", filled, SHORT_LIMIT, hint="Like: weekly, every 2 weeks"),
        _field("ends", "Until", filled, SHORT_LIMIT, hint="Like: 10 times, until 3 March"),
        _field("skip", "Days to leave out", filled, SHORT_LIMIT * 5, hint="Like: 25 Dec, 1 Jan"),
    ]
    return form("When it is posted", fields, action, *arguments)


def words_form(filled: Filled, action: str, *arguments: object) -> Form:
    """What a second organiser wants changed."""
    field = _field(
        "words", "What should be changed?", filled, WORDS_LIMIT, style=LONG, required=True
    )
    return form("Ask for changes", [field], action, *arguments)


def name_form(filled: Filled, action: str, *arguments: object) -> Form:
    """What a template is called."""
    field = _field("name", "Name of the template", filled, NAME_LIMIT, required=True)
    return form("Save as template", [field], action, *arguments)


def filled_of(content: Content) -> dict[str, str]:
    """What the form of a text holds."""
    return {
        "title": content.title,
        "body": content.body,
        "link": content.link,
        "alt": "" if content.picture is None else content.picture.alt,
    }


def filled_times(wishes: Wishes) -> dict[str, str]:
    """What the form of a time holds."""
    return {
        "when": wishes.when,
        "repeat": wishes.repeat,
        "ends": wishes.ends,
        "skip": wishes.skip,
    }


def edit_form(announcement: Announcement) -> Form:
    """The text of an announcement, to be changed from this version on."""
    content = announcement.content
    return text_form(
        filled_of(content),
        *("announce.text", announcement.id, announcement.version),
        has_image=content.picture is not None,
    )


def _field(
    name: str,
    label: str,
    filled: Filled,
    limit: int,
    *,
    style: discord.TextStyle = discord.TextStyle.short,
    required: bool = False,
    hint: str = "",
) -> ui.Label[Form]:
    value = filled.get(name, "")
    typed = value if isinstance(value, str) else ""
    return ui.Label[Form](
        text=label,
        description=hint or None,
        component=ui.TextInput[Form](
            custom_id=name,
            style=style,
            required=required,
            max_length=limit,
            default=typed[:limit] or None,
        ),
    )


def filled_template(template: Template) -> dict[str, str]:
    """What the form holds that begins from a template."""
    return {"title": template.title, "body": template.body, "link": template.link}


CLEARABLE = [
    app_commands.Choice(name="notify nobody", value="role_id"),
    app_commands.Choice(name="never take it down", value="take_down_after"),
    app_commands.Choice(name="no image", value="image"),
    app_commands.Choice(name="no repeat", value="repeat"),
    app_commands.Choice(name="no days to leave out", value="skip"),
    app_commands.Choice(name="no end of the repeat", value="ends"),
]
