"""The indexes of what members search: prompts and resources, each with filters of its own."""

from collections.abc import Callable, Iterable

from bot.catalog.engine import Index, Match
from bot.catalog.indexed import texts_of_prompt, texts_of_resource
from bot.catalog.listed import Resource
from bot.catalog.records import Prompt, Synonym
from bot.catalog.vocabulary import ANY


class PromptIndex(Index[Prompt]):
    """All prompts, ready to be searched."""

    def __init__(self, prompts: Iterable[Prompt], synonyms: Iterable[Synonym]) -> None:
        super().__init__(prompts, texts_of_prompt, synonyms)

    def search(
        self,
        query: str,
        *,
        category: str | None = None,
        modality: str | None = None,
        population: str | None = None,
        limit: int = 10,
    ) -> tuple[Match[Prompt], ...]:
        """The prompts that fit best, best first.

        A filter lets through what is made for it and what is made for any. Without a word in the
        query, the filters alone choose, in the order of titles; without those, nothing does.
        """
        only = _chosen(category, modality, population)
        return self.find(query, only=only, limit=limit)


class ResourceIndex(Index[Resource]):
    """All resources, ready to be searched."""

    def __init__(self, resources: Iterable[Resource], synonyms: Iterable[Synonym]) -> None:
        super().__init__(resources, texts_of_resource, synonyms)

    def search(
        self, query: str, *, kind: str | None = None, topic: str | None = None, limit: int = 10
    ) -> tuple[Match[Resource], ...]:
        """The resources that fit best, best first.

        Without a word in the query, the filters alone choose, in the order of titles; without
        those, nothing does.
        """
        if kind is None and topic is None:
            return self.find(query, limit=limit)

        def only(resource: Resource) -> bool:
            return kind in (None, resource.kind) and (topic is None or topic in resource.topics)

        return self.find(query, only=only, limit=limit)


def _chosen(
    category: str | None, modality: str | None, population: str | None
) -> Callable[[Prompt], bool] | None:
    """What the filters let through; None when there is no filter."""
    modality = None if modality == ANY else modality
    population = None if population == ANY else population
    if category is None and modality is None and population is None:
        return None
    return lambda prompt: (
        category in (None, prompt.category)
        and (modality is None or not {modality, ANY}.isdisjoint(prompt.modalities))
        and (population is None or not {population, ANY}.isdisjoint(prompt.populations))
    )
