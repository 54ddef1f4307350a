"""What is shown of attendance fits a message, however much there is of it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ui.panels import TEXT_LIMIT_CHARACTERS, Panel
from cogs.events.ce.records import Attendance, Attended, Claim, Decision, Outcome, Sitting, Visit
from cogs.events.ce.staff_views import REASON_CHARACTERS, attendance_panel, dates_panel
from cogs.events.ce.views import inside_panel, transcript_panel

STARTS = datetime(2026, 12, 1, 23, tzinfo=UTC)
CLAIM = Claim(90, "B" * 100, "N" * 100)
SITTING = Sitting(
    *(2**62, 12, 3, "*_T" * 30, STARTS, timedelta(minutes=90), "America/New_York", 80, CLAIM)
)
DECISION = Decision(met=True, reason="*" * REASON_CHARACTERS, by=2**62, at=STARTS)
LINE = Attended(SITTING, Outcome(90, met=True, decided=True, open_visit=True), "S" * 100, DECISION)


def shown(panel: Panel) -> str:
    return str(panel.to_components())


@pytest.mark.parametrize("page", [-1, 0, 8, 99])
def test_a_page_of_attendance_fits_a_message(page: int):
    people = [Attendance(2**62 + n, (Visit(STARTS),), 0, DECISION) for n in range(100)]

    panel = attendance_panel(SITTING, people, page)

    assert panel.content_length() <= TEXT_LIMIT_CHARACTERS
    assert panel.total_children_count <= 40
    assert f"Page {min(max(page, 0), 8) + 1} of 9" in shown(panel)


@pytest.mark.parametrize("page", [-1, 0, 99])
def test_a_page_of_a_transcript_fits_a_message(page: int):
    panel = transcript_panel([LINE] * 50, page)

    assert panel.content_length() <= TEXT_LIMIT_CHARACTERS
    assert f"Page {min(max(page, 0), 12) + 1} of 13" in shown(panel)


def test_the_latest_dates_fit_a_menu():
    assert dates_panel([SITTING] * 25).content_length() <= TEXT_LIMIT_CHARACTERS


def test_who_came_only_to_type_wrong_words_is_told_apart():
    panel = attendance_panel(SITTING, [Attendance(5, wrong_words=5)], 0)

    assert "0 min · not met, wrong code word" in shown(panel)
    assert "**0 checked in**" in shown(panel)


def test_a_decision_of_somebody_who_was_forgotten_has_no_name():
    decided = Attendance(5, (), 0, Decision(met=True, reason="", by=None, at=STARTS))

    assert "decided by somebody who was forgotten" in shown(attendance_panel(SITTING, [decided], 0))


def test_whoever_is_inside_reads_until_when_they_must_check_out():
    text = shown(inside_panel(SITTING, Attendance(5, (Visit(STARTS),))))

    assert f"by <t:{int((STARTS + timedelta(minutes=120)).timestamp())}:t>" in text
