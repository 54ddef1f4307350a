"""What the buttons and forms of a review do."""

from collections.abc import Awaitable, Callable, Mapping

import discord

from bot import replies
from bot.errors import AttuneError, NotAllowedError
from bot.feature import House
from bot.guilds.rights import Right
from bot.guilds.standing import require, rights_of
from bot.reviews.records import Actor, Cause, Check, Review, Role, What, Words
from bot.reviews.rules import standing_of
from bot.reviews.steps import may_look, not_own
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from bot.ui.panels import Form, say
from cogs.reviews import forms, views
from cogs.reviews.cards import Cards
from cogs.reviews.records import Act
from cogs.reviews.rules import outcome, refuse_identifiers

Fields = Mapping[str, str | tuple[str, ...]]
Arguments = tuple[str, ...]
DECISIONS = {
    Act.APPROVE: What.APPROVED,
    Act.CHANGES: What.CHANGES_ASKED,
    Act.DECLINE: What.DECLINED,
}
NOTHING: Fields = {}


class Desk:
    """Opens the forms of reviews, takes them, and says what came of it."""

    def __init__(self, house: House, cards: Cards) -> None:
        self.house = house
        self.cards = cards
        self.held = Held()
        self._openers: Mapping[str, Callable[[discord.Interaction, Arguments, Fields], Form]] = {
            Act.CLAIM: self._claim_form,
            **dict.fromkeys(DECISIONS, self._decision_form),
            Act.SUSPEND: self._suspend_form,
            Act.LIFT: self._lift_form,
            Act.RETIRE: self._retire_form,
            Act.CALL_UP: self._call_up_form,
        }

    def actions(self) -> tuple[Action, ...]:
        """The buttons and forms by name, and who may use them."""
        reviewer, lead = Right.REVIEWER, Right.LEAD_REVIEWER
        opens = [
            *((act, reviewer) for act in (Act.CLAIM, *DECISIONS)),
            (Act.SUSPEND, Right.MODERATOR),
            (Act.LIFT, lead),
            (Act.CALL_UP, lead),
            # The author may as well, which no right says.
            (Act.RETIRE, None),
        ]
        return (
            *(Action(f"reviews.{act}", self._opening(act), right) for act, right in opens),
            Action("reviews.edit", self.edit),
            Action("reviews.claimed", self._taking(Act.CLAIM, self._claimed), reviewer),
            Action("reviews.decided", self.take_decision, reviewer),
            Action(
                "reviews.suspended", self._taking(Act.SUSPEND, self._suspended), Right.MODERATOR
            ),
            Action("reviews.lifted", self._taking(Act.LIFT, self._lifted), lead),
            Action("reviews.called_up", self._taking(Act.CALL_UP, self._called_up), lead),
            Action("reviews.retired", self._taking(Act.RETIRE, self._retired)),
        )

    # --- opening ----------------------------------------------------------------------------------

    async def open_claim(self, interaction: discord.Interaction, kind: str, slug: str) -> None:
        """Open the form that claims an item."""
        await self._open(interaction, Act.CLAIM, (kind, slug), NOTHING)

    async def edit(self, press: Press) -> None:
        """Open a refused form again, with what was typed."""
        typed = self.held.get(press.interaction.user.id, press.arguments[0])
        await self._open(press.interaction, Act(typed.form), typed.arguments, typed.fields)

    def _opening(self, act: Act) -> Callable[[Press], Awaitable[None]]:
        async def opened(press: Press) -> None:
            await self._open(press.interaction, act, press.arguments, NOTHING)

        return opened

    async def _open(
        self, interaction: discord.Interaction, act: Act, arguments: Arguments, filled: Fields
    ) -> None:
        if act in DECISIONS and arguments[0] != act:
            arguments = (act, *arguments)
        await replies.ask(interaction, self._openers[act](interaction, arguments, filled))

    def _claim_form(
        self, interaction: discord.Interaction, arguments: Arguments, filled: Fields
    ) -> Form:
        review = self.house.reviews.find(_guild_id(interaction), *arguments)
        if review is not None:
            not_own(review, self.actor(interaction))
        return forms.claim_form(filled, *arguments)

    def _decision_form(
        self, interaction: discord.Interaction, arguments: Arguments, filled: Fields
    ) -> Form:
        act, number, _ = arguments
        review = self._review(interaction, number)
        may_look(review, self.actor(interaction), self.house.clock.now())
        mine = [c.interests for c in review.claims if c.member_id == interaction.user.id]
        known: Fields = {"interests": mine[-1], **filled} if mine else filled
        return forms.decision_form(DECISIONS[Act(act)], review.subject.tier, known, *arguments)

    def _suspend_form(self, _: discord.Interaction, arguments: Arguments, filled: Fields) -> Form:
        return forms.reason_form(
            "Suspend for members",
            "Why?",
            "Members no longer see it, until a lead reviewer answers.",
            filled,
            "reviews.suspended",
            *arguments,
        )

    def _lift_form(
        self, interaction: discord.Interaction, arguments: Arguments, filled: Fields
    ) -> Form:
        not_own(self._review(interaction, arguments[0]), self.actor(interaction))
        return forms.reason_form(
            "Lift the suspension",
            "Why is it fine?",
            "Members see it again, with the reviews that it had.",
            filled,
            "reviews.lifted",
            *arguments,
        )

    def _retire_form(
        self, interaction: discord.Interaction, arguments: Arguments, filled: Fields
    ) -> Form:
        self._may_retire(interaction, self._review(interaction, arguments[0]))
        return forms.retire_form(filled, *arguments)

    def _call_up_form(self, _: discord.Interaction, arguments: Arguments, filled: Fields) -> Form:
        return forms.call_up_form(filled, *arguments)

    # --- taking -----------------------------------------------------------------------------------

    def _taking(
        self, act: Act, take: Callable[[Press, Words], Awaitable[str]]
    ) -> Callable[[Press], Awaitable[None]]:
        """Take a form; where it is refused, what was typed comes back with *Edit*."""

        async def taken(press: Press) -> None:
            member_id = press.interaction.user.id
            try:
                said = await take(press, _words(press))
            except AttuneError as error:
                typed = Typed(act, press.arguments, press.fields)
                panel = views.refused_panel(str(error), self.held.put(member_id, typed))
            else:
                panel = say(said)
            await replies.reply(press.interaction, panel)

        return taken

    async def take_decision(self, press: Press) -> None:
        """Take an approval, a wish for changes or a refusal."""
        await self._taking(Act(press.arguments[0]), self._decided)(press)

    async def _claimed(self, press: Press, words: Words) -> str:
        refuse_identifiers(words)
        interaction, (kind, slug) = press.interaction, press.arguments
        by, now = self.actor(interaction), self.house.clock.now()
        review = await self.house.reviews.open_item(_guild_id(interaction), kind, slug, by, now)
        change = await self.house.reviews.claim(
            review.guild_id, review.number, by, words, self.house.clock.now()
        )
        title = change.after.subject.title
        return (
            f"**{title}** (review {review.number}) is yours for 7 days. Decide with its buttons, "
            "in the review channel or with `/review queue`."
        )

    async def _decided(self, press: Press, words: Words) -> str:
        refuse_identifiers(words)
        interaction, (act, number, seen) = press.interaction, press.arguments
        what, review = DECISIONS[Act(act)], self._review(interaction, number)
        self._has_reason(review, what, words)
        change = await self.house.reviews.decide(
            review.guild_id,
            review.number,
            what,
            self.actor(interaction),
            words,
            self.house.clock.now(),
            seen=seen,
        )
        return f"Recorded. {self._outcome(change.after)}"

    def _has_reason(self, review: Review, what: What, words: Words) -> None:
        kind = self.house.reviews.kinds.get(review.subject.kind)
        if kind is None or what is not What.APPROVED or words.comment:
            return
        if reason := kind.reason_needed(review.subject):
            raise NotAllowedError(reason)

    async def _suspended(self, press: Press, words: Words) -> str:
        refuse_identifiers(words)
        interaction, (kind, slug) = press.interaction, press.arguments
        by, now = Actor(interaction.user.id, Role.MODERATOR), self.house.clock.now()
        change = await self.house.reviews.suspend_item(
            _guild_id(interaction), kind, slug, by, words.comment, now
        )
        return (
            f"**{change.after.subject.title}** is suspended: members no longer see it. A lead "
            "reviewer answers within 7 days."
        )

    async def _lifted(self, press: Press, words: Words) -> str:
        refuse_identifiers(words)
        review = self._review(press.interaction, press.arguments[0])
        by, now = self.actor(press.interaction), self.house.clock.now()
        change = await self.house.reviews.lift(
            review.guild_id, review.number, by, words.comment, now
        )
        return f"The suspension is lifted. {self._outcome(change.after)}"

    async def _called_up(self, press: Press, words: Words) -> str:
        review = self._review(press.interaction, press.arguments[0])
        by, now = self.actor(press.interaction), self.house.clock.now()
        change = await self.house.reviews.call_up(
            review.guild_id, review.number, by, Cause(press.text("cause")), now
        )
        return f"Its next review is due now. {self._outcome(change.after)}"

    async def _retired(self, press: Press, words: Words) -> str:
        refuse_identifiers(words)
        review = self._review(press.interaction, press.arguments[0])
        by = self._may_retire(press.interaction, review)
        change = await self.house.reviews.retire(
            review.guild_id,
            review.number,
            by,
            Cause(press.text("cause")),
            self.house.clock.now(),
            reason=words.comment,
            replaced_by=press.text("replaced_by").casefold() or None,
        )
        return f"**{change.after.subject.title}** is retired. Its short name stays taken."

    # --- parts ------------------------------------------------------------------------------------

    def actor(self, interaction: discord.Interaction) -> Actor:
        """Whoever looks, as lead reviewer or reviewer."""
        leads = Right.LEAD_REVIEWER in rights_of(self.house.guilds, interaction)
        return Actor(interaction.user.id, Role.LEAD_REVIEWER if leads else Role.REVIEWER)

    def _may_retire(self, interaction: discord.Interaction, review: Review) -> Actor:
        if interaction.user.id == review.subject.author_id:
            return Actor(interaction.user.id, Role.AUTHOR)
        require(self.house.guilds, interaction, Right.LEAD_REVIEWER)
        return Actor(interaction.user.id, Role.LEAD_REVIEWER)

    def _review(self, interaction: discord.Interaction, number: str) -> Review:
        return self.house.reviews.get(_guild_id(interaction), int(number))

    def _outcome(self, review: Review) -> str:
        today = self.house.clock.now().date()
        standing = standing_of(review, review.subject.content_hash, today)
        return outcome(review, standing, self.house.reviews.needed(review))


def _words(press: Press) -> Words:
    """What a form says."""
    checks = press.fields.get("checks", ())
    return Words(
        interests=press.text("interests"),
        conflicted=press.text("conflict") == forms.CONFLICT,
        comment=press.text("comment"),
        checks=tuple(check for check in Check if check.value in checks),
        test_run=press.text("test_run"),
    )


def _guild_id(interaction: discord.Interaction) -> int:
    if interaction.guild_id is None:
        raise NotAllowedError("That only works in a server. Please use it there.")
    return interaction.guild_id
