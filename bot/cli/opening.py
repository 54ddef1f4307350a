"""Opens web addresses, gently, to learn which of them still answer."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from aiohttp import (
    ClientConnectorDNSError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
)
from yarl import URL

AT_ONCE = 4
"""So many are opened at a time, and never two of one host."""
WITHIN_SECONDS = 10
USER_AGENT = "Attune-link-check/1 (looks whether pages of a reading list are still there)"

_GONE = (404, 410)
_NO_SUCH_HOST = (socket.EAI_NONAME, socket.EAI_NODATA)


class Verdict(Enum):
    """What is known of a link once it was opened."""

    ANSWERS = "answers"
    DEAD = "dead"
    UNSURE = "unsure"
    """Sites refuse programs, are slow or are being repaired: no reason to strike a link."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of opening a link."""

    verdict: Verdict
    said: str
    """The reason in a word or two: "404", "no such host"."""


_NOWHERE = Answer(Verdict.DEAD, "no such host")


def polite_session() -> ClientSession:
    """A session that says who asks, waits 10 seconds at most, and keeps no cookies."""
    return ClientSession(
        connector=TCPConnector(resolver=ThreadedResolver()),
        cookie_jar=DummyCookieJar(),
        headers={"User-Agent": USER_AGENT},
        timeout=ClientTimeout(total=WITHIN_SECONDS),
    )


async def open_links(urls: Collection[str], session: ClientSession) -> dict[str, Answer]:
    """Open each link once; what seems dead is tried again after all the others.

    Where nothing answers at all, this machine has no internet, and no host is known to be gone.
    """
    answers = await _open_all(urls, session)
    dead = [url for url, answer in answers.items() if answer.verdict is Verdict.DEAD]
    answers |= await _open_all(dead, session)
    if not any(answer.verdict is Verdict.ANSWERS for answer in answers.values()):
        unsure = Answer(Verdict.UNSURE, _NOWHERE.said)
        return {url: unsure if one == _NOWHERE else one for url, one in answers.items()}
    return answers


async def _open_all(urls: Collection[str], session: ClientSession) -> dict[str, Answer]:
    slots = asyncio.Semaphore(AT_ONCE)
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def one(url: str) -> Answer:
        # The host first: who waits for a host must not hold a slot.
        async with hosts[URL(url).host or ""], slots:
            return await _open(url, session)

    found = await asyncio.gather(*map(one, urls))
    return dict(zip(urls, found, strict=True))


async def _open(url: str, session: ClientSession) -> Answer:
    """Ask for the head alone; some sites know only how to give the whole page."""
    answer = await _ask("HEAD", url, session)
    if answer.verdict is Verdict.ANSWERS or answer == _NOWHERE:
        return answer
    return await _ask("GET", url, session)


async def _ask(method: str, url: str, session: ClientSession) -> Answer:
    try:
        async with session.request(method, url, allow_redirects=True) as response:
            return _judged(response.status)
    except ClientConnectorDNSError as error:
        is_gone = error.errno in _NO_SUCH_HOST
        return _NOWHERE if is_gone else Answer(Verdict.UNSURE, "name not looked up")
    except TimeoutError:
        return Answer(Verdict.UNSURE, "no answer in time")
    except (ClientError, OSError, ValueError) as error:
        return Answer(Verdict.UNSURE, type(error).__name__)


def _judged(status: int) -> Answer:
    if status in _GONE:
        return Answer(Verdict.DEAD, str(status))
    return Answer(Verdict.ANSWERS if status < 400 else Verdict.UNSURE, str(status))
