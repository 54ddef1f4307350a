"""How Attune recognises its own message: a nonce for Discord, a mark for itself."""

from hashlib import blake2b

NONCE_CHARACTERS = 25
# Ids that Discord gives by itself start at 1, one for each of up to 40 components.
FIRST_MARK = 1 << 16
LAST_MARK = (1 << 31) - 1


def nonce_of(tag: int, step: str) -> str:
    """What Discord tells two sends of one part by: the same at each try, at most 25 characters."""
    return _digest("nonce", tag, step).hexdigest()[:NONCE_CHARACTERS]


def mark_of(tag: int, step: str) -> int:
    """The `id` of a part's outermost component, which Discord gives back with the message.

    Source:
        Discord's documentation, "Component reference": an optional 32-bit integer.
    """
    number = int.from_bytes(_digest("mark", tag, step).digest(), "big")
    return FIRST_MARK + number % (LAST_MARK - FIRST_MARK + 1)


def _digest(what: str, tag: int, step: str) -> blake2b:
    return blake2b(f"{what}:{tag}:{step}".encode(), digest_size=16)
