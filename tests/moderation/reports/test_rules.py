"""Who may report what, who decides, and what is kept of a message."""

from datetime import UTC, datetime

import pytest

from bot.errors import InvalidInputError, NotAllowedError
from cogs.moderation.reports.records import Report, State
from cogs.moderation.reports.rules import claimed, decided, kept_of, require_reportable

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, RAVI, MEI, NOOR, ME = 1, 2, 3, 4, 5


def report(**changes: object) -> Report:
    given: dict[str, object] = {
        "id": 1,
        "guild_id": 10,
        "channel_id": 20,
        "message_id": 30,
        "author_id": RAVI,
        "by": MAYA,
        "reason": "Unkind.",
        "quote": "",
        "withheld": "",
        "wants_outcome": True,
        "state": State.OPEN,
        "at": AT,
    }
    return Report(**{**given, **changes})  # pyright: ignore[reportArgumentType]


def test_somebody_reports_others_but_neither_themselves_nor_attune():
    require_reportable(RAVI, by=MAYA, me=ME)
    with pytest.raises(NotAllowedError, match="your own message"):
        require_reportable(MAYA, by=MAYA, me=ME)
    with pytest.raises(NotAllowedError, match="a message of mine"):
        require_reportable(ME, by=MAYA, me=ME)


def test_a_text_is_kept_where_nothing_in_it_may_identify_a_client():
    assert kept_of("That was unkind.") == ("That was unkind.", "")
    assert kept_of("Call her at 617-555-0142") == ("", "a phone number")
    assert kept_of("") == ("", "")
    long, _ = kept_of("a" * 3000)
    assert len(long) == 1000
    assert long.endswith("…")
    assert kept_of("a" * 1000)[0] == "a" * 1000


def test_whoever_claims_a_report_looks_at_it_until_somebody_takes_over():
    of_mei = claimed(report(), MEI)
    assert of_mei.claimed_by == MEI
    with pytest.raises(NotAllowedError, match="<@3> is looking at this one"):
        decided(of_mei, State.RESOLVED, by=NOOR, at=AT)
    assert decided(claimed(of_mei, NOOR), State.RESOLVED, by=NOOR, at=AT).decided_by == NOOR


def test_a_report_that_nobody_claimed_is_decided_at_once_and_only_once():
    done = decided(report(), State.DISMISSED, by=MEI, at=AT)
    assert (done.state, done.decided_by, done.decided_at) == (State.DISMISSED, MEI, AT)
    for again in (
        lambda: decided(done, State.RESOLVED, by=MEI, at=AT),
        lambda: claimed(done, MEI),
    ):
        with pytest.raises(InvalidInputError, match="dismissed already"):
            again()


def test_nobody_decides_about_their_own_message():
    about_mei = report(author_id=MEI)
    with pytest.raises(NotAllowedError, match="a message of yours"):
        claimed(about_mei, MEI)
    with pytest.raises(NotAllowedError, match="a message of yours"):
        decided(about_mei, State.DISMISSED, by=MEI, at=AT)
    # Whoever was forgotten can be anybody, and so nobody is kept from deciding.
    assert claimed(report(author_id=None), MEI).claimed_by == MEI
