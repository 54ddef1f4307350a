"""Which interactions there are, by id and by token, and when their time is over."""

import asyncio
import secrets
from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.errors import DiscordError, unknown
from bot.playground.interactions.payload import interaction_json, owners
from bot.playground.interactions.records import Interaction, Kind, Response
from bot.playground.records import Application, Channel, Json, Message
from bot.playground.world import Event

if TYPE_CHECKING:
    from bot.playground.server import Playground

DID_NOT_RESPOND = "did not respond"


class Interactions:
    """All interactions whose token may still be used."""

    def __init__(self, playground: "Playground") -> None:
        # Discord's own numbers; tests shorten them. Monotonic seconds.
        self.first_response_seconds = 3.0
        self.token_seconds = 900.0
        self._playground = playground
        # In the order in which they came.
        self._by_token: dict[str, Interaction] = {}

    def create(
        self,
        kind: Kind,
        application: Application,
        user_id: int,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        """Tell a bot what somebody did; the time of its answer runs from now.

        Args:
            kind: Command, component, autocomplete or modal.
            application: Whose command or message it is.
            user_id: Who did it.
            channel: Where.
            data: The `data` of the payload.
            source: The message with the component, also for a modal that came of it.
            parent: The interaction that was answered by the modal.
        """
        world = self._playground.world
        interaction = Interaction(
            world.new_id(),
            secrets.token_urlsafe(60),
            kind,
            application,
            user_id,
            channel,
            data,
            source,
            {},
            self._playground.clock.monotonic(),
        )
        interaction.metadata = self._metadata(interaction, parent)
        self._forget_old()
        self._by_token[interaction.token] = interaction
        loop = asyncio.get_running_loop()
        loop.call_later(self.first_response_seconds, self._give_up, interaction)
        payload = interaction_json(self._playground, interaction)
        bot = frozenset({application.bot_id})
        world.emit(Event("INTERACTION_CREATE", payload, guild_id=channel.guild_id, to_users=bot))
        return interaction

    # --- finding ------------------------------------------------------------------------------

    def to_answer(self, interaction_id: int, token: str) -> Interaction:
        """The interaction that a first response is for.

        Raises:
            DiscordError: 10062 where it is unknown or too late, 40060 where it was answered.
        """
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise unknown("interaction")
        if interaction.response is not None:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        if interaction.failed is not None or self._age(interaction) > self.first_response_seconds:
            raise unknown("interaction")
        return interaction

    def to_follow_up(self, application_id: int, token: str) -> Interaction:
        """The interaction that a webhook token belongs to.

        Raises:
            DiscordError: 50027 where the token's time is over, 10015 where there is no such token
                or no first response yet.
        """
        interaction = self._by_token.get(token)
        if interaction is None or interaction.application.id != application_id:
            raise unknown("Webhook")
        if self._age(interaction) > self.token_seconds:
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        if interaction.response in (None, Response.CHOICES):
            raise unknown("Webhook")
        return interaction

    def _age(self, interaction: Interaction) -> float:
        return self._playground.clock.monotonic() - interaction.started

    # --- time ---------------------------------------------------------------------------------

    def _give_up(self, interaction: Interaction) -> None:
        if interaction.response is None:
            interaction.failed = DID_NOT_RESPOND
            interaction.changed()

    def _forget_old(self) -> None:
        # Kept a while after their time, so that a late use is told that it is late.
        while self._by_token:
            oldest = next(iter(self._by_token.values()))
            if self._age(oldest) < max(2 * self.token_seconds, self.first_response_seconds):
                return
            del self._by_token[oldest.token]

    # --- what its messages say of it ----------------------------------------------------------

    def _metadata(self, interaction: Interaction, parent: Interaction | None) -> Json:
        world, data = self._playground.world, interaction.data
        metadata: Json = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "user": payloads.user(world, interaction.user_id),
            "authorizing_integration_owners": owners(
                world, interaction.application, interaction.channel, interaction.user_id
            ),
        }
        if interaction.kind is Kind.COMPONENT and interaction.source is not None:
            metadata["interacted_message_id"] = str(interaction.source.id)
        if interaction.kind is Kind.MODAL and parent is not None:
            metadata["triggering_interaction_metadata"] = parent.metadata
        if data.get("type") == USER_COMMAND and interaction.kind is Kind.COMMAND:
            metadata["target_user"] = payloads.user(world, int(data["target_id"]))
        if data.get("type") == MESSAGE_COMMAND and interaction.kind is Kind.COMMAND:
            metadata["target_message_id"] = data["target_id"]
        return metadata


USER_COMMAND, MESSAGE_COMMAND = 2, 3
