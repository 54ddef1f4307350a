"""Which parts of a text have the shape of something that identifies a person.

Only what a fixed shape gives away is found: phone, email, Social Security and record numbers, and
full dates. Names and places need more than a shape.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was recognised; the values are those of SAFEGUARDS.md."""

    EMAIL = "EMAIL"
    SSN = "SSN"
    PHONE = "PHONE"
    RECORD = "ID"
    DATE = "DATE"

    @property
    def label(self) -> str:
        """The kind in a sentence, with its article."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a text that may identify somebody; offsets count characters from 0."""

    kind: Kind
    start: int
    end: int


_LABELS = {
    Kind.EMAIL: "an email address",
    Kind.SSN: "a Social Security number",
    Kind.PHONE: "a phone number",
    Kind.RECORD: "a record or account number",
    Kind.DATE: "a full date",
}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_TOP_DOMAIN = r"(?:\.|\s?[(\[]dot[)\]]\s?)[a-z]{2,24}(?![\w@])"
# A number that anybody may call: 988 has too few digits, and these area codes cost nothing.
_TOLL_FREE = r"(?:800|833|844|855|866|877|888)"
_NUMBERED = r"(?: ?(?:no\b\.?|nr\b\.?|number|num\b\.?|id\b)| ?#)"
_WHOSE = (
    rf"(?:(?:mrn|acct){_NUMBERED}*|(?:medical record|record|chart|claim|member|policy|account"
    r"|docket|case|student|subscriber|patient|client|group|auth(?:orization)?|insurance|medicaid"
    rf"|medicare){_NUMBERED}+)"
)


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


# In this order: what an earlier one has found is not found again by a later one.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.EMAIL,
        _pattern(
            rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@|\s?[(\[]at[)\]]\s?)[\w-]{{1,63}}"
            rf"(?:\.[\w-]{{1,63}}){{0,4}}{_TOP_DOMAIN}"
        ),
    ),
    (
        Kind.SSN,
        _pattern(
            r"(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])"
            r"|\b(?:ssn|social(?: security)?(?: (?:number|no\.?))?)(?: is|:|,)? *#? *(\d{9})\b"
            r"|\b(?:ssn|social(?: security)?(?: (?:number|no\.?))?|last four|last 4)"
            r"(?: (?:of (?:the |her |his |their )?(?:ssn|social)|digits|ending in|ends in|is|are))*"
            r"[: #]*(\d{4})\b"
        ),
    ),
    (
        Kind.DATE,
        _pattern(
            rf"(?<![\d-]){_YEAR}([-/.])(?:0?[1-9]|1[0-2])\1{_DAY}(?![\d-])"
            rf"|(?<![\d/.-])(?:0?[1-9]|1[0-2])([-/.]){_DAY}\2(?:{_YEAR}|\d\d)(?![\d/-])"
            rf"|(?<![\d/.-]){_DAY}([-/.])(?:0?[1-9]|1[0-2])\3(?:{_YEAR}|\d\d)(?![\d/-])"
            rf"|\b{_MONTH} {{0,2}}{_DAY}(?:st|nd|rd|th)?,? {{1,2}}{_YEAR}\b"
            rf"|\b{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -]{_YEAR}\b"
        ),
    ),
    (
        Kind.RECORD,
        _pattern(
            rf"\b{_WHOSE}(?: is|:|=)?[ :#]{{0,3}}((?=[a-z-]{{0,8}}\d)[a-z0-9][a-z0-9-]{{3,23}})\b"
            r"|\b(?:member|id|insurance|policy|claim|account|docket)(?: is)?[ :#]{1,3}"
            r"([a-z]{0,4}-?\d{6,14})\b"
        ),
    ),
    (
        Kind.PHONE,
        _pattern(
            rf"(?<![\d.-])(?:\+?1[-. ]?)?(?:\((?!{_TOLL_FREE})\d{{3}}\) ?|(?!{_TOLL_FREE})\d{{3}}"
            r"[-. /]{1,2})\d{3}[-. ]\d{4}(?!\d)"
            rf"|(?<![\w+])\+(?!1[-. ]?\(?{_TOLL_FREE})"
            r"\d{1,3}(?:[-. ]{0,2}\(?\d\)?){7,12}(?!\d)"
            r"|(?<![\d.-])0\d{2,4}[- ]\d{3,4}[- ]?\d{3,4}(?!\d)"
            r"|(?<![\d.-])(?:\d ){9}\d(?![\d ])"
            rf"|(?<![\d.#-])(?!{_TOLL_FREE})[2-9]\d{{2}}[2-9]\d{{6}}(?!\d)"
            r"|(?<![\d.-])[2-9]\d{2}-\d{4}(?![\d-])"
        ),
    ),
)

# Every kind of dash and of blank counts as the plain one; a letter stays one letter, so that
# offsets hold.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000\t"), " ")
_PLAIN = {**_DASHES, **_BLANKS, ord("\uff20"): "@", ord("\uff0e"): "."}


def identifiers_in(text: str) -> tuple[Finding, ...]:
    """Find parts of a text that may identify a client, by their shape alone.

    An empty result means "nothing recognised", not "safe": names need a reader.

    Args:
        text: As it was written, of any length; form fields hold up to 4000 characters.

    Returns:
        Findings by position, not overlapping.

    Source:
        HIPAA Safe Harbor list of 18 identifiers, 45 CFR 164.514(b)(2)(i): those of a fixed shape.
    """
    plain = _plain(text)
    if "@" not in plain and "(" not in plain and not any(map(str.isdigit, plain)):
        return ()
    found: list[Finding] = []
    for kind, pattern in _PATTERNS:
        for finding in _matches(kind, pattern, plain):
            if all(finding.end <= other.start or other.end <= finding.start for other in found):
                found.append(finding)
    return tuple(sorted(found, key=lambda finding: finding.start))


def kinds_named(findings: Iterable[Finding]) -> str:
    """What was found, for a sentence, each kind once: "a phone number and a full date"."""
    there = {finding.kind for finding in findings}
    labels = [kind.label for kind in Kind if kind in there]
    return " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        # Where words lead to a number, the number alone is what identifies.
        last = match.lastindex if match.lastindex and len(match[match.lastindex]) > 1 else 0
        yield Finding(kind, match.start(last), match.end(last))


def _plain(text: str) -> str:
    """The text with plain digits, dashes and blanks, letter for letter."""
    text = text.translate(_PLAIN)
    if text.isascii():
        return text
    return "".join(_digit(letter) for letter in text)


def _digit(letter: str) -> str:
    value = unicodedata.digit(letter, None)
    return letter if value is None or letter.isascii() else str(value)
