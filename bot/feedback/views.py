"""What reviewers see of a report."""

from collections.abc import Sequence
from typing import Any

from bot.feedback.records import Report
from bot.submissions.views import quoted


def report_lines(
    report: Report[Any], hash_now: str, *, meaning: str, where: str, changed: str
) -> Sequence[str]:
    """What reviewers see of a report; not who sent it.

    Args:
        report: Which one.
        hash_now: The hash of the item as it is now; empty where it is gone.
        meaning: What its reason means.
        where: The item, and how to open it, in a sentence.
        changed: What to say where the item is another by now.
    """
    lines = [f"**{report.reason.value.capitalize()}**: {meaning.lower()}"]
    if report.words:
        lines.append(quoted(report.words))
    lines.append(where)
    if not hash_now:
        lines.append("It is not in the catalogue any more.")
    elif hash_now != report.content_hash:
        lines.append(changed)
    return [*lines, "-# Approve when it is dealt with; decline when there is nothing to do."]
