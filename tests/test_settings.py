"""What an operator sees when a setting is wrong, and that a token never shows."""

import pytest

from bot.errors import SettingsError
from bot.settings import DISCORD_API, read_settings

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.0123456789012345678901234567"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.setattr("bot.settings.Settings.model_config", {"env_file": None})


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("ATTUNE_SHARDS", "4-3/4", "ATTUNE_SHARDS must name shards below their number"),
        ("ATTUNE_SHARDS", "all", "ATTUNE_SHARDS must look like 0-3/16"),
        ("ATTUNE_PLAYGROUND_PORT", "70000", "(given: '70000')"),
        ("ATTUNE_API_URL", "http://example.org", "must be an https:// address"),
        ("ATTUNE_DATABASE_URL", "mysql://me:hush@here/x", "must begin with sqlite:/// or"),
        ("ATTUNE_LOG_LEVEL", "loud", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("ATTUNE_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("ATTUNE_MEMBERS", "maybe", "ATTUNE_MEMBERS Input should be a valid boolean"),
        ("DISCORD_TOKEN", "hush-hush", "DISCORD_TOKEN is not a bot token; see README"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, said: str
):
    monkeypatch.setenv(name, given)

    with pytest.raises(SettingsError) as stopped:
        read_settings()

    sentence = str(stopped.value)
    assert sentence.startswith(name)
    assert said in sentence
    assert "\n" not in sentence
    assert "hush" not in sentence


def test_a_token_never_shows_in_a_repr(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCORD_TOKEN", f"Bot {TOKEN}")

    settings = read_settings()

    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(settings)


def test_an_empty_setting_means_its_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("ATTUNE_SHARDS", "")

    settings = read_settings()

    assert settings.discord_token is None
    assert settings.shards is None
    assert settings.api_url == DISCORD_API


def test_shards_and_an_address_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATTUNE_SHARDS", "0 - 3 / 16")
    monkeypatch.setenv("ATTUNE_API_URL", "http://127.0.0.1:8800/api/v10/")
    monkeypatch.setenv("ATTUNE_LOG_LEVEL", "debug")

    settings = read_settings()

    assert settings.shards == (0, 3, 16)
    assert settings.api_url == "http://127.0.0.1:8800/api/v10"
    assert settings.log_level == "DEBUG"
