import asyncio
import json
from datetime import UTC, datetime
from typing import Any, Self

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import insert, select

from bot.errors import InvalidInputError
from bot.guilds.reading import Misfit
from bot.guilds.records import ServerSettings
from bot.guilds.settings import GuildSettings
from bot.guilds.store import guild_settings
from bot.storage import Storage

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HUB, CLINIC = 1, 2


class Daily(BaseModel):
    model_config = ConfigDict(frozen=True)

    posts: int = Field(default=1, ge=0, le=5)
    topics: tuple[str, ...] = ()
    first: int = 0
    last: int = 7

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("The first day can't come after the last.")
        return self


MODELS: dict[str, type[BaseModel]] = {"server": ServerSettings, "daily": Daily}


@pytest.fixture
async def settings(storage: Storage) -> GuildSettings:
    return GuildSettings(storage, MODELS)


async def keep(storage: Storage, feature: str, value: object, guild_id: int = HUB) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    row: dict[str, Any] = {"guild_id": guild_id, "feature": feature, "value": text}
    async with storage.write() as connection:
        await connection.execute(insert(guild_settings).values(version=1, changed_at=NOW, **row))


async def kept(storage: Storage, feature: str) -> tuple[int, object]:
    columns = guild_settings.c
    async with storage.read() as connection:
        wanted = select(columns.version, columns.value).where(columns.feature == feature)
        version, value = (await connection.execute(wanted)).one()
    return version, json.loads(value)


async def test_a_server_that_chose_nothing_has_the_defaults(settings: GuildSettings):
    assert await settings.load() == ()
    assert settings.get(HUB, ServerSettings) == ServerSettings()
    assert settings.get(HUB, Daily) is settings.get(CLINIC, Daily)


async def test_a_change_holds_at_once_and_after_a_restart(
    storage: Storage, settings: GuildSettings
):
    changed = await settings.change(HUB, ServerSettings, at=NOW, zone="Europe/London")
    await settings.change(HUB, ServerSettings, at=NOW, countries=["gb", "ie"])

    again = GuildSettings(storage, MODELS)
    assert await again.load() == ()

    assert changed.zone == "Europe/London"
    for each in (settings, again):
        assert each.get(HUB, ServerSettings).zone == "Europe/London"
        assert each.get(HUB, ServerSettings).countries == ("GB", "IE")
        assert each.get(CLINIC, ServerSettings) == ServerSettings()


async def test_only_what_was_chosen_is_kept_so_that_better_defaults_reach_the_rest(
    storage: Storage, settings: GuildSettings
):
    await settings.change(HUB, Daily, at=NOW, posts=2)
    await settings.change(HUB, Daily, at=NOW, topics=("ethics",))

    assert await kept(storage, "daily") == (2, {"posts": 2, "topics": ["ethics"]})


async def test_changes_of_different_fields_at_the_same_time_all_survive(
    storage: Storage, settings: GuildSettings
):
    other_process = GuildSettings(storage, MODELS)

    await asyncio.gather(
        settings.change(HUB, Daily, at=NOW, posts=3),
        other_process.change(HUB, Daily, at=NOW, topics=("ethics",)),
        settings.change(HUB, Daily, at=NOW, first=2),
        other_process.change(HUB, Daily, at=NOW, last=5),
    )
    await settings.load()

    assert settings.get(HUB, Daily) == Daily(posts=3, topics=("ethics",), first=2, last=5)


async def test_changes_by_two_processes_over_and_over_all_survive(
    storage: Storage, settings: GuildSettings
):
    other_process = GuildSettings(storage, MODELS)

    for number in range(20):
        await asyncio.gather(
            settings.change(HUB, Daily, at=NOW, posts=number % 5),
            other_process.change(HUB, Daily, at=NOW, last=10 + number),
        )
        await settings.load()
        assert settings.get(HUB, Daily) == Daily(posts=number % 5, last=10 + number)


async def test_memory_never_falls_behind_the_rows(storage: Storage, settings: GuildSettings):
    await asyncio.gather(
        *(settings.change(HUB, ServerSettings, at=NOW, staff_channel=n) for n in range(1, 41))
    )

    in_memory = settings.get(HUB, ServerSettings)
    await settings.load()

    assert settings.get(HUB, ServerSettings) == in_memory


async def test_a_change_whose_caller_went_away_is_in_the_rows_and_in_memory(
    settings: GuildSettings,
):
    task = asyncio.create_task(settings.change(HUB, Daily, at=NOW, posts=4))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    in_memory = settings.get(HUB, Daily)
    await settings.load()

    assert in_memory.posts == 4
    assert settings.get(HUB, Daily) == in_memory


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"posts": 9}, "That can't be used for posts: input should be less than or equal to 5."),
        ({"posts": "many"}, "That can't be used for posts: input should be a valid integer"),
        ({"first": 9}, "The first day can't come after the last."),
    ],
)
async def test_a_value_that_does_not_fit_is_refused_in_a_sentence_and_nothing_changes(
    storage: Storage, settings: GuildSettings, changes: dict[str, object], sentence: str
):
    await settings.change(HUB, Daily, at=NOW, posts=2)

    with pytest.raises(InvalidInputError) as caught:
        await settings.change(HUB, Daily, at=NOW, **changes)

    assert str(caught.value).startswith(sentence)
    assert caught.value.__cause__ is None
    assert settings.get(HUB, Daily) == Daily(posts=2)
    assert await kept(storage, "daily") == (1, {"posts": 2})


async def test_a_refused_zone_is_told_in_the_words_of_the_zone(settings: GuildSettings):
    with pytest.raises(InvalidInputError, match=r"^“Londonn” is not a time zone; use a name like"):
        await settings.change(HUB, ServerSettings, at=NOW, zone="Londonn")


async def test_a_field_that_the_model_does_not_have_is_a_bug(settings: GuildSettings):
    with pytest.raises(TypeError, match="no field colour"):
        await settings.change(HUB, Daily, at=NOW, colour="red")


async def test_a_stored_value_that_no_longer_fits_falls_back_alone_and_is_reported(
    storage: Storage, settings: GuildSettings
):
    await keep(storage, "daily", {"posts": 99, "topics": ["ethics"], "gone": 1})
    await keep(storage, "server", {"zone": "Old/Zone", "gone": 1, "staff_channel": 5})

    misfits = await settings.load()

    assert set(misfits) == {
        Misfit(HUB, "daily", "posts"),
        Misfit(HUB, "server", "zone"),
        Misfit(HUB, "server", "gone"),
    }
    assert "99" not in str(misfits)
    assert settings.get(HUB, Daily) == Daily(topics=("ethics",))
    assert settings.get(HUB, ServerSettings) == ServerSettings(staff_channel=5)


@pytest.mark.parametrize("value", [{"first": 9, "posts": 2}, [1, 2], "not json", "null"])
async def test_where_no_field_is_to_blame_all_of_the_features_settings_fall_back(
    storage: Storage, settings: GuildSettings, value: object
):
    await keep(storage, "daily", value)

    assert await settings.load() == (Misfit(HUB, "daily", ""),)
    assert settings.get(HUB, Daily) == Daily()

    await settings.change(HUB, Daily, at=NOW, posts=3)
    assert await settings.load() == ()
    assert settings.get(HUB, Daily) == Daily(posts=3)


async def test_rows_of_a_feature_that_is_not_there_are_left_alone(
    storage: Storage, settings: GuildSettings
):
    await keep(storage, "retired", {"anything": 1})

    assert await settings.load() == ()
    assert await kept(storage, "retired") == (1, {"anything": 1})


async def test_a_forgotten_server_has_the_defaults_and_no_rows(
    storage: Storage, settings: GuildSettings
):
    await settings.change(HUB, Daily, at=NOW, posts=2)
    await settings.change(CLINIC, Daily, at=NOW, posts=3)

    await settings.forget_guild(HUB)
    await settings.forget_guild(HUB)

    assert settings.get(HUB, Daily) == Daily()
    await settings.load()
    assert settings.get(HUB, Daily) == Daily()
    assert settings.get(CLINIC, Daily) == Daily(posts=3)


def test_a_feature_or_model_is_declared_once(settings: GuildSettings):
    with pytest.raises(ValueError, match="declared twice"):
        settings.declare("daily", BaseModel)
    with pytest.raises(ValueError, match="declared twice"):
        settings.declare("weekly", Daily)
