"""How servers, members and roles come to be, change and go, with the news of it."""

import base64
import secrets
from collections.abc import Iterable
from typing import Any

from bot.playground import payloads, permissions
from bot.playground.errors import DiscordError
from bot.playground.permissions import NOTHING, Bit
from bot.playground.places import Places
from bot.playground.records import (
    Application,
    Guild,
    Member,
    Role,
    User,
)
from bot.playground.state import DISCORD_EPOCH, Event

__all__ = ["DISCORD_EPOCH", "Event", "World"]


class World(Places):
    """Everything there is on this Discord, and how it changes.

    Records can also be changed directly; `…_changed` then tells the gateway.
    """

    # --- people and servers -------------------------------------------------------------------

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """A new person, in no server yet."""
        user_id = self.new_id()
        if bot:
            user = User(user_id, name, bot=True, locale=locale)
        else:
            user = User(user_id, name.lower().replace(" ", "."), name, locale=locale)
        self.users[user_id] = user
        return user

    def add_application(self, name: str, owner: User, *, token: str | None = None) -> Application:
        """A new bot, in no server yet; without `token` it gets a random one of Discord's form."""
        bot = self.add_user(name, bot=True)
        if token is None:
            first = base64.urlsafe_b64encode(str(bot.id).encode()).decode().rstrip("=")
            token = f"{first}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
        application = Application(bot.id, name, token, bot.id, owner.id)
        self.applications[application.id] = application
        return application

    def add_guild(self, name: str, owner: User) -> Guild:
        """A new server with @everyone and its owner, no channels."""
        guild = Guild(self.new_id(), name, owner.id)
        guild.roles[guild.id] = Role(
            guild.id, guild.id, "@everyone", permissions=int(permissions.DEFAULT)
        )
        guild.members[owner.id] = Member(owner.id, self.clock.now())
        self.guilds[guild.id] = guild
        return guild

    def guild_changed(self, guild: Guild) -> None:
        """Tell that a server's name or settings changed."""
        self.emit(Event("GUILD_UPDATE", payloads.guild(self, guild), guild_id=guild.id))

    def rename_guild(self, guild: Guild, name: str) -> None:
        """Give a server another name."""
        guild.name = name
        self.guild_changed(guild)

    # --- coming and going ---------------------------------------------------------------------

    def join(self, guild: Guild, user: User, roles: Iterable[Role] = ()) -> Member:
        """Somebody joins; who is there already stays as they are, who is banned gets 40007."""
        if (found := guild.members.get(user.id)) is not None:
            return found
        if user.id in guild.bans:
            raise DiscordError(403, 40007, "The user is banned from this guild.")
        member = Member(
            user.id,
            self.clock.now(),
            roles={r.id for r in roles},
            timed_out_until=guild.timeouts_of_absent.pop(user.id, None),
        )
        guild.members[user.id] = member
        data = payloads.member(self, guild, member) | {"guild_id": str(guild.id)}
        self.emit(Event("GUILD_MEMBER_ADD", data, guild_id=guild.id))
        return member

    def install(self, application: Application, guild: Guild, permissions: Bit = NOTHING) -> Member:
        """Add a bot to a server, with its managed role."""
        if application.bot_id in guild.members:
            return guild.members[application.bot_id]
        role = self.add_role(guild, application.name, permissions=permissions)
        role.managed, role.bot_id = True, application.bot_id
        self.role_changed(role)
        member = self.join(guild, self.user(application.bot_id), [role])
        data = payloads.guild_create(self, guild, application.bot_id)
        self.emit(Event("GUILD_CREATE", data, to_users=frozenset({application.bot_id})))
        return member

    def leave(self, guild: Guild, user_id: int) -> None:
        """Somebody leaves or is removed; a bot's managed role goes with it."""
        if (member := guild.members.pop(user_id, None)) is None:
            return
        if member.timed_out_until is not None:
            guild.timeouts_of_absent[user_id] = member.timed_out_until
        for channel in guild.channels.values():
            channel.thread_members.pop(user_id, None)
        for event in guild.scheduled_events.values():
            event.interested.pop(user_id, None)
        data = {"guild_id": str(guild.id), "user": payloads.user(self, user_id)}
        self.emit(Event("GUILD_MEMBER_REMOVE", data, guild_id=guild.id))
        if self.application_of(user_id) is not None:
            for role in [r for r in guild.roles.values() if r.bot_id == user_id]:
                self.delete_role(role)
            gone = {"id": str(guild.id)}
            self.emit(Event("GUILD_DELETE", gone, to_users=frozenset({user_id})))

    def member_changed(self, guild: Guild, member: Member) -> None:
        """Tell that a member's roles, name or timeout changed."""
        data = payloads.member(self, guild, member) | {"guild_id": str(guild.id)}
        self.emit(Event("GUILD_MEMBER_UPDATE", data, guild_id=guild.id))

    def give_role(self, guild: Guild, user_id: int, role: Role) -> None:
        """Give a member a role."""
        member = self.member(guild.id, user_id)
        if role.id not in member.roles:
            member.roles.add(role.id)
            self.member_changed(guild, member)

    def take_role(self, guild: Guild, user_id: int, role: Role) -> None:
        """Take a role from a member."""
        member = self.member(guild.id, user_id)
        if role.id in member.roles:
            member.roles.remove(role.id)
            self.member_changed(guild, member)

    # --- roles --------------------------------------------------------------------------------

    def add_role(
        self,
        guild: Guild,
        name: str,
        *,
        permissions: Bit = NOTHING,
        position: int | None = None,
        **settings: Any,  # noqa: ANN401 - fields of the record
    ) -> Role:
        """A new role; without `position` it comes lowest and lifts the others, as on Discord."""
        if position is None:
            position = 1
            for other in guild.roles.values():
                if other.position >= 1:
                    other.position += 1
                    self.role_changed(other)
        role = Role(self.new_id(), guild.id, name, int(permissions), position, **settings)
        guild.roles[role.id] = role
        self._role_news("GUILD_ROLE_CREATE", role)
        return role

    def role_changed(self, role: Role) -> None:
        """Tell that a role changed."""
        self._role_news("GUILD_ROLE_UPDATE", role)

    def delete_role(self, role: Role) -> None:
        """Delete a role; members and overwrites lose it."""
        guild = self.guild(role.guild_id)
        guild.roles.pop(role.id, None)
        for member in guild.members.values():
            member.roles.discard(role.id)
        for channel in guild.channels.values():
            channel.overwrites.pop(role.id, None)
        data = {"guild_id": str(guild.id), "role_id": str(role.id)}
        self.emit(Event("GUILD_ROLE_DELETE", data, guild_id=guild.id))

    def _role_news(self, name: str, role: Role) -> None:
        data = {"guild_id": str(role.guild_id), "role": payloads.role(role)}
        self.emit(Event(name, data, guild_id=role.guild_id))
