"""The runner of a process, put together from the parts of the house."""

from bot.delivery.asking import Discord
from bot.delivery.delivering import Delivery
from bot.feature import House
from bot.jobs.planning import NEWS
from bot.jobs.runner import Pulse, Runner


def runner_for(house: House, *, pulse: Pulse | None = None) -> Runner:
    """A runner that posts as the house's client; not started yet."""
    rest = Discord(house.client, house.clock)
    runner = Runner(
        house.jobs, house.storage, house.clock, lambda run: Delivery(run, rest), pulse=pulse
    )
    house.news.follow(NEWS, runner.hear)
    return runner
