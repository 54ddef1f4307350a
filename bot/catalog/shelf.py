"""The catalogue that is in use now, with its indexes; exchanged as a whole."""

from functools import cached_property

from bot.catalog.records import Catalog
from bot.catalog.search import PromptIndex, ResourceIndex


class Shelf:
    """What every feature reads the catalogue from: one catalogue and the indexes made of it.

    It never changes; when the catalogue is read again, `House.shelf` gets another one.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def prompts(self) -> PromptIndex:
        """The search over prompts, made at its first use: a start need not wait for it."""
        return PromptIndex(self.catalog.prompts.values(), self.catalog.synonyms)

    @cached_property
    def resources(self) -> ResourceIndex:
        """The search over resources, made at its first use too."""
        return ResourceIndex(self.catalog.resources.values(), self.catalog.synonyms)

    def warm(self) -> None:
        """Make now what would be made at its first use; in a thread, where nobody waits for it."""
        _ = self.prompts, self.resources

    @property
    def crisis_countries(self) -> dict[str, str]:
        """Countries that have crisis lines, by their code, in the catalogue's order."""
        countries: dict[str, str] = {}
        for line in self.catalog.crisis_lines:
            # A region has its country's code; the country comes first.
            countries.setdefault(line.country_code, line.country)
        return countries
