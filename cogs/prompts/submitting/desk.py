"""`/prompt submit|mine`: where members write prompts, and follow what becomes of them."""

from collections.abc import Mapping

import discord

from bot import replies
from bot.catalog.writing import prompt_yaml
from bot.feature import House, Keeps
from bot.guilds.rights import Right
from bot.guilds.standing import rights_of
from bot.submissions.desk import Desk
from bot.submissions.records import Draft, Seen
from bot.ui.actions import Action, Press
from bot.ui.held import Typed
from bot.ui.panels import Form, Panel, button
from cogs.prompts import views as prompt_views
from cogs.prompts.submitting import opening, views
from cogs.prompts.submitting.answers import with_basics, with_gap, with_section
from cogs.prompts.submitting.pieces import PromptPieces
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.reviewing import PromptReviewing
from cogs.prompts.submitting.rules import FIRST_VERSION, preview_of, uncredited
from cogs.prompts.submitting.store import Submissions


class PromptDesk(Desk[Content]):
    """The desk for prompts: a first form, further ones, one for each gap, and a preview."""

    def __init__(self, house: House, store: Submissions) -> None:
        super().__init__(house, store, PromptPieces(house, store), PromptReviewing(house, store))
        self.store = store

    async def exports(self, guild_id: int) -> Mapping[str, str]:
        """The server's approved prompts as files of a catalogue, exactly as they were reviewed."""
        return {
            f"prompts/{prompt.slug}.yaml": prompt_yaml(uncredited(prompt))
            for prompt in self.store.approved(guild_id).values()
        }

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms of drafts do."""
        writing = {
            "submit.write": self.write,
            "submit.new": self.take_basics,
            "submit.basics": self.take_basics,
            "submit.more": self.more,
            "submit.part": self.take_part,
            "submit.gap": self.take_gap,
        }
        return self.actions_with(writing, {"submit.preview": self.preview})

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

    # --- what every desk asks for -----------------------------------------------------------------

    def first_form(self, draft: Draft[Content] | None) -> Form:
        """Title, what it is for, category, text and cautions."""
        return opening.first_form() if draft is None else opening.basics_form(draft)

    def send_form(self, draft: Draft[Content]) -> Form:
        """What an author attests and declares."""
        return opening.send_form(draft)

    def form_again(self, typed: Typed) -> Form:
        """A form that was refused, with what was typed."""
        return opening.form_again(typed)

    def draft_panel(self, seen: Seen[Content]) -> Panel:
        """One draft, what is in its way, and what can be done with it."""
        return views.draft_panel(seen)

    def delete_panel(self, draft: Draft[Content]) -> Panel:
        """Ask before a draft is deleted; what was approved of it stays."""
        shown = draft.slug in self.store.approved(draft.guild_id)
        return views.delete_panel(draft.content.title, draft.slug, is_shown=shown)

    def sent_panel(self, title: str, number: int) -> Panel:
        """A prompt is on its way."""
        return views.sent_panel(title, number)

    def begin_button(self, interaction: discord.Interaction) -> discord.ui.Button[Panel] | None:
        """*Write one*, for who may."""
        may = Right.PROFESSIONAL in rights_of(self.house.guilds, interaction)
        return button("Write one", "submit.write") if may else None

    # --- its own forms ----------------------------------------------------------------------------

    async def take_basics(self, press: Press) -> None:
        """Keep a new draft, or the first form of an old one."""

        async def keep() -> Panel:
            if not press.arguments:
                return await self.panel(await self.created(press, with_basics(None, press.fields)))
            draft = await self.draft(press)
            content = with_basics(draft.content, press.fields)
            return await self.panel(await self.saved(draft, content))

        await self._intake.take(press, "basics", keep)

    async def more(self, press: Press) -> None:
        """Open one of the further forms."""
        draft = await self.draft(press)
        await self.ask(press, opening.part_form(draft, press.values[0]))

    async def take_part(self, press: Press) -> None:
        """Keep one of the further forms."""

        async def keep() -> Panel:
            draft, section = await self.draft(press), press.arguments[1]
            today = self.house.clock.now().date()
            content = with_section(draft.content, section, press.fields, today=today)
            return await self.panel(await self.saved(draft, content))

        await self._intake.take(press, "part", keep)

    async def take_gap(self, press: Press) -> None:
        """Keep how a placeholder is asked for."""

        async def keep() -> Panel:
            draft = await self.draft(press)
            content = with_gap(draft.content, press.arguments[1], press.fields)
            return await self.panel(await self.saved(draft, content))

        await self._intake.take(press, "gap", keep)

    async def preview(self, press: Press) -> None:
        """Show the card and the text as members will see them."""
        draft = await self.draft(press)
        today = self.house.clock.now().date()
        prompt = preview_of(draft.content, draft.slug, version=FIRST_VERSION, today=today)
        card = views.preview_panel(prompt_views.card(prompt))
        await replies.reply(press.interaction, card)
        body, files = prompt_views.body_panel(prompt)
        await replies.reply(press.interaction, body, files=files)
