"""What is different between one catalogue and the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.catalog.records import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a new catalogue changes, by slug, in the order of slugs."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    """Those of `changed` for which a review of the old content no longer holds."""
    removed: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Those of `removed` that are found under another slug now."""
    beside: tuple[str, ...] = ()
    """What else is different: "crisis lines", "synonyms"."""

    @property
    def is_nothing(self) -> bool:
        """Whether both say the same."""
        return not (self.added or self.changed or self.removed or self.beside)


def difference(old: Catalog, new: Catalog) -> Difference:
    """What `new` changes, seen from `old`."""
    before, after = old.prompts, new.prompts
    both = sorted(before.keys() & after.keys())
    removed = sorted(before.keys() - after.keys())
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(slug for slug in both if before[slug] != after[slug]),
        reworded=tuple(
            slug for slug in both if before[slug].content_hash != after[slug].content_hash
        ),
        removed=tuple(removed),
        renamed={slug: found.slug for slug in removed if (found := new.prompt(slug)) is not None},
        beside=tuple(_beside(old, new)),
    )


def _beside(old: Catalog, new: Catalog) -> Iterator[str]:
    if old.crisis_lines != new.crisis_lines:
        yield "crisis lines"
    if old.synonyms != new.synonyms:
        yield "synonyms"
