"""A server chooses its channels, roles, zone and countries."""

from bot.guilds.records import ServerSettings
from bot.playground.permissions import Bit
from bot.playground.records import Overwrite
from tests.journeys.conftest import Here


def chosen(here: Here) -> ServerSettings:
    return here.hub.app.house.guilds.get(here.server.guild.id, ServerSettings)


async def test_a_manager_chooses_and_sees_what_was_chosen(here: Here):
    empty = await here.mei.slash("settings show")
    with_defaults = {"reviewers_for_tier_3", "unreviewed"}
    assert empty.text.count("not chosen yet") == len(
        ServerSettings.model_fields.keys() - with_defaults
    )
    assert "Reviewers for tier 3: 2" in empty.text
    assert "Not reviewed yet: shown with a mark" in empty.text

    saved = await here.mei.slash(
        "settings set",
        organiser_role="Organiser",
        announcements_channel="general",
        zone="New York",
        countries="us ca",
    )
    assert "Saved." in saved.text
    assert saved.private

    shown = await here.mei.slash("settings show")
    assert f"<@&{here.server.roles['Organiser'].id}>" in shown.text
    assert f"<#{here.server.general.id}>" in shown.text
    assert "America/New_York" in shown.text
    assert "United States, Canada" in shown.text


async def test_a_choice_can_be_taken_back(here: Here):
    await here.mei.slash("settings set", zone="London", countries="GB")

    await here.mei.slash("settings set", clear="countries")
    await here.mei.slash("settings set", clear="Time zone")

    assert chosen(here) == ServerSettings()


async def test_how_reviews_count_can_be_chosen_and_taken_back(here: Here):
    saved = await here.mei.slash(
        "settings set", reviewers_for_tier_3="one reviewer", unreviewed="hidden from members"
    )
    assert "Reviewers for tier 3:** 1" in saved.text
    assert "Not reviewed yet:** hidden from members" in saved.text

    await here.mei.slash("settings set", clear="Reviewers for tier 3")
    await here.mei.slash("settings set", clear="Not reviewed yet")

    assert chosen(here) == ServerSettings()


async def test_a_channel_that_attune_cannot_use_is_refused_with_the_cure(here: Here):
    general = here.server.general
    bot = here.hub.application.bot_id
    denied = int(Bit.SEND_MESSAGES | Bit.READ_MESSAGE_HISTORY)
    general.overwrites[bot] = Overwrite(bot, is_member=True, deny=denied)
    here.hub.playground.world.channel_changed(general)

    refused = await here.mei.slash("settings set", daily_channel="general")

    assert "I need Send Messages and Read Message History there" in refused.text
    assert chosen(here).daily_channel is None


async def test_a_role_that_nobody_can_be_given_is_refused(here: Here):
    everyone = here.server.guild.roles[here.server.guild.id]

    refused = await here.mei.slash("settings set", reviewer_role=everyone)

    assert "can't be given to people one by one" in refused.text
    assert chosen(here).reviewer_role is None


async def test_unknown_countries_and_zones_change_nothing(here: Here):
    unknown = await here.mei.slash("settings set", countries="US, Atlantis", zone="London")
    assert "two letters" in unknown.text

    nowhere = await here.mei.slash("settings set", zone="Atlantis")
    assert "I don't know that time zone" in nowhere.text

    nothing = await here.mei.slash("settings set")
    assert "Nothing was chosen" in nothing.text
    assert chosen(here) == ServerSettings()


async def test_a_named_role_gives_its_right(here: Here):
    refused = await here.ravi.slash("probe organise")
    await here.mei.slash("settings set", organiser_role="Reviewer")
    allowed = await here.ravi.slash("probe organise")

    assert "Only an organiser" in refused.text
    assert "Organised." in allowed.text


async def test_choices_survive_a_restart(here: Here):
    await here.mei.slash("settings set", zone="London")

    await here.hub.app.house.guilds.load()

    assert chosen(here).zone == "Europe/London"
