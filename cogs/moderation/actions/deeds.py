"""What an act asks of Discord."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.delivery.asking import Asking, LimitedError, NobodyKnowsError, RefusedError
from cogs.moderation.actions.records import Result
from cogs.moderation.actions.rules import timeout_until
from cogs.moderation.actions.traces import audit_reason, refusal_wording
from cogs.moderation.actions.trail import TRACES, AuditTrail
from cogs.moderation.cases.records import Case, Kind, State

SECONDS_EACH = 10.0
CHANNEL = "/channels/{channel_id}"
MEMBER = "/guilds/{guild_id}/members/{user_id}"
BAN = "/guilds/{guild_id}/bans/{user_id}"
DAY_SECONDS = 86_400
SOFTBAN_DELETES_DAYS = 1
Ask = Callable[[], Awaitable[None]]
DONE, UNKNOWN = Result(State.DONE), Result(State.DOING)


class Deeds:
    """Asks over REST, each request once; all of them may be made twice without harm."""

    def __init__(self, rest: Asking, clock: Clock) -> None:
        self.trail = AuditTrail(rest)
        self._rest = rest
        self._clock = clock

    async def do(self, case: Case, *, delete_days: int = 0) -> Result:
        """Do an act on somebody."""
        if case.kind not in TRACES:
            return DONE
        return await self._done(case, lambda: self._ask(case, delete_days))

    async def change_channel(
        self, case: Case, changes: Mapping[str, object], *, extent: str = ""
    ) -> Result:
        """Change a channel or thread in one request, with the names of Discord's API."""
        where = {"channel_id": case.channel_id or 0}

        async def ask() -> None:
            await self._rest.ask(
                "PATCH",
                CHANNEL,
                where,
                body=changes,
                reason=audit_reason(case),
                seconds=SECONDS_EACH,
            )

        return replace(await self._done(case, ask), extent=extent)

    async def _done(self, case: Case, ask: Ask) -> Result:
        """Ask; where Discord's answer was lost, the audit log says what became of it.

        What it does not show is tried once more, since all of it may be made twice.
        """
        result = await self._try(case, ask)
        return await self._try(case, ask) if result == UNKNOWN else result

    async def _try(self, case: Case, ask: Ask) -> Result:
        try:
            await ask()
        except RefusedError as refused:
            wording = refusal_wording(case.kind, refused.status, refused.code)
            return Result(State.FAILED, wording)
        except LimitedError as limited:
            seconds = round(limited.seconds) + 1
            return Result(State.FAILED, f"Discord asks me to wait. Try again in {seconds} s.")
        except NobodyKnowsError:
            return await self._found(case)
        return DONE

    async def _found(self, case: Case) -> Result:
        try:
            return DONE if await self.trail.shows(case) else UNKNOWN
        except (RefusedError, LimitedError, NobodyKnowsError):
            return UNKNOWN

    async def looks_done(self, case: Case) -> bool:
        """Whether the member is as the act would leave them, where the audit log can't be read."""
        guild_id, user_id = case.guild_id, case.target_id
        if case.kind is Kind.BAN:
            return await self.is_banned(guild_id, user_id)
        if case.kind is Kind.UNBAN:
            return not await self.is_banned(guild_id, user_id)
        member = await self._member(guild_id, user_id)
        if case.kind is Kind.KICK or case.kind is Kind.SOFTBAN:
            return member is None
        held = None if member is None else member.get("communication_disabled_until")
        return (held is not None) is (case.kind is Kind.TIMEOUT)

    async def _member(self, guild_id: int, user_id: int) -> Mapping[str, Any] | None:
        where = {"guild_id": guild_id, "user_id": user_id}
        try:
            return await self._rest.ask("GET", MEMBER, where, seconds=SECONDS_EACH)
        except RefusedError as refused:
            if refused.status != 404:
                raise
            return None

    async def end_ban(self, case: Case, target_id: int) -> None:
        """Lift a ban whose time is over; who is not banned any more stays so."""
        try:
            await self._on("DELETE", BAN, case, target_id, reason=f"#{case.number} Time is over.")
        except RefusedError as refused:
            if refused.status != 404:
                raise

    async def is_banned(self, guild_id: int, user_id: int) -> bool:
        """Whether somebody is banned now; errors as of asking."""
        where = {"guild_id": guild_id, "user_id": user_id}
        try:
            await self._rest.ask("GET", BAN, where, seconds=SECONDS_EACH)
        except RefusedError as refused:
            if refused.status != 404:
                raise
            return False
        return True

    async def hold_timeout(self, case: Case, target_id: int, until: datetime) -> bool:
        """Hold a timeout as far as Discord lets; False where they are not in the server."""
        held = timeout_until(until, self._clock.now())
        body = {"communication_disabled_until": held.isoformat()}
        try:
            await self._on("PATCH", MEMBER, case, target_id, body=body)
        except RefusedError as refused:
            if refused.status != 404:
                raise
            return False
        return True

    async def release(self, case: Case, target_id: int) -> None:
        """End a timeout; that of somebody who left is ended when they come back."""
        body = {"communication_disabled_until": None}
        try:
            await self._on("PATCH", MEMBER, case, target_id, body=body)
        except RefusedError as refused:
            if refused.status != 404:
                raise

    async def _ask(self, case: Case, delete_days: int) -> None:
        match case.kind:
            case Kind.TIMEOUT:
                held = timeout_until(case.until or case.opened_at, self._clock.now())
                body = {"communication_disabled_until": held.isoformat()}
                await self._on("PATCH", MEMBER, case, case.target_id, body=body)
            case Kind.UNTIMEOUT:
                await self.release(case, case.target_id)
            case Kind.KICK:
                await self._on("DELETE", MEMBER, case, case.target_id)
            case Kind.BAN:
                await self._ban(case, delete_days)
            case Kind.UNBAN:
                await self._on("DELETE", BAN, case, case.target_id)
            case _:
                await self._ban(case, SOFTBAN_DELETES_DAYS)
                await self._let_back_in(case)

    async def _let_back_in(self, case: Case) -> None:
        """The second half of a softban: the first is done, so it can't be said to have failed."""
        try:
            await self._on("DELETE", BAN, case, case.target_id)
        except (RefusedError, LimitedError) as not_yet:
            raise NobodyKnowsError(str(not_yet)) from None

    async def _ban(self, case: Case, delete_days: int) -> None:
        body = {"delete_message_seconds": delete_days * DAY_SECONDS}
        await self._on("PUT", BAN, case, case.target_id, body=body)

    async def _on(
        self,
        method: str,
        path: str,
        case: Case,
        user_id: int,
        *,
        body: Mapping[str, Any] | None = None,
        reason: str | None = None,
    ) -> None:
        where = {"guild_id": case.guild_id, "user_id": user_id}
        await self._rest.ask(
            method,
            path,
            where,
            body=body,
            reason=reason or audit_reason(case),
            seconds=SECONDS_EACH,
        )
