"""What the runner asks costs the same however many jobs wait."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event, text

from bot.jobs.aside import Aside, earliest
from bot.jobs.claims import Claims
from bot.jobs.planning import Jobs
from bot.jobs.records import Step
from bot.storage import Storage
from tests.jobs.rows import GUILD, KIND, NOON, end, plan, take

# What is leased or set aside is few, so those two indexes may be read whole.
READS_ALL = re.compile(
    r"Seq Scan on jobs|SCAN (jobs|other)(?! USING INDEX ix_jobs_(leases|set_aside))"
)


async def all_that_the_runner_asks(storage: Storage, queue: Jobs, claims: Claims) -> None:
    """Every question and every change of the runner's, and of the list, once."""
    (held,) = await take(claims, 1)
    await claims.renew([held])
    held = await claims.record(held, {"part": Step(NOON, NOON)})
    await claims.let_go(held, next_at=NOON, attempts=1, reason=None)
    (held,) = await take(claims, 1)
    await end(claims, held)
    await claims.let_all_go(now=NOON)
    async with storage.read() as connection:
        await earliest(connection, after=NOON, kinds=[KIND])
    await queue.telling.untold(GUILD, 5)
    await queue.store.unfinished(GUILD, limit=5)
    await queue.store.drop_old(now=NOON, after=timedelta(days=30))
    await queue.store.export_member(77)
    aside = Aside(storage)
    await aside.server_gone(98)
    await aside.servers_back([99])
    await aside.known_again([KIND])
    await queue.cancel_key(GUILD, KIND, "no such key")
    await queue.store.forget_member(77)


async def test_nothing_that_the_runner_asks_reads_the_whole_queue(
    storage: Storage, queue: Jobs, claims: Claims
):
    await queue.schedule_many([plan(str(n), minutes=n, channel=n % 50) for n in range(3000)])
    asked: list[tuple[str, Any]] = []

    def hear(_c: object, _r: object, statement: str, parameters: Any, *_: object) -> None:
        if " jobs" in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        await all_that_the_runner_asks(storage, queue, claims)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)

    explain = "EXPLAIN QUERY PLAN " if storage.dialect == "sqlite" else "EXPLAIN "
    assert len(asked) > 12
    async with storage.write() as connection:
        if storage.dialect == "postgresql":
            await connection.execute(text("ANALYZE jobs"))
        for statement, parameters in asked:
            rows = await connection.exec_driver_sql(explain + statement, parameters)
            said = "\n".join(str(row) for row in rows)
            assert not READS_ALL.search(said), statement + said
