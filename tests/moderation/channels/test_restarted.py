"""A lock over a restart: its time, and a command of then."""

from pathlib import Path

from bot.playground.permissions import Bit
from tests.moderation.grounds import House, founded, said, until


async def test_a_lock_ends_on_time_also_after_a_restart_and_by_a_command_of_then(tmp_path: Path):
    house = await House.build(tmp_path / "attune.db")
    async with house.attune() as app:
        here = founded(house.playground, house.application, app, "A server that lives on")
        other = here.channel("practice")
        await said(await here.mei.slash("channel lock", length="2 hours"))
        await said(await here.mei.slash("channel lock", channel=other))
    here.after(days=8)
    held = house.playground.world.permissions_in(here.general, here.maya.id)
    assert Bit.SEND_MESSAGES not in held

    async with house.attune() as app:
        await until(lambda: here.overwrites() == {})
        await said(await here.mei.slash("channel unlock", channel=other))

    assert here.overwrites(other) == {}
    await house.playground.close()
