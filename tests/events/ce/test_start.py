"""What a run may never need is not loaded at the start."""

import subprocess
import sys

LATE = ("fontTools", "fpdf", "icalendar", "uharfbuzz", "PIL")
LOADED = f"""
import sys
import cogs.events.calendar.desk, cogs.events.ce.parts
print([name for name in {LATE!r} if name in sys.modules])
"""


def test_papers_and_calendar_files_cost_nothing_at_the_start():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
