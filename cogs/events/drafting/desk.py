"""Taking a training from the form to the organiser's yes."""

import asyncio
from collections.abc import Mapping

import discord

from bot import replies
from bot.errors import NotFoundError
from bot.feature import House, Keeps
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.guilds.standing import require, rights_of
from bot.safeguards import identifiers_in, kinds_named
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Panel
from cogs.events.changing import Changing
from cogs.events.drafting import views
from cogs.events.drafting.forms import FIELDS, training_form
from cogs.events.drafting.records import Draft, Here, Reading, Scope
from cogs.events.drafting.rules import read, refused_kinds
from cogs.events.drafting.saving import Saving
from cogs.events.drafting.store import DraftStore, with_fields
from cogs.events.planning import Planning
from cogs.events.records import Kind
from cogs.events.rules import MOST_HOSTS, require_may_change


class Drafting:
    """Keeps what is typed as it was typed, shows how it is read, and saves it when told to."""

    def __init__(self, planning: Planning, changing: Changing, store: DraftStore) -> None:
        self._house: House = planning.house
        self._planning = planning
        self._store = store
        self._saving = Saving(planning, changing, store)
        self._held = Held()
        self._beginning: dict[str, Draft] = {}

    @property
    def actions(self) -> tuple[Action, ...]:
        """The forms and buttons of drafts."""
        return (
            Action("events.form", self.take_form),
            Action("events.held", self.open_held),
            Action("events.again", self.open_again),
            Action("events.pick", self.pick),
            Action("events.hosts", self.choose_hosts),
            Action("events.save", self.save),
            Action("events.discard", self.discard),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "Trainings that you began to write",
                "until they are saved or discarded, at most a day or two",
                self._store.export_member,
                self._store.forget_member,
            ),
        )

    async def begin(self, interaction: discord.Interaction, draft: Draft) -> None:
        """Open the form of a draft, and keep what was chosen with the command."""
        mode = "new" if draft.scope is Scope.NEW else "edit"
        title = "A training" if draft.scope is Scope.NEW else "Change a training"
        form = training_form(draft.fields, draft.token, mode=mode, title=title)
        if interaction.response.is_done():
            await self._store.put(draft)
            await replies.reply(interaction, views.late_panel(draft.token))
            return
        # A form must be the first answer, so the row comes after it; until then it is here.
        self._beginning[draft.token] = draft
        try:
            await replies.ask(interaction, form)
            await self._store.put(draft)
        finally:
            self._beginning.pop(draft.token, None)

    # --- forms ------------------------------------------------------------------------------------

    async def take_form(self, press: Press) -> None:
        """Keep a sent form, and show how it is read."""
        draft = await self._draft_or_new(press)
        typed = {name: press.text(name) for name in FIELDS}
        kind = Kind(draft.text("kind") or Kind.WORKSHOP)
        refused = refused_kinds(kind)
        checked = (typed["title"], typed["description"], typed["place"])
        found = [f for said in checked for f in identifiers_in(said) if f.kind in refused]
        if found:
            held = Typed("training", press.arguments, typed)
            token = self._held.put(press.interaction.user.id, held)
            await replies.reply(press.interaction, views.refused_panel(kinds_named(found), token))
            return
        if typed["when"] != draft.text("when"):
            typed["at"] = ""
        await self._show(press, with_fields(draft, **typed))

    async def open_held(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        typed = self._held.get(press.interaction.user.id, press.arguments[0])
        token, mode = typed.arguments
        await replies.ask(press.interaction, training_form(typed.fields, token, mode=mode))

    async def open_again(self, press: Press) -> None:
        """Open the form with what the draft holds."""
        await self.begin(press.interaction, await self._draft(press))

    # --- the panel --------------------------------------------------------------------------------

    async def pick(self, press: Press) -> None:
        """Take one of the offered answers in the place of what was typed."""
        draft = await self._draft(press)
        await self._show(press, with_fields(draft, **{press.arguments[1]: press.values[0]}))

    async def choose_hosts(self, press: Press) -> None:
        """Take who hosts it."""
        draft = await self._draft(press)
        await self._show(press, with_fields(draft, hosts=list(press.values[:MOST_HOSTS])))

    async def discard(self, press: Press) -> None:
        """Drop the draft."""
        await self._store.drop(await self._draft(press))
        await replies.update(press.interaction, views.discarded_panel())

    async def save(self, press: Press) -> None:
        """Do what the panel says, once; what has become unclear meanwhile is asked again."""
        draft = await self._draft(press)
        reading = await self._read(press.interaction, draft)
        if reading.troubles:
            await self._show(press, draft)
            return
        event = await self._saving.save(draft, reading)
        await replies.update(press.interaction, views.saved_panel(event, draft.scope))

    # --- how --------------------------------------------------------------------------------------

    async def _show(self, press: Press, draft: Draft) -> None:
        """Keep the draft, and show how it is read."""
        reading = await self._read(press.interaction, draft)
        if reading.at:
            # From now on the instant counts: "in 2 hours" must not move on while they look at it.
            draft = with_fields(draft, at=reading.at)
        await self._store.put(draft)
        panel = views.draft_panel(draft, reading, await self._here(press.interaction))
        await self._put(press, panel)

    async def _put(self, press: Press, panel: Panel) -> None:
        show = replies.reply if press.interaction.message is None else replies.update
        await show(press.interaction, panel)

    async def _read(self, interaction: discord.Interaction, draft: Draft) -> Reading:
        event = None
        if draft.event_id is not None:
            event = await self._planning.store.event(draft.guild_id, draft.event_id)
        # The first reading of another language loads much.
        return await asyncio.to_thread(read, draft, await self._here(interaction), event)

    async def _here(self, interaction: discord.Interaction) -> Here:
        profile = await self._house.members.profile(interaction.user.id)
        server = self._house.guilds.get(interaction.guild_id or 0, ServerSettings)
        language = str(interaction.locale)
        return Here(self._house.clock.now(), profile.zone, server.zone, language)

    async def _draft(self, press: Press) -> Draft:
        """The draft of a button, for who wrote it and may still do so."""
        interaction = press.interaction
        guild_id = interaction.guild_id or 0
        token, member_id = press.arguments[0], interaction.user.id
        draft = self._beginning.get(token)
        if draft is None or draft.member_id != member_id:
            draft = await self._store.get(guild_id, member_id, token)
        await self._require_may_write(interaction, draft)
        return draft

    async def _draft_or_new(self, press: Press) -> Draft:
        """As `_draft`; a form for a new training is good for one even without."""
        try:
            return await self._draft(press)
        except NotFoundError:
            if press.arguments[1] != "new":
                raise
            require(self._house.guilds, press.interaction, Right.ORGANISER)
            return self.new_draft(press.interaction, press.arguments[0], {})

    def new_draft(
        self, interaction: discord.Interaction, token: str, fields: Mapping[str, object]
    ) -> Draft:
        """A draft of a new training, posted where the server posts trainings unless chosen."""
        guild_id = interaction.guild_id or 0
        server = self._house.guilds.get(guild_id, ServerSettings)
        channel_id = server.training_channel or interaction.channel_id or 0
        begins = {"channel": str(channel_id), "hosts": [str(interaction.user.id)], **fields}
        now = self._house.clock.now()
        return Draft(guild_id, interaction.user.id, token, now, fields=begins)

    async def _require_may_write(self, interaction: discord.Interaction, draft: Draft) -> None:
        if draft.event_id is None:
            require(self._house.guilds, interaction, Right.ORGANISER)
            return
        event = await self._planning.store.event(draft.guild_id, draft.event_id)
        if event is None:
            raise NotFoundError("That training is not there any more.")
        is_organiser = Right.ORGANISER in rights_of(self._house.guilds, interaction)
        require_may_change(event, interaction.user.id, is_organiser=is_organiser)
