"""Fixtures for the whole suite, and what holds for every test: Discord's description is kept."""

from collections import Counter
from collections.abc import Generator

import pytest

from bot.playground.exchanges import Exchange, Exchanges
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
