"""A catalogue's files, checked as a whole and made into records."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from bot.catalog.across import AllValues, Placed, prompts_across, resources_across, seeds_across
from bot.catalog.fields import ModelT, read_as
from bot.catalog.files import EVENTS, PROMPTS, RESOURCES, Files
from bot.catalog.listed import EventSeed, Resource
from bot.catalog.records import Catalog, CrisisLine, Problem, Prompt, Synonym
from bot.catalog.resource_rules import resource_findings, seed_findings
from bot.catalog.resource_schema import ResourceFile, SeedFile
from bot.catalog.rules import prompt_findings
from bot.catalog.schema import PromptFile
from bot.catalog.tables import CrisisLinesFile, SynonymsFile
from bot.catalog.values import (
    Finding,
    Values,
    entries_at,
    field_name,
    parts_in,
    repeated,
    text_at,
    value_at,
)
from bot.catalog.yaml_source import Document, document_of


class _Item(Protocol):
    @property
    def slug(self) -> str: ...


ItemT = TypeVar("ItemT", bound=_Item)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[ItemT]):
    """What lies in one of the folders."""

    folder: str
    plural: str
    read: Callable[[Values], tuple[ItemT | None, list[Finding]]]
    across: Callable[[AllValues, Mapping[str, object]], Iterator[Placed]]
    may_be_none: bool = True


def read_prompt(values: Values) -> tuple[Prompt | None, list[Finding]]:
    """One prompt by itself: its record when nothing is wrong with it, or what is."""
    entry, findings = read_as(PromptFile, values)
    findings += prompt_findings(values)
    return (entry.record() if entry and not findings else None), findings


def read_resource(values: Values) -> tuple[Resource | None, list[Finding]]:
    """One resource by itself: its record when nothing is wrong with it, or what is."""
    entry, findings = read_as(ResourceFile, values)
    findings += resource_findings(values)
    return (entry.record() if entry and not findings else None), findings


def read_seed(values: Values) -> tuple[EventSeed | None, list[Finding]]:
    """One seed of an event by itself: its record when nothing is wrong with it, or what is."""
    entry, findings = read_as(SeedFile, values)
    findings += seed_findings(values)
    return (entry.record() if entry and not findings else None), findings


_PROMPTS = _Kind(PROMPTS, "prompts", read_prompt, prompts_across, may_be_none=False)
_RESOURCES = _Kind(RESOURCES, "resources", read_resource, resources_across)
_SEEDS = _Kind(EVENTS, "seeds of events", read_seed, seeds_across)


@dataclass(slots=True)
class Reading:
    """What a catalogue holds, and everything that is wrong with it, by file and line."""

    prompts: list[Prompt] = field(default_factory=list[Prompt])
    resources: list[Resource] = field(default_factory=list[Resource])
    event_seeds: list[EventSeed] = field(default_factory=list[EventSeed])
    crisis_lines: tuple[CrisisLine, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    problems: list[Problem] = field(default_factory=list[Problem])

    def catalog(self) -> Catalog:
        """The records, once nothing is wrong."""
        return Catalog.of(
            sorted(self.prompts, key=_slug),
            sorted(self.resources, key=_slug),
            sorted(self.event_seeds, key=_slug),
            self.crisis_lines,
            self.synonyms,
        )


def _slug(item: _Item) -> str:
    return item.slug


def read_files(files: Files) -> Reading:
    """Check every file of a catalogue; all that is wrong is told at once."""
    reading = Reading()
    reading.prompts = _read_folder(files, _PROMPTS, reading.problems)
    reading.resources = _read_folder(files, _RESOURCES, reading.problems)
    reading.event_seeds = _read_folder(files, _SEEDS, reading.problems)
    _read_single(files, reading)
    reading.problems.sort(key=lambda problem: (problem.file, problem.line or 0, problem.field))
    return reading


def _read_folder(files: Files, kind: _Kind[ItemT], problems: list[Problem]) -> list[ItemT]:
    documents = _documents(files, kind, problems)
    items = [
        item
        for document in documents.values()
        if (item := _read_one(document, kind.read, problems)) is not None
    ]
    values = {stem: found for stem, one in documents.items() if (found := one.values) is not None}
    for stem, finding in kind.across(values, documents):
        problems += _placed(documents[stem], [finding])
    return items


def _documents(files: Files, kind: _Kind[ItemT], problems: list[Problem]) -> dict[str, Document]:
    """The files of a folder by stem; what is no item's file becomes a problem."""
    name, folder = f"{files.name}/{kind.folder}", files.folders[kind.folder]
    for stray in folder.strays:
        cure = "name it <slug>.yaml or move it away"
        problems.append(Problem(f"{name}/{stray}", None, "", "is not a .yaml file", cure))
    found = folder.files
    if isinstance(found, OSError):
        if not isinstance(found, FileNotFoundError):
            problems += document_of(found, name).problems
        elif not kind.may_be_none:
            problems.append(Problem(name, None, "", "is missing", "add <slug>.yaml files"))
        return {}
    if not found and not kind.may_be_none:
        reason = f"holds no {kind.plural}"
        problems.append(Problem(name, None, "", reason, "add <slug>.yaml files"))
    return {stem: document_of(content, f"{name}/{stem}.yaml") for stem, content in found.items()}


def _read_one(
    document: Document,
    read: Callable[[Values], tuple[ItemT | None, list[Finding]]],
    problems: list[Problem],
) -> ItemT | None:
    problems += document.problems
    if document.values is not None:
        item, findings = read(document.values)
        problems += _placed(document, findings)
        return item
    if document.value is not None:
        finding = Finding((), "is not a mapping", "write it as lines of key: value")
        problems += _placed(document, [finding])
    return None


def _read_single(files: Files, reading: Reading) -> None:
    lines = _table(files, "crisis_lines.yaml", CrisisLinesFile, ("crisis_lines", "id"), reading)
    reading.crisis_lines = lines.records() if lines else ()
    synonyms = _table(files, "synonyms.yaml", SynonymsFile, ("entries", "term"), reading)
    reading.synonyms = synonyms.records() if synonyms else ()


def _table(
    files: Files, name: str, model: type[ModelT], unique: tuple[str, str], reading: Reading
) -> ModelT | None:
    """One of the single files; the list under the one key holds each of the other once."""
    document = document_of(files.single[name], f"{files.name}/{name}")
    reading.problems += document.problems
    if document.value is None:
        return None
    entry, findings = read_as(model, document.value)
    if (values := document.values) is not None:
        findings += [*repeated(parts_in(values)[1]), *_listed_twice(values, *unique)]
    reading.problems += _placed(document, findings)
    return entry


def _listed_twice(values: Values, key: str, name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, item in entries_at(values, key):
        word = text_at(item, name)
        if word in seen:
            yield Finding((key, number, name), f"{word} is listed twice", "keep one of the two")
        seen.add(word)


def _placed(document: Document, findings: Iterable[Finding]) -> Iterator[Problem]:
    """Findings with their file and line, without those at a place that is refused already."""
    for finding in findings:
        place = finding.place
        if any(place[:length] in document.refused for length in range(1, len(place) + 1)):
            continue
        line = document.line(place)
        if finding.offset is not None and document.values is not None:
            text = value_at(document.values, place)
            line = document.line_in_text(place, text, finding.offset)
        yield Problem(document.file, line, field_name(place), finding.reason, finding.cure)
