"""From checking in to the certificate: what a training counts for, and for whom."""

import asyncio
import csv
import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pytest

from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import text_of
from bot.playground.records import Message
from cogs.events.ce import lettering
from tests.events.planned import NEW_YORK, TITLE, files_of, next_here, plan, tomorrow, typed
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.running import running

CE: Mapping[str, Any] = {"ce_hours": 1.5, "ce_approver": "the Board of Examples"}
NAME = "Μάγια Ράο-Łukasiewicz"
MINUTE = timedelta(minutes=1)


async def until_minute(here: Here, starts: datetime, minute: float) -> None:
    """Let it be so many minutes after the start."""
    here.hub.playground.clock.advance_to(starts + minute * MINUTE)


async def doors_of(here: Here, **options: Any) -> tuple[datetime, Message]:
    """A training with CE whose check-in has just opened."""
    starts = tomorrow(here)
    opened = next_here(here, "Check-in is open")
    await plan(here, starts=starts, **{**CE, **options})
    await until_minute(here, starts, -15)
    return starts, await asyncio.wait_for(opened, 10)


async def attendance(person: Person) -> Reply:
    return await (await person.slash("training attendance")).settled()


async def code_word(here: Here) -> str:
    shown = await here.olu.click(await attendance(here.olu), "Show code word")
    (line,) = [line for line in (await shown.settled()).text.splitlines() if line[:2] == "# "]
    return line[2:]


async def check_in(person: Person, doors: Message, word: str) -> Reply:
    form = await person.click(doors, "Check in")
    return await (await person.submit(form, code_word=word)).settled()


async def check_out(person: Person, doors: Message) -> Reply:
    return await (await person.click(doors, "Check out")).settled()


async def certificate(person: Person, on: Message | Reply, name: str = NAME) -> Reply:
    form = await (await person.click(on, "Certificate")).settled()
    if form.modal is None:
        return form
    return await (await person.submit(form, your_name=name)).settled()


async def decide(here: Here, person: Person, decision: str, reason: str) -> Reply:
    shown = await attendance(here.olu)
    form = await here.olu.select(
        shown, person.mention, placeholder="Decide about somebody, with a reason"
    )
    form = await form.settled()
    if form.modal is None:
        return form
    fields = {"decision": decision, "reason": reason}
    return await (await here.olu.submit(form, fields)).settled()


def said_in(reply: Reply, name: str) -> str:
    document = pypdfium2.PdfDocument(files_of(reply)[name])
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def paper(reply: Reply) -> str:
    """What the certificate says that came with an answer."""
    (name,) = files_of(reply)
    return said_in(reply, name)


async def test_from_check_in_to_the_certificate_whose_name_is_kept_nowhere(
    here: Here, capsys: pytest.CaptureFixture[str]
):
    starts, doors = await doors_of(here)
    with attunes_logs():
        inside = await check_in(here.maya, doors, (await code_word(here)).upper())
        assert "You are checked in" in inside.text
        assert "72 of its 90 minutes" in inside.text
        early = await certificate(here.maya, doors)
        assert "ready after the end" in early.text
        await until_minute(here, starts, 85)
        outside = await check_out(here.maya, doors)
        assert "85 of its 90 minutes" in outside.text
        await until_minute(here, starts, 90)

        ready = await certificate(here.maya, outside)

    said = paper(ready)
    assert NAME in said
    assert TITLE in said
    assert "Present for 85 of 90 minutes" in said
    assert f"Organiser: {here.server.guild.name}" in said
    assert "names the Board of Examples, without an approval number" in said
    assert "approved by" not in said
    assert all(reply.private for reply in (inside, outside, ready))
    kept = b"".join(file.read_bytes() for file in here.hub.database.parent.iterdir())
    assert NAME.encode() not in kept
    assert NAME not in capsys.readouterr().err


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


async def number(here: Here) -> str:
    (event,) = await here.olu.autocomplete("training edit", "event", "notes")
    return str(event.value)


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


async def test_a_name_that_no_font_has_comes_back_to_be_typed_otherwise(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lettering, "FOLDERS_BY_SYSTEM", {})
    starts, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 90)
    await check_out(here.maya, doors)

    refused = await certificate(here.maya, doors, "张伟")

    assert "no font for some of those letters" in refused.text
    form = await here.maya.click(refused, "Edit")
    assert form.modal is not None
    assert [field.json["value"] for field in form.modal.fields] == ["张伟"]
    assert "Zhang Wei" in paper(
        await (await here.maya.submit(form, your_name="Zhang Wei")).settled()
    )


async def test_a_transcript_is_ones_own_and_comes_as_pdf_and_table(here: Here):
    starts, doors = await doors_of(here)
    word = await code_word(here)
    await check_in(here.maya, doors, word)
    await check_in(here.ravi, doors, word)
    await until_minute(here, starts, 75)
    await check_out(here.maya, doors)
    await until_minute(here, starts, 121)

    shown = await (await here.maya.slash("event transcript")).settled()

    assert shown.private
    assert "1 training: present for 75 minutes" in shown.text
    assert "claim 1.5 hours" in shown.text
    form = await here.maya.click(shown, "PDF")
    pdf = await (await here.maya.submit(form, your_name=NAME)).settled()
    assert NAME in said_in(pdf, "transcript.pdf")
    table = await (await here.maya.click(shown, "CSV")).settled()
    assert files_of(table)["transcript.csv"].startswith(b"\xef\xbb\xbf")
    chosen = await (await here.maya.select(shown, TITLE)).settled()
    assert NAME in paper(await (await here.maya.submit(chosen, your_name=NAME)).settled())
    ravis = await (await here.ravi.slash("event transcript")).settled()
    assert "0 minutes" in ravis.text
    assert "not met" in ravis.text
    nobody = await (await here.mei.slash("event transcript")).settled()
    assert "have not attended" in nobody.text


async def test_a_restart_in_the_middle_loses_nothing(hub: Hub, tmp_path_factory: Any):
    owner = hub.playground.world.add_user("Owner of CE")
    application = hub.playground.world.add_application("Attune CE", owner)
    database = tmp_path_factory.mktemp("ce") / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Restart CE")
        starts, doors = await doors_of(there)
        word = await code_word(there)
        await check_in(there.maya, doors, word)
        form = await there.ravi.click(doors, "Check in")
        panel = await attendance(there.olu)

    await until_minute(there, starts, 80)
    async with running(hub.playground, application, database):
        late = await (await there.ravi.submit(form, code_word=word)).settled()
        out = await check_out(there.maya, doors)
        listed = await (await there.olu.click(panel, "Refresh")).settled()
        await until_minute(there, starts, 91)
        said = paper(await certificate(there.maya, doors))

    assert "You are checked in" in late.text
    assert "80 of its 90 minutes" in out.text
    assert "**2 checked in**, 1 met the rule, 1 not checked out." in listed.text
    assert NAME in said


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


async def test_a_transcript_is_there_in_direct_messages(here: Here):
    starts, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 121)

    shown = await here.maya.slash("event transcript", here.maya.dm(here.hub.application))

    assert TITLE in (await shown.settled()).text
