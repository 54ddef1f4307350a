"""Servers in which made-up things are reviewed."""

import pytest

from tests.journeys.conftest import Here, Hub, settle_in
from tests.journeys.reviews.reviewing import THINGS, prepare


@pytest.fixture(scope="module", autouse=True)
async def declared(hub: Hub) -> None:
    hub.app.house.reviews.declare(THINGS.kind())


@pytest.fixture
async def here(hub: Hub, request: pytest.FixtureRequest) -> Here:
    """A server whose reviewers are Ravi and Olu, whose lead is Wanda, with a review channel."""
    there = await settle_in(hub, request.node.name)
    await prepare(there)
    return there
