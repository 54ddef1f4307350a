"""After a training: two questions, a recording, and the hosts' report and summary."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta

import pytest

from bot.playground.actors import People, Person, Reply
from bot.playground.actors.reading import text_of
from bot.playground.records import Message
from tests.events.hall import TITLE, Hall, until
from tests.journeys.conftest import Hub

LENGTH, DAY = timedelta(minutes=90), timedelta(days=1)
RECORDING = "https://example.org/recording"


@pytest.fixture
async def hall(hub: Hub, request: pytest.FixtureRequest) -> AsyncGenerator[Hall]:
    yield await Hall.of(hub, request.node.name)
    hub.playground.faults.clear()


async def held(hall: Hall, *going: Person, **options: object) -> tuple[datetime, Message]:
    """A training to which these go; when it is over, and its post."""
    starts = hall.day(1)
    post = await hall.plan(starts, reminders="1h", **options)
    for person in going:
        await hall.say(person, post, "Going")
    return starts + LENGTH, post


def said(hall: Hall, post: Message, words: str) -> list[Message]:
    """What was said in the thread with these words."""
    return [m for m in hall.messages(hall.thread(post)) if words in text_of(m)]


async def questions(hall: Hall, ends: datetime, post: Message) -> Message:
    """The questions, once they are asked."""
    hall.go_to(ends + timedelta(minutes=5))
    await until(lambda: len(said(hall, post, "How was it?")) == 1)
    return said(hall, post, "How was it?")[0]


async def answer(person: Person, asked: Message, mark: str, words: str = "") -> Reply:
    form = await (await person.click(asked, "Give feedback")).settled()
    if form.modal is None:
        return form
    return await (await person.submit(form, useful=mark, words=words)).settled()


async def report(hall: Hall, person: Person | None = None) -> Reply:
    return await (await (person or hall.olu).slash("training report")).settled()


async def share(hall: Hall, shown: Reply, **typed: str) -> Reply:
    form = await (await hall.olu.click(shown, "Share recording")).settled()
    return await (await hall.olu.submit(form, **typed)).settled()


async def test_three_answers_show_their_average_and_words_without_names(hall: Hall):
    ends, post = await held(hall, hall.maya, hall.ravi, hall.mei)
    asked = await questions(hall, ends, post)
    assert sorted(asked.mentions) == sorted(p.id for p in (hall.maya, hall.ravi, hall.mei))

    assert "without your name" in (await answer(hall.maya, asked, "5", "More time.")).text
    await answer(hall.ravi, asked, "3", "Fewer slides.")
    few = await report(hall)
    assert "2 so far" in few.text
    assert "More time" not in few.text
    await answer(hall.mei, asked, "1")
    await answer(hall.mei, asked, "4")
    shown = await report(hall)
    assert "4.0 of 5 on average, 3 answers" in shown.text
    assert "> More time." in shown.text
    assert hall.maya.mention not in shown.text

    hall.go_to(ends + DAY)
    summary = text_of(await hall.told(hall.olu, "How **"))
    assert "3 were going, attendance was not taken" in summary
    assert "> Fewer slides." in summary


async def test_only_those_who_were_there_are_asked_and_may_answer(hall: Hall):
    ends, post = await held(hall, hall.maya)
    asked = await questions(hall, ends, post)
    refused = await answer(hall.ravi, asked, "5")
    assert "for those who were there" in refused.text


async def test_words_that_could_identify_a_client_come_back_and_are_not_kept(hall: Hall):
    ends, post = await held(hall, hall.maya)
    asked = await questions(hall, ends, post)
    refused = await answer(hall.maya, asked, "5", "Call the client at 212-555-0147, MRN 4471823.")
    assert "I have not kept that" in refused.text
    again = await hall.maya.click(refused, "Edit")
    sent = await hall.maya.submit(again, words="More cases, please.")
    assert "I have kept that" in (await sent.settled()).text


async def test_a_recording_goes_to_those_who_were_there_by_their_wish(hall: Hall):
    await hall.ravi.slash("event remind", lead="2 hours")
    ends, post = await held(hall, hall.maya, hall.ravi)
    hall.go_to(ends)
    shown = await report(hall)
    typed = {"recording": RECORDING, "slides": "", "note": "Chapter marks are below."}
    assert "2 people who were there" in (await share(hall, shown, **typed)).text

    await until(lambda: len(said(hall, post, "the host shares")) == 1)
    (message,) = said(hall, post, "the host shares")
    assert message.mentions == [hall.maya.id]
    await hall.told(hall.ravi, "the host shares")
    hall.after(minutes=1)

    async def reported() -> bool:
        text = (await report(hall)).text
        return "Recording and slides" in text and "1 mentioned, 1 messaged" in text

    async with asyncio.timeout(10):
        while not await reported():  # noqa: ASYNC110 - the end of a job
            await asyncio.sleep(0.05)


async def test_a_link_that_is_none_comes_back_with_what_was_typed(hall: Hall):
    ends, _ = await held(hall, hall.maya)
    hall.go_to(ends)
    shown = await report(hall)
    refused = await share(hall, shown, recording="javascript:alert(1)", slides="", note="")
    assert "no link that I can pass on" in refused.text
    again = await hall.olu.click(refused, "Edit")
    sent = await (await hall.olu.submit(again, recording=RECORDING)).settled()
    assert "on its way" in sent.text


async def test_the_report_tells_of_each_step_and_is_for_hosts(hall: Hall):
    ends, post = await held(hall, hall.maya, hall.ravi)
    await hall.maya.slash("event remind", lead="2 hours")
    hall.server.people["Maya"].dms_open = False
    before = await report(hall)
    assert "Next reminder" in before.text
    hall.go_to(ends - LENGTH - timedelta(hours=2))
    await until(lambda: len(said(hall, post, "could not send it")) == 1)
    hall.go_to(ends - LENGTH - timedelta(hours=1))
    await until(lambda: len(said(hall, post, "starts <t:")) == 2)

    async def told() -> bool:
        text = (await report(hall)).text
        return "1 hour before" in text and "2 mentioned" in text

    async with asyncio.timeout(10):
        while not await told():  # noqa: ASYNC110 - the end of a job
            await asyncio.sleep(0.05)
    assert "1 mentioned instead, since no message reached them" in (await report(hall)).text
    refused = await report(hall, hall.ravi)
    assert "organiser" in refused.text
    assert TITLE not in refused.text


async def test_whoever_is_no_organiser_any_more_can_press_nothing(hall: Hall):
    ends, post = await held(hall, hall.maya)
    hall.go_to(ends)
    wanda = People(hall.hub.playground).member("Wanda", hall.server.guild)
    role = hall.server.roles["Organiser"]
    await wanda.give_role(hall.ravi, role)
    shown = await report(hall, hall.ravi)
    form = await (await hall.ravi.click(shown, "Share recording")).settled()
    await wanda.take_role(hall.ravi, role)
    for label in ("Share recording", "Look again", "No server event"):
        refused = await (await hall.ravi.click(shown, label)).settled()
        assert "Only the hosts" in refused.text
    sent = await (await hall.ravi.submit(form, recording=RECORDING)).settled()
    assert "Only the hosts" in sent.text
    hall.after(minutes=1)
    await asyncio.sleep(0.2)
    assert said(hall, post, "the host shares") == []


async def test_a_summary_whose_hosts_take_no_messages_goes_to_the_staff_channel(hall: Hall):
    hall.server.people["Olu"].dms_open = False
    ends, _ = await held(hall, hall.maya)
    hall.go_to(ends + DAY)

    def told() -> list[Message]:
        return [m for m in hall.messages(hall.server.staff) if "How **" in text_of(m)]

    await until(lambda: len(told()) == 1)
    assert "1 were going" in text_of(told()[0])


async def test_nothing_comes_after_a_cancelled_training(hall: Hall):
    ends, post = await held(hall, hall.maya)
    await hall.cancel("The host is ill")
    hall.go_to(ends + 2 * DAY)
    await asyncio.sleep(0.3)
    assert said(hall, post, "How was it?") == []
    told = await hall.olu.direct_messages(hall.hub.application)
    assert not any("How **" in text_of(message) for message in told)
