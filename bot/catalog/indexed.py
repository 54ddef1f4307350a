"""Which words of an item are looked at, and how much each of them says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog.listed import Resource
from bot.catalog.records import Prompt
from bot.catalog.resource_vocabulary import TOPICS
from bot.catalog.tokens import stem, telling, words_in
from bot.catalog.vocabulary import ANY, MODALITIES, POPULATIONS, SETTINGS

# How much a word says where it stands. The body is left out: all bodies share their words, and
# search found nothing better with them.
TITLE, TERMS, SUMMARY, LABELS, SHAPE, NOTES = 6.0, 4.0, 3.0, 1.5, 1.0, 0.6
_TERMS_AGAIN = 1.0
_MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Fields:
    """The texts of an item that search reads."""

    slug: str
    title: str
    terms: Sequence[str]
    """What people would type for it."""
    summary: str
    labels: str
    """The words it is sorted by."""
    shape: str = ""
    """What comes of it."""
    notes: str = ""
    """What names the situation in passing."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An item as search sees it; words are stems, except where they complete what is typed."""

    weights: dict[str, float]
    """What each word says about the item, summed over the fields that have it."""
    title: tuple[str, ...]
    """The words of the title, as they are spelled."""
    spelled: frozenset[str]
    """The words of title, slug, terms and labels, as they are spelled."""
    phrases: tuple[tuple[str, ...], ...]
    """Title and search terms, each as its telling words."""
    names: frozenset[tuple[str, ...]]
    """Title and slug in full."""


def texts_of_prompt(prompt: Prompt) -> Fields:
    """What search reads of a prompt."""
    return Fields(
        slug=prompt.slug,
        title=prompt.title,
        terms=prompt.search_terms,
        summary=prompt.summary,
        labels=" ".join(_labels(prompt)),
        shape=prompt.output_shape,
        notes=" ".join(_notes(prompt)),
    )


def texts_of_resource(resource: Resource) -> Fields:
    """What search reads of a resource."""
    sorted_by = (
        resource.kind.label,
        *(TOPICS.get(topic, topic) for topic in resource.topics),
        *_words_for(resource.modalities, MODALITIES),
        *_words_for(resource.populations, POPULATIONS),
    )
    return Fields(
        slug=resource.slug,
        title=resource.title,
        terms=resource.search_terms,
        summary=resource.summary,
        labels=" ".join(sorted_by),
        shape=f"{resource.publisher or ''} {resource.authors or ''} {resource.year or ''}",
    )


def read_all(items: Iterable[Fields]) -> list[Indexed]:
    """Read items for the index, in their order."""
    reader = _Reader()
    return [reader.read(item) for item in items]


class _Stems(dict[str, str]):
    """Stems by word, made once each: many items share most of their words."""

    def __missing__(self, word: str) -> str:
        self[word] = made = stem(word)
        return made


class _Reader:
    def __init__(self) -> None:
        self._stem = _Stems().__getitem__

    def read(self, item: Fields) -> Indexed:
        title, slug, labels = words_in(item.title), item.slug.split("-"), words_in(item.labels)
        terms = [words_in(term) for term in item.terms]
        spelled = {*title, *slug, *labels, *(word for term in terms for word in term)}
        weights: defaultdict[str, float] = defaultdict(float)
        for words, weight in (
            ([*title, *slug], TITLE),
            (words_in(item.summary), SUMMARY),
            (labels, LABELS),
            (words_in(item.shape), SHAPE),
            (words_in(item.notes), NOTES),
        ):
            for word in set(self._stemmed(words)):
                weights[word] += weight
        in_title = self._stemmed(title)
        as_terms = [self._stemmed(term) for term in terms]
        _add_terms(weights, as_terms)
        return Indexed(
            weights=dict(weights),
            title=tuple(title),
            spelled=frozenset(spelled),
            phrases=tuple({telling(words) for words in (in_title, *as_terms)}),
            names=frozenset((in_title, self._stemmed(slug))),
        )

    def _stemmed(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self._stem, words))


def _add_terms(weights: defaultdict[str, float], terms: Iterable[Sequence[str]]) -> None:
    """A word of several search terms says more than a word of one."""
    counts: defaultdict[str, int] = defaultdict(int)
    for term in terms:
        for word in term:
            counts[word] += 1
    for word, count in counts.items():
        weights[word] += TERMS + _TERMS_AGAIN * (min(count, _MOST_TERMS) - 1)


def _labels(prompt: Prompt) -> list[str]:
    return [
        prompt.category.label,
        *_words_for(prompt.modalities, MODALITIES),
        *_words_for(prompt.populations, POPULATIONS),
        *_words_for(prompt.settings, SETTINGS),
    ]


def _words_for(ids: Iterable[str], vocabulary: Mapping[str, str]) -> list[str]:
    return [vocabulary.get(word, word) for word in ids if word != ANY]


def _notes(prompt: Prompt) -> list[str]:
    """What is asked for and what to mind: few words that name the situation in passing."""
    form = [f"{one.label} {one.hint}" for one in prompt.placeholders]
    return [*form, *prompt.cautions, prompt.bias_notes, prompt.human_review]
