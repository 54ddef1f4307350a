"""`/prompt submit|mine`: where members write prompts, and follow what becomes of them."""

from collections.abc import Mapping

import discord

from bot import replies
from bot.catalog.writing import prompt_yaml
from bot.errors import InvalidInputError, NotAllowedError
from bot.feature import House, Keeps
from bot.guilds.rights import Right
from bot.guilds.standing import require, rights_of
from bot.ui.actions import Action, Press
from bot.ui.intake import Intake
from bot.ui.lists import page_of
from bot.ui.panels import Form, Panel
from cogs.prompts import views as prompt_views
from cogs.prompts.submitting import opening, views
from cogs.prompts.submitting.answers import with_basics, with_gap, with_section
from cogs.prompts.submitting.pieces import Pieces
from cogs.prompts.submitting.records import Content, Draft, Stage
from cogs.prompts.submitting.reviewing import Reviewing
from cogs.prompts.submitting.rules import FIRST_VERSION, preview_of, uncredited
from cogs.prompts.submitting.store import NEWS, Submissions


class Desk:
    """Takes forms, keeps drafts, and sends them; `load` it before the first command."""

    def __init__(self, house: House, store: Submissions) -> None:
        self.house = house
        self.store = store
        self.pieces = Pieces(house, store)
        self._reviewing = Reviewing(house, store)
        self._intake = Intake("submit.again")

    async def load(self) -> None:
        """Read the approved prompts, and tell the reviews what a prompt is; once, at the start."""
        self.house.news.follow(NEWS, self.store.hear)
        await self.store.load()
        self.house.reviews.declare(self._reviewing.kind())
        await self._reviewing.settle()

    async def exports(self, guild_id: int) -> Mapping[str, str]:
        """The server's approved prompts as files of a catalogue, exactly as they were reviewed."""
        return {
            f"prompts/{prompt.slug}.yaml": prompt_yaml(uncredited(prompt))
            for prompt in self.store.approved_prompts(guild_id).values()
        }

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms of drafts do."""
        writing = {
            "submit.write": self.write,
            "submit.new": self.take_basics,
            "submit.edit": self.edit,
            "submit.basics": self.take_basics,
            "submit.more": self.more,
            "submit.part": self.take_part,
            "submit.gap": self.take_gap,
            "submit.again": self.again,
            "submit.ask": self.ask_to_send,
            "submit.sent": self.take_sent,
        }
        reading = {
            "submit.open": self.open,
            "submit.preview": self.preview,
            "submit.delete": self.ask_to_delete,
            "submit.gone": self.delete,
            "submit.page": self.turn_page,
        }
        return (
            *(Action(name, handle, Right.PROFESSIONAL) for name, handle in writing.items()),
            *(Action(name, handle) for name, handle in reading.items()),
        )

    @property
    def keeps(self) -> tuple[Keeps, ...]:
        """What is kept of members."""
        return (
            Keeps(
                "Your prompt drafts, and the prompts that you sent to reviewers",
                "until you delete them; approved prompts stay, without your name once forgotten",
                self.store.export_member,
                self.store.forget_member,
            ),
        )

    # --- commands ---------------------------------------------------------------------------------

    async def start(self, interaction: discord.Interaction) -> None:
        """Open the first form."""
        self._may_write(interaction)
        await replies.ask(interaction, opening.first_form())

    async def mine(self, interaction: discord.Interaction) -> None:
        """All that the member wrote here; outside servers, in the one that is their home."""
        await replies.reply(interaction, await self._mine(interaction, 0))

    # --- forms that open --------------------------------------------------------------------------

    async def write(self, press: Press) -> None:
        """Begin another draft."""
        await self.start(press.interaction)

    async def edit(self, press: Press) -> None:
        """Open the first form with what the draft has."""
        draft = await self._draft(press)
        await self._ask(press, opening.basics_form(draft), draft.slug)

    async def more(self, press: Press) -> None:
        """Open one of the further forms."""
        draft, section = await self._draft(press), press.values[0]
        await self._ask(press, opening.part_form(draft, section), draft.slug)

    async def ask_to_send(self, press: Press) -> None:
        """Ask for what an author says when sending."""
        draft = await self._draft(press)
        await self._ask(press, opening.send_form(draft), draft.slug)

    async def again(self, press: Press) -> None:
        """Open a refused form with what was typed."""
        await replies.ask(press.interaction, opening.form_again(self._intake.held(press)))

    # --- forms that are sent ----------------------------------------------------------------------

    async def take_basics(self, press: Press) -> None:
        """Keep a new draft, or the first form of an old one."""

        async def keep() -> Panel:
            if press.arguments:
                draft = await self._draft(press)
                return await self._saved(draft, with_basics(draft.content, press.fields))
            draft = await self.store.create(
                self._may_write(press.interaction),
                press.interaction.user.id,
                with_basics(None, press.fields),
                taken=self.pieces.taken(),
                at=self.house.clock.now(),
            )
            return await self._panel(draft)

        await self._intake.take(press, "basics", keep)

    async def take_part(self, press: Press) -> None:
        """Keep one of the further forms."""

        async def keep() -> Panel:
            draft, section = await self._draft(press), press.arguments[1]
            today = self.house.clock.now().date()
            content = with_section(draft.content, section, press.fields, today=today)
            return await self._saved(draft, content)

        await self._intake.take(press, "part", keep)

    async def take_gap(self, press: Press) -> None:
        """Keep how a placeholder is asked for."""

        async def keep() -> Panel:
            draft = await self._draft(press)
            return await self._saved(
                draft, with_gap(draft.content, press.arguments[1], press.fields)
            )

        await self._intake.take(press, "gap", keep)

    async def take_sent(self, press: Press) -> None:
        """Send the draft to the reviewers."""

        async def send() -> Panel:
            draft = await self._draft(press)
            note, interests = press.text("note"), press.text("interests")
            number = await self.pieces.send(draft, note=note, interests=interests)
            return views.sent_panel(draft.content.title, number)

        await self._intake.take(press, "sent", send)

    # --- looking, and deleting --------------------------------------------------------------------

    async def open(self, press: Press) -> None:
        """Show one draft, from the list or in the place of a question."""
        slug = press.values[0] if press.values else press.arguments[0]
        draft = await self.store.draft(
            self._here(press.interaction), press.interaction.user.id, slug
        )
        await replies.update(press.interaction, await self._panel(draft))

    async def preview(self, press: Press) -> None:
        """Show the card and the text as members will see them."""
        draft = await self._draft(press)
        today = self.house.clock.now().date()
        prompt = preview_of(draft.content, draft.slug, version=FIRST_VERSION, today=today)
        card = views.preview_panel(prompt_views.card(prompt))
        await replies.reply(press.interaction, card)
        body, files = prompt_views.body_panel(prompt)
        await replies.reply(press.interaction, body, files=files)

    async def ask_to_delete(self, press: Press) -> None:
        """Ask before a draft is deleted."""
        draft = await self._draft(press)
        shown = draft.slug in self.store.approved_prompts(draft.guild_id)
        panel = views.delete_panel(draft.content.title, draft.slug, is_shown=shown)
        await replies.update(press.interaction, panel)

    async def delete(self, press: Press) -> None:
        """Delete a draft that reviewers are not looking at."""
        draft = await self._draft(press)
        if (await self.pieces.seen(draft)).stage is Stage.IN_REVIEW:
            raise InvalidInputError("Reviewers are looking at it. Wait for their answer, please.")
        await self.store.delete(draft.guild_id, draft.member_id, draft.slug)
        await replies.update(press.interaction, await self._mine(press.interaction, 0))

    async def turn_page(self, press: Press) -> None:
        """Show another page of the member's list."""
        panel = await self._mine(press.interaction, int(press.arguments[0]))
        await replies.update(press.interaction, panel)

    # --- parts ------------------------------------------------------------------------------------

    def _here(self, interaction: discord.Interaction) -> int:
        """The server that the interaction is in.

        Raises:
            NotAllowedError: It is in none, or in one that Attune is no member of.
        """
        guild_id = interaction.guild_id
        if guild_id is None or self.house.client.get_guild(guild_id) is None:
            raise NotAllowedError(
                "Prompts are written for a server where I am a member. Please use it there."
            )
        return guild_id

    def _may_write(self, interaction: discord.Interaction) -> int:
        guild_id = self._here(interaction)
        require(self.house.guilds, interaction, Right.PROFESSIONAL)
        return guild_id

    async def _draft(self, press: Press) -> Draft:
        """The draft that a button or form is about: always one of whoever uses it."""
        here = self._here(press.interaction)
        return await self.store.draft(here, press.interaction.user.id, press.arguments[0])

    async def _ask(self, press: Press, form: Form, slug: str) -> None:
        if press.interaction.response.is_done():
            await replies.reply(press.interaction, views.late_panel(slug))
        else:
            await replies.ask(press.interaction, form)

    async def _saved(self, draft: Draft, content: Content) -> Panel:
        saved = await self.store.save(draft, content, at=self.house.clock.now())
        return await self._panel(saved)

    async def _panel(self, draft: Draft) -> Panel:
        return views.draft_panel(await self.pieces.seen(draft))

    async def _mine(self, interaction: discord.Interaction, number: int) -> Panel:
        guild_id = await self.house.reviews.place_of(interaction)
        if guild_id is None:
            raise NotAllowedError(
                "Your prompts belong to a server. Use `/prompt mine` there, or choose your home "
                "server with `/me home`."
            )
        found = await self.pieces.all_of(guild_id, interaction.user.id)
        may = Right.PROFESSIONAL in rights_of(self.house.guilds, interaction)
        here = interaction.guild_id == guild_id
        return views.mine_panel(page_of(found, number), may_write=may, can_open=here)
