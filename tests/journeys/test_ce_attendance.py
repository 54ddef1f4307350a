"""Who was there by the rule, and what a host decides about it."""

import asyncio
import csv
import io
from datetime import timedelta

from bot.playground.actors import People, Person
from tests.events.planned import NEW_YORK, files_of, next_here, plan, tomorrow
from tests.journeys.attending import (
    CE,
    attendance,
    certificate,
    check_in,
    check_out,
    code_word,
    decide,
    doors_of,
    number,
    paper,
    until_minute,
)
from tests.journeys.conftest import Here


async def test_who_does_not_check_out_is_counted_only_by_a_hosts_decision(here: Here):
    starts, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 121)

    refused = await certificate(here.maya, doors)
    assert "I have 0 of yours" in refused.text
    assert "did not check out" in refused.text
    listed = await attendance(here.olu)
    assert "1 not checked out" in listed.text
    assert f"{here.maya.mention} · 0 min · not met, no check-out" in listed.text

    decided = await decide(here, here.maya, "met", "Lost the connection at the very end")
    assert f"met, decided by {here.olu.mention}" in decided.text
    assert "Lost the connection" in decided.text
    said = paper(await certificate(here.maya, doors))
    assert "Present for 0 of 90 minutes" in said
    assert "confirmed by the organiser" in said
    transcript = await (await here.maya.slash("event transcript")).settled()
    assert "Decided by the organiser: Lost the connection" in transcript.text

    back = await decide(here, here.maya, "clock", "Entered by mistake")
    assert "not met, no check-out" in back.text


async def test_a_reason_that_could_identify_somebody_comes_back(here: Here):
    await doors_of(here)

    refused = await decide(here, here.maya, "met", "Her number is 212-555-0187, she told me")

    assert "a phone number" in refused.text
    form = await here.olu.click(refused, "Edit")
    assert form.modal is not None
    kept = await (await here.olu.submit(form, reason="She told me")).settled()
    assert f"{here.maya.mention} · 0 min · met, decided by {here.olu.mention}" in kept.text


async def test_nobody_decides_about_themselves_or_before_it_begins(here: Here):
    starts = tomorrow(here)
    await plan(here, starts=starts, **CE)

    assert "It has not begun" in (await decide(here, here.maya, "met", "x")).text
    await until_minute(here, starts, 1)
    assert "their own attendance" in (await decide(here, here.olu, "met", "x")).text


async def test_attendance_is_for_hosts_and_organisers(here: Here):
    _, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))

    for person in (here.maya, here.ravi):
        assert "Only an organiser" in (await attendance(person)).text
    assert (await attendance(here.olu)).private

    form = await here.olu.slash(
        "training edit", event=await number(here), which="This date and every later one"
    )
    shown = await (await here.olu.submit(await form.settled(), {})).settled()
    chosen = await (await here.olu.select(shown, [here.ravi.mention])).settled()
    await here.olu.click(chosen, next(b.label for b in chosen.buttons if "hange" in b.label))
    assert here.maya.mention in (await attendance(here.ravi)).text


async def test_who_is_no_organiser_any_more_can_press_nothing_of_an_old_panel(here: Here):
    await doors_of(here)
    shown = await attendance(here.olu)
    await here.olu.slash("training handover", event=await number(here), to=wanda(here).mention)
    world, guild = here.hub.playground.world, here.server.guild
    world.take_role(guild, here.olu.id, here.server.roles["Organiser"])

    for button in ("Show code word", "Post check-in", "Rule", "Refresh"):
        refused = await (await here.olu.click(shown, button)).settled()
        assert "Only the hosts of this training and organisers" in refused.text
    chosen = await here.olu.select(shown, here.maya.mention)
    assert "Only the hosts" in (await chosen.settled()).text


def wanda(here: Here) -> Person:
    """The owner."""
    return People(here.hub.playground).member("Wanda", here.server.guild)


async def test_the_rule_can_be_changed_and_what_is_no_number_comes_back(here: Here):
    await doors_of(here)

    form = await (await here.olu.click(await attendance(here.olu), "Rule")).settled()
    refused = await (await here.olu.submit(form, percent="all")).settled()
    assert "whole number from 1 to 100" in refused.text
    again = await here.olu.click(refused, "Edit")
    changed = await (await here.olu.submit(again, percent="100 %")).settled()

    assert "needs 90 of 90 minutes" in changed.text


async def test_the_table_has_names_as_discord_shows_them_and_no_formula(here: Here):
    starts, doors = await doors_of(here)
    word = await code_word(here)
    world, guild = here.hub.playground.world, here.server.guild
    guild.members[here.maya.id].nick = "=HYPERLINK(1)"
    for person in (here.maya, here.ravi):
        await check_in(person, doors, word)
    await until_minute(here, starts, 80)
    await check_out(here.maya, doors)
    world.leave(guild, here.ravi.id)

    reply = await (await here.olu.click(await attendance(here.olu), "CSV")).settled()

    (file,) = files_of(reply).values()
    rows = {r["member_id"]: r for r in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))}
    maya, ravi = rows[str(here.maya.id)], rows[str(here.ravi.id)]
    assert (maya["name"], maya["minutes"], maya["met"]) == ("'=HYPERLINK(1)", "80", "yes")
    assert (ravi["name"], ravi["minutes"], ravi["met"]) == ("", "0", "no")
    assert reply.private


async def test_the_rule_goes_along_when_later_dates_become_a_training_of_their_own(here: Here):
    starts, _ = await doors_of(here, repeat="every week", ends="6 times")
    form = await (await here.olu.click(await attendance(here.olu), "Rule")).settled()
    await (await here.olu.submit(form, percent="100")).settled()
    second = starts.astimezone(NEW_YORK).replace(tzinfo=None) + timedelta(days=7)
    form = await here.olu.slash(
        "training edit",
        event=await number(here),
        which="This date and every later one",
        date=second.isoformat(),
    )
    shown = await (await here.olu.submit(await form.settled(), title="From now on")).settled()
    await here.olu.click(shown, "Change them all")
    posted = next_here(here, "From now on")

    await until_minute(here, starts, 121)
    await asyncio.wait_for(posted, 10)

    dates = await attendance(here.olu)
    later = await (await here.olu.select(dates, "From now on")).settled()
    assert "needs 90 of 90 minutes" in later.text
