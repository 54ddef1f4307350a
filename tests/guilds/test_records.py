import pytest
from pydantic import ValidationError

from bot.guilds.countries import COUNTRIES
from bot.guilds.records import ServerSettings


def test_a_server_that_chose_nothing_has_no_roles_channels_or_place_and_careful_reviews():
    chosen = ServerSettings().model_dump()

    assert chosen.pop("reviewers_for_tier_3") == 2
    assert chosen.pop("unreviewed") == "marked"
    assert set(chosen.values()) == {None, ()}


@pytest.mark.parametrize(("name", "wrong"), [("reviewers_for_tier_3", 3), ("unreviewed", "both")])
def test_how_reviews_count_is_one_of_two(name: str, wrong: object):
    with pytest.raises(ValidationError):
        ServerSettings.model_validate({name: wrong})


def test_countries_are_two_big_letters_once_each_in_the_order_given():
    chosen = ServerSettings(countries=("us", " gb ", "US", "de"))

    assert chosen.countries == ("US", "GB", "DE")


@pytest.mark.parametrize("code", ["UK", "EU", "USA", "", "XX", 44])
def test_what_is_not_a_country_is_refused(code: object):
    with pytest.raises(ValidationError):
        ServerSettings.model_validate({"countries": [code]})


def test_there_are_249_countries():
    assert len(COUNTRIES) == 249


def test_a_zone_is_known_by_its_iana_name():
    assert ServerSettings(zone="Europe/London").zone == "Europe/London"
    with pytest.raises(ValidationError, match="is not a time zone"):
        ServerSettings(zone="Londonn")


@pytest.mark.parametrize("wrong", [0, -1, 2**63, "staff", 1.5])
def test_a_role_is_an_id_that_discord_could_give(wrong: object):
    with pytest.raises(ValidationError):
        ServerSettings.model_validate({"moderator_role": wrong})


def test_every_choice_has_a_default_and_says_what_it_is_for():
    for name, field in ServerSettings.model_fields.items():
        assert not field.is_required(), name
        assert field.description, name
        assert field.description.endswith("."), name
