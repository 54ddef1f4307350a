"""A node process that reads calendar files with ical.js; asked a line, it answers a line."""

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

SCRIPT = Path(__file__).parent / "reading.mjs"


@dataclass(frozen=True)
class Read:
    """One occurrence as ical.js sees it."""

    uid: str
    summary: str
    description: str | None
    location: str | None
    sequence: int
    status: str
    starts: datetime
    ends: datetime


class CalendarReader:
    """One long-lived process, so that a file costs a line and not a start."""

    def __enter__(self) -> "CalendarReader":
        self._process = subprocess.Popen(
            ["node", SCRIPT],  # noqa: S607 - the one on the path
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=10)

    def read(self, file: bytes, *, take: int = 100) -> list[Read]:
        """What happens by this file, earliest first; at most `take` of each series."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"file": file.decode(), "take": take}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "ical.js could not read the file"
        return sorted(map(_read, json.loads(line)), key=lambda found: found.starts)


def _read(told: dict[str, object]) -> Read:
    instants = {
        name: datetime.fromtimestamp(float(str(told.pop(name))), UTC) for name in ("starts", "ends")
    }
    return Read(**told, **instants)  # type: ignore[arg-type] - JSON
