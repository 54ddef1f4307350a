"""How many times is enough, and what is said of what members said."""

from collections.abc import Mapping

from bot.feedback.rules import SHOWN_FROM
from cogs.prompts.feedback.records import Answer

REQUESTS_A_DAY = 3

_SAID: Mapping[Answer, str] = {
    Answer.USED: "used it",
    Answer.CORRECTED: "had to correct it",
    Answer.NOT_FOR_ME: "found it not for them",
}


def useful_line(counts: Mapping[Answer, int]) -> str:
    """What the card says of the votes; empty where there are too few to say anything."""
    total = sum(counts.values())
    if total < SHOWN_FROM:
        return ""
    parts = [f"{counts[answer]} {said}" for answer, said in _SAID.items() if counts.get(answer)]
    return f"Of {total} members here, {', '.join(parts)}"


def sentence_from(words: str) -> str:
    """How a request begins: words of the index, joined by hyphens, never the query itself."""
    plain = " ".join(word for word in words.split("-") if word)
    return f"A prompt for: {plain}" if plain else ""
