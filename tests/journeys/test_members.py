"""Help, about, crisis lines and a member's own choices."""

import pytest

from bot.catalog.loader import load_catalog
from bot.playground.actors import Person
from bot.playground.actors.errors import ClientError
from bot.playground.actors.reading import text_of
from bot.playground.actors.reply import Reply
from bot.settings import PROJECT
from tests.journeys.conftest import Here, next_answer

LINES = load_catalog(PROJECT / "catalog").crisis_lines


async def help_of(person: Person) -> Reply:
    """All that help shows to somebody; it may be several messages."""
    shown = await person.slash("help")
    await shown.interaction.until(lambda: "In danger" in shown.text, within=5.0)
    return shown


async def test_help_shows_members_and_managers_what_they_may_use(here: Here):
    for_maya = await here.maya.slash("help")
    for_mei = await here.mei.slash("help")
    for_olu = await here.olu.slash("help")

    assert "prompt find" in for_maya.text
    assert for_maya.selects == []
    managing = await here.mei.select(for_mei, "For those who manage this server")
    assert "settings set" in managing.text
    organising = await here.olu.select(for_olu, "For organisers")
    assert "probe organise" in organising.text
    again = await here.olu.select(organising, "For everyone")
    assert "prompt find" in again.text


async def test_every_page_of_help_is_accepted_by_discord(here: Here):
    shown = await here.mei.slash("help")
    for label in shown.selects[0].options:
        shown = await here.mei.select(shown, label)
        assert "Type `/` and pick a command" in shown.text


async def test_help_names_commands_so_that_they_can_be_clicked(here: Here):
    shown = await help_of(here.maya)

    commands = here.hub.application.commands[None]
    prompt = next(c for c in commands.values() if c["name"] == "prompt")
    assert f"</prompt find:{prompt['id']}>" in shown.text


async def test_about_says_that_no_model_is_called(here: Here):
    assert "I never call an AI model" in (await here.maya.slash("about")).text


async def test_crisis_lines_come_privately_for_the_members_language(here: Here):
    shown = await here.maya.slash("crisis")

    assert shown.private
    assert "988" in shown.text
    assert "https://988lifeline.org/" in shown.text


@pytest.mark.parametrize("country", sorted({line.country_code for line in LINES}))
async def test_the_lines_of_every_country_can_be_picked(here: Here, country: str):
    shown = await here.maya.slash("crisis")

    picked = await here.maya.select(shown, country)

    expected = [line for line in LINES if line.country_code == country]
    assert all(line.name in picked.text and line.url in picked.text for line in expected)


async def test_the_servers_countries_come_first(here: Here):
    await here.mei.slash("settings set", countries="gb, ie")

    shown = await here.maya.slash("crisis")

    assert "Samaritans" in shown.text
    assert "988lifeline" not in shown.text


async def test_crisis_works_in_a_direct_message(here: Here):
    assert "988" in (await here.maya.slash("crisis", here.maya.dm("Attune"))).text


async def test_a_member_chooses_a_zone_by_command_and_by_form(here: Here):
    assert "not chosen yet" in (await here.maya.slash("me show")).text

    offered = await here.maya.autocomplete("me zone", "city", "new y")
    chosen = await here.maya.slash("me zone", city=offered[0].value)
    assert "**America/New_York**" in chosen.text

    shown = await here.maya.slash("me show")
    form = await here.maya.click(shown, "Change time zone")
    changed = await here.maya.submit(form, zone="london")
    assert "**Europe/London**" in changed.text
    assert "Europe/London" in (await here.maya.slash("me show")).text

    emptied = await here.maya.submit(await here.maya.click(shown, "Change time zone"), zone="")
    assert "each server's own time zone" in emptied.text


async def test_a_city_that_is_not_known_gets_a_sentence_and_changes_nothing(here: Here):
    await here.maya.slash("me zone", city="Europe/London")

    refused = await here.maya.slash("me zone", city="Atlantis")

    assert "I don't know that time zone" in refused.text
    assert "Europe/London" in (await here.maya.slash("me show")).text


async def test_who_writes_to_attune_is_shown_how_commands_work_once_in_a_while(here: Here):
    answer = next_answer(here.hub)
    await here.ravi.say(f"<@{here.hub.application.bot_id}> hello?", here.server.general)
    assert "type `/`" in text_of(await answer)

    again = next_answer(here.hub)
    await here.ravi.say(f"<@{here.hub.application.bot_id}> hello?", here.server.general)
    await here.ravi.slash("about")
    assert not again.done()
    again.cancel()


async def test_what_others_say_is_not_answered(here: Here):
    answer = next_answer(here.hub)

    await here.maya.say("good morning", here.server.general)
    await here.maya.slash("about")

    assert not answer.done()
    answer.cancel()


async def test_settings_are_hidden_from_members(here: Here):
    with pytest.raises(ClientError):
        await here.maya.slash("settings show")
