"""How the work on a job can end without being done.

JobError
├── CannotWorkError   it never can as things are: it stops, and its text is told to the staff
├── TooLateError      its time is over: it is missed
├── ServerGoneError   Attune is not in the server (any more): it waits
├── TryLaterError     it may work later: it is tried again
└── LeaseLostError    somebody else may have taken it: nothing more is done here

A handler may raise the first two itself. Anything else is a bug: it is tried a few times, then the
job stops and is told under the bug's reference.
"""

from datetime import timedelta


class JobError(Exception):
    """The job is not done."""


class CannotWorkError(JobError):
    """Says what stands in the way and what to do, for the server's staff; `code` is Discord's."""

    def __init__(self, sentence: str, *, code: int = 0) -> None:
        super().__init__(sentence)
        self.code = code


class TooLateError(JobError):
    """Something is left to be posted, and its time is over."""


class ServerGoneError(JobError):
    """Attune is not a member of the server."""


class TryLaterError(JobError):
    """It may work later.

    Args:
        why: For the log: a category, no text of anybody's.
        after: How long to wait; None backs off.
        channel_waits: Whether later jobs of the channel wait too, since the trouble is not this
            job's own and their order is to be kept.
    """

    def __init__(
        self, why: str, *, after: timedelta | None = None, channel_waits: bool = False
    ) -> None:
        super().__init__(why)
        self.after = after
        self.channel_waits = channel_waits


class LeaseLostError(JobError):
    """The lease has run out or was taken over."""
