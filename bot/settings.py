"""What the operator chooses: environment variables and `.env`, read once and checked."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
DISCORD_API = "https://discord.com/api/v10"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Three parts of base64; Discord does not publish the form, so this only refuses what can't be one.
TOKEN_FORM = re.compile(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}")
SHARDS_FORM = re.compile(r"(\d+)(?:-(\d+))?/(\d+)")


class Settings(BaseSettings):
    """All settings of the process; `docs/commands.md` is made from these fields."""

    model_config = SettingsConfigDict(
        env_file=PROJECT / ".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    discord_token: SecretStr | None = Field(
        None,
        alias="DISCORD_TOKEN",
        description="The bot's token, from the Discord Developer Portal, page Bot.",
    )
    api_url: str = Field(
        DISCORD_API,
        alias="ATTUNE_API_URL",
        description="Discord's API, a REST proxy, or any server that speaks the same protocol.",
    )
    database_url: SecretStr = Field(
        SecretStr(f"sqlite:///{PROJECT / 'data' / 'attune.db'}"),
        alias="ATTUNE_DATABASE_URL",
        description="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    catalog: Path = Field(
        PROJECT / "catalog", alias="ATTUNE_CATALOG", description="The catalogue's folder."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", alias="ATTUNE_LOG_LEVEL", description="How much Attune's own parts log."
    )
    log_format: Literal["console", "json"] = Field(
        "console", alias="ATTUNE_LOG_FORMAT", description="Lines for people, or JSON lines."
    )
    message_content: bool = Field(
        False,  # noqa: FBT003
        alias="ATTUNE_MESSAGE_CONTENT",
        description="Ask for the message content intent; every slash command works without it.",
    )
    members: bool = Field(
        False,  # noqa: FBT003
        alias="ATTUNE_MEMBERS",
        description="Ask for the server members intent; every slash command works without it.",
    )
    shards: Annotated[tuple[int, int, int] | None, NoDecode] = Field(
        None,
        alias="ATTUNE_SHARDS",
        description="First and last shard of this process and how many there are: `0-3/16`.",
    )
    playground_port: int = Field(
        8800,
        alias="ATTUNE_PLAYGROUND_PORT",
        ge=0,
        le=65535,
        description="Where the playground listens, on this machine only.",
    )

    @field_validator("discord_token", mode="before")
    @classmethod
    def _token_or_none(cls, given: object) -> object:
        if isinstance(given, str):
            given = given.strip().removeprefix("Bot ")
            if given and not TOKEN_FORM.fullmatch(given):
                raise ValueError("is not a bot token; see README, section Running on Discord")
        return given or None

    @field_validator("api_url")
    @classmethod
    def _api_without_slash(cls, given: str) -> str:
        parts = urlsplit(given)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return given.rstrip("/")
        # The token travels in a header, so plain http never leaves the machine.
        raise ValueError("must be an https:// address, or http:// on this machine")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, given: SecretStr) -> SecretStr:
        if given.get_secret_value().partition(":")[0] not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return given

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        return given.lower() if given.lower() in ("console", "json") else given.upper()

    @field_validator("shards", mode="before")
    @classmethod
    def _shard_range(cls, given: object) -> object:
        if not isinstance(given, str) or not given:
            return given or None
        form = SHARDS_FORM.fullmatch(given.replace(" ", ""))
        if form is None:
            raise ValueError("must look like 0-3/16 (first-last/of how many)")
        first, last, count = int(form[1]), int(form[2] or form[1]), int(form[3])
        if not first <= last < count:
            raise ValueError("must name shards below their number, as 0-3/16 does")
        return first, last, count


def read_settings(**given: object) -> Settings:
    """Read the settings from the environment and `.env`; `given` ones win (by field name).

    Raises:
        SettingsError: One line that names the setting, what was given (never a secret) and what is
            allowed.
    """
    try:
        return Settings(**given)  # pyright: ignore[reportArgumentType] - checked by the model
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    field = next(f for f in Settings.model_fields.values() if f.alias == name or name == f.alias)
    secret = "SecretStr" in str(field.annotation)
    given = "" if secret else f" (given: {str(first['input'])!r})"
    reason = first["msg"].removeprefix("Value error, ")
    return f"{name} {reason}{given}. {field.description}"
