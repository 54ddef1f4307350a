"""Fixtures for the whole suite, and what holds for every test: Discord's description is kept."""

from collections import Counter
from collections.abc import AsyncGenerator, Generator

import pytest

from bot.playground.exchanges import Exchange, Exchanges
from bot.playground.limits import Limits
from bot.playground.records import Application
from bot.playground.server import Playground
from tests.conformance.openapi import ConformanceCheck, specification
from tests.databases import *  # noqa: F403


@pytest.fixture(scope="session", autouse=True)
def every_exchange_fits_discords_description() -> Generator[None]:
    """Check each request that the suite makes, and each answer of every playground in it.

    Where the description is not at hand, tests/conformance says so and how to get it.
    """
    if specification() is None:
        yield
        return
    check = ConformanceCheck()
    problems: Counter[str] = Counter()
    keep = Exchanges.add

    def keep_and_check(exchanges: Exchanges, exchange: Exchange) -> None:
        keep(exchanges, exchange)
        problems.update(check.check(exchange))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Exchanges, "add", keep_and_check)
        yield
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="module")
async def playground() -> AsyncGenerator[Playground]:
    """One for a module, without Discord's limits."""
    playground = Playground(limits=Limits.none())
    await playground.start()
    yield playground
    await playground.close()


@pytest.fixture(scope="module")
def application(playground: Playground) -> Application:
    """An Attune, with somebody who owns it."""
    return playground.world.add_application("Attune", playground.world.add_user("Owner"))
