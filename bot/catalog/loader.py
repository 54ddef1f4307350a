"""The catalogue's folder, read and checked as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.catalog.duplicates import near_duplicates
from bot.catalog.fields import ModelT, read_as
from bot.catalog.records import Catalog, CrisisLine, Problem, Prompt, Synonym
from bot.catalog.rules import prompt_findings
from bot.catalog.schema import PromptFile
from bot.catalog.tables import CrisisLinesFile, SynonymsFile
from bot.catalog.values import (
    Finding,
    Values,
    did_you_mean,
    entries_at,
    field_name,
    repeated,
    text_at,
    value_at,
    words_at,
)
from bot.catalog.yaml_source import Document, read_document
from bot.errors import CatalogError


def check_catalog(folder: Path) -> list[Problem]:
    """Everything that is wrong with a catalogue, by file and line; empty when nothing is."""
    return _read(folder).problems


def load_catalog(folder: Path) -> Catalog:
    """The catalogue in a folder, checked.

    Raises:
        CatalogError: It has mistakes; the one line says how many and the first of them.
    """
    reading = _read(folder)
    if reading.problems:
        raise CatalogError(_summed_up(reading.problems))
    by_slug = sorted(reading.prompts, key=lambda prompt: prompt.slug)
    prompts = {prompt.slug: prompt for prompt in by_slug}
    aliases = {alias: prompt.slug for prompt in reading.prompts for alias in prompt.aliases}
    return Catalog(
        prompts=MappingProxyType(prompts),
        aliases=MappingProxyType(aliases),
        crisis_lines=reading.crisis_lines,
        synonyms=reading.synonyms,
    )


def check_prompt(values: Values) -> tuple[Prompt | None, list[Finding]]:
    """One prompt by itself, from plain values: its record when nothing is wrong with it.

    What only the whole catalogue knows (related ones exist, aliases are free, no text is there
    twice) is not looked at.
    """
    entry, findings = read_as(PromptFile, values)
    findings += prompt_findings(values)
    return (entry.record() if entry and not findings else None), findings


@dataclass(slots=True)
class _Reading:
    prompts: list[Prompt] = field(default_factory=list[Prompt])
    crisis_lines: tuple[CrisisLine, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    problems: list[Problem] = field(default_factory=list[Problem])


def _read(folder: Path) -> _Reading:
    reading = _Reading()
    if not folder.is_dir():
        reason, cure = "is not a folder", "set ATTUNE_CATALOG to the catalogue's folder"
        reading.problems.append(Problem(str(folder), None, "", reason, cure))
        return reading
    documents = _documents(folder, reading)
    for document in documents.values():
        if document.values is not None:
            prompt, findings = check_prompt(document.values)
            reading.problems += _placed(document, findings)
            if prompt:
                reading.prompts.append(prompt)
        elif document.value is not None:
            finding = Finding((), "is not a mapping", "write it as lines of key: value")
            reading.problems += _placed(document, [finding])
    for document, finding in _across(documents):
        reading.problems += _placed(document, [finding])
    _read_tables(folder, reading)
    reading.problems.sort(key=lambda problem: (problem.file, problem.line or 0, problem.field))
    return reading


def _documents(folder: Path, reading: _Reading) -> dict[str, Document]:
    """The prompt files by stem; what is no prompt file becomes a problem."""
    documents: dict[str, Document] = {}
    prompts = folder / "prompts"
    name = f"{folder.name}/prompts"
    paths = sorted(prompts.iterdir()) if prompts.is_dir() else []
    for path in paths:
        if path.name.startswith("."):
            continue
        file = f"{name}/{path.name}"
        if path.suffix != ".yaml" or not path.is_file():
            cure = "name it <slug>.yaml or move it away"
            reading.problems.append(Problem(file, None, "", "is not a .yaml file", cure))
            continue
        document = documents[path.stem] = read_document(path, file)
        reading.problems += document.problems
    if not documents:
        reason = "holds no prompts" if prompts.is_dir() else "is missing"
        reading.problems.append(Problem(name, None, "", reason, "add <slug>.yaml files"))
    return documents


def _across(documents: dict[str, Document]) -> Iterator[tuple[Document, Finding]]:
    """What only shows when all prompts are seen together."""
    values = {
        stem: document.values for stem, document in documents.items() if document.values is not None
    }
    owners: dict[str, str] = {}
    for stem, entry in values.items():
        for number, alias in words_at(entry, "aliases"):
            place = ("aliases", number)
            if alias in documents and alias != stem:
                reason, cure = f"{alias} is the slug of another prompt", "delete the alias"
                yield documents[stem], Finding(place, reason, cure)
            elif alias in owners and owners[alias] != stem:
                reason = f"{alias} is an alias of {owners[alias]} already"
                yield documents[stem], Finding(place, reason, "keep one of the two")
            owners.setdefault(alias, stem)
    for stem, entry in values.items():
        slug = text_at(entry, "slug")
        if slug and slug != stem:
            reason, cure = f"is {slug}, but the file is {stem}.yaml", "make the two agree"
            yield documents[stem], Finding(("slug",), reason, cure)
        for number, word in words_at(entry, "related"):
            if word in documents or word == slug:
                continue
            reason = f"{word} is not a prompt here"
            known = owners.get(word)
            cure = f"it is {known} now" if known else did_you_mean(word, documents, "delete it")
            yield documents[stem], Finding(("related", number), reason, cure)
    bodies = {stem: text_at(entry, "body") for stem, entry in values.items()}
    for one, other, likeness in near_duplicates(bodies):
        reason = f"is {likeness:.0%} the same as the body of {one}"
        yield documents[other], Finding(("body",), reason, "merge the two or rewrite one")


def _read_tables(folder: Path, reading: _Reading) -> None:
    document = read_document(folder / "crisis_lines.yaml", f"{folder.name}/crisis_lines.yaml")
    lines, problems = _table(document, CrisisLinesFile, "crisis_lines", "id")
    reading.crisis_lines = lines.records() if lines else ()
    reading.problems += problems
    document = read_document(folder / "synonyms.yaml", f"{folder.name}/synonyms.yaml")
    synonyms, problems = _table(document, SynonymsFile, "entries", "term")
    reading.synonyms = synonyms.records() if synonyms else ()
    reading.problems += problems


def _table(
    document: Document, model: type[ModelT], key: str, name: str
) -> tuple[ModelT | None, list[Problem]]:
    """One of the single files; its list under `key` may hold each `name` once."""
    if document.value is None:
        return None, document.problems
    entry, findings = read_as(model, document.value)
    if (values := document.values) is not None:
        findings += repeated(values)
        seen: set[str] = set()
        for number, item in entries_at(values, key):
            word = text_at(item, name)
            if word in seen:
                place = (key, number, name)
                findings.append(Finding(place, f"{word} is listed twice", "keep one of the two"))
            seen.add(word)
    return entry, [*document.problems, *_placed(document, findings)]


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


def _summed_up(problems: list[Problem]) -> str:
    count = len(problems)
    mistakes = "1 mistake" if count == 1 else f"{count} mistakes, the first"
    line = " ".join(str(problems[0]).split())
    return f"The catalogue has {mistakes}: {line} (run `attune catalog check` for all of them)"
