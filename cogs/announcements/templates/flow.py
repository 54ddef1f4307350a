"""Saving, looking at and deleting templates."""

from dataclasses import replace

import discord

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import Panel
from cogs.announcements import forms
from cogs.announcements.desk import Desk
from cogs.announcements.intake import Intake
from cogs.announcements.records import Template
from cogs.announcements.templates import views
from cogs.announcements.templates.store import Templates


class TemplateFlow:
    """What organisers do with templates."""

    def __init__(self, desk: Desk, store: Templates, intake: Intake) -> None:
        self.store = store
        self._desk = desk
        self._intake = intake

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms do; only organisers may."""
        named = {
            "announce.template": self.ask_name,
            "announce.named": self.take_name,
            "announce.template_open": self.open,
            "announce.template_gone": self.delete,
            "announce.template_list": self.back,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    async def ask_name(self, press: Press) -> None:
        """Ask what the template is to be called."""
        self._desk.here(press.interaction)
        await replies.ask(
            press.interaction, forms.name_form({}, "announce.named", press.arguments[0])
        )

    async def take_name(self, press: Press) -> None:
        """Keep the text of an announcement as a template."""

        async def keep() -> None:
            name = press.text("name")
            if ":" in name or not name:
                raise InvalidInputError("Please give the template a name without a colon.")
            found = await self._desk.of_press(press)
            content = found.content
            template = Template(name, content.title, content.body, content.link)
            now = self._desk.house.clock.now()
            await self.store.save(found.guild_id, template, at=now)
            note = f"Saved as “{name}”. To begin from it, choose `template` in `/announce compose`."
            panel = await self._desk.panel(press.interaction, found, note)
            await replies.update(press.interaction, panel)

        await self._intake.take(press, "template", keep)

    async def list(self, interaction: discord.Interaction) -> None:
        """Show all templates of the server."""
        await replies.reply(interaction, await self._panel(self._desk.here(interaction)))

    async def open(self, press: Press) -> None:
        """Show one template."""
        guild_id = self._desk.here(press.interaction)
        template = await self.store.template(guild_id, press.values[0])
        await replies.update(press.interaction, views.template_panel(template))

    async def back(self, press: Press) -> None:
        """Show the list again."""
        panel = await self._panel(self._desk.here(press.interaction))
        await replies.update(press.interaction, panel)

    async def delete(self, press: Press) -> None:
        """Delete a template."""
        await self.store.delete(self._desk.here(press.interaction), press.arguments[0])
        await self.back(replace(press, arguments=()))

    async def _panel(self, guild_id: int) -> Panel:
        found = await self.store.all_of(guild_id)
        return views.list_panel(found, self._desk.values.known())
