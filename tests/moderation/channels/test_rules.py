"""A lock takes away what it should, and an unlock gives back exactly that."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.channels.records import Bit, BitChange, Overwrite, Word
from cogs.moderation.channels.rules import (
    is_locked,
    lock_changes,
    locked,
    missing_for_lock,
    named_left,
    still_there,
    unlocking,
)

EVERYONE, ATTUNE, MODERATORS, MEMBERS, GUESTS, MAYA = 1, 2, 3, 4, 5, 6
ROLES = (MODERATORS, MEMBERS, GUESTS)
KEEP = (ATTUNE, MODERATORS)
# View Channel, which no lock touches.
VIEW = 1 << 10


def overwrite(said: dict[Bit, Word], *, viewing: bool) -> Overwrite:
    made = Overwrite(allow=VIEW if viewing else 0)
    for bit, word in said.items():
        made = made.saying(bit, word)
    return made


words = st.sampled_from(Word)
overwrites = st.builds(
    overwrite, st.fixed_dictionaries(dict.fromkeys(Bit, words)), viewing=st.booleans()
)
channels = st.dictionaries(
    st.sampled_from([EVERYONE, ATTUNE, *ROLES, MAYA]), overwrites, max_size=6
)
edits = st.lists(
    st.tuples(st.sampled_from([EVERYONE, *KEEP, MEMBERS, GUESTS]), st.sampled_from(Bit), words),
    max_size=6,
)


def says(channel: Mapping[int, Overwrite], target: int, bit: Bit) -> Word:
    return channel.get(target, Overwrite()).says(bit)


def may(channel: Mapping[int, Overwrite], bit: Bit, *roles: int) -> bool:
    """Whether somebody with these roles may, who may by the server's own permissions.

    Source: Discord's documentation, "Permission Overwrites".
    """
    role_words = [says(channel, role, bit) for role in roles]
    if Word.ALLOW in role_words:
        return True
    return Word.DENY not in role_words and says(channel, EVERYONE, bit) is not Word.DENY


def lock(channel: Mapping[int, Overwrite]):
    return lock_changes(channel, everyone=EVERYONE, roles=ROLES, keep=KEEP)


@given(channels)
def test_in_a_locked_channel_only_moderators_write_react_and_open_threads(
    channel: dict[int, Overwrite],
):
    after = locked(channel, lock(channel))

    for bit in Bit:
        assert not may(after, bit)
        assert not may(after, bit, MEMBERS, GUESTS)
        assert may(after, bit, MEMBERS, MODERATORS)
        assert says(after, ATTUNE, bit) is Word.ALLOW
    assert is_locked(after, everyone=EVERYONE, roles=(MEMBERS, GUESTS))
    assert after.get(MAYA) == channel.get(MAYA)
    assert all(after[one].allow & VIEW == channel[one].allow & VIEW for one in channel)


@given(channels)
def test_locking_what_is_locked_changes_nothing(channel: dict[int, Overwrite]):
    after = locked(channel, lock(channel))
    assert lock(after) == ()
    assert locked(after, lock(channel)) == after


@given(channels)
def test_attune_lets_itself_in_before_it_shuts_anybody_out(channel: dict[int, Overwrite]):
    targets = [change.target_id for change in lock(channel)]
    assert targets == sorted(targets, key=lambda one: (one not in KEEP, one == EVERYONE))


@given(channels)
def test_an_unlock_gives_back_the_channel_as_it_was(channel: dict[int, Overwrite]):
    changes = lock(channel)
    undone = unlocking(locked(channel, changes), changes)

    after = {**locked(channel, changes), **undone.writes}
    assert {one: kept for one, kept in after.items() if kept is not None} == channel
    assert undone.left == ()


@given(channels, edits)
def test_what_somebody_changed_in_between_stays_and_is_named(
    channel: dict[int, Overwrite], made: list[tuple[int, Bit, Word]]
):
    changes = lock(channel)
    between = locked(channel, changes)
    for target, bit, word in made:
        between[target] = between.get(target, Overwrite()).saying(bit, word)
    undone = unlocking(between, changes)
    after = {**between, **undone.writes}

    took = {(change.target_id, change.bit): change for change in changes}
    for target in (EVERYONE, ATTUNE, *ROLES):
        now = after.get(target) or Overwrite()
        for bit in Bit:
            edited, change = says(between, target, bit), took.get((target, bit))
            if change is None or edited is not change.after:
                assert now.says(bit) is edited
            else:
                assert now.says(bit) is change.before
    named = {(one.target_id, one.bit) for one in undone.left}
    assert named == {
        key
        for key, change in took.items()
        if says(between, *key) not in (change.after, change.before)
    }


@given(channels, st.data())
def test_a_lock_that_broke_off_is_undone_as_well(
    channel: dict[int, Overwrite], data: st.DataObject
):
    changes = lock(channel)
    made = data.draw(st.integers(0, len(changes)))
    partly = locked(channel, changes[:made])
    undone = unlocking(partly, changes)

    after = {**partly, **undone.writes}
    assert {one: kept for one, kept in after.items() if kept is not None} == channel
    assert undone.left == ()
    again = unlocking({k: v for k, v in after.items() if v is not None}, changes)
    assert again.left == ()


def test_bits_are_called_as_discord_calls_them():
    assert Bit.SEND_MESSAGES_IN_THREADS.label == "Send Messages in Threads"
    assert Bit.ADD_REACTIONS.label == "Add Reactions"


@given(st.integers(0, 2**53), st.integers(0, 2**53), st.booleans())
def test_what_attune_lacks_to_open_a_channel_again_is_named(above: int, here: int, moves: bool):
    missing = missing_for_lock(above=above, here=here, moves=moves)

    assert ("View Channel" in missing) is not bool(here & VIEW)
    assert ("Manage Permissions" in missing) is not bool(here & (1 << 28))
    assert ("Manage Channels" in missing) is (moves and not here & (1 << 4))
    assert {bit.label for bit in Bit if not above & bit} == set(missing) & {b.label for b in Bit}


def test_whose_words_were_left_is_said_by_role():
    left = [
        BitChange(MEMBERS, Bit.SEND_MESSAGES, Word.ALLOW, Word.NEUTRAL, was_there=True),
        BitChange(MEMBERS, Bit.ADD_REACTIONS, Word.ALLOW, Word.NEUTRAL, was_there=True),
        BitChange(ATTUNE, Bit.ADD_REACTIONS, Word.NEUTRAL, Word.ALLOW, was_there=False),
        BitChange(EVERYONE, Bit.SEND_MESSAGES, Word.NEUTRAL, Word.DENY, was_there=False),
    ]

    said = named_left(left, everyone=EVERYONE, me=ATTUNE)

    assert said == (
        "Send Messages and Add Reactions of <@&4>, Add Reactions of me and Send Messages of "
        "everyone"
    )
    assert named_left((), everyone=EVERYONE, me=ATTUNE) == ""


@given(channels)
def test_the_words_of_a_deleted_role_are_not_given_back(channel: dict[int, Overwrite]):
    changes = still_there(lock(channel), {EVERYONE, ATTUNE, MODERATORS})
    assert MEMBERS not in {change.target_id for change in changes}
