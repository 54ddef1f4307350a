"""A node process that works out recurrences with ical.js; asked a line, it answers a line."""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

SCRIPT = Path(__file__).parent / "recurring.mjs"
PACKAGE = "ical.js@2.2.1"


def missing() -> str | None:
    """What is not there and how to get it; None where all is."""
    modules = os.environ.get("ATTUNE_NODE_MODULES", "")
    if shutil.which("node") is None:
        return "needs node: install Node.js 20 or newer"
    if not modules or not (Path(modules) / "ical.js").is_dir():
        return (
            f"needs ical.js: run `npm install --prefix /tmp/attune-conformance {PACKAGE}`"
            " and set ATTUNE_NODE_MODULES=/tmp/attune-conformance/node_modules"
        )
    return None


class Found(NamedTuple):
    """Naive wall times, and the instants at which they come; instants only if a zone was given."""

    times: list[datetime]
    instants: list[datetime]


class IndependentCalendar:
    """One long-lived process, so that a question costs a line and not a start."""

    def __enter__(self) -> "IndependentCalendar":
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

    def expand(
        self,
        rule: str,
        start: datetime,
        *,
        take: int,
        until: date | None = None,
        count: int | None = None,
        zone: str | None = None,
    ) -> Found:
        """The first `take` of the rule from `start` (naive) on, `start` among them if it fits."""
        last = f"{until.isoformat()}T23:59:59" if until else None
        answer = self._ask(
            rule=rule, start=start.isoformat(), take=take, until=last, count=count, zone=zone
        )
        return Found(
            [datetime.fromisoformat(time) for time in answer["found"]],
            [datetime.fromtimestamp(second, UTC) for second in answer["instants"] or ()],
        )

    def _ask(self, **question: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the independent calendar stopped"
        return json.loads(line)
