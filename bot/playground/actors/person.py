"""Somebody at their chat client: what they can do with bots."""

from collections.abc import Mapping

from bot.playground.actors import commands, forms, reading
from bot.playground.actors.choosing import chosen
from bot.playground.actors.commands import Command
from bot.playground.actors.errors import ClientError
from bot.playground.actors.events import Guest
from bot.playground.actors.moderating import Moderator
from bot.playground.actors.opening import Opener
from bot.playground.actors.options import Choice, Filler
from bot.playground.actors.reply import Modal, Reply
from bot.playground.actors.somebody import READABLE
from bot.playground.interactions import Interaction, Kind
from bot.playground.records import Application, Channel, ChannelType, Json, Message

# Beyond the time that the bot has, for the answer to be noticed.
SLACK_SECONDS = 5.0


class Person(Opener, Moderator, Guest):
    """A person in one server (or, without one, in direct messages)."""

    # --- commands -----------------------------------------------------------------------------

    def commands(self, place: object = None) -> list[Command]:
        """What a client offers them in a channel."""
        return commands.offered(self._pg, self.id, self.place(place))

    async def slash(self, command: str, place: object = None, /, **options: object) -> Reply:
        """Use a slash command, e.g. `slash("prompt find", query="soap")`.

        Returns when the bot gave its first response or failed to; see `Reply.settled`.

        Args:
            command: With subcommand; a leading slash is ignored.
            place: The channel, by record or name; `channel=` means it too, where the command has
                no option of that name.
            options: By name (hyphens as underscores); None leaves one empty.

        Raises:
            ClientError: A client would not send it.
        """
        found, channel = self._command(command, place, options)
        filler = self._filler(channel)
        filled = filler.fill(found.options, options)
        data = _command_data(found, filled) | filler.resolved.json()
        return await self._do(Kind.COMMAND, found.application, channel, data)

    async def autocomplete(
        self, command: str, option: str, typed: str, place: object = None, /, **others: object
    ) -> list[Choice]:
        """What is suggested while they type into an option; `others` are filled already.

        Raises:
            ClientError: The option suggests nothing, or the bot did not answer in time.
        """
        found, channel = self._command(command, place, others)
        wanted = next((o for o in found.options if o["name"] == option), None)
        if wanted is None or not wanted.get("autocomplete"):
            raise ClientError(f"{option} of /{command} suggests nothing")
        filler = self._filler(channel)
        filled = filler.fill(found.options, others, complete=False)
        filled.append({"name": option, "type": wanted["type"], "value": typed, "focused": True})
        data = _command_data(found, filled) | filler.resolved.json()
        reply = await self._do(Kind.AUTOCOMPLETE, found.application, channel, data)
        if reply.failed is not None:
            raise ClientError("loading options failed")
        return [Choice(c["name"], c["value"]) for c in reply.interaction.choices]

    async def menu(self, name: str, on: object, place: object = None) -> Reply:
        """Use a command of the menu of a message, or of a person (record, Person or name)."""
        message = _message(on)
        if message is None:
            return await self._user_menu(name, on, self.place(place))
        channel = self.channel_of(message)
        found = commands.find(self._pg, self.id, channel, name, commands.MESSAGE)
        filler = self._filler(channel)
        target = filler.resolved.message(message)
        data = _command_data(found, []) | {"target_id": target} | filler.resolved.json()
        return await self._do(Kind.COMMAND, found.application, channel, data)

    async def _user_menu(self, name: str, on: object, channel: Channel) -> Reply:
        found = commands.find(self._pg, self.id, channel, name, commands.USER)
        filler = self._filler(channel)
        target = filler.entity(6, on, {})
        data = _command_data(found, []) | {"target_id": target} | filler.resolved.json()
        return await self._do(Kind.COMMAND, found.application, channel, data)

    def _command(
        self, words: str, place: object, options: dict[str, object]
    ) -> tuple[Command, Channel]:
        if place is None and "channel" in options:
            found = commands.find_slash(
                self._pg, self.id, self._maybe_place(options["channel"]), words
            )
            if not any(o["name"] == "channel" for o in found.options):
                place = options.pop("channel")
        channel = self.place(place)
        return commands.find_slash(self._pg, self.id, channel, words), channel

    def _maybe_place(self, wanted: object) -> Channel:
        """Where to look the command up before it is known whether `channel` is an option."""
        try:
            channel = self.place(wanted)
        except ClientError:
            return self.place()
        return channel if channel.type in (*READABLE, ChannelType.DM) else self.place()

    def _filler(self, channel: Channel) -> Filler:
        guild = None if channel.guild_id is None else self._world.guild(channel.guild_id)
        return Filler(self._pg, guild, channel, self.id)

    # --- components and forms -----------------------------------------------------------------

    async def click(self, on: Message | Reply, button: str) -> Reply:
        """Click a button, named by label or custom_id.

        Raises:
            ClientError: They don't see it, or it can't be clicked.
        """
        for message in self._messages_of(on):
            if any(button in (b.label, b.custom_id) for b in reading.buttons(message)):
                break
        else:
            message = self._messages_of(on)[0]
        found = reading.find_button(message, button)
        data = {"custom_id": found.custom_id, "component_type": reading.BUTTON}
        return await self._use(message, found.json, data)

    async def select(
        self,
        on: Message | Reply,
        values: object,
        *,
        custom_id: str | None = None,
        placeholder: str | None = None,
    ) -> Reply:
        """Choose in a menu: values or labels, or people, roles or channels; one or a list.

        Raises:
            ClientError: No single menu fits, or it does not take this.
        """
        with_menu = [m for m in self._messages_of(on) if reading.selects(m)]
        message = (with_menu or self._messages_of(on))[0]
        found = reading.find_select(message, custom_id, placeholder)
        filler = self._filler(self.channel_of(message))
        data = {
            "custom_id": found.custom_id,
            "component_type": found.kind,
            "values": chosen(found.json, values, filler),
        } | filler.resolved.json()
        return await self._use(message, found.json, data)

    async def submit(
        self, form: Modal | Reply, values: Mapping[str, object] | None = None, /, **more: object
    ) -> Reply:
        """Send a form; fields are named by custom_id or label ("Your notes" or your_notes).

        Fields that are not named keep what the form was opened with.

        Raises:
            ClientError: It is closed already, or a client would not send this.
        """
        modal = form.modal if isinstance(form, Reply) else form
        if modal is None:
            raise ClientError("no form is open")
        if modal.sent is not None and modal.sent.failed is None:
            raise ClientError("the form is closed: it was sent and answered already")
        parent = modal.interaction
        if parent.user_id != self.id:
            raise ClientError(f"{self.name} has not opened this form")
        filler = self._filler(parent.channel)
        components = forms.filled(modal.json, dict(values or {}) | more, filler)
        data = {"custom_id": modal.custom_id, "components": components} | filler.resolved.json()
        modal.sent = await self._do(
            Kind.MODAL, parent.application, parent.channel, data, parent.source, parent
        )
        return modal.sent

    async def _use(self, message: Message, component: Json, data: Json) -> Reply:
        channel = self.channel_of(message)
        if self._is_timed_out(channel):
            raise ClientError(f"{self.name} is in timeout")
        application = self._application_of(message)
        if "id" in component:
            data = data | {"id": component["id"]}
        return await self._do(Kind.COMPONENT, application, channel, data, message)

    def _application_of(self, message: Message) -> Application:
        if message.application_id is not None:
            return self._world.applications[message.application_id]
        application = self._world.application_of(message.author_id)
        if application is None:
            raise ClientError("this message is not a bot's")
        return application

    async def _do(
        self,
        kind: Kind,
        application: Application,
        channel: Channel,
        data: Json,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Reply:
        interactions = self._pg.interactions
        interaction = interactions.create(
            kind, application, self.id, channel, data, source=source, parent=parent
        )
        await interaction.until(
            lambda: interaction.response is not None or interaction.failed is not None,
            within=interactions.first_response_seconds + SLACK_SECONDS,
        )
        return Reply(self, interaction)

    async def dismiss(self, message: Message | Reply) -> None:
        """Let a private reply disappear."""
        for shown in self._messages_of(message):
            if shown.ephemeral_for != self.id:
                raise ClientError("only private replies can be dismissed")
            self.channel_of(shown)
            self._world.message_gone(shown)

    def _messages_of(self, on: Message | Reply) -> list[Message]:
        if isinstance(on, Message):
            return [on]
        shown = [m for m in (on.message, *on.messages) if m is not None]
        if not shown:
            raise ClientError("there is no message")
        return shown


def _message(on: object) -> Message | None:
    return on.message if isinstance(on, Reply) else on if isinstance(on, Message) else None


def _command_data(command: Command, options: list[Json]) -> Json:
    data: Json = {
        "id": command.json["id"],
        "name": command.json["name"],
        "type": command.json.get("type", commands.SLASH),
    }
    if command.json.get("guild_id") is not None:
        data["guild_id"] = command.json["guild_id"]
    nested = command.nested(options)
    if nested:
        data["options"] = nested
    return data
