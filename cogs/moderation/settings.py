"""What a server chooses for moderation."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.guilds.records import SnowflakeId
from cogs.moderation.actions.records import Threshold
from cogs.moderation.cases.records import Kind

Minutes = Annotated[int, Field(ge=1, le=10 * 366 * 24 * 60)]


class Step(BaseModel):
    """What follows when a member's points reach a number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: Annotated[int, Field(ge=1, le=100)]
    act: Literal["timeout", "kick", "ban"]
    minutes: Minutes | None = None

    @classmethod
    def of(cls, step: Threshold) -> "Step":
        """As it is stored."""
        minutes = None if step.lasting is None else int(step.lasting.total_seconds() // 60)
        return cls.model_validate(
            {"points": step.points, "act": step.kind.value, "minutes": minutes}
        )

    @property
    def threshold(self) -> Threshold:
        """As the rules know it."""
        lasting = None if self.minutes is None else timedelta(minutes=self.minutes)
        return Threshold(self.points, Kind(self.act), lasting)


class ModerationSettings(BaseModel):
    """How warnings count, what follows from them, and how long cases are kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    protected_roles: tuple[SnowflakeId, ...] = Field(
        default=(), description="Roles whose members nobody acts upon with my commands."
    )
    warning_points: Annotated[int, Field(ge=0, le=100)] = Field(
        default=1, description="What a warning adds to a member's points."
    )
    points_last_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=90, description="After how many days points count no more; the case stays."
    )
    steps: tuple[Step, ...] = Field(
        default=(
            Step(points=3, act="timeout", minutes=24 * 60),
            Step(points=5, act="timeout", minutes=7 * 24 * 60),
        ),
        description="What follows when points reach a number.",
    )
    step_up: Literal["suggest", "apply", "off"] = Field(
        default="suggest", description="Whether a step is suggested to the moderator, or done."
    )
    keep_days: Annotated[int, Field(ge=30, le=3650)] = Field(
        default=365, description="After how many days a case is reduced to a count."
    )
    appeals_address: Annotated[str, Field(max_length=200)] | None = Field(
        default=None, description="Where members write whom no direct message of mine reaches."
    )

    @property
    def points_last(self) -> timedelta:
        """How long a case's points count."""
        return timedelta(days=self.points_last_days)

    @property
    def keep(self) -> timedelta:
        """How long a case is kept whole."""
        return timedelta(days=self.keep_days)

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The steps, as the rules know them."""
        return tuple(step.threshold for step in self.steps)
