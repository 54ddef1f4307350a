"""Which case puts an end to which, inside one transaction."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.moderation.cases.records import ENDS, ON_CHANNELS, Case, Ending, State
from cogs.moderation.cases.tables import case_of, cases


async def lifted_by(connection: AsyncConnection, case: Case, at: datetime) -> list[Case]:
    """Lift what was begun before a case and is ended by it."""
    ended = [kind.value for kind in ENDS.get(case.kind, ())]
    fitting = (
        *_same_subject(case),
        cases.c.kind.in_(ended),
        cases.c.number < case.number,
        cases.c.lifted_at.is_(None),
    )
    by_case = Ending(at, case.moderator_id, f"#{case.number}")
    lifted = update(cases).where(*fitting).values(**ending_columns("lifted", by_case))
    rows = await connection.execute(lifted.returning(*cases.columns))
    return [case_of(row) for row in rows]


async def one_that_ends(connection: AsyncConnection, case: Case) -> Case | None:
    """The first act after a case that was done and puts an end to it; None where there is none."""
    enders = [kind.value for kind, ended in ENDS.items() if case.kind in ended]
    wanted = select(cases).where(
        *_same_subject(case), cases.c.kind.in_(enders), cases.c.number > case.number
    )
    row = (await connection.execute(wanted.order_by(cases.c.number).limit(1))).first()
    return None if row is None else case_of(row)


def ending_columns(what: str, ending: Ending) -> dict[str, object]:
    """The columns of a lifting or voiding."""
    return {
        f"{what}_at": ending.at,
        f"{what}_by": ending.by,
        f"{what}_reason": ending.reason,
    }


def _same_subject(case: Case) -> tuple[ColumnElement[bool], ...]:
    """What was done to the same member or channel."""
    same = cases.c.target_id == case.target_id
    if case.kind in ON_CHANNELS:
        same = cases.c.channel_id == case.channel_id
    return (cases.c.guild_id == case.guild_id, same, cases.c.state == State.DONE.value)
