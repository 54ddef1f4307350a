"""The resource of the day as organisers plan it, change it, and nobody else."""

from zoneinfo import ZoneInfo

import pytest

from bot.guilds.records import ServerSettings
from bot.playground.actors.reading import buttons, text_of
from bot.playground.permissions import Bit
from tests.jobs.house import Place
from tests.journeys.daily.planning import DAY, daily, early, next_job, planned

# --- what organisers type ---------------------------------------------------------------------


async def test_an_unclear_time_is_asked_and_the_rest_is_not_lost(here: Place):
    olu = here.people["Olu"]
    early(here)
    asked = await olu.slash("daily schedule", time="9", days="weekdays", thread=True)
    assert "Do you mean 09:00 or 21:00?" in asked.text

    shown = await olu.select(asked, asked.selects[0].options[0])

    assert "Every weekday at 09:00" in shown.text
    assert "Each post opens a thread" in shown.text


async def test_topics_and_kinds_narrow_what_fits(here: Place):
    olu = here.people["Olu"]
    shown = await olu.slash("daily schedule", time="9am")

    fewer = await olu.select(shown, ["research", "video"], placeholder="Kinds: all")
    await olu.click(fewer, "Save")

    ahead = await daily(here).planning.ahead(here.server.guild.id)
    slugs = [c.day.slug for c in ahead.coming if c.day]
    kinds = {here.app.house.shelf.catalog.resources[slug].kind.value for slug in slugs}
    assert len(slugs) == 7
    assert kinds <= {"research", "video"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time": "gibberish"}, "time"),
        ({"time": "9am", "days": "gibberish"}, "I can't tell on which days"),
        ({"time": "9am", "days": "once"}, "comes again and again"),
        ({"time": "9am", "role": "@everyone"}, "don't notify everyone"),
    ],
)
async def test_what_cannot_be_read_gets_a_sentence(
    here: Place, options: dict[str, object], words: str
):
    if options.get("role") == "@everyone":
        options = {**options, "role": here.server.guild.roles[here.server.guild.id]}

    said = await here.people["Olu"].slash("daily schedule", **options)

    assert words in said.text
    assert "Something went wrong" not in said.text
    assert await daily(here).planning.plan(here.server.guild.id) is None


async def test_a_channel_that_cannot_be_posted_in_is_refused_with_the_cure(here: Place):
    channel = here.playground.world.add_channel(here.server.guild, "quiet")
    here.mute(Bit.SEND_MESSAGES, channel=channel)

    said = await here.people["Olu"].slash("daily schedule", "general", time="9am", channel=channel)

    assert "I need Send Messages there" in said.text
    assert "Edit Channel, Permissions" in said.text


async def test_a_role_that_cannot_be_notified_is_refused_with_the_cure(here: Place):
    said = await here.people["Olu"].slash("daily schedule", time="9am", role="Professional")

    assert "let anyone mention it" in said.text


async def test_without_a_channel_it_says_what_to_set(here: Place):
    guild_id = here.server.guild.id
    await here.app.house.guilds.change(guild_id, ServerSettings, at=here.now, daily_channel=None)

    said = await here.people["Olu"].slash("daily schedule", time="9am")

    assert "/settings set daily_channel" in said.text


# --- changing what is ahead -------------------------------------------------------------------


async def test_a_day_is_pinned_by_what_is_suggested(here: Place):
    await planned(here)
    olu = here.people["Olu"]
    days = await olu.autocomplete("daily pin", "day", "")
    found = await olu.autocomplete("daily pin", "resource", "guid", day=days[2].value)

    several = await olu.slash("daily pin", day=days[2].value, resource="guideline")
    nothing = await olu.slash("daily pin", day=days[2].value, resource="qqqqqq")
    said = await olu.slash("daily pin", day=days[2].value, resource=found[0].value)

    assert "Several resources fit that" in several.text
    assert "can't post that one here" in nothing.text

    ahead = await daily(here).planning.ahead(here.server.guild.id)
    third = ahead.coming[2].day
    assert third is not None
    assert (third.slug, third.pinned) == (found[0].value, True)
    assert "📌 pinned" in said.text


async def test_a_day_can_be_typed(here: Place):
    await planned(here)
    coming = (await daily(here).planning.ahead(here.server.guild.id)).coming
    before = coming[1].day
    words = coming[1].occurrence.planned.strftime("%-d %b")

    await here.people["Olu"].slash("daily swap", day=words)

    after = (await daily(here).planning.ahead(here.server.guild.id)).coming[1].day
    assert before is not None
    assert after is not None
    assert before.slug != after.slug
    said = await here.people["Olu"].slash("daily swap", day="gibberish")
    assert "as one day" in said.text


async def test_a_day_is_chosen_swapped_and_pinned_in_the_panel(here: Place):
    await planned(here)
    olu = here.people["Olu"]
    shown = await olu.slash("daily upcoming")
    day = shown.selects[0].options[3]
    before = (await daily(here).planning.ahead(here.server.guild.id)).coming[3].day

    chosen = await olu.select(shown, day)
    swapped = await olu.click(chosen, "Swap it for another")
    again = await olu.select(swapped, swapped.selects[0].options[3])
    wanted = again.selects[0].json["options"][4]["value"]
    pinned = await olu.select(again, wanted)

    after = (await daily(here).planning.ahead(here.server.guild.id)).coming[3].day
    assert before is not None
    assert after is not None
    assert before.slug not in swapped.text
    assert (after.slug, after.pinned) == (wanted, True)
    assert "Pinned to" in pinned.text


async def test_a_paused_plan_says_so_and_goes_on(here: Place):
    await planned(here)
    olu = here.people["Olu"]

    paused = await olu.slash("daily pause")
    listed = await olu.slash("later list")
    resumed = await olu.slash("daily resume")
    again = await olu.slash("daily resume")
    until_ = await olu.slash("daily pause", until="in 3 days")

    assert "**Paused.**" in paused.text
    assert "Nothing is planned" in listed.text
    assert "Resumed." in resumed.text
    assert "not paused" in again.text
    assert "Paused until" in until_.text
    assert (await next_job(here)).due_at > here.now + 3 * DAY


async def test_stopping_asks_first_and_old_buttons_say_that_it_is_over(here: Place):
    olu = here.people["Olu"]
    draft = await olu.slash("daily schedule", time="9am")
    old = await olu.click(draft, "Save")
    asked = await olu.slash("daily stop")
    assert "Stop the resource of the day?" in asked.text
    assert "## Resource of the day" in (await olu.click(asked, "Keep it")).text

    asked, twice = await olu.slash("daily stop"), await olu.slash("daily stop")
    stopped = await olu.click(asked, "Stop it")

    assert "Stopped by" in stopped.text
    assert await here.jobs.store.unfinished(here.server.guild.id) == []
    assert "No resource of the day is planned" in (await olu.click(twice, "Stop it")).text
    pressed = await olu.select(old, old.selects[0].options[0])
    assert "No resource of the day is planned" in pressed.text
    assert "No resource of the day is planned" in (await olu.slash("daily upcoming")).text


async def test_a_draft_that_was_replaced_cannot_be_saved(here: Place):
    olu = here.people["Olu"]
    first = await olu.slash("daily schedule", time="9am")
    await olu.slash("daily schedule", time="10am")

    said = await olu.click(first, "Save")

    assert "replaced by another" in said.text
    assert await daily(here).planning.plan(here.server.guild.id) is None


async def test_a_new_zone_of_the_server_is_offered_and_not_taken(here: Place):
    olu = here.people["Olu"]
    await planned(here)
    await here.people["Mei"].slash("settings set", zone="Europe/London")

    shown = await olu.slash("daily upcoming")
    assert "This plan keeps to New York time; the server's zone is London time" in shown.text
    moved = await olu.click(shown, "Move it to London time")

    assert "Every day at 09:00, London time" in moved.text
    due = (await next_job(here)).due_at
    assert due.astimezone(ZoneInfo("Europe/London")).hour == 9


async def test_a_test_goes_to_staff_is_marked_and_does_not_count(here: Place):
    await planned(here, role="Reviewer")
    before = await daily(here).planning.ahead(here.server.guild.id)

    said = await here.people["Olu"].slash("daily test")

    (post,) = here.messages(here.server.staff)
    assert "This is a test" in text_of(post).splitlines()[0]
    assert post.mention_roles == []
    assert all(button.json.get("disabled") for button in buttons(post) if button.custom_id)
    assert f"<#{here.server.staff.id}>" in said.text
    assert here.messages() == []
    assert await daily(here).planning.ahead(here.server.guild.id) == before
    assert await daily(here).today(here.server.guild.id, here.now) is None


# --- who may ----------------------------------------------------------------------------------

COMMANDS: dict[str, dict[str, object]] = {
    "schedule": {"time": "9am"},
    "upcoming": {},
    "pin": {"day": "2030-01-01", "resource": "x"},
    "swap": {"day": "2030-01-01"},
    "pause": {},
    "resume": {},
    "stop": {},
    "test": {},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_member_who_is_no_organiser_is_told_so(here: Place, command: str):
    said = await here.people["Maya"].slash(f"daily {command}", **COMMANDS[command])

    assert said.text.startswith("Only an organiser of this server can do that")


async def test_buttons_ask_again_who_may(here: Place):
    olu = here.people["Olu"]
    shown = await olu.slash("daily schedule", time="9am")
    user = here.server.people["Olu"]
    member = here.server.guild.members[user.id]
    member.roles = {*member.roles} - {here.server.roles["Organiser"].id}

    said = await olu.click(shown, "Save")

    assert said.text.startswith("Only an organiser")
    assert await daily(here).planning.plan(here.server.guild.id) is None
