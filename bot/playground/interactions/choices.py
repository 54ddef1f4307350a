"""What a bot may suggest while somebody types into an option."""

from bot.playground.errors import invalid_form
from bot.playground.jsons import as_list, as_object
from bot.playground.records import Json

MOST = 25
LONGEST = 100
GREATEST_NUMBER = 2**53
STRING, INTEGER = 3, 4


def suggestions(options: list[Json], given: object) -> list[Json]:
    """The choices of an autocomplete response.

    Args:
        options: Of the interaction; the focused one says which values fit.
        given: The `choices` of the response; null is none.

    Raises:
        DiscordError: 50035 with what is wrong.
    """
    choices = [as_object(c) for c in as_list(given or [])]
    if len(choices) > MOST:
        raise invalid_form({"choices": f"BASE_TYPE_MAX_LENGTH: Must be {MOST} or fewer in length."})
    kind = _focused_type(options)
    wrong: dict[str, str] = {}
    for n, choice in enumerate(choices):
        if (problem := _bad_text(choice.get("name"))) is not None:
            wrong[f"choices.{n}.name"] = problem
        check = _bad_text if kind == STRING else _bad_number
        if (problem := check(choice.get("value"))) is not None:
            wrong[f"choices.{n}.value"] = problem
        elif kind == INTEGER and not float(choice["value"]).is_integer():
            wrong[f"choices.{n}.value"] = "NUMBER_TYPE_COERCE: Value is not a whole number."
    if wrong:
        raise invalid_form(wrong)
    return choices


def _focused_type(options: list[Json]) -> int:
    for option in options:
        if option.get("focused"):
            return option["type"]
        if found := _focused_type(option.get("options", [])):
            return found
    return STRING


def _bad_text(value: object) -> str | None:
    if not isinstance(value, str):
        return "BASE_TYPE_STRING: Must be a string."
    if not 1 <= len(value) <= LONGEST:
        return f"BASE_TYPE_BAD_LENGTH: Must be between 1 and {LONGEST} in length."
    return None


def _bad_number(value: object) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "NUMBER_TYPE_COERCE: Value is not a number."
    if abs(value) > GREATEST_NUMBER:
        return "NUMBER_TYPE_MAX: The number is too large."
    return None
