"""What each server has chosen, in memory, so that no message waits for the database."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError

from bot.errors import InvalidInputError
from bot.guilds.reading import Misfit, read_value, sentence_for
from bot.guilds.store import SettingsStore, StoredSettings
from bot.storage import Storage
from bot.storage.finishing import to_the_end

Model = TypeVar("Model", bound=BaseModel)


class GuildSettings:
    """The settings of all servers, one frozen record for each server and feature.

    Only what a server chose is stored, so a default that a later version improves reaches everybody
    who did not choose.
    """

    def __init__(
        self, storage: Storage, models: Mapping[str, type[BaseModel]] | None = None
    ) -> None:
        """Begin with defaults everywhere; `load` fetches what was chosen.

        Args:
            storage: The open database.
            models: The settings model of each feature, by the feature's name; see `declare`.
        """
        self._store = SettingsStore(storage)
        self._models: dict[str, type[BaseModel]] = {}
        self._features: dict[type[BaseModel], str] = {}
        self._defaults: dict[type[BaseModel], BaseModel] = {}
        self._chosen: dict[tuple[int, type[BaseModel]], BaseModel] = {}
        # Memory follows the order of the commits only while one change at a time is under way.
        self._turn = asyncio.Lock()
        for feature, model in (models or {}).items():
            self.declare(feature, model)

    def declare(self, feature: str, model: type[BaseModel]) -> None:
        """Take in what servers can choose for a feature, before `load`.

        Args:
            feature: The name that the rows are stored under, for good.
            model: Frozen, with a default for every field, and of this feature alone.
        """
        if feature in self._models or model in self._features:
            raise ValueError(f"the settings of {feature} are declared twice")
        self._models[feature] = model
        self._features[model] = feature
        self._defaults[model] = model()

    async def load(self) -> tuple[Misfit, ...]:
        """Read all rows; say which values no longer fit and were set aside for the default.

        A row of a feature that is not there (any more) is kept and left alone.
        """
        async with self._turn:
            rows = await self._store.all_rows()
            self._chosen.clear()
            return self._take_in(rows)

    async def hear(self, about: str | None) -> None:
        """Read a server's settings afresh, or all: another process may have changed them."""
        if about is None:
            await self.load()
            return
        guild_id = int(about)
        async with self._turn:
            rows = await self._store.all_rows(guild_id)
            self._drop(guild_id)
            self._take_in(rows)

    def get(self, guild_id: int, model: type[Model]) -> Model:
        """What the server chose, with defaults for the rest; from memory."""
        return cast("Model", self._chosen.get((guild_id, model), self._defaults[model]))

    async def change(
        self, guild_id: int, model: type[Model], *, at: datetime, **changes: object
    ) -> Model:
        """Change some fields; others that are changed at the same time stay changed too.

        A stored value that no longer fits is gone after this. Once begun it is finished, even when
        the caller is cancelled.

        Args:
            guild_id: The server.
            model: Whose settings.
            at: When, for the record.
            **changes: New values by field.

        Raises:
            InvalidInputError: A value does not fit; nothing is changed.
            TypeError: The model has no such field.
        """
        if unknown := changes.keys() - model.model_fields.keys():
            raise TypeError(f"{model.__name__} has no field {min(unknown)}")
        return await to_the_end(self._change(guild_id, model, changes, at))

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that the server chose; safe to call again."""
        await to_the_end(self._forget(guild_id))

    async def _change(
        self, guild_id: int, model: type[Model], changes: Mapping[str, object], at: datetime
    ) -> Model:
        made: list[Model] = []

        def revise(value: str) -> str:
            record = _with_changes(read_value(model, value)[0], changes)
            made[:] = [record]
            return record.model_dump_json(exclude_unset=True)

        async with self._turn:
            await self._store.change(guild_id, self._features[model], revise, at=at)
            self._chosen[guild_id, model] = made[0]
        return made[0]

    async def _forget(self, guild_id: int) -> None:
        async with self._turn:
            await self._store.forget_guild(guild_id)
            self._drop(guild_id)

    def _drop(self, guild_id: int) -> None:
        for model in self._models.values():
            self._chosen.pop((guild_id, model), None)

    def _take_in(self, rows: Iterable[StoredSettings]) -> tuple[Misfit, ...]:
        misfits: list[Misfit] = []
        for row in rows:
            if (model := self._models.get(row.feature)) is None:
                continue
            record, left_out = read_value(model, row.value)
            self._chosen[row.guild_id, model] = record
            misfits.extend(Misfit(row.guild_id, row.feature, field) for field in left_out)
        return tuple(misfits)


def _with_changes(record: Model, changes: Mapping[str, object]) -> Model:
    chosen = record.model_dump(exclude_unset=True)
    try:
        return type(record).model_validate({**chosen, **changes})
    except ValidationError as error:
        # Without the cause, which would quote the value in a trace.
        raise InvalidInputError(sentence_for(error)) from None
