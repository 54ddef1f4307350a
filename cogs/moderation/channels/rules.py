"""Locking a channel and giving back exactly what was taken: plain Python."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.when.wording import joined
from cogs.moderation.channels.records import Bit, BitChange, Overwrite, Unlocking, Word

NOTHING = Overwrite()
# Discord's bits for what Attune needs beside those that it takes away.
# Source: Discord's documentation, "Permissions".
NEEDED = {"View Channel": 1 << 10, "Manage Permissions": 1 << 28}
TO_MOVE = {"Manage Channels": 1 << 4}


def lock_changes(
    overwrites: Mapping[int, Overwrite], *, everyone: int, roles: Iterable[int], keep: Sequence[int]
) -> tuple[BitChange, ...]:
    """What has to change so that nobody but `keep` can write, react or open threads.

    Args:
        overwrites: The channel's, by role or member.
        everyone: The role that all have; it has the server's id.
        roles: The other roles of the server. Members who are named by themselves are left alone:
            somebody let them in one by one.
        keep: Who can still do all of it: Attune first, so that it never locks itself out, then the
            moderators' role.

    Returns:
        The changes in the order in which they are to be made; none where it is locked already.
    """
    changes = [change for target in keep for change in _to(overwrites, target, Word.ALLOW)]
    for role in roles:
        if role not in keep:
            found = _to(overwrites, role, Word.NEUTRAL)
            changes += [change for change in found if change.before is Word.ALLOW]
    return (*changes, *_to(overwrites, everyone, Word.DENY))


def is_locked(overwrites: Mapping[int, Overwrite], *, everyone: int, roles: Iterable[int]) -> bool:
    """Whether nobody may write there, but for those who are named."""
    denied = overwrites.get(everyone, NOTHING)
    let_in = [overwrites.get(role, NOTHING) for role in roles]
    return all(
        denied.says(bit) is Word.DENY and all(one.says(bit) is not Word.ALLOW for one in let_in)
        for bit in Bit
    )


def locked(
    overwrites: Mapping[int, Overwrite], changes: Iterable[BitChange]
) -> dict[int, Overwrite]:
    """The overwrites once the changes are made; making them twice is the same."""
    after = dict(overwrites)
    for change in changes:
        before = after.get(change.target_id, NOTHING)
        after[change.target_id] = before.saying(change.bit, change.after)
    return after


def unlocking(now: Mapping[int, Overwrite], changes: Iterable[BitChange]) -> Unlocking:
    """How to give back what a lock took, leaving what somebody changed since as they want it.

    A lock that was made in part, or an unlock that was, ends the same way: what already says what
    it said before needs nothing.
    """
    after: dict[int, Overwrite] = {}
    left: list[BitChange] = []
    new = set[int]()
    for change in changes:
        overwrite = after.get(change.target_id, now.get(change.target_id, NOTHING))
        if overwrite.says(change.bit) is change.after:
            after[change.target_id] = overwrite.saying(change.bit, change.before)
        elif overwrite.says(change.bit) is not change.before:
            left.append(change)
        if not change.was_there:
            new.add(change.target_id)
    writes = {
        target: None if overwrite.is_empty and target in new else overwrite
        for target, overwrite in after.items()
    }
    return Unlocking(writes, tuple(left))


def _to(overwrites: Mapping[int, Overwrite], target: int, word: Word) -> list[BitChange]:
    before, there = overwrites.get(target, NOTHING), target in overwrites
    return [
        BitChange(target, bit, before.says(bit), word, there)
        for bit in Bit
        if before.says(bit) is not word
    ]


def missing_for_lock(*, above: int, here: int, moves: bool = False) -> tuple[str, ...]:
    """What Attune lacks to lock a channel and to open it again, as Discord calls it.

    Args:
        above: Its permissions in the server and the channel's category together: Discord lets
            nobody set a bit that they hold in neither.
        here: Its permissions in the channel.
        moves: Whether the channel goes into another category.
    """
    needed = NEEDED | (TO_MOVE if moves else {})
    lacking = [name for name, bit in needed.items() if not here & bit]
    return (*lacking, *(bit.label for bit in Bit if not above & bit))


def still_there(changes: Iterable[BitChange], targets: Collection[int]) -> tuple[BitChange, ...]:
    """The changes that can be given back: a role that was deleted has taken its own along."""
    return tuple(change for change in changes if change.target_id in targets)


def named_left(left: Iterable[BitChange], *, everyone: int, me: int) -> str:
    """What somebody changed while a channel was locked, and whose it is, in words; "" for none."""
    bits: dict[int, list[str]] = {}
    for change in left:
        bits.setdefault(change.target_id, []).append(change.bit.label)
    return joined(
        [f"{joined(names)} of {_who(target, everyone, me)}" for target, names in bits.items()]
    )


def _who(target: int, everyone: int, me: int) -> str:
    if target == everyone:
        return "everyone"
    return "me" if target == me else f"<@&{target}>"
