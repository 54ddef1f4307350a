"""What a job's handler posts with: each part once, in the words of Discord."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.delivery.asking import Asking
from bot.delivery.composing import NOBODY, mentions_of, parameters
from bot.delivery.looking import find_marked, may_read_history
from bot.delivery.marks import mark_of, nonce_of
from bot.delivery.records import Image, Sent
from bot.delivery.refusals import (
    ALREADY_PUBLISHED,
    ROLE_GONE,
    THREAD_THERE,
    UNKNOWN_MESSAGE,
    cannot_look,
)
from bot.delivery.trying import NOT_FOUND, Part, Trying
from bot.jobs.errors import CannotWorkError
from bot.jobs.records import Step
from bot.jobs.run import Run
from bot.ui.panels import Panel

if TYPE_CHECKING:
    from discord.http import MultipartParameters

SECONDS_EACH = 15.0
MESSAGES = "/channels/{channel_id}/messages"
THREADS = "/channels/{channel_id}/threads"


class Delivery:
    """Posts the parts of one job.

    Every method may be called again after a crash with the same `step`: what is done already is
    returned, not done again. All of them raise `bot.jobs.errors`, which a handler lets through.
    """

    def __init__(self, run: Run, rest: Asking) -> None:
        self._run = run
        self._discord = rest
        self._trying = Trying(run, rest)

    async def send(
        self,
        step: str,
        channel_id: int,
        panel: Panel,
        *,
        images: Sequence[Image] = (),
        roles: Collection[int] = (),
        members: Collection[int] = (),
    ) -> Sent:
        """Post a message; returns once it is posted and noted.

        Args:
            step: Names the part within its job, for good.
            channel_id: A channel, thread or direct message.
            panel: What it shows; the `id` of its first component becomes the mark.
            images: Uploaded with it; the panel shows them as `attachment://filename`.
            roles: Who is notified if named in the text; one that is gone is left out and remarked.
            members: As `roles`, at most 100.
        """
        gone = await self._gone(roles, channel_id)
        mentions = mentions_of(set(roles) - gone, members)
        tag = self._run.job.tag
        mark, nonce = mark_of(tag, step), nonce_of(tag, step)
        panel.children[0].id = mark

        async def make(seconds: float) -> Any:  # noqa: ANN401 - JSON
            with parameters(panel, images, mentions, nonce) as params:
                message = await self._post(MESSAGES, channel_id, params, seconds)
            return Sent(channel_id, int(message["id"])).as_json()

        part = Part(
            step,
            channel_id,
            make,
            look=lambda tried: self._look(tried, channel_id, mark),
            # By the nonce: it was posted, and somebody deleted it.
            settled={UNKNOWN_MESSAGE: Sent(channel_id, None).as_json()},
        )
        return Sent.of_json(await self._trying.do(part))

    async def send_direct(self, step: str, user_id: int, panel: Panel) -> Sent:
        """Send a direct message; `CannotWorkError` with code 50007 where they take none."""

        async def open_channel() -> Any:  # noqa: ANN401 - JSON
            return await self._discord.ask(
                "POST",
                "/users/@me/channels",
                {},
                body={"recipient_id": str(user_id)},
                seconds=SECONDS_EACH,
            )

        # Opening it twice gives the same channel.
        channel = await self._trying.ask(open_channel, user_id)
        return await self.send(step, int(channel["id"]), panel)

    async def open_thread(
        self, step: str, sent: Sent, name: str, *, archive_minutes: int = 4320
    ) -> int | None:
        """Open the thread of a message that was sent; its id, or None where that was deleted."""
        if sent.message_id is None:
            return None
        message_id = sent.message_id

        async def make(seconds: float) -> int:
            await self._discord.ask(
                "POST",
                "/channels/{channel_id}/messages/{message_id}/threads",
                {"channel_id": sent.channel_id, "message_id": message_id},
                body={"name": name[:100], "auto_archive_duration": archive_minutes},
                seconds=seconds,
            )
            return message_id

        # A message has one thread at most, under its own id: asking again tells.
        settled = {THREAD_THERE: message_id, UNKNOWN_MESSAGE: None}
        part = Part(step, sent.channel_id, make, look=_ask_again, settled=settled)
        return await self._trying.do(part)

    async def publish(self, step: str, sent: Sent) -> bool:
        """Publish a message to the followers of its channel; False where it was deleted."""
        if sent.message_id is None:
            return False
        message_id = sent.message_id

        async def make(seconds: float) -> bool:
            await self._discord.ask(
                "POST",
                "/channels/{channel_id}/messages/{message_id}/crosspost",
                {"channel_id": sent.channel_id, "message_id": message_id},
                seconds=seconds,
            )
            return True

        settled = {ALREADY_PUBLISHED: True, UNKNOWN_MESSAGE: False}
        part = Part(step, sent.channel_id, make, look=_ask_again, settled=settled)
        return await self._trying.do(part)

    async def post_in_forum(
        self,
        step: str,
        forum_id: int,
        name: str,
        panel: Panel,
        *,
        images: Sequence[Image] = (),
        tags: Sequence[int] = (),
    ) -> int:
        """Make a forum post; the id of its thread, which is that of its first message too."""
        mark = mark_of(self._run.job.tag, step)
        panel.children[0].id = mark
        thread = {"name": name[:100], "applied_tags": [str(tag) for tag in tags]}

        async def make(seconds: float) -> int:
            with parameters(panel, images, NOBODY, None, thread) as params:
                made = await self._post(THREADS, forum_id, params, seconds)
            return int(made["id"])

        async def look(tried: Step) -> Any:  # noqa: ANN401 - an id or NOT_FOUND
            from bot.delivery.threads import find_forum_post

            found = await find_forum_post(self._discord, forum_id, mark, first_try=tried.first_try)
            return await self._found_or_proven(found, forum_id)

        return await self._trying.do(Part(step, forum_id, make, look, settled={}))

    async def once(
        self,
        step: str,
        place: int,
        *,
        look: Callable[[], Awaitable[Any]],
        make: Callable[[Asking, float], Awaitable[Any]],
    ) -> Any:  # noqa: ANN401 - any JSON
        """Make something else that has no nonce, such as a native event.

        Args:
            step: Names the part within its job, for good.
            place: The channel or server that it is about.
            look: Finds it after a try that nobody knows the outcome of; NOT_FOUND where it is not.
            make: Makes it, given whom to ask and how many seconds; what it returns is kept, as
                JSON.
        """
        part = Part(
            step,
            place,
            make=lambda seconds: make(self._discord, seconds),
            look=lambda _: look(),
            settled={},
        )
        return await self._trying.do(part)

    async def read(
        self, path: str, ids: Mapping[str, int], *, query: Mapping[str, str | int] | None = None
    ) -> Any:  # noqa: ANN401 - any JSON
        """What Discord says of something now; no step is noted. `ids` fill the path's names."""
        return await self._trying.read(path, ids, query)

    async def _post(
        self, path: str, channel_id: int, params: "MultipartParameters", seconds: float
    ) -> dict[str, Any]:
        answer: dict[str, Any] = await self._discord.ask(
            "POST",
            path,
            {"channel_id": channel_id},
            body=params.payload,
            form=params.multipart or (),
            files=params.files or (),
            seconds=seconds,
        )
        return answer

    async def _look(self, tried: Step, channel_id: int, mark: int) -> Any:  # noqa: ANN401
        place = tried.place or channel_id
        found = await find_marked(
            self._discord, place, mark, first_try=tried.first_try, last_try=tried.last_try
        )
        if found is not None:
            return Sent(place, found).as_json()
        return await self._found_or_proven(None, place)

    async def _gone(self, roles: Collection[int], channel_id: int) -> set[int]:
        """The roles that are not there any more, which is remarked."""
        guild_id = self._run.job.guild_id
        if not roles or guild_id is None:
            return set()
        where, ask = {"guild_id": guild_id}, self._discord.ask
        found = await self._trying.ask(
            lambda: ask("GET", "/guilds/{guild_id}/roles", where, seconds=SECONDS_EACH), channel_id
        )
        gone = set(roles) - {int(role["id"]) for role in found}
        if gone:
            self._run.remarks.append(ROLE_GONE)
        return gone

    async def _found_or_proven(self, found: int | None, place: int) -> Any:  # noqa: ANN401
        if found is not None:
            return found
        if not await may_read_history(self._discord, place):
            raise CannotWorkError(cannot_look(place))
        return NOT_FOUND


async def _ask_again(_: Step) -> Any:  # noqa: ANN401 - NOT_FOUND
    """For what Discord itself makes only once: asking again tells whether it is there."""
    return NOT_FOUND
