"""What the store of cases does inside one transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInputError
from bot.storage.statements import insert_into
from cogs.moderation.cases.ending import ending_columns
from cogs.moderation.cases.looking import one_case, there
from cogs.moderation.cases.records import SILENT, Case, Draft, Ending, Notice, State
from cogs.moderation.cases.tables import case_of, cases, counters, edits, row_of


async def noted_by_hand(
    connection: AsyncConnection, guild_id: int, draft: Draft, at: datetime
) -> Case | None:
    """As `Cases.note_by_hand`."""
    # The counter is locked first, so the same entry heard twice is seen here.
    number = await _next_number(connection, guild_id)
    known = select(cases.c.number).where(
        cases.c.guild_id == guild_id, cases.c.entry_id == draft.entry_id
    )
    if (await connection.execute(known)).first() is not None:
        await _give_back(connection, guild_id, number)
        return None
    return await inserted(connection, guild_id, number, draft, State.DONE, at)


async def opened(
    connection: AsyncConnection, guild_id: int, draft: Draft, state: State, at: datetime
) -> Case:
    """Give an act the next number and keep it."""
    number = await _next_number(connection, guild_id)
    return await inserted(connection, guild_id, number, draft, state, at)


async def _next_number(connection: AsyncConnection, guild_id: int) -> int:
    """Count on, and hold the counter until the transaction ends: no number is lost or twice."""
    first = insert_into(connection, counters).values(guild_id=guild_id, last_number=1)
    counted = first.on_conflict_do_update(
        index_elements=[counters.c.guild_id], set_={"last_number": counters.c.last_number + 1}
    )
    return (await connection.execute(counted.returning(counters.c.last_number))).scalar_one()


async def _give_back(connection: AsyncConnection, guild_id: int, number: int) -> None:
    await connection.execute(
        update(counters).where(counters.c.guild_id == guild_id).values(last_number=number - 1)
    )


async def inserted(
    connection: AsyncConnection,
    guild_id: int,
    number: int,
    draft: Draft,
    state: State,
    at: datetime,
) -> Case:
    """Keep an act under a number."""
    is_told = state is State.DOING and draft.is_told and draft.kind not in SILENT
    row = insert(cases).values(
        guild_id=guild_id,
        number=number,
        state=state.value,
        opened_at=at,
        # Until it is known: the process may end before.
        notice=(Notice.UNKNOWN if is_told else Notice.NONE).value,
        failure="",
        **row_of(draft),
    )
    return case_of((await connection.execute(row.returning(*cases.columns))).one())


async def made_void(
    connection: AsyncConnection, guild_id: int, number: int, ending: Ending
) -> Case:
    """As `Cases.void`."""
    case = await _whole(connection, guild_id, number)
    if case.voided is not None:
        raise InvalidInputError(f"Case #{number} is void already.")
    if case.state is State.DOING:
        raise InvalidInputError(f"Case #{number} is being carried out. Try in a minute.")
    return await changed(connection, guild_id, number, true(), ending_columns("voided", ending))


async def edited(
    connection: AsyncConnection, guild_id: int, number: int, reason: str, by: int, at: datetime
) -> Case:
    """As `Cases.edit_reason`."""
    case = await _whole(connection, guild_id, number)
    if case.reason == reason:
        return case
    of_case = (edits.c.guild_id == guild_id, edits.c.number == number)
    count = await connection.scalar(select(func.count()).where(*of_case)) or 0
    row = {"guild_id": guild_id, "number": number, "edit": count + 1, "at": at, "by": by}
    await connection.execute(insert(edits).values(**row, reason_before=case.reason))
    return await changed(connection, guild_id, number, true(), {"reason": reason})


async def changed(
    connection: AsyncConnection,
    guild_id: int,
    number: int,
    only_if: ColumnElement[bool],
    values: Mapping[str, object],
) -> Case:
    """Change a case if something holds of it; the case as it is then."""
    of_case = (cases.c.guild_id == guild_id, cases.c.number == number)
    await connection.execute(update(cases).where(*of_case, only_if).values(**values))
    return there((await connection.execute(one_case(guild_id, number))).first(), number)


async def _whole(connection: AsyncConnection, guild_id: int, number: int) -> Case:
    """The case, which nobody else changes meanwhile; what is a count only stays one."""
    found = await connection.execute(one_case(guild_id, number).with_for_update())
    case = there(found.first(), number)
    if case.is_reduced:
        raise InvalidInputError(
            f"Of case #{number} only a count is left, so nothing of it can be changed any more."
        )
    return case
