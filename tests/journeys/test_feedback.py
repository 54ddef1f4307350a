"""Members say what is wrong, what was useful and what is missing; reviewers hear of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.actors import People, Person
from bot.playground.actors.reply import Reply
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.prompts.submitting.writing import (
    a_complete_draft,
    at_home,
    decide,
    press_as,
    send,
    with_reviewers,
)
from tests.running import running

SLUG, TITLE = "soap-note-draft", "SOAP Progress Note"
TIER_3 = "safety-plan-structure"
WORDS = "The second step reads as if the model decides."
PHONE = "Jordan-Fictional 212-555-0147"


async def card(person: Person, slug: str = SLUG) -> Reply:
    return await person.slash("prompt find", query=slug)


async def report(person: Person, reason: str, words: str = WORDS, *, slug: str = SLUG) -> Reply:
    form = await person.click(await card(person, slug), "Report")
    return await person.submit(form, reason=reason, words=words)


async def queue_of(reviewer: Person) -> str:
    return (await reviewer.slash("review queue")).text


async def vote(person: Person, answer: str) -> Reply:
    asked = await person.click(await card(person), "Useful?")
    return await person.click(asked, answer)


# --- reports --------------------------------------------------------------------------------------


async def test_a_report_goes_to_the_reviewers_without_the_reporters_name(here: Here):
    await with_reviewers(here)

    thanked = await report(here.maya, "wrong")
    queue = await here.ravi.slash("review queue")
    shown = await here.ravi.select(queue, next(o for o in queue.selects[0].options if TITLE in o))

    assert thanked.private
    assert "with this server's reviewers" in thanked.text
    assert f"> {WORDS}" in shown.text
    assert "Wrong" in shown.text
    assert SLUG in shown.text
    assert "Maya" not in shown.text
    assert here.maya.mention not in shown.text


async def test_one_safety_report_hides_a_tier_three_prompt_at_once(here: Here):
    await with_reviewers(here)

    thanked = await report(here.maya, "unsafe", slug=TIER_3)
    after = await here.ravi.slash("prompt find", query=TIER_3)

    assert "It is hidden here now" in thanked.text
    assert "/crisis" in thanked.text
    assert "suspended" in after.text.casefold()


async def test_other_prompts_need_safety_reports_of_three_members(here: Here):
    await with_reviewers(here)

    first = await report(here.maya, "unsafe")
    again = await report(here.maya, "privacy")
    second = await report(here.olu, "unsafe")
    third = await report(here.ravi, "privacy")

    hidden = ["hidden here now" in reply.text for reply in (first, again, second, third)]
    assert hidden == [False, False, False, True]


async def test_what_is_not_about_safety_suspends_nothing(here: Here):
    for person in (here.maya, here.olu, here.ravi, here.mei):
        assert "hidden" not in (await report(person, "outdated")).text


async def test_a_report_in_one_server_hides_nothing_in_another(hub: Hub, here: Here):
    elsewhere = await settle_in(hub, "Another server")

    await report(here.maya, "unsafe", slug=TIER_3)

    assert "suspended" not in (await card(elsewhere.maya, TIER_3)).text.casefold()


async def test_reporting_again_changes_ones_report_instead_of_adding_one(here: Here):
    await with_reviewers(here)

    await report(here.maya, "wrong", "First words, too vague.")
    await report(here.maya, "wrong", "Better words.")
    queue = await here.ravi.slash("review queue")
    shown = await here.ravi.select(queue, next(o for o in queue.selects[0].options if TITLE in o))

    assert len([option for option in queue.selects[0].options if TITLE in option]) == 1
    assert "> Better words." in shown.text


async def test_the_author_of_a_reported_prompt_is_not_told_who_reported_it(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")
    slug = "thank-you-note-to-a-referrer"

    for person in (here.olu, here.ravi, here.mei):
        await report(person, "unsafe", slug=slug)
    panel = await here.maya.select(await here.maya.slash("prompt mine"), slug)

    assert "Suspended for now" in panel.text
    assert all(person.mention not in panel.text for person in (here.olu, here.ravi, here.mei))
    assert WORDS not in panel.text


@pytest.mark.parametrize("what", ["report", "request"])
async def test_whoever_is_forgotten_takes_their_words_along(here: Here, what: str):
    await with_reviewers(here)
    said = "A very particular sentence."
    await (report(here.maya, "wrong", said) if what == "report" else request(here.maya, said))
    for keeps in here.hub.app.features["prompts"].keeps:
        await keeps.forget(here.maya.id)

    queue = await here.ravi.slash("review queue")
    shown = await here.ravi.select(queue, queue.selects[0].options[0])

    assert "It was withdrawn." in shown.text
    assert said not in queue.text + shown.text


async def test_reviewers_are_told_when_the_prompt_has_changed_since_it_was_reported(here: Here):
    await with_reviewers(here)
    slug = "thank-you-note-to-a-referrer"
    await send(here.maya, await a_complete_draft(here.maya))
    await decide(here.ravi, "Approve")
    await report(here.olu, "biased", slug=slug)
    listed = await here.maya.slash("prompt mine")
    panel = await here.maya.select(listed, slug)
    edited = await here.maya.submit(
        await here.maya.click(panel, "Edit"), {"summary": "Thank a colleague for a referral."}
    )
    await send(here.maya, edited, note="Shorter")
    await decide(here.ravi, "Approve")

    queue = await here.ravi.slash("review queue")
    option = next(o for o in queue.selects[0].options if "Biased" in o)
    shown = await here.ravi.select(queue, option)

    assert "It was changed since this was reported." in shown.text


async def test_the_eleventh_report_of_a_day_waits(here: Here):
    slugs = list(here.hub.app.house.shelf.catalog.prompts)[:11]

    replies = [await report(here.maya, "other", slug=slug) for slug in slugs]

    assert "Thank you" in replies[9].text
    assert "You have sent 10 reports in a day" in replies[10].text


# --- what is typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["report", "request"])
async def test_what_may_identify_a_client_is_neither_kept_nor_logged_and_comes_back_with_edit(
    hub: Hub, here: Here, what: str, capsys: pytest.CaptureFixture[str]
):
    with attunes_logs():
        refused = await (
            report(here.maya, "wrong", PHONE) if what == "report" else request(here.maya, PHONE)
        )
        why = refused.text
        form = await here.maya.click(refused, "Edit")
        assert form.modal is not None
        held = next(f.json["value"] for f in form.modal.fields if f.custom_id == "words")
        done = await here.maya.submit(form, words="Something general.")

    assert "what looks like a phone number" in why
    assert "Jordan" not in why
    assert held == PHONE
    assert "Thank you" in done.text
    assert "Jordan" not in capsys.readouterr().err
    assert b"Jordan-Fictional" not in everything_in(hub.database)


async def test_a_refused_report_is_given_back_to_its_author_alone(here: Here):
    refused = await report(here.maya, "wrong", PHONE)
    edit = next(button.custom_id for button in refused.buttons)

    stolen = await press_as(here.ravi, here, refused, edit)

    assert "I no longer have what you typed" in stolen.text


def everything_in(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))


# --- useful? --------------------------------------------------------------------------------------


async def test_a_vote_is_one_a_member_and_can_be_changed(here: Here):
    await vote(here.maya, "I used it")

    changed = await vote(here.maya, "Not for me")

    assert "You said: *Not for me*." in changed.text
    said = here.hub.app.house.features["prompts"].keeps
    kept = [await keeps.export(here.maya.id) for keeps in said if "useful" in keeps.what]
    assert [len(each["prompt_votes"]) for each in kept] == [1]


async def test_votes_are_shown_from_five_on_and_in_their_server_alone(hub: Hub, here: Here):
    elsewhere = await settle_in(hub, "Another server")
    people = (here.maya, here.ravi, here.olu, here.mei, wanda(here))

    for person in people[:3]:
        await vote(person, "I used it")
    four = await vote(people[3], "I used it")
    before = (await card(here.maya)).text
    five = await vote(people[4], "I had to correct it")
    after = (await card(here.maya)).text

    assert "Of 4" not in four.text
    assert "Of 5 members here, 4 used it, 1 had to correct it." in five.text
    assert "Of 5 members" not in before
    assert "Of 5 members here, 4 used it, 1 had to correct it" in after
    assert "Of 5 members" not in (await card(elsewhere.maya)).text


def wanda(here: Here) -> Person:
    return People(here.hub.playground).member("Wanda", here.server.guild)


async def test_votes_survive_a_restart(hub: Hub, tmp_path: Path):
    owner = hub.playground.world.add_user("Fifth Owner")
    application = hub.playground.world.add_application("Attune of votes", owner)
    database = tmp_path / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Voters")
        for person in (there.maya, there.ravi, there.olu, there.mei):
            await vote(person, "I used it")

    async with running(hub.playground, application, database):
        asked = await there.maya.click(await card(there.maya), "Useful?")
        said = await vote(wanda(there), "I used it")

    assert "You said: *I used it*." in asked.text
    assert "Of 5 members here, 5 used it." in said.text


async def test_a_vote_for_what_is_gone_says_so(here: Here):
    asked = await here.maya.click(await card(here.maya), "Useful?")

    gone = await press_as(here.maya, here, asked, "prompts.vote:no-such-prompt:used")

    assert "That prompt is not here (any more)" in gone.text


# --- requests -------------------------------------------------------------------------------------


async def request(person: Person, words: str, *, query: str = "zzzz qqqq xxxx") -> Reply:
    nothing = await person.slash("prompt find", query=query)
    form = await person.click(nothing, "Request a prompt")
    return await person.submit(form, words=words)


async def test_a_request_is_what_the_member_sends_and_reviewers_see_it(here: Here):
    await with_reviewers(here)

    thanked = await request(here.maya, "A letter to landlords about emotional support animals.")
    queue = await here.ravi.slash("review queue")
    shown = await here.ravi.select(queue, queue.selects[0].options[0])

    assert thanked.private
    assert "> A letter to landlords about emotional support animals." in thanked.text
    assert "Request for a prompt" in queue.text + shown.text
    assert "> A letter to landlords" in shown.text


async def test_a_request_begins_with_words_of_the_catalogue_and_never_with_the_query(
    hub: Hub, here: Here
):
    query = "jordanfictional panic zzzyyy"

    nothing = await here.maya.slash("prompt find", query=query)
    button = next(b for b in nothing.buttons if b.label.endswith("equest a prompt"))
    form = await here.maya.click(nothing, button.label)

    assert form.modal is not None
    assert form.modal.fields[0].json.get("value") == "A prompt for: panic"
    assert b"jordanfictional" not in everything_in(hub.database)


async def test_the_fourth_request_of_a_day_waits_until_tomorrow(here: Here):
    for number in range(3):
        assert "Thank you" in (await request(here.maya, f"Something, number {number}")).text

    refused = await request(here.maya, "One more")
    here.hub.playground.clock.advance(timedelta(hours=25))
    taken = await request(here.maya, "One more")

    assert "You have asked for 3 prompts in a day" in refused.text
    assert "Edit" in [button.label for button in refused.buttons]
    assert "Thank you" in taken.text


async def test_in_direct_messages_a_report_goes_to_the_home_server(here: Here):
    await with_reviewers(here)
    await at_home(here.maya, here)
    shown = await here.maya.slash("prompt find", here.maya.dm("Attune"), query=SLUG)

    form = await here.maya.click(shown, "Report")
    thanked = await here.maya.submit(form, reason="wrong", words=WORDS)

    assert "Thank you" in thanked.text
    assert TITLE in await queue_of(here.ravi)


async def test_without_a_server_there_are_no_reviewers_to_tell_but_the_words_are_held(hub: Hub):
    user = hub.playground.world.add_user("Noor")
    hub.application.installed_by.add(user.id)
    noor = Person(hub.playground, user, None)
    shown = await noor.slash("prompt find", noor.dm("Attune"), query=SLUG)

    form = await noor.click(shown, "Report")
    told = await noor.submit(form, reason="wrong", words=WORDS)
    again = await noor.click(told, "Edit")

    assert "That goes to the reviewers of a server" in told.text
    assert again.modal is not None
    assert again.modal.fields[1].json["value"] == WORDS


# --- who may answer -------------------------------------------------------------------------------


async def test_who_is_no_reviewer_sees_no_reports(here: Here):
    await with_reviewers(here)
    await report(here.maya, "wrong")

    refused = await here.maya.slash("review queue")

    assert "Only a reviewer of this server can do that" in refused.text
