"""Words of a member's as a quotation that a message has room for: standard library only."""

MOST_LINES = 40


def quoted(words: str) -> list[str]:
    """The lines of a quotation.

    Each line costs the message two characters more than were typed, so words of very many lines are
    quoted as one: nothing of them is left out.
    """
    lines = words.splitlines()
    return [f"> {line}" for line in (lines if len(lines) <= MOST_LINES else [" ".join(lines)])]
