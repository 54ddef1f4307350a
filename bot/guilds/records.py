"""What a server can choose that every feature may need."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.errors import InvalidInputError
from bot.guilds.countries import COUNTRIES
from bot.members.zones import checked_zone


def _known_zone(name: str) -> str:
    try:
        return checked_zone(name)
    except InvalidInputError as error:
        raise ValueError(str(error)) from None


def _country(code: object) -> object:
    if not isinstance(code, str):
        return code
    code = code.strip().upper()
    if code not in COUNTRIES:
        raise ValueError(f"“{code}” is not a country; use its two letters, like US, GB or DE.")
    return code


def _once_each(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


Zone = Annotated[str, AfterValidator(_known_zone)]
Country = Annotated[str, BeforeValidator(_country)]
SnowflakeId = Annotated[int, Field(gt=0, lt=2**63)]


class ServerSettings(BaseModel):
    """Roles, channels and place of a server. None means that nothing was chosen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    moderator_role: SnowflakeId | None = Field(
        default=None, description="May warn, time out and ban."
    )
    organiser_role: SnowflakeId | None = Field(
        default=None, description="May plan trainings, announcements and the resource of the day."
    )
    reviewer_role: SnowflakeId | None = Field(
        default=None, description="Licensed members who may review prompts and resources."
    )
    lead_reviewer_role: SnowflakeId | None = Field(
        default=None,
        description="Decides where reviewers differ; without it, moderators who are reviewers do.",
    )
    professional_role: SnowflakeId | None = Field(
        default=None, description="May submit prompts and resources; without it, everyone may."
    )

    announcements_channel: SnowflakeId | None = Field(
        default=None, description="Where announcements go unless another channel is chosen."
    )
    staff_channel: SnowflakeId | None = Field(
        default=None, description="Where tests and what only staff should see are posted."
    )
    moderation_log_channel: SnowflakeId | None = Field(
        default=None, description="Where each moderation case gets its card."
    )
    review_channel: SnowflakeId | None = Field(
        default=None, description="Where submissions wait for a reviewer."
    )
    operations_channel: SnowflakeId | None = Field(
        default=None, description="Where Attune reports what it could not do, and the cure."
    )
    daily_channel: SnowflakeId | None = Field(
        default=None, description="Where the resource of the day is posted."
    )
    training_channel: SnowflakeId | None = Field(
        default=None, description="Where trainings are posted unless another channel is chosen."
    )

    zone: Zone | None = Field(
        default=None, description="The server's time zone, by its IANA name, like Europe/London."
    )
    countries: Annotated[tuple[Country, ...], AfterValidator(_once_each)] = Field(
        default=(), description="Whose crisis lines are shown, by two letters, like US or GB."
    )

    reviewers_for_tier_3: Literal[1, 2] = Field(
        default=2, description="How many reviewers must approve what touches clinical judgment."
    )
    unreviewed: Literal["marked", "hidden"] = Field(
        default="marked", description="Whether what nobody here reviewed yet is shown with a mark."
    )
