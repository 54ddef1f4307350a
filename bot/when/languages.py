"""Times in other languages than English, by dateparser: offered, never taken.

It guesses where Attune asks ("tonight 8" is now to it), so that what it reads is to be confirmed.
English is read without it. It is loaded in a thread when somebody whose Discord is in another
language types what is not English.
"""

import importlib
import threading
from datetime import datetime
from types import ModuleType

READ = frozenset(
    {"cs", "da", "de", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "sv"}
    | {"tr", "uk"}
)
LONGEST_TEXT = 60

_loading: dict[str, threading.Thread] = {}
_loaded: dict[str, ModuleType] = {}


def language_of(locale: str) -> str | None:
    """The language to read in for a Discord locale such as "es-ES"; None if only English is."""
    language = locale.partition("-")[0].lower()
    return language if language in READ else None


def load(language: str) -> None:
    """Load what reading this language needs, some 0.2 s; once is enough."""
    parser = importlib.import_module("dateparser")
    parser.parse("18:00", languages=[language], settings=_settings(datetime(2026, 1, 1)))  # noqa: DTZ001
    _loaded[language] = parser


def local_time_in(text: str, language: str, local_now: datetime) -> datetime | None:
    """The naive wall time that a text in this language may mean, ahead of `local_now`.

    None where it can't be read, and as long as the language is being loaded.
    """
    if len(text) > LONGEST_TEXT:
        return None
    if language not in _loaded:
        _load_meanwhile(language)
        return None
    found: datetime | None = _loaded[language].parse(
        text, languages=[language], settings=_settings(local_now)
    )
    return found if found is not None and found > local_now else None


def _load_meanwhile(language: str) -> None:
    if language not in _loading:
        thread = threading.Thread(target=load, args=[language], name="when-language", daemon=True)
        _loading[language] = thread
        thread.start()


def _settings(local_now: datetime) -> dict[str, object]:
    return {
        "RELATIVE_BASE": local_now,
        "PREFER_DATES_FROM": "future",
        "PREFER_MONTH_OF_YEAR": "current",
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
