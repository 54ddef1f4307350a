"""Which words of a prompt are looked at, and how much each of them says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.catalog.records import Prompt
from bot.catalog.tokens import stem, telling, words_in
from bot.catalog.vocabulary import ANY, MODALITIES, POPULATIONS, SETTINGS

# How much a word says where it stands. The body is left out: all bodies share their words, and
# search found nothing better with them.
TITLE, TERMS, SUMMARY, LABELS, SHAPE, NOTES = 6.0, 4.0, 3.0, 1.5, 1.0, 0.6
_TERMS_AGAIN = 1.0
_MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Indexed:
    """A prompt as search sees it; words are stems, except where they complete what is typed."""

    weights: dict[str, float]
    """What each word says about the prompt, summed over the fields that have it."""
    title: tuple[str, ...]
    """The words of the title, as they are spelled."""
    spelled: frozenset[str]
    """The words of title, slug, terms and labels, as they are spelled."""
    phrases: tuple[tuple[str, ...], ...]
    """Title and search terms, each as its telling words."""
    names: frozenset[tuple[str, ...]]
    """Title and slug in full."""


def read_prompts(prompts: Iterable[Prompt]) -> list[Indexed]:
    """Read prompts for the index, in their order."""
    reader = _Reader()
    return [reader.read(prompt) for prompt in prompts]


class _Stems(dict[str, str]):
    """Stems by word, made once each: many prompts share most of their words."""

    def __missing__(self, word: str) -> str:
        self[word] = made = stem(word)
        return made


class _Reader:
    def __init__(self) -> None:
        self._stem = _Stems().__getitem__

    def read(self, prompt: Prompt) -> Indexed:
        title, slug = words_in(prompt.title), prompt.slug.split("-")
        labels = words_in(" ".join(_labels(prompt)))
        terms = [words_in(term) for term in prompt.search_terms]
        spelled = {*title, *slug, *labels, *(word for term in terms for word in term)}
        summary = words_in(prompt.summary)
        weights: defaultdict[str, float] = defaultdict(float)
        for words, weight in (
            ([*title, *slug], TITLE),
            (summary, SUMMARY),
            (labels, LABELS),
            (words_in(prompt.output_shape), SHAPE),
            (words_in(" ".join(_notes(prompt))), NOTES),
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
    vocabularies = (
        (prompt.modalities, MODALITIES),
        (prompt.populations, POPULATIONS),
        (prompt.settings, SETTINGS),
    )
    labels = [prompt.category.label]
    for words, vocabulary in vocabularies:
        labels += [vocabulary.get(word, word) for word in words if word != ANY]
    return labels


def _notes(prompt: Prompt) -> list[str]:
    """What is asked for and what to mind: few words that name the situation in passing."""
    form = [f"{one.label} {one.hint}" for one in prompt.placeholders]
    return [*form, *prompt.cautions, prompt.bias_notes, prompt.human_review]
