"""Writing announcements: the form of text, link and image, and what it leads to."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

import discord

from bot import replies
from bot.delivery.records import Image
from bot.errors import InvalidInputError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.ui.actions import Action, Press
from bot.ui.panels import say
from cogs.announcements import forms
from cogs.announcements.desk import Desk, late_panel
from cogs.announcements.intake import Intake
from cogs.announcements.layout import laid_out
from cogs.announcements.opened.store import OpenForms
from cogs.announcements.places import require_place
from cogs.announcements.records import (
    Announcement,
    Content,
    Opened,
    Picture,
    Placing,
    State,
    Timing,
    Wishes,
)
from cogs.announcements.times import Unclear, settled
from cogs.announcements.timings import Timings, which_panel
from cogs.announcements.uploads import image_in

FORGOTTEN = (
    "Your text is kept. I no longer know which channel and time you had chosen; `/announce edit` "
    "sets them."
)


class Texts:
    """Takes what organisers write."""

    def __init__(self, desk: Desk, opened: OpenForms, intake: Intake, timings: Timings) -> None:
        self._desk = desk
        self._opened = opened
        self._intake = intake
        self._timings = timings

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms do; only organisers may."""
        named = {
            "announce.new": self.take_new,
            "announce.edit": self.edit,
            "announce.text": self.take_text,
            "announce.again": self.use_again,
            "announce.again_form": self._intake.open_again,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    # --- a new one --------------------------------------------------------------------------------

    async def compose(
        self,
        interaction: discord.Interaction,
        opened: Opened,
        filled: Mapping[str, str] | None = None,
    ) -> None:
        """Open the form of a new announcement; what the options said is kept until it is sent."""
        guild = self._desk.guild(interaction)
        require_place(guild, opened.placing)
        if interaction.response.is_done():
            await replies.reply(interaction, late_panel())
            return
        token = secrets.token_hex(12)
        self._opened.remember(token, opened)
        await replies.ask(interaction, forms.text_form(filled or {}, "announce.new", token))
        # After the form, which nothing slow may keep from opening.
        await self._opened.keep(guild.id, token, opened, at=self._desk.house.clock.now())

    async def take_new(self, press: Press) -> None:
        """Keep a new draft, and show it as it will look."""
        await self._intake.take(press, "new", lambda: self._keep_new(press))

    async def _keep_new(self, press: Press) -> None:
        interaction, now = press.interaction, self._desk.house.clock.now()
        guild_id = self._desk.here(interaction)
        found = await self._opened.find(guild_id, press.arguments[0])
        opened = found or Opened(self._usual_place(guild_id), Wishes())
        content, image = await self._content(press, None)
        read = await self._timings.read(interaction, opened.wishes)
        timing = read if isinstance(read, Timing) else None
        draft = Announcement(
            id=0,
            guild_id=guild_id,
            state=State.DRAFT,
            content=content,
            placing=opened.placing,
            wishes=opened.wishes if timing is None else settled(opened.wishes, timing),
            timing=timing,
            planned_by=interaction.user.id,
            made_at=now,
            changed_at=now,
        )
        made = await self._desk.store.create(draft, interaction.user.id, image=image)
        await self._desk.show(interaction, made, "" if found else FORGOTTEN)
        if isinstance(read, Unclear):
            await replies.reply(interaction, which_panel(made.id, read))

    def _usual_place(self, guild_id: int) -> Placing:
        chosen = self._desk.house.guilds.get(guild_id, ServerSettings).announcements_channel
        return Placing(channel_id=chosen or 0)

    # --- changing ---------------------------------------------------------------------------------

    async def edit(self, press: Press) -> None:
        """Open the form with the text as it is."""
        guild_id = self._desk.here(press.interaction)
        found = await self._desk.store.for_a_form(guild_id, int(press.arguments[0]))
        if press.interaction.response.is_done():
            await replies.reply(press.interaction, late_panel())
        else:
            await replies.ask(press.interaction, forms.edit_form(found))

    async def take_text(self, press: Press) -> None:
        """Keep a changed text; of what was posted the messages are changed too."""
        await self._intake.take(press, "text", lambda: self._keep_text(press))

    async def _keep_text(self, press: Press) -> None:
        before = await self._desk.of_press(press)
        content, image = await self._content(press, before.content.picture)
        if before.state is State.POSTED:
            await self._require_fits(before, content)
        after = await self._save(press, before, content, image)
        if press.interaction.message is not None:
            await replies.update(press.interaction, say("The new version is below."))
        waits = (await self._desk.approvals(after)).missing
        await self._desk.show(press.interaction, after, _saved(before, after, waits=waits))

    async def _save(
        self, press: Press, before: Announcement, content: Content, image: Image | None
    ) -> Announcement:
        seen = await self._desk.history.version(before.guild_id, before.id, int(press.arguments[1]))

        def revise(found: Announcement) -> Announcement:
            if found.content != seen.content:
                raise InvalidInputError(
                    "Somebody else changed this text while you were writing. `/announce show` "
                    "shows theirs; what you typed is not lost."
                )
            return replace(found, content=content)

        return await self._desk.store.change(
            before.guild_id,
            before.id,
            revise,
            by=press.interaction.user.id,
            at=self._desk.house.clock.now(),
            what="text",
            image=image,
        )

    async def _require_fits(self, before: Announcement, content: Content) -> None:
        """A post can be changed, but no message can be put between others later."""
        posts = await self._desk.history.posts(before.guild_id, before.id)
        troubles = (await self._desk.desktop(0, replace(before, content=content))).troubles
        if troubles:
            raise InvalidInputError(f"{troubles[0]} The post stays as it is until then.")
        there = next((post for post in posts if post.taken_down_at is None), None)
        room = 0 if there is None else sum(one is not None for one in there.messages)
        if there is None or not room:
            return
        parts = laid_out(content, before.placing, there.values).parts
        if room < len(parts):
            raise InvalidInputError(
                f"It was posted as {room} message{'s' * (room > 1)}, and your text would take "
                f"{len(parts)}. Shorten it, or write a new announcement."
            )

    async def use_again(self, press: Press) -> None:
        """Make a new draft of what was posted."""
        old = await self._desk.of_press(press)
        image = await self._desk.store.pictures.of(old.guild_id, old.id, old.content)
        now, by = self._desk.house.clock.now(), press.interaction.user.id
        draft = Announcement(
            id=0,
            guild_id=old.guild_id,
            state=State.DRAFT,
            content=old.content,
            placing=old.placing,
            planned_by=by,
            made_at=now,
            changed_at=now,
        )
        what = f"copied from number {old.id}"
        made = await self._desk.store.create(draft, by, what=what, image=image)
        await self._desk.show(press.interaction, made, "A new draft with the same text.")

    async def _content(self, press: Press, picture: Picture | None) -> tuple[Content, Image | None]:
        """What the form says; a new image takes the place of the one before."""
        uploaded, alt = press.fields.get("image", ()), press.text("alt")
        chosen = uploaded if isinstance(uploaded, tuple) else ()
        found = await image_in(self._desk.house.client, press.interaction, chosen, alt)
        image = None
        if found is not None:
            picture, image = found
        elif picture is not None:
            picture = replace(picture, alt=alt)
        return Content(
            title=press.text("title"),
            body=press.text("body"),
            link=press.text("link"),
            picture=picture,
        ), image


def _saved(before: Announcement, after: Announcement, *, waits: bool) -> str:
    if before.version == after.version:
        return "Nothing was changed."
    if after.state is not State.POSTED:
        return "Saved. This is how it looks now."
    if waits:
        return "Saved. The post in the channel is changed once another organiser has approved it."
    return "Saved. The post in the channel is changed in a moment."
