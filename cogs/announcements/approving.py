"""A second pair of eyes: asking for approval, giving it, and what that leads to."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import replies
from bot.errors import InvalidInputError
from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right
from bot.storage import Storage
from bot.ui.actions import Action, Press
from cogs.announcements import card_views, forms, panel_views
from cogs.announcements.desk import Desk
from cogs.announcements.intake import Intake
from cogs.announcements.queue import Queue
from cogs.announcements.records import Announcement, Approvals, State, Verdict
from cogs.announcements.rules import hash_of, require_may_answer
from cogs.announcements.settings import AnnouncementSettings

CHANGED = (
    "It was changed after you saw it, so that answer would be about something else. `/announce "
    "show` shows how it is now."
)
NO_STAFF_CHANNEL = (
    "It waits for another organiser, who finds it with `/announce list`. Name a staff channel with "
    "`/settings set`, and I ask there the next time."
)
ASKED = (
    "I have asked in {staff}. Once it is approved, or somebody asks for changes, I tell its "
    "planner by direct message."
)
MOST_ASKED = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of what they have seen, by the beginning of its hash."""

    seen: str
    by: int
    verdict: Verdict
    words: str = ""


class Approving:
    """Takes answers of second organisers; each is bound to what they have seen."""

    def __init__(self, desk: Desk, storage: Storage, jobs: Queue, intake: Intake) -> None:
        self._desk = desk
        self._storage = storage
        self._queue = jobs
        self._intake = intake

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the buttons and forms do; only organisers may."""
        named = {
            "announce.ask": self.press_ask,
            "announce.approve": self.approve,
            "announce.changes": self.ask_for_words,
            "announce.words": self.take_words,
            "announce.see": self.see,
        }
        return tuple(Action(name, handle, Right.ORGANISER) for name, handle in named.items())

    async def follow(
        self, within: AsyncConnection, before: Announcement | None, after: Announcement | None
    ) -> None:
        """Ask the others about what changed and is not approved as it is; else let it show."""
        if after is None or not _is_news(before, after):
            return
        if (await self._stands(within, after)).missing:
            await self._queue.ask(within, after, hash_of(after), self._desk.house.clock.now())
        elif after.state is State.POSTED:
            await self._refresh(within, after)

    async def ask_about_all(self, guild_id: int) -> None:
        """Ask about all that is planned and not approved, once the server wants that."""
        planned = await self._desk.lists.listed(guild_id, [State.PLANNED], limit=MOST_ASKED)
        async with self._storage.write() as connection:
            for found in planned:
                if (await self._stands(connection, found)).missing:
                    now = self._desk.house.clock.now()
                    await self._queue.ask(connection, found, hash_of(found), now)

    async def _refresh(self, within: AsyncConnection, found: Announcement) -> None:
        """Change what stands in the channel to the present text."""
        posts = await self._desk.history.posts(found.guild_id, found.id, within=within)
        there = next((post for post in posts if post.taken_down_at is None), None)
        if there is not None:
            now = self._desk.house.clock.now()
            await self._queue.refresh(within, found, there.occurrence, now)

    # --- asking -----------------------------------------------------------------------------------

    async def press_ask(self, press: Press) -> None:
        """Ask for the approval of a draft."""
        found = await self._desk.of_press(press)
        desktop = await self._desk.desktop(press.interaction.user.id, found)
        if desktop.troubles:
            raise InvalidInputError(desktop.troubles[0])
        staff = self._desk.house.guilds.get(found.guild_id, ServerSettings).staff_channel
        async with self._storage.write() as connection:
            now = self._desk.house.clock.now()
            await self._queue.ask(connection, found, hash_of(found), now)
        note = NO_STAFF_CHANNEL if staff is None else ASKED.format(staff=f"<#{staff}>")
        panel = panel_views.control_panel(replace(desktop, asked=True), note)
        await replies.update(press.interaction, panel)

    async def see(self, press: Press) -> None:
        """Show it privately, to whoever is asked."""
        await self._desk.show(press.interaction, await self._desk.of_press(press))

    # --- answering --------------------------------------------------------------------------------

    async def approve(self, press: Press) -> None:
        """Approve what was seen."""
        number, seen, place = press.arguments
        found = await self._desk.of_press(press)
        said = Answer(seen, press.interaction.user.id, Verdict.APPROVED)
        stands = await self._answer(found, said)
        await self._show(press, int(number), stands, place)

    async def ask_for_words(self, press: Press) -> None:
        """Ask what should be changed."""
        self._desk.here(press.interaction)
        form = forms.words_form({}, "announce.words", *press.arguments)
        await replies.ask(press.interaction, form)

    async def take_words(self, press: Press) -> None:
        """Keep what should be changed."""

        async def keep() -> None:
            number, seen, place = press.arguments
            found = await self._desk.of_press(press)
            words = press.text("words")
            said = Answer(seen, press.interaction.user.id, Verdict.CHANGES, words)
            stands = await self._answer(found, said)
            await self._show(press, int(number), stands, place)

        await self._intake.take(press, "words", keep)

    async def _answer(self, found: Announcement, said: Answer) -> Approvals:
        now = self._desk.house.clock.now()
        async with self._storage.write() as connection:
            present = await self._desk.store.locked(connection, found.guild_id, found.id)
            stands = await self._stands(connection, present)
            if not stands.content_hash.startswith(said.seen):
                raise InvalidInputError(CHANGED)
            require_may_answer(stands, said.by)
            await self._desk.history.answer(
                connection,
                found.guild_id,
                found.id,
                stands.content_hash,
                by=said.by,
                verdict=said.verdict,
                words=said.words,
                at=now,
            )
            after = await self._stands(connection, present)
            told: dict[str, object] = {"verdict": said.verdict.value, "by": said.by}
            told |= {"state": present.state.value, "missing": after.missing}
            await self._queue.tell(connection, present, "", now, **told)
            if present.state is State.POSTED and not after.missing:
                await self._refresh(connection, present)
            return after

    async def _show(self, press: Press, number: int, stands: Approvals, place: str) -> None:
        """Show how it stands now, in the place of the card or panel that was pressed."""
        found = await self._desk.store.announcement(self._desk.here(press.interaction), number)
        if place == "card":
            panel = card_views.card_panel(found, stands)
        else:
            panel = await self._desk.panel(press.interaction, found, "Thank you: that is noted.")
        await replies.update(press.interaction, panel)

    async def _stands(self, within: AsyncConnection, announcement: Announcement) -> Approvals:
        chosen = self._desk.house.guilds.get(announcement.guild_id, AnnouncementSettings)
        return await self._desk.history.approvals(
            announcement.guild_id,
            announcement.id,
            hash_of(announcement),
            needed=chosen.approvals,
            within=within,
        )


def _is_news(before: Announcement | None, after: Announcement) -> bool:
    """Whether others have to look at it: newly planned, or changed where it counts."""
    if after.state not in (State.PLANNED, State.POSTED):
        return False
    if before is None or before.state is not after.state:
        # A post that has just gone out was approved before.
        return after.state is State.PLANNED
    return hash_of(before) != hash_of(after)
