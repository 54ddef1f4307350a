"""What a prompt said before: from the versions that Attune has seen."""

from bot import replies
from bot.catalog.records import Prompt
from bot.errors import NotFoundError
from bot.feature import House
from bot.ui.actions import Action, Press
from cogs.prompts.shelves import Shelves
from cogs.prompts.submitting.store import Submissions
from cogs.prompts.submitting.tables import prompt_of
from cogs.prompts.using.changes import changes, parts_of
from cogs.prompts.using.history_views import Earlier, history_panel
from cogs.prompts.using.records import SeenVersion
from cogs.prompts.using.store import SeenPrompts


class History:
    """Keeps what files of the catalogue say, and compares it with what they say now.

    What a server's own prompts said is kept with its submissions.
    """

    def __init__(
        self, house: House, shelves: Shelves, seen: SeenPrompts, submissions: Submissions
    ) -> None:
        self.house = house
        self.shelves = shelves
        self.seen = seen
        self._submissions = submissions
        self._kept: object = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """What *History* and the menu below it do."""
        return (
            Action("prompts.history", self.show),
            Action("prompts.compare", self.compare),
        )

    async def load(self) -> None:
        """Keep what the files say now, if that was not done since they were read."""
        shelf = self.house.shelf
        if self._kept is shelf:
            return
        await self.seen.keep(shelf.catalog.prompts.values(), at=self.house.clock.now())
        self._kept = shelf

    async def show(self, press: Press) -> None:
        """Show the versions, and what changed since the one before."""
        await self._show(press, press.arguments[0], None)

    async def compare(self, press: Press) -> None:
        """Show what changed since the version that was picked."""
        await self._show(press, press.arguments[0], press.values[0])

    async def _show(self, press: Press, slug: str, since: str | None) -> None:
        await self.load()
        place = await self.shelves.place_of(press.interaction)
        prompt = self.shelves.prompt(place, slug)
        if prompt is None or not self.shelves.is_shown(place, prompt):
            raise NotFoundError("That prompt is not listed here (any more).")
        versions = await self._before(prompt, place.hub)
        chosen = next((v for v in versions if since in (None, v.content_hash)), None)
        with_text = self.shelves.may_show_text(place, prompt)
        found = changes(chosen.parts, parts_of(prompt), with_text=with_text) if chosen else ()
        panel, files = history_panel(
            prompt, [_earlier(v) for v in versions], chosen and _earlier(chosen), found
        )
        await replies.reply(press.interaction, panel, files=files)

    async def _before(self, prompt: Prompt, hub: int | None) -> list[SeenVersion]:
        if self.shelves.is_file(prompt):
            versions = await self.seen.of((prompt.slug, *prompt.aliases))
        else:
            versions = await self._own_versions(hub, prompt.slug)
        return [each for each in versions if each.content_hash != prompt.content_hash]

    async def _own_versions(self, hub: int | None, slug: str) -> list[SeenVersion]:
        if hub is None:
            return []
        versions = await self._submissions.versions_of(hub, slug)
        return [
            SeenVersion(prompt.content_hash, prompt.version, parts_of(prompt), version.approved_at)
            for version in versions
            if version.approved_at is not None and (prompt := prompt_of(version)) is not None
        ]


def _earlier(version: SeenVersion) -> Earlier:
    return Earlier(version.content_hash, version.version, version.seen_at.date())
