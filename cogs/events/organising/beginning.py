"""Where an edit begins: the date that it is about, and a draft of how it is now."""

import secrets
from collections.abc import Mapping

import discord

from bot.errors import InvalidInputError, NotFoundError
from cogs.events.drafting.records import Draft, Scope
from cogs.events.drafting.rules import fields_of
from cogs.events.organising.rules import planned_in
from cogs.events.planning import Planning, row_of
from cogs.events.records import Event, Occasion, Status
from cogs.events.rules import ahead
from cogs.events.store import occasion_of

OF_ALL = ("repeat", "ends", "channel", "role", "reminders")


class Beginning:
    """Finds dates as they are now."""

    def __init__(self, planning: Planning) -> None:
        self._planning = planning
        self._clock = planning.house.clock

    async def date_of(self, event: Event, date: str | None) -> Occasion:
        """The date that was picked, or the next.

        Raises:
            NotFoundError: None is still to come.
            InvalidInputError: What was picked is no date, is over or called off.
        """
        if date is None:
            return await self._next(event)
        planned = planned_in(date)
        found = await self._planning.occasion_at(event, planned)
        if found.occurrence.ends <= self._clock.now():
            raise InvalidInputError("That date is over. Pick one that is still to come, please.")
        if found.is_cancelled or planned in event.plan.skipped:
            raise InvalidInputError("That date is called off already.")
        return found

    def draft_of(
        self,
        interaction: discord.Interaction,
        occasion: Occasion,
        which: Scope | None,
        given: Mapping[str, str],
    ) -> Draft:
        """The training as it is, with the options of the command.

        Raises:
            InvalidInputError: They belong to the series, and one date was chosen.
        """
        event = occasion.event
        repeats = event.plan.rule is not None
        scope = (which or Scope.ONE) if repeats else Scope.ALL
        if scope is Scope.ONE and any(name in given for name in OF_ALL):
            raise InvalidInputError(
                "Channel, role, reminders, repeat and end belong to the whole series. Choose "
                "`which`: “This date and every later one”, please."
            )
        return Draft(
            event.guild_id,
            interaction.user.id,
            secrets.token_hex(6),
            self._clock.now(),
            scope=scope,
            event_id=event.id,
            planned=occasion.occurrence.planned,
            fields={**fields_of(occasion), **_taken(given)},
        )

    async def _next(self, event: Event) -> Occasion:
        now = self._clock.now()
        for row in await self._planning.store.occurrences_of(event):
            if row.opened and row.ends > now and row.status is Status.PLANNED:
                return occasion_of(event, row)
        found = next(iter(ahead(event.plan, event.details.length, now, 1)), None)
        if found is None or event.status is Status.CANCELLED:
            raise NotFoundError("That training has no date that is still to come.")
        return occasion_of(event, row_of(event, found.planned))


def _taken(given: Mapping[str, str]) -> dict[str, str]:
    """The options as fields: 0 seats is no limit, 0 hours is no CE."""
    fields = dict(given)
    if fields.get("capacity") == "0":
        fields["capacity"] = ""
    if "meet_in" in fields:
        fields["place"] = ""
    if float(fields.get("ce_hours", "1")) == 0:
        fields |= {"ce_hours": "", "ce_approver": "", "ce_number": ""}
    return fields
