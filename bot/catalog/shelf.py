"""The catalogue that is in use now, with its index; exchanged as a whole."""

from bot.catalog.records import Catalog
from bot.catalog.search import PromptIndex


class Shelf:
    """What every feature reads the catalogue from: one catalogue and the index made of it.

    It never changes; when the catalogue is read again, `House.shelf` gets another one.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.prompts = PromptIndex(catalog.prompts.values(), catalog.synonyms)

    @property
    def crisis_countries(self) -> dict[str, str]:
        """Countries that have crisis lines, by their code, in the catalogue's order."""
        countries: dict[str, str] = {}
        for line in self.catalog.crisis_lines:
            # A region has its country's code; the country comes first.
            countries.setdefault(line.country_code, line.country)
        return countries
