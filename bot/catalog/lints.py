"""What may stand in no text of the catalogue: identifying data, forbidden wording, unsafe links."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in a text; the reason never repeats what identifies."""

    offset: int
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class _Forbidden:
    signs: tuple[str, ...]
    """One of these is in every text that the pattern finds; looking for them costs little."""
    pattern: re.Pattern[str]
    what: str
    cure: str


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

_DATE = "a full date"
_IDENTIFYING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an email address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("a Social Security number", re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")),
    (
        "a phone number",
        re.compile(
            r"(?<![\d.-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)"
            r"|(?<!\w)\+\d{1,3}(?:[ -]?\d){7,12}(?!\d)"
        ),
    ),
    (
        "a record number",
        re.compile(
            r"\b(?:MRN|(?:medical record|record|chart|claim|member|policy|account|docket)"
            r"(?: (?:no\.?|number|id)| ?#))[ :#]*[A-Z]{0,3}-?\d{4,}",
            re.IGNORECASE,
        ),
    ),
    (
        _DATE,
        re.compile(
            r"\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b"
            r"|(?<![\d/])\d{1,2}/\d{1,2}/(?:\d\d|\d{4})(?![\d/])"
            rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
            rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d\b"
        ),
    ),
)


def _forbidden(signs: str, pattern: str, what: str, cure: str) -> _Forbidden:
    return _Forbidden(tuple(signs.split(", ")), re.compile(pattern, re.IGNORECASE), what, cure)


_FORBIDDEN: tuple[_Forbidden, ...] = (
    _forbidden(
        "contract, pact, pledge, promis",
        r"\b(?:no[- ](?:suicide|harm|self[- ]harm)|anti[- ]?suicide|suicide[- ]prevention|safety)"
        r" (?:contract|pact|pledge|promise)s?\b|\bcontract(?:s|ing)? for safety\b"
        r"|\bpromis(?:e|es|ing) (?:me |us )?not to (?:kill|hurt|harm)\b",
        "a no-suicide or no-harm contract",
        "use collaborative safety planning",
    ),
    _forbidden(
        "risk, likelihood",
        r"\b(?:rate|score|predict|estimate|quantify|calculate)s? (?:the |their |this |a )?"
        r"(?:client'?s? |suicide |suicidal |violence )*"
        r"(?:risk|likelihood of (?:suicide|violence))\b",
        "a rating or prediction of risk",
        "ask what the clinician has to assess",
    ),
    _forbidden(
        "diagnos, disorder",
        r"\b(?:diagnose|give a diagnosis|tell me (?:what|which) (?:disorder|diagnosis))\b",
        "a diagnosis made by the model",
        "let the clinician state it",
    ),
    _forbidden(
        "therapist, counselor, psychologist, my client",
        r"\b(?:act|respond|speak|talk|chat|pretend to be) (?:as|like) (?:the|my|a|their) "
        r"(?:client'?s )?(?:therapist|counselor|psychologist)\b|\btalk (?:to|with) my client\b",
        "a model in the therapist's place",
        "let it draft for the clinician",
    ),
    _forbidden(
        "transcript, recording, psychotherapy",
        r"\b(?:paste|insert|attach|upload|use|summarize) (?:in |the |a |your |full )*"
        r"(?:session (?:transcript|recording)|transcript of (?:the|a|your) (?:real )?session"
        r"|psychotherapy notes?)\b",
        "a transcript or psychotherapy notes of a real session",
        "ask for de-identified bullets",
    ),
    _forbidden(
        "emotion",
        r"\b(?:detect|recognize|read) (?:the |their |client'?s? )*emotions?\b",
        "emotion detection",
        "describe what the clinician observed",
    ),
    _forbidden(
        "telling, informing, hide, conceal",
        r"\b(?:without|not) (?:telling|informing) (?:the |your |a )?clients?\b"
        r"|\b(?:hide|conceal) (?:the use of |that )?(?:AI|you used AI)\b",
        "hidden use of AI",
        "say how the client is told",
    ),
    _forbidden(
        "pleasure, dead, anxious",
        r"\blittle interest or pleasure in doing|\bbetter off dead, or\b"
        r"|\bfeeling nervous, anxious,? or on edge\b",
        "an item of a published measure",
        "name the measure and point to its publisher",
    ),
)

_EFFICACY = _forbidden(
    "proven, validated, guaranteed, show, prove",
    r"\b(?:clinically|scientifically) (?:proven|validated)\b|\bproven to\b|\bguaranteed to\b"
    r"|\b(?:research|studies|science) (?:shows?|proves?)\b",
    "a claim of effect without an evidence entry",
    "give its evidence or leave it out",
)

# "Never write a no-harm contract" is the very sentence we want, so a forbidden phrase passes when
# its sentence says no before it. Judging the rest is what reviewers are for.
_DENIED = re.compile(
    r"\b(?:never|not|no|nor|neither|without|avoid|avoids|avoiding|refuse|decline|cannot)\b"
    r"|n't\b|\b(?:instead of|rather than|in place of|leave out)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")

# Every pattern of what identifies but the email address takes one of these.
_NUMBERS = re.compile(r"\d{4}|\d/\d|\+\d")
_HTTP = re.compile(r"http://", re.IGNORECASE)
_TRACKING = re.compile(
    r"[?&](?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshi?d?|_hs(?:enc|mi)|ref_src|si)=",
    re.IGNORECASE,
)


def identifying(text: str, *, may_have_dates: bool = False) -> Iterator[Hit]:
    """Data whose shape alone can identify a person; the value is not repeated.

    Args:
        text: What to look at.
        may_have_dates: Whether full dates are what the text is about, as with public events.
    """
    if "@" not in text and not _NUMBERS.search(text):
        return
    for kind, pattern in _IDENTIFYING:
        if may_have_dates and kind == _DATE:
            continue
        if found := pattern.search(text):
            yield Hit(found.start(), f"holds what looks like {kind}", "take it out")


def forbidden_in(texts: Iterable[str], *, has_evidence: bool) -> Callable[[str], Iterator[Hit]]:
    """What finds wording that the catalogue does not accept unless its sentence rules it out.

    Args:
        texts: All texts of a prompt. The finder is for any of them but its search terms, which are
            what people type.
        has_evidence: Whether the prompt has an evidence entry; without one it may claim no effect.
    """
    # Few signs are in a prompt at all, so most entries need not be looked for text by text.
    together = "\n".join(texts).lower()
    entries = _FORBIDDEN if has_evidence else (*_FORBIDDEN, _EFFICACY)
    possible = [
        (signs, entry)
        for entry in entries
        if (signs := [sign for sign in entry.signs if sign in together])
    ]

    def forbidden(text: str) -> Iterator[Hit]:
        lowered = text.lower()
        for signs, entry in possible:
            for sign in signs:
                if sign in lowered:
                    yield from _found(entry, text)
                    break

    return forbidden


def unsafe_links(text: str) -> Iterator[Hit]:
    """Links without encryption, and links that follow the reader."""
    if "://" not in text and "=" not in text:
        return
    if found := _HTTP.search(text):
        yield Hit(found.start(), "has an http:// link", "use https://")
    if found := _TRACKING.search(text):
        parameter = found.group()[1:-1]
        reason = f"has a link with the tracking parameter {parameter}"
        yield Hit(found.start(), reason, "delete the parameter")


def without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """An address without what follows the reader, and the names of what was taken off."""
    parts = urlsplit(address)
    kept: list[str] = []
    dropped: list[str] = []
    for pair in filter(None, parts.query.split("&")):
        name = pair.partition("=")[0]
        if _TRACKING.fullmatch(f"?{name}="):
            dropped.append(name)
        else:
            kept.append(pair)
    if not dropped:
        return address, ()
    return urlunsplit(parts._replace(query="&".join(kept))), tuple(dict.fromkeys(dropped))


def _found(entry: _Forbidden, text: str) -> Iterator[Hit]:
    for found in entry.pattern.finditer(text):
        if not _is_denied(text, found.start()):
            reason = f'"{found.group()}" reads as {entry.what}'
            yield Hit(found.start(), reason, entry.cure)
            break


def _is_denied(text: str, offset: int) -> bool:
    start = 0
    for end in _SENTENCE_END.finditer(text, 0, offset):
        start = end.end()
    return _DENIED.search(text, start, offset) is not None
