"""The audit log: Attune's own marks, and what others did."""

from datetime import UTC, datetime

import pytest

from cogs.moderation.actions.records import Entry
from cogs.moderation.actions.rules import NEEDS
from cogs.moderation.actions.traces import (
    BANNED,
    KICKED,
    LONGEST_AUDIT_REASON,
    UNBANNED,
    UPDATED,
    audit_reason,
    by_hand,
    is_marked,
    refusal_wording,
    span_reason,
)
from cogs.moderation.cases.records import Case, Kind, State

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ATTUNE, MEI, RAVI = 1, 2, 3
ROLE_CHANGED = 25


def case(number: int, reason: str = "Advertised") -> Case:
    return Case(
        guild_id=10,
        number=number,
        kind=Kind.BAN,
        state=State.DOING,
        target_id=RAVI,
        moderator_id=MEI,
        reason=reason,
        opened_at=NOW,
    )


def test_a_mark_is_found_for_its_case_alone():
    reason = audit_reason(case(12))
    assert [n for n in (1, 2, 11, 12, 13, 120, 121) if is_marked(reason, n)] == [12]
    many = span_reason(case(12), case(31))
    assert [n for n in range(1, 50) if is_marked(many, n)] == list(range(12, 32))


@pytest.mark.parametrize("reason", [None, "", "12", "#", "#x", "see #12", "#12a", "#12-"])
def test_what_people_write_is_no_mark(reason: str | None):
    assert not is_marked(reason, 12)


def test_a_long_reason_is_cut_and_its_mark_is_not():
    reason = audit_reason(case(12, "x" * 1000))
    assert len(reason) == LONGEST_AUDIT_REASON
    assert is_marked(reason, 12)


def entry(action: int, *, by: int = MEI, timeout: tuple[datetime | None, ...] = ()) -> Entry:
    return Entry(77, action, by, RAVI, "Why", timeout)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (entry(KICKED), Kind.KICK),
        (entry(BANNED), Kind.BAN),
        (entry(UNBANNED), Kind.UNBAN),
        (entry(UPDATED, timeout=(NOW,)), Kind.TIMEOUT),
        (entry(UPDATED, timeout=(None,)), Kind.UNTIMEOUT),
    ],
)
def test_what_somebody_did_by_hand_is_an_act_and_attunes_own_is_not(made: Entry, kind: Kind):
    draft = by_hand(made, ATTUNE)
    assert draft is not None
    assert (draft.kind, draft.target_id, draft.moderator_id) == (kind, RAVI, MEI)
    assert (draft.reason, draft.entry_id, draft.by_hand) == ("Why", 77, True)
    assert draft.until == (NOW if kind is Kind.TIMEOUT else None)
    assert by_hand(made, MEI) is None


def test_a_new_nickname_or_role_is_no_act():
    assert by_hand(entry(UPDATED), ATTUNE) is None
    assert by_hand(entry(ROLE_CHANGED), ATTUNE) is None


@pytest.mark.parametrize("kind", NEEDS)
@pytest.mark.parametrize("code", [0, 10007, 10013, 10026, 50001, 50013])
def test_every_refusal_is_a_sentence(kind: Kind, code: int):
    said = refusal_wording(kind, 403, code)
    assert said.endswith(".")
    if code == 50013:
        assert NEEDS[kind].replace("_", " ").title() in said
