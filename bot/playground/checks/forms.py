"""Reading a JSON body field by field, collecting what is wrong with it in Discord's words."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, cast

from bot.playground.errors import invalid_form
from bot.playground.records import Json

SNOWFLAKE = re.compile(r"\d{1,20}")
ADDRESS = re.compile(r"(https?|discord)://\S+\Z")
LARGEST = 1 << 53


class Form:
    """One JSON object of a body, and where in the body it is.

    Each reader returns the value, or None where it is missing, null or wrong; what is wrong is
    noted, and raised by `finish`.
    """

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - any JSON
        path: str = "",
        wrong: dict[str, str] | None = None,
    ) -> None:
        self._path = path
        self._wrong: dict[str, str] = {} if wrong is None else wrong
        self.data: Json = _object(data)
        if data is not None and not isinstance(data, dict):
            self._note(path or "_form", "DICT_TYPE_CONVERT: Only dictionaries may be used")

    # --- what is wrong ------------------------------------------------------------------------

    def wrong(self, key: str, reason: str) -> None:
        """Note that a field is wrong; `reason` is "CODE: sentence"."""
        self._note(self.at(key), reason)

    def _note(self, path: str, reason: str) -> None:
        self._wrong.setdefault(path, reason)

    def at(self, key: str) -> str:
        """The path of a field in the body."""
        return ".".join(part for part in (self._path, key) if part)

    @property
    def is_fine(self) -> bool:
        """Whether nothing is wrong so far, anywhere in the body."""
        return not self._wrong

    def finish(self) -> None:
        """Raise Discord's 50035 where something is wrong."""
        if self._wrong:
            raise invalid_form(_leaves(self._wrong))

    # --- readers ------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether the field is there, be it null."""
        return key in self.data

    def value(self, key: str, *, required: bool = False) -> Any:  # noqa: ANN401 - any JSON
        """The field as it is."""
        found = self.data.get(key)
        if found is None and required:
            self.wrong(key, "BASE_TYPE_REQUIRED: This field is required")
        return found

    def text(self, key: str, low: int, high: int, *, required: bool = False) -> str | None:
        """A text of `low` to `high` characters."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if not isinstance(found, str):
            self.wrong(key, "STRING_TYPE_CONVERT: Could not interpret as string.")
        elif len(found) > high or len(found) < low:
            self.wrong(key, _length(low, high))
        else:
            return found
        return None

    def integer(
        self, key: str, low: int = -LARGEST, high: int = LARGEST, *, required: bool = False
    ) -> int | None:
        """A whole number from `low` to `high`."""
        found = self.value(key, required=required)
        if found is None:
            return None
        number = _whole(found)
        if number is None:
            self.wrong(key, f'NUMBER_TYPE_COERCE: Value "{found}" is not int.')
        elif number < low:
            self.wrong(key, f"NUMBER_TYPE_MIN: int value should be greater than or equal to {low}.")
        elif number > high:
            self.wrong(key, f"NUMBER_TYPE_MAX: int value should be less than or equal to {high}.")
        else:
            return number
        return None

    def boolean(self, key: str) -> bool | None:
        """True or false."""
        found = self.value(key)
        if found is None or isinstance(found, bool):
            return found
        self.wrong(key, "BOOLEAN_TYPE_CONVERT: Must be either true or false.")
        return None

    def choice(self, key: str, among: Collection[int], *, required: bool = False) -> int | None:
        """One of some numbers."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found not in among:
            allowed = ", ".join(str(a) for a in sorted(among))
            self.wrong(key, f"BASE_TYPE_CHOICES: Value must be one of {{{allowed}}}.")
            return None
        return found

    def snowflake(self, key: str, *, required: bool = False) -> int | None:
        """An id, as text or as a number."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if (number := as_snowflake(found)) is None:
            self.wrong(key, f'NUMBER_TYPE_COERCE: Value "{found}" is not snowflake.')
        return number

    def snowflakes(self, key: str, high: int) -> list[int] | None:
        """A list of ids."""
        items = self.items(key, 0, high)
        if items is None:
            return None
        numbers = [as_snowflake(i) for i in items]
        for n, number in enumerate(numbers):
            if number is None:
                self.wrong(
                    f"{key}.{n}", f'NUMBER_TYPE_COERCE: Value "{items[n]}" is not snowflake.'
                )
        return [n for n in numbers if n is not None]

    def bits(self, key: str) -> int | None:
        """Permissions or flags, as text or as a number."""
        found = self.value(key)
        if found is None:
            return None
        number = _whole(found)
        if number is None or number < 0:
            self.wrong(key, f'NUMBER_TYPE_COERCE: Value "{found}" is not int.')
            return None
        return number

    def address(self, key: str, high: int, *, required: bool = False) -> str | None:
        """A web address."""
        found = self.text(key, 1, high, required=required)
        if found is not None and not ADDRESS.match(found):
            self.wrong(key, "URL_TYPE_INVALID_URL: Not a well formed URL.")
            return None
        return found

    def time(self, key: str) -> datetime | None:
        """A time in ISO 8601; UTC where no offset is given."""
        found = self.value(key)
        if found is None:
            return None
        try:
            when = datetime.fromisoformat(found)
        except (TypeError, ValueError):
            self.wrong(key, f"DATE_TIME_TYPE_PARSE: Could not parse {found}. Should be ISO8601.")
            return None
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when

    def items(self, key: str, low: int, high: int, *, required: bool = False) -> list[Any] | None:
        """A list of `low` to `high` things."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if not isinstance(found, list):
            self.wrong(key, "LIST_TYPE_CONVERT: Only iterables may be used in a ListType")
            return None
        things = cast("list[Any]", found)
        if not low <= len(things) <= high:
            self.wrong(key, _length(low, high))
            return None
        return things

    def among(self, key: str, allowed: Collection[int | str], low: int = 0) -> list[Any] | None:
        """A list of some of the allowed values, each once."""
        found = self.items(key, low, len(allowed))
        if found is None:
            return None
        # Compared one by one: what clients send may be unhashable.
        fits = all(not isinstance(f, bool) and f in list(allowed) for f in found)
        if not fits or any(f in found[:n] for n, f in enumerate(found)):
            self.wrong(
                key, f"BASE_TYPE_CHOICES: Values must be among {sorted(allowed)}, each once."
            )
            return None
        return found

    def forms(self, key: str, low: int, high: int, *, required: bool = False) -> "list[Form]":
        """A list of `low` to `high` objects; empty where it is missing or wrong."""
        things = self.items(key, low, high, required=required) or []
        return [Form(t, f"{self.at(key)}.{n}", self._wrong) for n, t in enumerate(things)]

    def form(self, key: str, *, required: bool = False) -> "Form | None":
        """An object."""
        found = self.value(key, required=required)
        return None if found is None else Form(found, self.at(key), self._wrong)


def _object(value: Any) -> Json:  # noqa: ANN401 - any JSON
    return cast("Json", value) if isinstance(value, dict) else {}


def body_form(body: Any) -> Form:  # noqa: ANN401 - any JSON
    """The form of a whole body; a body that is not an object is refused at once."""
    if not isinstance(body, dict):
        raise invalid_form({"_form": "DICT_TYPE_CONVERT: Only dictionaries may be used"})
    return Form(body)


def body_forms(body: Any) -> list[Form]:  # noqa: ANN401 - any JSON
    """The forms of a body that is a list of objects; each is to be finished by itself."""
    if not isinstance(body, list):
        raise invalid_form({"_form": "LIST_TYPE_CONVERT: Only iterables may be used in a ListType"})
    return [body_form(item) for item in cast("list[Any]", body)]


def as_snowflake(value: Any) -> int | None:  # noqa: ANN401 - any JSON
    """The id that a value of a body is, if it is one."""
    if isinstance(value, str) and SNOWFLAKE.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _whole(value: Any) -> int | None:  # noqa: ANN401 - any JSON
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,20}", value):
        return int(value)
    return value if isinstance(value, int) else None


def _length(low: int, high: int) -> str:
    if low == 0:
        return f"BASE_TYPE_MAX_LENGTH: Must be {high} or fewer in length."
    return f"BASE_TYPE_BAD_LENGTH: Must be between {low} and {high} in length."


def _leaves(wrong: dict[str, str]) -> dict[str, str]:
    """Without what lies inside something that is wrong itself: Discord's form can't say both."""
    return {
        path: reason
        for path, reason in wrong.items()
        if not any(path.startswith(other + ".") for other in wrong)
    }
