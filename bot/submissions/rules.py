"""What a piece is called, and where one stands."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from bot.reviews.records import Cause, Standing, State
from bot.submissions.records import Stage, Words

MOST_DRAFTS = 10
MOST_WAITING = 5
SLUG_CHARACTERS = 50
STAGES = {
    State.IN_REVIEW: Stage.IN_REVIEW,
    State.CHANGES_REQUESTED: Stage.CHANGES,
    State.REJECTED: Stage.DECLINED,
    State.APPROVED: Stage.APPROVED,
    State.DUE: Stage.APPROVED,
    State.OVERDUE: Stage.OVERDUE,
    State.SUSPENDED: Stage.SUSPENDED,
    State.RETIRED: Stage.RETIRED,
}
# Where somebody said something to the author.
ANSWERED = (Stage.CHANGES, Stage.DECLINED, Stage.SUSPENDED, Stage.RETIRED)
REPORTED = "Members reported that it is unsafe."


def slug_for(title: str, taken: Collection[str], *, otherwise: str) -> str:
    """A name for good: from the title, with a number where it is taken.

    Args:
        title: As the author wrote it; letters that a slug can't hold are left out.
        taken: Slugs and earlier slugs of the catalogue, and of this server's drafts and versions.
        otherwise: The name where nothing of the title is left.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "")) or [otherwise]
    base = _joined(words, SLUG_CHARACTERS)
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{_joined(base.split('-'), SLUG_CHARACTERS - len(f'-{number}'))}-{number}"
    return slug


def _joined(words: Sequence[str], limit_characters: int) -> str:
    joined = words[0][:limit_characters]
    for word in words[1:]:
        if len(joined) + 1 + len(word) > limit_characters:
            break
        joined += f"-{word}"
    return joined


def stage_in(standing: Standing) -> tuple[Stage, str]:
    """Where what was sent stands for its author, and what was said with it."""
    stage = STAGES.get(standing.state, Stage.DRAFT)
    if stage not in ANSWERED:
        return stage, ""
    return stage, REPORTED if standing.reason == Cause.REPORTS else standing.reason


def why_not_again(stage: Stage, words: Words) -> str:
    """Why a piece that reviewers have got can't be sent, in a sentence."""
    if stage is Stage.IN_REVIEW:
        return f"It is with the reviewers already. {words.listed} says when they answered."
    if stage is Stage.RETIRED:
        return f"It was retired, and stays so. {words.begin} begins something new."
    return "Nothing has changed since you sent it. Edit it first, then send the new version."
