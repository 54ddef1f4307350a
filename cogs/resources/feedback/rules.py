"""What is said of what members said."""

from bot.feedback.rules import SHOWN_FROM


def useful_line(yes: int, no: int) -> str:
    """What the card says of the votes; empty where there are too few to say anything."""
    if yes + no < SHOWN_FROM:
        return ""
    return f"Of {yes + no} members here, {yes} found it useful"
