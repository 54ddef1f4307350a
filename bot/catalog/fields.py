"""The kinds of field that catalogue files have, and what to say when one has the wrong form."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, TypeGuard, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.catalog.resource_vocabulary import UNKNOWN
from bot.catalog.values import Finding, Place, did_you_mean, shown
from bot.catalog.vocabulary import MODALITIES, POPULATIONS, SETTINGS

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = re.compile(r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LICENSE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")


ModelT = TypeVar("ModelT", bound=BaseModel)


class Entry(BaseModel):
    """A mapping in a catalogue file: nothing unknown, nothing converted in silence."""

    # Built at the first use: a start with a checked copy never reads a file.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def refusal(reason: str, cure: str) -> PydanticCustomError:
    """An error that brings its own words."""
    return PydanticCustomError("attune", "{reason}", {"reason": reason, "cure": cure})


def _slug(word: str) -> str:
    if not _SLUG.fullmatch(word):
        raise refusal(
            f"{shown(word)} is not a slug", "use lower-case letters, digits and single hyphens"
        )
    return word


def _version(word: str) -> str:
    if not _VERSION.fullmatch(word):
        raise refusal(f"{shown(word)} is not a version", "write major.minor.patch, such as 1.0.0")
    return word


def _https(address: str) -> str:
    if not address.startswith("https://"):
        raise refusal("is not an https:// address", "give the https:// address")
    return address


def _doi(word: str) -> str:
    if not _DOI.fullmatch(word):
        raise refusal(f"{shown(word)} is not a DOI", "write it as 10.1000/example, no address")
    return word


def _license(word: str) -> str:
    if not _LICENSE.fullmatch(word):
        raise refusal(f"{shown(word)} is not an SPDX name", "write it as in CC-BY-4.0")
    return word


def _country(word: str) -> str:
    if not _COUNTRY.fullmatch(word):
        raise refusal(f"{shown(word)} is not a country code", "write two capitals, such as US")
    return word


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _real_day(value: object) -> object:
    found = _day(value)
    if found is None:
        raise refusal(f"{shown(value)} is not a date", "write it as 2026-11-23")
    return found


def _day_if_known(value: object) -> object:
    return None if value == UNKNOWN else _real_day(value)


def _https_if_known(word: str) -> str:
    return word if word == UNKNOWN else _https(word)


def known(word: str, words: Iterable[str]) -> str:
    """The word, where the vocabulary has it; a refusal that names the nearest where not."""
    vocabulary = list(words)
    if word not in vocabulary:
        cure = did_you_mean(word, vocabulary, f"choose from {', '.join(vocabulary)}")
        raise refusal(f"{shown(word)} is not in the vocabulary", cure)
    return word


def _modality(word: str) -> str:
    return known(word, MODALITIES)


def _population(word: str) -> str:
    return known(word, POPULATIONS)


def _setting(word: str) -> str:
    return known(word, SETTINGS)


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Slug = Annotated[Text, StringConstraints(max_length=50), AfterValidator(_slug)]
Version = Annotated[Text, AfterValidator(_version)]
Https = Annotated[Text, AfterValidator(_https)]
Doi = Annotated[Text, AfterValidator(_doi)]
License = Annotated[Text, AfterValidator(_license)]
CountryCode = Annotated[Text, AfterValidator(_country)]
Day = Annotated[date, BeforeValidator(_real_day)]
DayIfKnown = Annotated[date | None, BeforeValidator(_day_if_known)]
HttpsIfKnown = Annotated[Text, AfterValidator(_https_if_known)]
Modality = Annotated[Text, AfterValidator(_modality)]
Population = Annotated[Text, AfterValidator(_population)]
Setting = Annotated[Text, AfterValidator(_setting)]


def explained(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """The reason and the cure for what pydantic found wrong."""
    value: object = error["input"]
    compound = type(value) in (list, dict)
    context = error.get("ctx", {})
    match error["type"]:
        case "attune":
            return str(context["reason"]), str(context["cure"])
        case "missing":
            return "is missing", "add it"
        case "extra_forbidden":
            key = str(error["loc"][-1])
            return "is not a field here", did_you_mean(
                key, _fields(model, error["loc"]), "delete it"
            )
        case _ if value is None:
            return "is empty", "fill it in or delete the line"
        case "string_type" if not compound:
            return f"is {shown(value)}, not a text", "put it in quotes"
        case "string_type":
            return "is not a single text", "write one text"
        case "string_too_short" if not str(value).strip():
            return "is empty", "fill it in"
        case "string_too_short":
            length = len(str(value).strip())
            reason = f"is {length} characters long, under {context['min_length']}"
            return reason, "say more"
        case "string_too_long":
            length = len(str(value).strip())
            return f"is {length} characters long, over {context['max_length']}", "shorten it"
        case "too_short":
            return f"has {context['actual_length']}, under {context['min_length']}", "add to it"
        case "too_long":
            return f"has {context['actual_length']}, over {context['max_length']}", "take some out"
        case "list_type":
            return "is not a list", "write one item a line, each after a dash"
        case "model_type" | "dict_type":
            return "is not a mapping", "write it as lines of key: value"
        case "bool_type":
            return f"is {shown(value)}, not true or false", "write true or false"
        case "enum" | "literal_error":
            return _choice(shown(value), str(value), str(context["expected"]))
        case "int_type":
            return f"is {shown(value)}, not a whole number", "write a whole number"
        case "less_than_equal":
            return f"is {value}, over {context['le']}", f"lower it to {context['le']} or less"
        case "greater_than_equal":
            return f"is {value}, under {context['ge']}", f"raise it to {context['ge']} or more"
        case _:
            return f"is not valid ({error['msg']})", "correct it"


def _choice(value: str, word: str, expected: str) -> tuple[str, str]:
    known = [part.strip("'") for part in re.split(r", | or ", expected)]
    return f"{value} is not known here", did_you_mean(
        word, known, f"choose from {', '.join(known)}"
    )


def _fields(model: type[BaseModel], place: Place) -> list[str]:
    """The fields of the mapping in which an unknown key was found."""
    for part in place[:-1]:
        if isinstance(part, str):
            inner: object = model.model_fields[part].annotation
            model = next((kind for kind in (inner, *get_args(inner)) if _is_model(kind)), model)
    return [info.alias or name for name, info in model.model_fields.items()]


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def read_as(model: type[ModelT], values: object) -> tuple[ModelT | None, list[Finding]]:
    """Values as that kind of entry; or None, and everything that is wrong with their form."""
    try:
        return model.model_validate(values), []
    except ValidationError as errors:
        told = errors.errors(include_url=False)
    findings = [Finding(error["loc"], *explained(error, model)) for error in told]
    meant = {
        (*finding.place[:-1], finding.cure)
        for finding, error in zip(findings, told, strict=True)
        if error["type"] == "extra_forbidden"
    }
    # A misspelled field is one mistake, not also a missing one.
    return None, [
        finding
        for finding, error in zip(findings, told, strict=True)
        if error["type"] != "missing"
        or (*finding.place[:-1], f"did you mean {finding.place[-1]}?") not in meant
    ]
