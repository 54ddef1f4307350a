"""What the variables of announcements mean right now."""

from datetime import datetime

from bot.feature import House, Variable
from cogs.announcements.records import Content
from cogs.announcements.variables import OWN, own_values, variables_in


class Values:
    """The values of a server at a moment: the feature's own, and those that others give."""

    def __init__(self, house: House) -> None:
        self._house = house

    def known(self) -> dict[str, str]:
        """All variables, with what each means."""
        return {**OWN, **{name: one.meaning for name, one in self._given().items()}}

    async def at(
        self, guild_id: int, moment: datetime, zone: str, content: Content
    ) -> dict[str, str]:
        """The values for a text at an aware moment, as clocks in `zone` show it.

        Other features are only asked for what the text names.
        """
        guild = self._house.client.get_guild(guild_id)
        values = own_values(moment, zone, guild.name if guild is not None else "this server")
        given = self._given()
        for name in variables_in(f"{content.title}\n{content.body}"):
            if name in given:
                values[name] = await given[name].value(guild_id, moment)
        return values

    def _given(self) -> dict[str, Variable]:
        features = self._house.features.values()
        return {name: one for feature in features for name, one in feature.variables.items()}
