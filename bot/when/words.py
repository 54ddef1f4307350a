"""The words that days and times are made of, and how typed text becomes plain words."""

import re
import unicodedata

WEEKDAY_STEMS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MISSPELT = {
    **dict.fromkeys(
        ("tomorow", "tommorow", "tommorrow", "tomorrrow", "tmrw", "tmr", "tmw", "2moro"), "tomorrow"
    ),
    **dict.fromkeys(("tonite", "2nite"), "tonight"),
    **dict.fromkeys(("wendesday", "wensday", "weds"), "wednesday"),
    "thurday": "thursday",
    "thurs": "thursday",
    "tuseday": "tuesday",
    "teusday": "tuesday",
    "satuday": "saturday",
    "febuary": "february",
    "midday": "noon",
    "tday": "today",
    "sept": "september",
    "oclock": "",
    "o'clock": "",
    "uhr": "h",
}
NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "ninety": "90",
}
FILLERS = frozenset(
    {"at", "on", "the", "of", "by", "around", "about", "sharp", "please", "and", "time"}
    | {"local", "my", "hrs", "hours"}
)
"""Words that change nothing about which time is meant."""


def plain(text: str) -> str:
    """Lower case without accents, one space between words, one way to write dashes and am/pm."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in letters if not unicodedata.combining(c))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("’", "'").replace("@", " at ")
    text = re.sub(r"(?<![a-z])([ap])\.?\s?m(?![a-z])\.?", r"\1m", text)
    text = re.sub(r",(?!\d)|(?<!\d),|[()\[\];!?]", " ", text.replace("_", " "))
    return " ".join(word for word in map(_spelt, text.split()) if word)


def stemmed(names: tuple[str, ...]) -> dict[str, int]:
    """Every beginning of at least three letters, and the whole, to the place in `names`."""
    return {name[:n]: at for at, name in enumerate(names) for n in range(3, len(name) + 1)}


def _spelt(word: str) -> str:
    return MISSPELT.get(word.rstrip("."), word)


WEEKDAYS = stemmed(WEEKDAY_NAMES)
MONTHS = stemmed(MONTH_NAMES)
TOMORROW = r"tom(?:o(?:r(?:r(?:ow?)?)?)?)?"
WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})s?\b\.?"
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
TIME_WORDS = frozenset(
    {*WEEKDAYS, *MONTHS, *NUMBERS, *FILLERS, *MISSPELT}
    | {"today", "tomorrow", "tonight", "noon", "midnight", "morning", "afternoon", "evening"}
    | {"night", "next", "this", "week", "weeks", "day", "days", "month", "months", "year", "am"}
    | {"pm", "in", "from", "now", "past", "to", "half", "quarter", "a", "an", "last", "weekend"}
)
"""No place is called by one of these, whatever its name."""
