"""A running Attune with announcements, a server of its own for each test, and their rows alone."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.jobs.kinds import JobKind
from bot.jobs.planning import Jobs
from bot.storage import Storage
from cogs.announcements.queue import POST, Queue
from cogs.announcements.store import Announcements
from tests.announcements.hub import hub as hub
from tests.announcements.kept import NOW, never
from tests.journeys.conftest import here as here


@pytest.fixture
def queue(storage: Storage) -> Jobs:
    queue = Jobs(storage, MovableClock(NOW))
    queue.add_kind(JobKind(POST, never, timedelta(hours=2), lambda _: "Announcement"))
    return queue


@pytest.fixture
def store(storage: Storage, queue: Jobs) -> Announcements:
    store = Announcements(storage)
    store.followed_by(Queue(queue))
    return store
