"""What has the shape of an identifier is found, and ordinary professional talk is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safeguards import Finding, Kind, identifiers_in, kinds_named

FOUND = [
    (Kind.PHONE, "call (503) 555-0142 after five", "(503) 555-0142"),
    (Kind.PHONE, "cell 206.555.0173.", "206.555.0173"),
    (Kind.PHONE, "+44 7911 123456 is her mobile", "+44 7911 123456"),
    (Kind.PHONE, "ring 020 7946 0958", "020 7946 0958"),
    (Kind.PHONE, "2065550119", "2065550119"),
    (Kind.PHONE, "6 0 2 5 5 5 0 1 9 1", "6 0 2 5 5 5 0 1 9 1"),
    (Kind.PHONE, "just 555-0142", "555-0142"),
    (Kind.PHONE, "503\u2011555\u20110142", "503\u2011555\u20110142"),
    (Kind.PHONE, "\uff15\uff10\uff13-555-0142", "\uff15\uff10\uff13-555-0142"),
    (Kind.EMAIL, "write farouk.d@example.com today", "farouk.d@example.com"),
    (Kind.EMAIL, "503-555-0142@mail.example", "503-555-0142@mail.example"),
    (Kind.EMAIL, "k_mwangi (at) example (dot) org", "k_mwangi (at) example (dot) org"),
    (Kind.SSN, "SSN 900-45-6712", "900-45-6712"),
    (Kind.SSN, "932 18 7745", "932 18 7745"),
    (Kind.SSN, "her social is 918273645", "918273645"),
    (Kind.SSN, "last four of the SSN 6712", "6712"),
    (Kind.RECORD, "MRN number 7718204", "7718204"),
    (Kind.RECORD, "chart #A-20931", "A-20931"),
    (Kind.RECORD, "case no. 24-JV-00317", "24-JV-00317"),
    (Kind.RECORD, "Insurance: BCBS, ID ZGP104882913", "ZGP104882913"),
    (Kind.DATE, "born 1990-07-19", "1990-07-19"),
    (Kind.DATE, "DOB 5/5/72", "5/5/72"),
    (Kind.DATE, "on 23.12.2011", "23.12.2011"),
    (Kind.DATE, "July 9 1988", "July 9 1988"),
    (Kind.DATE, "the 12th of May, 1979", "12th of May, 1979"),
]
PASSES = [
    "34-year-old with GAD, PHQ-9 14, GAD-7 17, F41.1, 90837, 60 minutes",
    "DSM-5-TR criteria, OCEBM level 2, ages 25-34, weeks 3-12",
    "three panic attacks a week since March, worse in 2024 and 2025",
    "rates it 7/10 today and 3/10 in session 4/12",
    "call or text 988, or 1-800-273-8255",
    "the client said no 3 times; claim no progress; case number 2",
    "Bowlby (1969) and Ainsworth et al. (1978), pp. 12-19",
    "fee $150, sliding scale 80-120, EIN on file",
    "meets @ the clinic at 5, three (3) goals",
    "",
]


@pytest.mark.parametrize(("kind", "text", "part"), FOUND, ids=[part for _, _, part in FOUND])
def test_a_fixed_shape_is_found_where_it_stands(kind: Kind, text: str, part: str):
    start = text.index(part)

    assert identifiers_in(text) == (Finding(kind, start, start + len(part)),)


@pytest.mark.parametrize("text", PASSES)
def test_ordinary_professional_talk_passes(text: str):
    assert identifiers_in(text) == ()


def test_several_are_told_by_position_and_named_once_each():
    text = "a@b.example, 503-555-0142, 503-555-0143 and 1/2/1990"

    findings = identifiers_in(text)

    assert [finding.kind for finding in findings] == [
        Kind.EMAIL,
        Kind.PHONE,
        Kind.PHONE,
        Kind.DATE,
    ]
    assert kinds_named(findings) == "an email address, a phone number and a full date"
    assert kinds_named(findings[:1]) == "an email address"
    assert kinds_named(()) == ""


@given(st.text(alphabet=st.sampled_from("0123456789 -./()@+#abmrnid\u2011\uff15"), max_size=200))
def test_findings_are_in_order_inside_the_text_and_never_overlap(text: str):
    findings = identifiers_in(text)

    edges = [edge for finding in findings for edge in (finding.start, finding.end)]
    assert edges == sorted(edges)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)


@given(st.text(max_size=80), st.text(max_size=80))
def test_an_identifier_is_found_whatever_stands_around_it(before: str, after: str):
    assert identifiers_in(f"{before} | 503-555-0142 | {after}")


@pytest.mark.parametrize(
    "unit", ["1", "a.", "(503) ", "1 ", "a@", "mrn ", "+", "1-", "1/1/", "id 1", "a (at) "]
)
def test_no_text_takes_long(unit: str):
    text = (unit * 4000)[:4000]
    begun = time.perf_counter()

    identifiers_in(text)

    assert time.perf_counter() - begun < 0.25
