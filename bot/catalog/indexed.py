"""Which words of a prompt are looked at, and how much each of them says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.catalog.records import Prompt
from bot.catalog.tokens import stems_in, telling, words_in
from bot.catalog.vocabulary import ANY, MODALITIES, POPULATIONS, SETTINGS

# How much a word says where it stands; the body is left out, since bodies share their words.
TITLE, TERMS, SUMMARY, LABELS, SHAPE = 6.0, 4.0, 2.5, 1.5, 1.0


def weights_of(prompt: Prompt) -> dict[str, float]:
    """Each word of a prompt with what it says about it, summed over the fields that have it."""
    weights: defaultdict[str, float] = defaultdict(float)
    slug = prompt.slug.replace("-", " ")
    fields: Mapping[str, float] = {
        f"{prompt.title} {slug}": TITLE,
        " ".join(prompt.search_terms): TERMS,
        prompt.summary: SUMMARY,
        " ".join(_labels(prompt)): LABELS,
        prompt.output_shape: SHAPE,
    }
    for text, weight in fields.items():
        for word in set(stems_in(text)):
            weights[word] += weight
    return dict(weights)


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


def words_of(prompt: Prompt) -> set[str]:
    """The words that completion offers a prompt for."""
    slug = prompt.slug.replace("-", " ")
    labels = " ".join(_labels(prompt))
    return set(words_in(f"{prompt.title} {slug} {' '.join(prompt.search_terms)} {labels}"))


def phrases_of(prompts: Sequence[Prompt]) -> dict[tuple[str, ...], list[int]]:
    """Search terms and titles as a whole, to the prompts that have them."""
    phrases: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, prompt in enumerate(prompts):
        for phrase in {telling(stems_in(text)) for text in (prompt.title, *prompt.search_terms)}:
            phrases[phrase].append(number)
    return dict(phrases)


def names_of(prompts: Sequence[Prompt]) -> dict[tuple[str, ...], list[int]]:
    """Titles and slugs in full, to the prompts that have them."""
    names: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, prompt in enumerate(prompts):
        for name in {stems_in(prompt.title), stems_in(prompt.slug)}:
            names[name].append(number)
    return dict(names)
