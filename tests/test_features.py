"""What features say of themselves is complete."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any, cast

import discord

import bot
import cogs
from bot.app import COGS
from bot.cli.inside import features_of
from bot.invite import BASICS
from bot.settings import read_settings


def stores() -> Iterator[type]:
    """Every class of a store module that can forget a member."""
    for package in (bot, cogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".store"):
                for _, found in inspect.getmembers(
                    importlib.import_module(module.name), inspect.isclass
                ):
                    # What it builds on in another module is no store of its own.
                    is_its_own = found.__module__ == module.name
                    if is_its_own and hasattr(found, "forget_member"):
                        yield found


def owner_of(method: Any) -> type[Any]:
    return cast("type[Any]", type(method.__self__))


async def test_every_store_with_a_members_rows_is_named_by_a_feature():
    features = await features_of(read_settings())
    kept = [keeps for feature in features for keeps in feature.keeps]

    assert set(stores()) == {owner_of(keeps.forget) for keeps in kept}
    assert all(owner_of(keeps.export) is owner_of(keeps.forget) for keeps in kept)
    assert all(keeps.what and keeps.how_long for keeps in kept)


async def test_every_cog_folder_is_loaded():
    folders = {f"cogs.{module.name}" for module in pkgutil.iter_modules(cogs.__path__)}

    assert folders == set(COGS)


async def test_every_permission_asked_for_is_one_of_discords():
    features = await features_of(read_settings())
    needs = [*BASICS, *(need for feature in features for need in feature.needs)]

    assert all(need.permission in discord.Permissions.VALID_FLAGS for need in needs)
    assert all(need.why for need in needs)
