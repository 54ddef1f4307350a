"""`/later list` shows what is planned, and cancels and decides."""

from datetime import timedelta

from bot.jobs.records import State
from tests.jobs.house import Place
from tests.jobs.telling import stopped


async def test_the_list_shows_what_when_and_who_and_cancels(here: Place):
    job = await here.jobs.schedule(here.plan("Gala", after=timedelta(days=3), by="Olu"))
    await here.jobs.schedule(here.plan("Hidden", kind="probe.hidden", after=timedelta(days=3)))
    olu = here.people["Olu"]

    shown = await olu.slash("later list")
    assert "Probe Gala" in shown.text
    assert f"<t:{int(job.due_at.timestamp())}:F>" in shown.text
    assert f"planned by <@{olu.id}>" in shown.text
    assert "Hidden" not in shown.text
    chosen = await olu.select(shown, "Probe Gala")
    answer = await olu.click(chosen, "Cancel it")

    assert "Cancelled by" in answer.text
    assert (await here.ends(job, State.CANCELLED)).state is State.CANCELLED
    here.playground.clock.advance(timedelta(days=4))
    await here.do("Something else")
    assert here.posts() == ["Something else part 0"]


async def test_a_long_list_has_pages(here: Place):
    plans = [here.plan(f"Job {n:02}", after=timedelta(days=1, minutes=n)) for n in range(14)]
    await here.jobs.schedule_many(plans)
    olu = here.people["Olu"]

    first = await olu.slash("later list")
    assert "Job 05" in first.text
    assert "Page 1 of 3, 14 in all" in first.text
    second = await olu.click(first, "Later")

    assert "Job 06" in second.text
    assert "Job 05" not in second.text


async def test_nothing_planned(here: Place):
    shown = await here.people["Olu"].slash("later list")

    assert "Nothing is planned" in shown.text


async def test_members_see_no_list(here: Place):
    shown = await here.people["Maya"].slash("later list")

    assert "Only an organiser" in shown.text


async def test_what_was_stopped_stays_in_the_list_until_somebody_decides(here: Place):
    job = await stopped(here)
    here.mute()
    olu = here.people["Olu"]

    shown = await olu.slash("later list")
    assert "A permission is missing" in shown.text
    chosen = await olu.select(shown, "Probe Stopped")
    await olu.click(chosen, "Skip")

    assert (await here.ends(job, State.SKIPPED)).state is State.SKIPPED


async def test_a_job_of_another_server_is_out_of_reach(here: Place):
    other = Place.of(here.playground, here.application, here.app, "Other")
    job = await other.jobs.schedule(other.plan("Theirs", after=timedelta(days=1)))
    mine = await here.jobs.schedule(here.plan("Mine", after=timedelta(days=1)))
    olu = here.people["Olu"]
    shown = await olu.slash("later list")
    chosen = await olu.select(shown, "Probe Mine")
    message = chosen.message
    assert message is not None
    for component in message.components:
        for button in component.get("components", ()):
            button["custom_id"] = button["custom_id"].replace(str(mine.id), str(job.id))

    answer = await olu.click(chosen, "Cancel it")

    assert "not planned any more" in answer.text
    found = await here.jobs.store.job(job.id)
    assert found is not None
    assert found.state is State.WAITING
