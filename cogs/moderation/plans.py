"""What follows from a case later, as jobs: one name and key for each."""

from datetime import datetime, timedelta

from bot.jobs.records import Job, Plan
from cogs.moderation.actions.rules import LONGEST_TIMEOUT
from cogs.moderation.cases.records import Case

CARD = "moderation.card"
SETTLE = "moderation.settle"
END = "moderation.end"
RENEW = "moderation.renew"
REDUCE = "moderation.reduce"

# An act takes seconds; what is not settled by then was cut off.
SETTLED_WITHIN = timedelta(minutes=2)
# Thirty portions of messages, each of which Discord may let wait.
PURGED_WITHIN = timedelta(minutes=30)
# A timeout is renewed while the one before still holds.
RENEWED_BEFORE = timedelta(days=1)
REDUCED_EACH = timedelta(days=1)
# However long Attune was away, a ban ends and a case is settled.
WHENEVER = timedelta(days=3660)


def card_plan(case: Case, channel_id: int, now: datetime, change: int) -> Plan:
    """Show a case in the log as it is; each change of it is a job of its own, in their order."""
    return Plan(
        CARD,
        f"{case.number}:{change:x}",
        now,
        guild_id=case.guild_id,
        payload={"number": case.number},
        channel_id=channel_id,
    )


def settle_plan(case: Case, within: timedelta = SETTLED_WITHIN) -> Plan:
    """Find out what became of an act that was cut off."""
    return _plan(SETTLE, case, case.opened_at + within)


def end_plan(case: Case, until: datetime) -> Plan:
    """Lift a ban on time. The plan itself knows whom: also once they were forgotten."""
    return _plan(END, case, until)


def renew_plan(case: Case, now: datetime, *, away: bool = False) -> Plan:
    """Hold a timeout that is longer than Discord's longest; of who is away, look each day."""
    due = now + (RENEWED_BEFORE if away else LONGEST_TIMEOUT - RENEWED_BEFORE)
    return Plan(
        RENEW,
        f"{case.number}:{int(due.timestamp())}",
        due,
        guild_id=case.guild_id,
        payload={"number": case.number, "target": case.target_id},
        late_until=case.until,
    )


def reduce_plan(guild_id: int, now: datetime) -> Plan:
    """Reduce old cases to counts."""
    return Plan(REDUCE, f"{now.date()}", now + REDUCED_EACH, guild_id=guild_id)


def number_of(job: Job) -> int:
    """The case that a job is about."""
    return int(job.payload["number"])


def server_of(job: Job) -> int:
    """The server that a job is about."""
    if job.guild_id is None:
        raise LookupError("a case belongs to a server")
    return job.guild_id


def _plan(kind: str, case: Case, due: datetime) -> Plan:
    payload = {"number": case.number, "target": case.target_id}
    return Plan(kind, str(case.number), due, guild_id=case.guild_id, payload=payload)
