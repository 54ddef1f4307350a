"""Everybody on the playground, by name."""

from typing import TYPE_CHECKING

from bot.playground.actors.naming import find_user
from bot.playground.actors.person import Person
from bot.playground.records import Guild

if TYPE_CHECKING:
    from bot.playground.server import Playground


class People:
    """Finds people; the same name always gives the same Person."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._known: dict[tuple[int, int | None], Person] = {}

    def member(self, name: object, guild: Guild) -> Person:
        """Somebody of a server, by name (the first name is enough), id or record."""
        return self._person(find_user(self._playground.world, guild, name).id, guild)

    def user(self, name: object) -> Person:
        """Somebody, in no server: they have direct messages only."""
        return self._person(find_user(self._playground.world, None, name).id, None)

    def everyone(self, guild: Guild) -> list[Person]:
        """The people of a server, without its bots."""
        users = self._playground.world.users
        return [self._person(u, guild) for u in guild.members if not users[u].bot]

    def _person(self, user_id: int, guild: Guild | None) -> Person:
        key = (user_id, None if guild is None else guild.id)
        if key not in self._known:
            user = self._playground.world.users[user_id]
            self._known[key] = Person(self._playground, user, guild)
        return self._known[key]
