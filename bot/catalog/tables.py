"""The form of the catalogue's single files: crisis lines and synonyms."""

from typing import Annotated, Literal

from pydantic import Field

from bot.catalog.fields import CountryCode, Day, Entry, Https, Slug, Text
from bot.catalog.records import CrisisLine, Direction, Synonym, SynonymKind


class _Line(Entry):
    id: Slug
    country: Text
    country_code: CountryCode
    name: Text
    phone: Text | None
    text: Text | None
    url: Https
    hours: Text
    languages: Annotated[list[Text], Field(min_length=1)]
    notes: Text
    verified_on: Day
    confidence: Literal["high", "medium", "low"]

    def record(self) -> CrisisLine:
        return CrisisLine(
            id=self.id,
            country=self.country,
            country_code=self.country_code,
            name=self.name,
            phone=self.phone,
            text=self.text,
            url=self.url,
            hours=self.hours,
            languages=tuple(self.languages),
            notes=self.notes,
            verified_on=self.verified_on,
        )


class CrisisLinesFile(Entry):
    """`crisis_lines.yaml`; `meta` says how the facts were gathered."""

    meta: dict[str, object]
    crisis_lines: Annotated[list[_Line], Field(min_length=1)]

    def records(self) -> tuple[CrisisLine, ...]:
        """Those that may be shown: only what was sure when it was checked."""
        return tuple(line.record() for line in self.crisis_lines if line.confidence == "high")


class _Term(Entry):
    term: Text
    expansions: Annotated[list[Text], Field(min_length=1)]
    kind: Annotated[SynonymKind, Field(strict=False)]
    direction: Annotated[Direction, Field(strict=False)]
    ambiguous_with: Annotated[list[Text], Field(default_factory=list)]
    note: str = ""

    def record(self) -> Synonym:
        return Synonym(
            term=self.term,
            expansions=tuple(self.expansions),
            kind=self.kind,
            direction=self.direction,
            ambiguous_with=tuple(self.ambiguous_with),
            note=self.note,
        )


class SynonymsFile(Entry):
    """`synonyms.yaml`; `about` and `kinds` explain it to whoever edits it."""

    version: Annotated[int, Field(ge=1, le=1)]
    about: Text
    kinds: dict[str, str]
    entries: Annotated[list[_Term], Field(min_length=1)]

    def records(self) -> tuple[Synonym, ...]:
        """The entries, in file order."""
        return tuple(entry.record() for entry in self.entries)
