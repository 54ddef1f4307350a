"""A feature that can't be loaded."""

from bot.app import Attune


async def setup(_: Attune) -> None:
    raise RuntimeError("as broken as it gets")
