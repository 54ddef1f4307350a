"""When check-in is open, and who gets in."""

import asyncio
from datetime import timedelta

from bot.playground.actors.reading import text_of
from tests.events.planned import next_here, plan, tomorrow, typed
from tests.journeys.attending import (
    attendance,
    certificate,
    check_in,
    check_out,
    code_word,
    doors_of,
    number,
    paper,
    until_minute,
)
from tests.journeys.conftest import Here


async def test_check_in_opens_by_itself_once_where_ce_is_offered(here: Here):
    starts, doors = await doors_of(here)

    there = here.hub.playground.world.channels[doors.channel_id].messages.values()
    assert doors.channel_id != here.server.general.id, "in the thread"
    assert [text_of(m).startswith("**Check-in is open") for m in there].count(True) == 1
    assert f"{int(starts.timestamp()) + 120 * 60}" in text_of(doors)


async def test_a_wrong_word_can_be_tried_again_but_not_for_ever(here: Here):
    _, doors = await doors_of(here)
    word = await code_word(here)

    first = await check_in(here.maya, doors, "purple elephant")
    assert "you have 4 tries left" in first.text
    again = await here.maya.click(first, "Try again")
    answers = [await (await here.maya.submit(again, code_word="wrong")).settled()]
    answers += [await check_in(here.maya, doors, "wrong") for _ in range(3)]
    assert "last try" in answers[-1].text
    assert "too many wrong words" in (await check_in(here.maya, doors, word)).text
    assert "You are checked in" in (await check_in(here.ravi, doors, word)).text

    shown = await (await here.olu.click(await attendance(here.olu), "Show code word")).settled()
    renewed = await here.olu.click(shown, "New word")
    new = renewed.text.splitlines()[1][2:]
    assert "You are checked in" in (await check_in(here.maya, doors, new)).text
    assert "is not the code word" in (await check_in(here.mei, doors, word)).text


async def test_nobody_checks_in_before_the_host_has_a_word(here: Here):
    _, doors = await doors_of(here)

    assert "not made a code word yet" in (await check_in(here.maya, doors, "anything")).text


async def test_the_doors_open_15_minutes_before_and_close_30_minutes_after(here: Here):
    starts, doors = await doors_of(here)
    word = await code_word(here)
    await check_in(here.maya, doors, word)

    await until_minute(here, starts, 119)
    assert "You are checked in" in (await check_in(here.ravi, doors, word)).text
    await until_minute(here, starts, 120.1)

    assert "closed" in (await check_in(here.mei, doors, word)).text
    assert "ask a host" in (await check_out(here.maya, doors)).text


async def test_an_old_message_of_a_moved_training_says_when_check_in_opens(here: Here):
    starts, doors = await doors_of(here)
    (event,) = await here.olu.autocomplete("training edit", "event", "notes")
    form = await (await here.olu.slash("training edit", event=event.value)).settled()
    later = starts + timedelta(days=1)
    reopened = next_here(here, "Check-in is open")

    shown = await (await here.olu.submit(form, when=typed(later))).settled()
    yes = next(b.label for b in shown.buttons if b.label.startswith("Change"))
    await here.olu.click(shown, yes)

    word = await code_word(here)
    assert "Check-in opens" in (await check_in(here.maya, doors, word)).text
    await until_minute(here, later, -15)
    again = await asyncio.wait_for(reopened, 10)
    assert "You are checked in" in (await check_in(here.maya, again, word)).text


async def test_a_training_without_ce_gets_check_in_when_its_host_asks(here: Here):
    starts = tomorrow(here)
    await plan(here, starts=starts)
    early = await (await here.olu.click(await attendance(here.olu), "Post check-in")).settled()
    assert "Check-in opens" in early.text
    await until_minute(here, starts, -5)
    opened = next_here(here, "Check-in is open")

    await here.olu.click(await attendance(here.olu), "Post check-in")

    doors = await asyncio.wait_for(opened, 10)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 90)
    await check_out(here.maya, doors)
    said = paper(await certificate(here.maya, doors))
    assert "claims no continuing education credit" in said


async def test_a_cancelled_training_lets_nobody_in(here: Here):
    _, doors = await doors_of(here)
    word = await code_word(here)
    form = await here.olu.slash("training cancel", event=await number(here))
    await (await here.olu.submit(await form.settled(), reason="Ill")).settled()

    assert "was cancelled" in (await check_in(here.maya, doors, word)).text
    assert "was cancelled" in (await certificate(here.maya, doors)).text


async def test_what_is_edited_after_check_in_opened_opens_no_second_one(here: Here):
    _, doors = await doors_of(here)
    form = await (await here.olu.slash("training edit", event=await number(here))).settled()
    shown = await (await here.olu.submit(form, title="Notes with AI, the sequel")).settled()
    await here.olu.click(shown, next(b.label for b in shown.buttons if "hange" in b.label))
    seen = next_here(here, "nobody waits for this")

    word = await code_word(here)
    inside = await check_in(here.maya, doors, word)

    assert "the sequel" in inside.text
    thread = here.hub.playground.world.channels[doors.channel_id].messages.values()
    assert [text_of(m).startswith("**Check-in is open") for m in thread].count(True) == 1
    seen.cancel()
