"""What a moderator was asked about, and what is being deleted at this moment: in memory only."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NotFoundError
from cogs.moderation.purging.records import Filter

# As long as Discord lets the answer to a command be changed.
ASKED_FOR = timedelta(minutes=14)
MOST_ASKED = 50


@dataclass(slots=True)
class Asked:
    """A purge that somebody was asked about: which messages, and whether it is to stop."""

    channel_id: int
    by: int
    message_ids: tuple[int, ...]
    wanted: Filter
    reason: str
    until: datetime
    deleted: int = 0
    is_begun: bool = False
    is_stopped: bool = False


class AskedPurges:
    """A short and bounded memory: what was chosen must not go on growing between two presses."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, Asked] = OrderedDict()

    def put(
        self,
        channel_id: int,
        by: int,
        message_ids: tuple[int, ...],
        wanted: Filter,
        reason: str,
        *,
        at: datetime,
    ) -> str:
        """Remember what is asked; the token is for the buttons."""
        token = secrets.token_hex(6)
        self._asked[token] = Asked(channel_id, by, message_ids, wanted, reason, at + ASKED_FOR)
        if len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
        return token

    def take(self, token: str, by: int, *, at: datetime) -> Asked:
        """What was asked, to be done now; a second press finds it under way.

        Raises:
            NotFoundError: It is somebody else's, too long ago, or under way.
        """
        found = self._asked.get(token)
        if found is None or found.by != by or at > found.until or found.is_begun:
            raise NotFoundError(
                "I no longer know what was to be deleted here. Use `/mod purge` again: it counts "
                "anew and asks you before anything goes."
            )
        found.is_begun = True
        return found

    def is_begun(self, token: str) -> bool:
        """Whether it is being deleted at this moment."""
        found = self._asked.get(token)
        return found is not None and found.is_begun

    def stop(self, token: str, by: int) -> bool:
        """Let it end after the portion that is being deleted; False where it is over."""
        found = self._asked.get(token)
        if found is None or found.by != by:
            return False
        found.is_stopped = True
        return True

    def drop(self, token: str) -> None:
        """Forget it; safe to call again."""
        self._asked.pop(token, None)
