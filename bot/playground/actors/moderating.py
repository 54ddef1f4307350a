"""What somebody does to members and channels by hand; the audit log names them."""

from datetime import datetime, timedelta
from types import EllipsisType

from bot.playground import arranging, auditing, membership, moderating, overwriting, threads
from bot.playground.actors.errors import ClientError, shown_by_client
from bot.playground.actors.naming import find_role, find_user
from bot.playground.actors.somebody import Somebody
from bot.playground.audit_log import AuditEntry
from bot.playground.permissions import NOTHING, Bit
from bot.playground.ranking import require
from bot.playground.records import Json, Member, Overwrite, Role


class Moderator(Somebody):
    """Somebody who moderates, as far as their roles let them.

    Whoever is acted on is named by record, Person, id or name. Each act raises ClientError where
    it is refused; `code` says why.
    """

    # --- members ------------------------------------------------------------------------------

    async def ban(
        self, whom: object, *, reason: str | None = None, delete_seconds: int = 0
    ) -> None:
        """Ban somebody, and delete what they wrote in the last seconds."""
        user_id = self._user_id(whom)
        with shown_by_client():
            moderating.ban(
                self._world,
                self.server,
                self.id,
                user_id,
                delete_seconds=delete_seconds,
                reason=reason,
            )

    async def unban(self, whom: object, *, reason: str | None = None) -> None:
        """Lift a ban; who is not in the server is named by record, Person or id."""
        user_id = find_user(self._world, None, whom).id
        with shown_by_client():
            moderating.unban(self._world, self.server, self.id, user_id, reason=reason)

    async def kick(self, whom: object, *, reason: str | None = None) -> None:
        """Remove somebody, who can come back."""
        user_id = self._user_id(whom)
        with shown_by_client():
            moderating.kick(self._world, self.server, self.id, user_id, reason=reason)

    async def time_out(self, whom: object, time: timedelta, *, reason: str | None = None) -> None:
        """Keep somebody from writing, reacting and using commands, for up to 28 days."""
        await self._time_out(whom, self._world.clock.now() + time, reason)

    async def end_timeout(self, whom: object, *, reason: str | None = None) -> None:
        """Let somebody write again."""
        await self._time_out(whom, None, reason)

    async def _time_out(self, whom: object, until: datetime | None, reason: str | None) -> None:
        ends = None if until is None else until.isoformat()
        body: Json = {"communication_disabled_until": ends}
        with shown_by_client():
            membership.change(
                self._world, self.server, self.id, self._member(whom), body, reason=reason
            )

    async def give_role(self, whom: object, role: object) -> None:
        """Give somebody a role below one's own."""
        await self._set_role(whom, role, held=True)

    async def take_role(self, whom: object, role: object) -> None:
        """Take a role below one's own from somebody."""
        await self._set_role(whom, role, held=False)

    async def _set_role(self, whom: object, role: object, *, held: bool) -> None:
        member, found = self._member(whom), find_role(self.server, role)
        with shown_by_client():
            membership.set_role(
                self._world, self.server, self.id, member, found, held=held, reason=None
            )

    # --- channels -----------------------------------------------------------------------------

    async def change_channel(
        self,
        place: object,
        *,
        name: str | EllipsisType = ...,
        topic: str | EllipsisType | None = ...,
        slowmode_seconds: int | EllipsisType = ...,
    ) -> None:
        """Change a channel or thread; what is not given stays."""
        given = {"name": name, "topic": topic, "rate_limit_per_user": slowmode_seconds}
        body: Json = {k: v for k, v in given.items() if v is not ...}
        channel = self.place(place)
        change = threads.change if channel.is_thread else arranging.change
        with shown_by_client():
            change(self._world, channel, self.id, body, reason=None)

    async def set_overwrite(
        self, target: object, place: object, *, allow: Bit = NOTHING, deny: Bit = NOTHING
    ) -> None:
        """Say what a role or member may do otherwise in a channel."""
        target_id, is_member = self._target(target)
        made = Overwrite(target_id, is_member, int(allow), int(deny))
        with shown_by_client():
            overwriting.put(self._world, self.place(place), self.id, made, reason=None)

    async def clear_overwrite(self, target: object, place: object) -> None:
        """Let a role or member do again what they otherwise may."""
        target_id, _ = self._target(target)
        with shown_by_client():
            overwriting.remove(self._world, self.place(place), self.id, target_id, reason=None)

    # --- the log ------------------------------------------------------------------------------

    async def audit_log(self) -> list[AuditEntry]:
        """The entries that the log still has, the newest first."""
        with shown_by_client():
            require(self._world, self.server, self.id, Bit.VIEW_AUDIT_LOG)
        return auditing.kept(self._world, self.server)[::-1]

    # --- who is meant -------------------------------------------------------------------------

    def _user_id(self, whom: object) -> int:
        return find_user(self._world, self.server, whom).id

    def _member(self, whom: object) -> Member:
        member = self.server.members.get(self._user_id(whom))
        if member is None:
            raise ClientError(f"{whom} is not in the server")
        return member

    def _target(self, target: object) -> tuple[int, bool]:
        """A role's or a member's id, and whether it is a member's."""
        if isinstance(target, str | Role):
            try:
                return find_role(self.server, target).id, False
            except ClientError:
                if isinstance(target, Role):
                    raise
        return self._user_id(target), True
