"""How choices are read and what they need."""

from bot.guilds.records import ServerSettings
from cogs.setup.rules import MEANINGS, countries_in, permission_words


def test_countries_are_read_however_they_are_separated():
    assert countries_in("us, ca;GB us") == ("US", "CA", "GB")
    assert countries_in(" - ") == ()


def test_permissions_are_named_as_discord_names_them():
    assert permission_words(["view_channel"]) == "View Channel"
    assert permission_words(["view_channel", "send_messages", "embed_links"]) == (
        "View Channel, Send Messages and Embed Links"
    )


def test_every_choice_of_a_server_has_a_name_for_people():
    assert set(MEANINGS) == set(ServerSettings.model_fields)
