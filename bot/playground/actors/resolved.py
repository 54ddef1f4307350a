"""What interactions say about the things that somebody chose: users, roles, channels, files."""

from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.interactions.payload import channel_json
from bot.playground.records import Attachment, Channel, Guild, Json, Message, Role

if TYPE_CHECKING:
    from bot.playground.server import Playground


class Resolved:
    """Collects the `resolved` of an interaction's data."""

    def __init__(self, playground: "Playground", guild: Guild | None, user_id: int) -> None:
        self._playground = playground
        self._world = playground.world
        self._guild = guild
        self._user_id = user_id
        self._found: dict[str, Json] = {}

    def json(self) -> Json:
        """`{"resolved": …}`, or nothing where nothing was chosen."""
        return {"resolved": self._found} if self._found else {}

    def _add(self, kind: str, thing_id: int, payload: Json) -> str:
        self._found.setdefault(kind, {})[str(thing_id)] = payload
        return str(thing_id)

    def user(self, user_id: int) -> str:
        """Add a user, and their membership where they are in the server; returns the id."""
        member = None if self._guild is None else self._guild.members.get(user_id)
        if self._guild is not None and member is not None:
            payload = payloads.partial_member(member)
            bits = self._world.permissions_in_guild(self._guild.id, user_id)
            payload["permissions"] = str(int(bits))
            for left_out in ("deaf", "mute"):
                payload.pop(left_out, None)
            self._add("members", user_id, payload)
        return self._add("users", user_id, payloads.user(self._world, user_id))

    def role(self, role: Role) -> str:
        """Add a role; returns the id."""
        return self._add("roles", role.id, payloads.role(role))

    def channel(self, channel: Channel) -> str:
        """Add a channel; returns the id."""
        return self._add(
            "channels", channel.id, channel_json(self._playground, channel, self._user_id)
        )

    def message(self, message: Message) -> str:
        """Add a message; returns the id."""
        payload = payloads.message(self._world, message, cdn_url=self._playground.cdn_url)
        return self._add("messages", message.id, payload)

    def upload(self, channel: Channel, name: str, kind: str, content: bytes) -> str:
        """Upload a file for a command or form, and add it; returns the id."""
        file = Attachment(self._world.new_id(), name, kind, content, ephemeral=True)
        self._world.uploads[file.id] = file
        payload = payloads.attachment(
            self._world, channel.id, file, cdn_url=self._playground.cdn_url
        )
        return self._add("attachments", file.id, payload)
