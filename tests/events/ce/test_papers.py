"""Certificates and transcripts say what they should, in letters that can be read."""

import asyncio
import csv
import io
import logging
import os
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pytest

from bot.ops.logs import set_up_logs
from cogs.events.ce import lettering
from cogs.events.ce.lettering import BUNDLED, font_for, writable
from cogs.events.ce.papers import certificate_pdf, transcript_pdf
from cogs.events.ce.records import Attended, Certificate, Claim, Outcome, Sitting, Transcript
from cogs.events.ce.spreadsheets import csv_of, csv_of_transcript

NAMES = ["María-José Łukasiewicz Çelik", "Ελένη Παπαδοπούλου-Ἀθηνᾶ", "Юлія Їжакевич-Ђорђевић"]
# With letters that no character holds together with their marks.
MARKED = "Ọlá Adéẹ̀kọ́"
SITTING = Sitting(
    guild_id=7,
    event_id=12,
    occurrence_id=3,
    title="Notes with AI, in your own voice 🧠",
    starts=datetime(2026, 12, 1, 23, tzinfo=UTC),
    length=timedelta(minutes=90),
    zone="America/New_York",
    percent=80,
    claim=Claim(90, "the Board of Examples", "AB-1234"),
)
THERE = Outcome(85, met=True, decided=False, open_visit=False)
ISSUED = datetime(2026, 12, 2, tzinfo=UTC)


def certificate(name: str, outcome: Outcome = THERE) -> Certificate:
    return Certificate(name, SITTING, outcome, "The Hub", ISSUED)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("name", [*NAMES, MARKED])
def test_a_name_in_three_scripts_comes_out_right_from_the_bundled_font(name: str):
    assert font_for(name) == BUNDLED

    said = text_of(certificate_pdf(certificate(name), BUNDLED))

    assert name in said


def test_a_certificate_says_what_was_attended_and_what_is_only_claimed():
    said = text_of(certificate_pdf(certificate("Maya Rao"), BUNDLED))

    assert "Notes with AI, in your own voice" in said
    assert "Tuesday, 1 December 2026, 18:00 to 19:30, New York time (UTC-5)" in said
    assert "Present for 85 of 90 minutes, by check-in and check-out." in said
    assert "Organiser: The Hub" in said
    assert "claims 1.5 hours of continuing education" in said
    assert "This is claimed by the organiser and was not confirmed." in said
    assert "It approves no training and speaks for no board" in said
    assert "it was neither checked nor kept" in said


def test_a_certificate_says_where_a_host_decided():
    decided = Outcome(40, met=True, decided=True, open_visit=True)

    said = text_of(certificate_pdf(certificate("Maya Rao", decided), BUNDLED))

    assert "Present for 40 of 90 minutes" in said
    assert "confirmed by the organiser" in said


def test_a_certificate_is_one_page_with_ink_where_the_name_is():
    """Rendered: the name stands in the middle, and nothing runs out of the frame."""
    pdf = certificate_pdf(
        certificate("Maximiliana Wolkenstein-Habenichts von und zu Examples"), BUNDLED
    )

    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    page: Any = document[0]
    picture = page.render(scale=1).to_pil().convert("L")
    across, down = picture.size
    dark = [(x, y) for x in range(across) for y in range(down) if picture.getpixel((x, y)) < 100]
    columns, rows = {x for x, _ in dark}, {y for _, y in dark}
    assert min(columns) > across * 0.06
    assert max(columns) < across * 0.94
    assert max(rows) < down * 0.93
    assert any(across * 0.4 < x < across * 0.6 and down * 0.28 < y < down * 0.4 for x, y in dark)


@pytest.mark.parametrize("name", ["שרה כהן", "محمد عبد الله"])
def test_other_scripts_come_out_right_where_the_machine_has_a_font(name: str):
    font = font_for(name)
    if font is None:
        how = "needs a font with Hebrew and Arabic: install fonts-dejavu-core"
        (pytest.fail if os.environ.get("ATTUNE_NOTHING_SKIPPED") == "1" else pytest.skip)(how)

    assert font != BUNDLED
    assert name in text_of(certificate_pdf(certificate(name), font))


def test_without_a_font_of_the_machine_other_scripts_have_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lettering, "FOLDERS_BY_SYSTEM", {})

    assert font_for("张伟") is None
    assert font_for(NAMES[1]) == BUNDLED


def test_a_broken_file_among_the_fonts_is_passed_over(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(lettering, "FOLDERS_BY_SYSTEM", {lettering.sys.platform: (str(folder),)})

    assert font_for("张伟") is None


def test_what_no_font_has_is_left_out_of_a_title():
    assert writable("Notes 🧠 with AI", BUNDLED) == "Notes with AI"


def test_a_transcript_lists_each_training_and_the_totals():
    missed = Outcome(40, met=False, decided=False, open_visit=False)
    lines = tuple(Attended(SITTING, found, "The Hub") for found in (*[THERE] * 12, missed))

    pdf = transcript_pdf(Transcript(NAMES[1], lines, ISSUED), BUNDLED)

    said = text_of(pdf)
    assert NAMES[1] in said
    assert said.count("Notes with AI") == 13
    assert "The rule for attendance was not met, so no credit is claimed." in said
    assert "13 trainings: present for 1060 minutes; the organisers claim 18 hours" in said
    assert len(pypdfium2.PdfDocument(pdf)) > 1


def test_no_letter_of_a_name_reaches_the_log(capsys: pytest.CaptureFixture[str]):
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    set_up_logs("DEBUG", "json")
    try:
        certificate_pdf(certificate(NAMES[1]), BUNDLED)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert capsys.readouterr().err == ""
    assert NAMES[1] not in repr(certificate(NAMES[1]))


async def test_the_loop_goes_on_while_a_certificate_is_made():
    longest, stopped = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        while not stopped.is_set():
            before = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - before)

    watching = asyncio.create_task(watch())
    await asyncio.to_thread(certificate_pdf, certificate(NAMES[0]), BUNDLED)
    stopped.set()
    await watching

    assert longest < 0.5


def test_a_table_is_read_by_spreadsheets_and_holds_no_formula():
    cells = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1",
        "\uff1d1",
        "\t=1",
        'a "quoted", cell',
        "Łukasz",
        "",
    ]

    file = csv_of(["what"] * len(cells), [cells])

    assert file.startswith(b"\xef\xbb\xbf")
    _, row = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    assert all(cell.startswith("'") for cell in row[:7])
    assert row[7:] == ['a "quoted", cell', "Łukasz", ""]


def test_a_transcript_as_a_table_has_a_row_for_each_training():
    file = csv_of_transcript([Attended(SITTING, THERE, "The Hub")])

    (row,) = csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
    assert row["training"] == SITTING.title
    assert row["start"] == "2026-12-01 18:00-05:00"
    assert (row["minutes"], row["met"], row["claimed_hours"]) == ("85", "yes", "1.5")
