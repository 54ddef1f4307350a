"""Announcements that are planned: they wait, move, are called off and handed over."""

from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from tests.announcements.acting import (
    ALT,
    BODY,
    IMAGE,
    TITLE,
    TYPED,
    advance,
    comes_due,
    compose,
    jobs,
    labels,
    news_channel,
    number_of,
    panel_of,
    planned,
    posted,
    posts,
    press,
    quiet,
    settled,
    whole,
)
from tests.announcements.hub import hub as hub
from tests.journeys.conftest import Here

PICTURED = TYPED | {"image": [IMAGE], "alt": ALT}


# --- planning -------------------------------------------------------------------------------------


async def test_the_list_names_the_time_in_ones_own_zone(here: Here):
    await settled(here)
    await planned(here, when="1 Dec 2027 18:00 London")

    servers = await here.olu.slash("announce list")
    await here.olu.slash("me zone", city="Kathmandu")
    own = await here.olu.slash("announce list")

    assert described(servers) == "Wed 1 Dec 2027, 18:00 London"
    assert described(own) == "Wed 1 Dec 2027, 23:45 Kathmandu"


def described(listed: Reply) -> str:
    """What the menu says of the one announcement that there is."""
    (menu,) = listed.selects
    (option,) = menu.json["options"]
    return option["description"]


async def test_a_planned_one_waits_for_its_time(here: Here):
    await settled(here)
    shown = await compose(here.olu, when="tomorrow 18:00")

    planned = await press(here.olu, shown, "Schedule")
    listed = await here.olu.slash("announce list")
    later = await here.olu.slash("later list")
    early = list(posts(here))
    await comes_due(here)
    (message,) = await posted(here)

    assert "Planned for <t:" in planned.text
    assert TITLE in listed.text
    assert f"Announcement: {TITLE}" in later.text
    assert early == []
    assert BODY in text_of(message)


async def test_without_a_time_schedule_asks_for_one_and_asks_back(here: Here):
    await settled(here)
    shown = await compose(here.olu)

    form = await here.olu.click(panel_of(shown), "Schedule")
    asked = await here.olu.submit(form, when="1 dec 18:00", repeat="biweekly")
    why = asked.text
    picked = await here.olu.select(asked, asked.selects[0].options[0])

    assert form.modal is not None
    assert "means two things" in why
    assert "Understood as <t:" in picked.text
    assert "every 2 weeks" in picked.text
    assert "Schedule" in labels(picked)


async def test_a_time_that_can_not_be_read_keeps_the_draft_and_what_was_typed(here: Here):
    await settled(here)

    form = await here.olu.slash("announce compose", when="when the moon is full")
    shown = await whole(await here.olu.submit(form, TYPED))
    await shown.followed_up(2)
    again = await here.olu.click(panel_of(shown), "Type it again")

    assert BODY in shown.text
    assert again.modal is not None
    assert again.modal.fields[0].json.get("value") == "when the moon is full"


async def test_a_planned_one_moves_with_its_time_and_channel(here: Here):
    await settled(here)
    news = news_channel(here)
    number = number_of(await planned(here, when="in 2 hours"))

    await here.olu.slash("announce edit", announcement=str(number), channel="news")
    moved = await whole(
        await here.olu.slash("announce edit", announcement=str(number), when="in 5 hours")
    )
    advance(here, hours=2)
    await quiet(here)
    early = posts(here) + posts(here, news)
    advance(here, hours=3)
    await posted(here, channel=news)

    assert "<#" + str(news.id) in moved.text
    assert early == []
    assert posts(here) == []


async def test_post_now_takes_a_planned_one_out_of_the_queue(here: Here):
    await settled(here)
    shown = await planned(here, when="in 2 hours")

    await press(here.olu, shown, "Post now")
    await posted(here)
    advance(here, hours=3)
    await quiet(here)

    assert len(posts(here)) == 1
    assert await jobs(here) == []


async def test_called_off_nothing_is_posted_and_the_text_is_a_draft(here: Here):
    await settled(here)
    number = number_of(await planned(here, when="in 2 hours"))

    off = await here.olu.slash("announce cancel", announcement=str(number))
    advance(here, hours=3)
    await quiet(here)

    assert "Called off" in off.text
    assert posts(here) == []
    assert TITLE in (await here.olu.slash("announce list", what="Drafts")).text
    assert (
        "nothing to call off"
        in (await here.olu.slash("announce cancel", announcement=str(number))).text
    )


async def test_cancelled_in_the_list_of_what_is_coming_it_is_a_draft_again(here: Here):
    await settled(here)
    await planned(here, when="in 2 hours")

    later = await here.olu.slash("later list")
    entry = await here.olu.select(later, f"Announcement: {TITLE}")
    await here.olu.click(entry, "Cancel it")

    assert TITLE in (await here.olu.slash("announce list", what="Drafts")).text
    assert await jobs(here) == []


async def test_handed_over_another_organiser_is_its_planner(here: Here):
    await settled(here)
    number = str(number_of(await planned(here, when="in 2 hours")))

    member = await here.olu.slash("announce handover", announcement=number, member="Maya")
    handed = await here.olu.slash("announce handover", announcement=number, member="Mei")

    assert "is no organiser here" in member.text
    assert f"**Planner:** {here.mei.mention}" in handed.text
    (entry,) = await here.hub.app.house.jobs.store.unfinished(here.server.guild.id)
    assert entry.planned_by == here.mei.id
