"""Certificates and transcripts as PDF; slow the first time, so made in a thread."""

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cogs.events.ce.lettering import BUNDLED, font_for, writable
from cogs.events.ce.records import Attended, Certificate, Transcript
from cogs.events.ce.rules import claim_wording
from cogs.events.ce.wording import (
    NO_BOARD,
    credit_wording,
    issued_wording,
    presence_wording,
    totals_wording,
    when_wording,
)

if TYPE_CHECKING:
    from fpdf import FPDF

INK, QUIET, LINE = 30, 95, 150
NAME_POINTS, SMALLEST_NAME_POINTS = 30, 12
MARGIN_MM, FRAME_MM, FOOT_MM = 25.0, 12.0, 178.0
# The room that one training takes in a transcript.
LINE_MM = 30.0
# From one line to the next, for each point of the letters' size.
LEADING_MM = 0.5


def certificate_pdf(certificate: Certificate, name_font: Path) -> bytes:
    """A certificate of attendance, one page of A4 across.

    Args:
        certificate: What it says.
        name_font: A font that has all letters of the name (`font_for`).
    """
    sitting = certificate.sitting
    title = f"Certificate of attendance: {sitting.title}"
    pdf = _page("landscape", title, certificate.issued)
    pdf.set_draw_color(LINE)
    pdf.rect(FRAME_MM, FRAME_MM, pdf.w - 2 * FRAME_MM, pdf.h - 2 * FRAME_MM)
    pdf.set_y(30)
    _centred(pdf, "Certificate of attendance", 26, after=12)
    _centred(pdf, "This is to certify that", 11, QUIET, after=4)
    _name(pdf, certificate.name, name_font)
    _centred(pdf, "attended", 11, QUIET, after=4)
    _centred(pdf, sitting.title, 18, after=4)
    _centred(pdf, when_wording(sitting), 11, after=1)
    _centred(pdf, f"{presence_wording(sitting, certificate.outcome)}.", 11, after=1)
    _centred(pdf, f"Organiser: {certificate.organiser}", 11, after=9)
    _centred(pdf, claim_wording(sitting.claim), 10)
    pdf.set_y(max(pdf.get_y() + 6, FOOT_MM))
    _centred(pdf, issued_wording(certificate.issued), 8, QUIET)
    _centred(pdf, NO_BOARD, 8, QUIET)
    return bytes(pdf.output())


def transcript_pdf(transcript: Transcript, name_font: Path) -> bytes:
    """All that somebody attended, one training below the other, with the totals.

    Args:
        transcript: What it says, oldest first.
        name_font: A font that has all letters of the name (`font_for`).
    """
    pdf = _page("portrait", "Transcript of attendance", transcript.issued)
    _put(pdf, "Transcript of attendance", 20)
    pdf.ln(3)
    _use(pdf, name_font, 15, INK, transcript.name)
    pdf.multi_cell(0, 8, transcript.name, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    for line in transcript.lines:
        _line(pdf, line)
    _put(pdf, totals_wording(transcript.lines), 12)
    pdf.ln(6)
    _put(pdf, issued_wording(transcript.issued), 8, QUIET)
    _put(pdf, NO_BOARD, 8, QUIET)
    return bytes(pdf.output())


def _line(pdf: "FPDF", line: Attended) -> None:
    if pdf.will_page_break(LINE_MM):
        pdf.add_page()
    _put(pdf, line.sitting.title, 12)
    _put(pdf, f"{when_wording(line.sitting)}. {line.organiser}.", 9)
    _put(pdf, f"{presence_wording(line.sitting, line.outcome)}.", 9)
    _put(pdf, credit_wording(line), 9, QUIET)
    pdf.ln(4)


def _page(orientation: Literal["portrait", "landscape"], title: str, issued: datetime) -> "FPDF":
    from fpdf import FPDF

    pdf = FPDF(orientation=orientation, format="A4")
    pdf.set_title(title)
    pdf.set_lang("en")
    pdf.set_creation_date(issued)
    pdf.set_margin(MARGIN_MM)
    pdf.set_auto_page_break(auto=True, margin=FRAME_MM)
    pdf.add_font("body", fname=BUNDLED)
    pdf.add_page()
    return pdf


def _centred(pdf: "FPDF", text: str, points: float, ink: int = INK, *, after: float = 0) -> None:
    _put(pdf, text, points, ink, align="C")
    pdf.ln(after)


def _put(
    pdf: "FPDF", text: str, points: float, ink: int = INK, *, align: Literal["L", "C"] = "L"
) -> None:
    # Only letters are worth looking for: an emoji is left out of a title.
    font = font_for("".join(filter(str.isalpha, text))) or BUNDLED
    _use(pdf, font, points, ink, text)
    shown = writable(text, font)
    pdf.multi_cell(0, points * LEADING_MM, shown, align=align, new_x="LMARGIN", new_y="NEXT")


def _use(pdf: "FPDF", font: Path, points: float, ink: int, text: str) -> None:
    family = "body" if font == BUNDLED else font.stem.casefold()
    if family not in pdf.fonts:
        pdf.add_font(family, fname=font)
    pdf.set_font(family, size=points)
    # Letters that join, run from right to left, or carry marks of their own need it.
    pdf.set_text_shaping(font != BUNDLED or any(map(unicodedata.combining, text)))
    pdf.set_text_color(ink)


def _name(pdf: "FPDF", name: str, font: Path) -> None:
    points = NAME_POINTS
    _use(pdf, font, points, INK, name)
    while pdf.get_string_width(name) > pdf.epw and points > SMALLEST_NAME_POINTS:
        points -= 1
        _use(pdf, font, points, INK, name)
    pdf.multi_cell(0, points * LEADING_MM, name, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(5)
