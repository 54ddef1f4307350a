"""Trouble on demand: slow answers, server errors, lost responses, 429s."""

from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """What goes wrong with a call."""

    DELAY = "delay"
    FAIL = "fail"
    LOSE_RESPONSE = "lose response"
    RATE_LIMIT = "rate limit"


@dataclass(slots=True)
class Fault:
    """One kind of trouble for the next `times` calls of a route; "*" is any."""

    trouble: Trouble
    method: str
    path: str
    times: int
    status: int = 502
    seconds: float = 0.0

    def meets(self, method: str, path: str) -> bool:
        """Whether this is the call that it waits for."""
        return self.times > 0 and self.method in {"*", method} and self.path in {"*", path}


class Faults:
    """The troubles that wait for their calls, in the order in which they were asked for.

    Paths are templates, such as "/channels/{channel_id}/messages"; method and path can be "*".
    """

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def fail(self, method: str, path: str, *, status: int = 502, times: int = 1) -> None:
        """Answer the next calls with a server error, without doing them."""
        self._add(Fault(Trouble.FAIL, method, path, times, status))

    def lose_response(self, method: str, path: str, *, times: int = 1) -> None:
        """Do the next calls, then close the connection instead of answering."""
        self._add(Fault(Trouble.LOSE_RESPONSE, method, path, times))

    def delay(self, method: str, path: str, *, seconds: float, times: int = 1) -> None:
        """Let the next calls wait before they are done; other trouble can follow."""
        self._add(Fault(Trouble.DELAY, method, path, times, seconds=seconds))

    def rate_limit(
        self, method: str, path: str, *, retry_after: float = 0.5, times: int = 1
    ) -> None:
        """Answer the next calls with 429, without doing them."""
        self._add(Fault(Trouble.RATE_LIMIT, method, path, times, 429, retry_after))

    def clear(self) -> None:
        """No more trouble."""
        self._waiting.clear()

    def take_delay(self, method: str, path: str) -> float:
        """How many seconds this call waits."""
        fault = self._take(method, path, delays=True)
        return 0.0 if fault is None else fault.seconds

    def take(self, method: str, path: str) -> Fault | None:
        """What befalls this call besides waiting."""
        return self._take(method, path, delays=False)

    def _take(self, method: str, path: str, *, delays: bool) -> Fault | None:
        for fault in self._waiting:
            if (fault.trouble is Trouble.DELAY) is delays and fault.meets(method, path):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> None:
        self._waiting.append(fault)
