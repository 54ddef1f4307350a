"""A job as an entry for people."""

from bot.jobs.kinds import Kinds
from bot.jobs.records import UNDECIDED, Job, State
from cogs.later.records import Entry

AWAY = "I am not in this server at the moment; added again, I go on with it."


def entry_of(job: Job, kinds: Kinds) -> Entry:
    """What people see of a job."""
    kind = kinds.get(job.kind)
    return Entry(
        job.id,
        kinds.title(job),
        job.due_at,
        job.channel_id,
        job.planned_by,
        trouble=AWAY if job.state is State.AWAY else job.reason,
        undecided=job.state in UNDECIDED,
        late=kind is not None and kind.post_now,
    )
