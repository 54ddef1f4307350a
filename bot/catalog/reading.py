"""A catalogue's files, checked as a whole and made into records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.catalog.across import findings_across
from bot.catalog.fields import ModelT, read_as
from bot.catalog.files import PROMPTS, Files
from bot.catalog.records import Catalog, CrisisLine, Problem, Prompt, Synonym
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


def read_prompt(values: Values) -> tuple[Prompt | None, list[Finding]]:
    """One prompt by itself: its record when nothing is wrong with it, or what is."""
    entry, findings = read_as(PromptFile, values)
    findings += prompt_findings(values)
    return (entry.record() if entry and not findings else None), findings


@dataclass(slots=True)
class Reading:
    """What a catalogue holds, and everything that is wrong with it, by file and line."""

    prompts: list[Prompt] = field(default_factory=list[Prompt])
    crisis_lines: tuple[CrisisLine, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    problems: list[Problem] = field(default_factory=list[Problem])

    def catalog(self) -> Catalog:
        """The records, once nothing is wrong."""
        by_slug = sorted(self.prompts, key=lambda prompt: prompt.slug)
        return Catalog(
            prompts=MappingProxyType({prompt.slug: prompt for prompt in by_slug}),
            aliases=MappingProxyType(
                {a: prompt.slug for prompt in by_slug for a in prompt.aliases}
            ),
            crisis_lines=self.crisis_lines,
            synonyms=self.synonyms,
        )


def read_files(files: Files) -> Reading:
    """Check every file of a catalogue; all that is wrong is told at once."""
    reading = Reading()
    documents = _documents(files, reading)
    for document in documents.values():
        _read_one(document, reading)
    values = {stem: found for stem, one in documents.items() if (found := one.values) is not None}
    for stem, finding in findings_across(values, documents):
        reading.problems += _placed(documents[stem], [finding])
    _read_single(files, reading)
    reading.problems.sort(key=lambda problem: (problem.file, problem.line or 0, problem.field))
    return reading


def _documents(files: Files, reading: Reading) -> dict[str, Document]:
    """The prompt files by stem; what is no prompt file becomes a problem."""
    name = f"{files.name}/{PROMPTS}"
    for stray in files.strays:
        cure = "name it <slug>.yaml or move it away"
        reading.problems.append(Problem(f"{name}/{stray}", None, "", "is not a .yaml file", cure))
    if isinstance(files.prompts, FileNotFoundError):
        reading.problems.append(Problem(name, None, "", "is missing", "add <slug>.yaml files"))
        return {}
    if isinstance(files.prompts, OSError):
        reading.problems += document_of(files.prompts, name).problems
        return {}
    if not files.prompts:
        reading.problems.append(
            Problem(name, None, "", "holds no prompts", "add <slug>.yaml files")
        )
    return {
        stem: document_of(content, f"{name}/{stem}.yaml") for stem, content in files.prompts.items()
    }


def _read_one(document: Document, reading: Reading) -> None:
    reading.problems += document.problems
    if document.values is not None:
        prompt, findings = read_prompt(document.values)
        reading.problems += _placed(document, findings)
        if prompt:
            reading.prompts.append(prompt)
    elif document.value is not None:
        finding = Finding((), "is not a mapping", "write it as lines of key: value")
        reading.problems += _placed(document, [finding])


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
