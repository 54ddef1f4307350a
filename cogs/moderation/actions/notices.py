"""What a member is told of an act: before it, with the way to their record and to an appeal."""

from collections.abc import Callable
from hashlib import blake2b

from bot.delivery.asking import Asking, LimitedError, NobodyKnowsError, RefusedError
from bot.delivery.composing import NOBODY, parameters
from bot.ui.panels import Panel
from cogs.moderation.actions import views
from cogs.moderation.actions.records import Told
from cogs.moderation.cases.records import SILENT, Case, Notice

SECONDS_EACH = 8.0
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"


class Notices:
    """Tells members by direct message.

    Args:
        rest: Asks Discord, each request once.
        appeal: The action that takes an appeal; None where nobody does.
    """

    def __init__(self, rest: Asking, appeal: Callable[[], str | None]) -> None:
        self._rest = rest
        self._appeal = appeal

    async def tell(self, case: Case, server: str) -> Told:
        """Tell a member what was decided, before it is done."""
        if case.kind in SILENT:
            return Told(Notice.NONE)
        try:
            return await self._send(case, views.notice_panel(case, server, self._appeal()))
        except RefusedError:
            return Told(Notice.CLOSED)
        except (LimitedError, NobodyKnowsError):
            return Told(Notice.UNKNOWN)

    async def correct(self, case: Case, server: str, told: Told) -> bool:
        """Let what was told say that it did not take place; False where they may still believe it.

        Safe to call again.
        """
        if told.channel_id is None or told.message_id is None:
            return told.notice is not Notice.UNKNOWN
        where = {"channel_id": told.channel_id, "message_id": told.message_id}
        try:
            with parameters(views.correction_panel(case, server), (), NOBODY, None) as params:
                await self._rest.ask(
                    "PATCH", MESSAGE, where, body=params.payload, seconds=SECONDS_EACH
                )
        except (RefusedError, LimitedError, NobodyKnowsError):
            return False
        return True

    async def _send(self, case: Case, panel: Panel) -> Told:
        channel = await self._rest.ask(
            "POST",
            "/users/@me/channels",
            {},
            body={"recipient_id": str(case.target_id)},
            seconds=SECONDS_EACH,
        )
        nonce = blake2b(f"{case.guild_id}:{case.number}".encode(), digest_size=12).hexdigest()
        channel_id = int(channel["id"])
        with parameters(panel, (), NOBODY, nonce) as params:
            message = await self._rest.ask(
                "POST",
                MESSAGES,
                {"channel_id": channel_id},
                body=params.payload,
                seconds=SECONDS_EACH,
            )
        return Told(Notice.TOLD, channel_id, int(message["id"]))
