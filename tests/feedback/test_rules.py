"""What reviewers are shown of what was said."""

from datetime import UTC, datetime

from bot.feedback.records import Report
from bot.feedback.rules import hash_of, subject_of
from cogs.prompts.feedback.records import Reason


def test_what_reviewers_see_has_a_hash_of_its_own():
    assert hash_of("a", "b") != hash_of("a", "c")
    assert len(hash_of("a")) == 64


def test_a_report_is_known_by_its_reason_and_what_it_is_about_and_not_by_who_sent_it():
    report = Report(
        guild_id=1,
        member_id=11,
        slug="soap-note-draft",
        reason=Reason.WRONG,
        name="report-1",
        title="SOAP",
        content_hash="hash",
        words="Not so.",
        reported_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
    )

    subject = subject_of(report, "report")

    assert (subject.kind, subject.slug, subject.title) == ("report", "report-1", "Wrong: SOAP")
    assert subject.author_id is None
