"""Cases: their cards in the log, how they are changed and found, and what they add up to."""

import asyncio

import pytest

from bot.playground.actors.reading import text_of
from cogs.moderation.cases.records import Kind
from tests.journeys.conftest import Hub
from tests.moderation.ward import Ward, until

WHY = "Advertised a course again"


@pytest.fixture
async def ward(hub: Hub, request: pytest.FixtureRequest) -> Ward:
    return Ward.of(hub.playground, hub.application, hub.app.house.storage, request.node.name)


# --- cases ----------------------------------------------------------------------------------------


async def test_each_case_has_one_card_in_the_log_which_follows_it(ward: Ward):
    log = await ward.log()
    await ward.mei.slash("mod timeout", user="Ravi", length="2 h", reason=WHY)
    await until(lambda: len(ward.cards(log)) == 1)
    (card,) = ward.cards(log)
    assert "#1 · Timeout" in text_of(card)
    assert "in force" in text_of(card)

    form = await ward.mei.click(card, "Edit reason")
    shown = await ward.mei.submit(form, reason="Advertised a diploma")
    assert shown.private
    assert WHY in shown.text
    await until(lambda: "Advertised a diploma" in text_of(card))

    form = await ward.mei.click(card, "Lift")
    await ward.mei.submit(form, reason="We talked")
    await until(lambda: "Lifted" in text_of(card))
    await until(lambda: len(ward.cards(log)) == 2)
    assert not ward.playground.world.is_timed_out(ward.server.guild.id, ward.ravi.id)


async def test_a_card_that_may_not_be_edited_for_a_while_shows_the_case_later(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
):
    log = await ward.log()
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    await until(lambda: len(ward.cards(log)) == 1)
    (card,) = ward.cards(log)
    ward.after(hours=2)
    with monkeypatch.context() as patch:
        patch.setattr(ward.playground.old_edits, "count", 0)
        await ward.mei.slash("case edit", number=1, reason="Advertised a diploma")
        assert "Advertised a diploma" not in text_of(card)
    ward.after(hours=2)

    await until(lambda: "Advertised a diploma" in text_of(card))
    assert len(ward.cards(log)) == 1


async def test_a_void_case_is_lifted_stays_to_be_read_and_counts_no_more(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY)

    shown = await ward.mei.slash("case void", number=1, reason="It was somebody else")

    assert "void" in shown.text
    assert ward.ravi.id not in ward.server.guild.bans
    case = await ward.case(1)
    assert not case.counts
    assert WHY in (await ward.mei.slash("case show", number=1)).text


async def test_what_somebody_ended_in_discord_unheard_can_still_be_lifted(ward: Ward):
    await ward.mei.slash("mod ban", user="Ravi", reason=WHY, length="7 d")
    del ward.server.guild.bans[ward.ravi.id]

    shown = await ward.mei.slash("case show", number=1)
    form = await ward.mei.click(shown, "Lift")
    lifted = await ward.mei.submit(form, reason="It was a mistake")

    assert "They are not banned here" in lifted.text
    assert await ward.is_lifted(1)
    assert len(await ward.all_cases()) == 1


async def test_cases_are_found_by_person_moderator_kind_words_and_time(ward: Ward):
    await ward.mei.slash("mod warn", user="Ravi", reason="Advertised a course")
    await ward.wanda.slash("mod note", user="Maya", text="Very helpful: ask her")
    ward.after(days=3)
    await ward.mei.slash("mod kick", user="Olu", reason="Sold diplomas")

    async def found(**options: object) -> list[int]:
        answer = await ward.mei.slash("case search", **options)
        return [n for n in (1, 2, 3) if f"**#{n}**" in answer.text]

    assert await found() == [1, 2, 3]
    assert await found(user="Ravi") == [1]
    assert await found(moderator="Mei") == [1, 3]
    assert await found(kind="note") == [2]
    assert await found(words="diplomas sold") == [3]
    assert await found(newer_than="1 d") == [3]
    assert await found(older_than="1 d", user="Maya") == [2]


async def test_a_long_list_is_turned_page_by_page_within_its_search(ward: Ward):
    for n in range(12):
        await ward.mei.slash("mod note", user="Ravi", text=f"note {n}")
    await ward.mei.slash("mod note", user="Maya", text="another")

    first = await ward.mei.slash("case list", user="Ravi")
    assert "12 cases" in first.text
    assert "note 11" in first.text
    second = await ward.mei.click(first, "Older")
    assert "note 0" in second.text
    assert "another" not in second.text
    opened = await ward.mei.select(second, "1")
    assert "Case #1 · Note" in opened.text


# --- points ---------------------------------------------------------------------------------------


async def test_the_third_warning_suggests_the_servers_next_step(ward: Ward):
    for _ in range(2):
        answer = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
        assert "next step" not in answer.text

    third = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    assert "a timeout for 1 day" in third.text
    done = await ward.mei.click(third, "Time out")

    assert "#4 · Timeout" in done.text
    assert (await ward.case(4)).kind is Kind.TIMEOUT
    assert ward.playground.world.is_timed_out(ward.server.guild.id, ward.ravi.id)


async def test_two_warnings_at_once_lead_to_the_step_between_them_once(ward: Ward):
    for _ in range(2):
        await ward.mei.slash("mod warn", user="Ravi", reason=WHY)

    answers = await asyncio.gather(
        *(ward.mei.slash("mod warn", user="Ravi", reason=WHY) for _ in range(2))
    )

    assert sorted("next step" in answer.text for answer in answers) == [False, True]


async def test_a_warning_can_count_more_or_nothing_also_after_a_mistake(ward: Ward):
    heavy = await ward.mei.slash("mod warn", user="Ravi", reason=WHY, points=2)
    assert "They have 2 points now." in heavy.text
    await ward.mei.slash("mod warn", user="Ravi", reason=WHY, points=0)
    refused = await ward.mei.slash(
        "mod warn", user="Ravi", reason="Wrote of jane@example.org", points=4
    )

    form = await ward.mei.click(refused, "Edit")
    assert form.modal is not None
    assert [field.json.get("value") for field in form.modal.fields][1] == "4"
    form_again = await ward.mei.submit(form, reason=WHY, points="two")
    assert "a number from 0 to 100" in form_again.text
    sent = await ward.mei.submit(await ward.mei.click(form_again, "Edit"), points="4")

    assert "They have 6 points now." in sent.text
    assert [case.points for case in await ward.all_cases()] == [2, 0, 4]


async def test_old_points_count_no_more_but_stay_on_record(ward: Ward):
    for _ in range(2):
        await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    ward.after(days=91)

    third = await ward.mei.slash("mod warn", user="Ravi", reason=WHY)
    assert "1 point now" in third.text
    assert "3 cases" in (await ward.mei.slash("case list", user="Ravi")).text


async def test_menus_warn_and_show_the_history(ward: Ward):
    form = await ward.mei.menu("Warn", "Ravi")
    sent = await ward.mei.submit(form, reason=WHY)
    assert "#1 · Warning" in sent.text

    history = await ward.mei.menu("History", "Ravi")
    assert history.private
    assert WHY in history.text


async def test_a_record_of_long_reasons_can_be_read(ward: Ward):
    for number in range(10):
        await ward.mei.slash("mod warn", user="Ravi", reason=f"{number} " + "why " * 99)

    record = await ward.ravi.slash("record")

    assert "10 cases" in record.text
    assert all(f"**#{number}** Warning" in record.text for number in range(1, 11))
    assert "0 why why" in record.text
