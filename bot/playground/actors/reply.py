"""What somebody sees of a bot's answer."""

from typing import TYPE_CHECKING

from bot.playground.actors import reading
from bot.playground.actors.forms import Field, fields
from bot.playground.actors.reading import Button, Select, text_of
from bot.playground.interactions import Interaction, Response
from bot.playground.records import Json, Message

if TYPE_CHECKING:
    from bot.playground.actors.person import Person

# Real seconds after which a test gives up on a bot that deferred.
PATIENCE_SECONDS = 10.0


class Modal:
    """A form that opened."""

    def __init__(self, json: Json, interaction: Interaction) -> None:
        self.json = json
        self.interaction = interaction
        # What came of it when it was last sent; a form closes once it was answered.
        self.sent: Reply | None = None

    def __repr__(self) -> str:
        return f"<Modal {self.title!r} {[f.label for f in self.fields]}>"

    @property
    def title(self) -> str:
        """Its title."""
        return self.json["title"]

    @property
    def custom_id(self) -> str:
        """What the bot calls it."""
        return self.json["custom_id"]

    @property
    def fields(self) -> list[Field]:
        """What is to be filled in, from top to bottom."""
        return list(fields(self.json))


class Reply:
    """What became of one thing that somebody did with a bot; it changes as the bot goes on."""

    def __init__(self, person: "Person", interaction: Interaction) -> None:
        self.person = person
        self.interaction = interaction
        self._modal: Modal | None = None

    def __repr__(self) -> str:
        state = self.failed or ("thinking" if self.deferred else self.text[:60])
        return f"<Reply to {self.person.name}: {state!r}>"

    @property
    def message(self) -> Message | None:
        """The message that answers, be it new or the changed one; None before, and when deleted."""
        original = self.interaction.original
        if original is None or self.deferred:
            return None
        return original if original.id in self.interaction.channel.messages else None

    @property
    def messages(self) -> list[Message]:
        """The follow-ups that are there, oldest first."""
        there = self.interaction.channel.messages
        return [m for m in self.interaction.followups.values() if m.id in there]

    @property
    def text(self) -> str:
        """All text that they see: of the answer and the follow-ups, or the title of a form."""
        shown = [m for m in (self.message, *self.messages) if m is not None]
        if not shown and self.modal is not None:
            return self.modal.title
        return "\n".join(text_of(m) for m in shown)

    @property
    def private(self) -> bool:
        """Whether only they see the answer."""
        original = self.interaction.original
        shown = self.messages if original is None else [original]
        return bool(shown) and all(m.ephemeral_for is not None for m in shown)

    @property
    def modal(self) -> Modal | None:
        """The form that opened."""
        if self._modal is None and self.interaction.modal is not None:
            self._modal = Modal(self.interaction.modal, self.interaction)
        return self._modal

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the answer, then of the follow-ups."""
        return [b for m in self._shown() for b in reading.buttons(m)]

    @property
    def selects(self) -> list[Select]:
        """The menus of the answer, then of the follow-ups."""
        return [s for m in self._shown() for s in reading.selects(m)]

    @property
    def deferred(self) -> bool:
        """Whether they see "… is thinking"."""
        return self.interaction.is_thinking

    @property
    def failed(self) -> str | None:
        """Why they see "The application did not respond"; None where it did."""
        return self.interaction.failed

    def _shown(self) -> list[Message]:
        return [m for m in (self.message, *self.messages) if m is not None]

    async def settled(self, *, within: float = PATIENCE_SECONDS) -> "Reply":
        """Wait for the final answer: after a deferral, until it was edited or followed up.

        Raises:
            TimeoutError: The bot deferred and did not come back `within` so many real seconds.
        """
        await self.interaction.until(self._is_settled, within=within)
        return self

    async def followed_up(self, count: int = 1, *, within: float = PATIENCE_SECONDS) -> "Reply":
        """Wait until there are so many follow-ups; TimeoutError as `settled`."""
        await self.interaction.until(lambda: len(self.messages) >= count, within=within)
        return self

    def _is_settled(self) -> bool:
        interaction = self.interaction
        if interaction.failed is not None:
            return True
        if interaction.response is Response.DEFERRED_UPDATE:
            # The first change was the deferral itself.
            return interaction.changes > 1
        return interaction.response is not None and not interaction.is_thinking
