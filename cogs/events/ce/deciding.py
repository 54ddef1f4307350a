"""What hosts and organisers decide about attendance: about one person, or the rule for all."""

import re
from dataclasses import replace

from bot import replies
from bot.errors import InvalidInputError, NotAllowedError
from bot.feature import House
from bot.safeguards import identifiers_in, kinds_named
from bot.ui.actions import Action, Press
from bot.ui.held import Held, Typed
from cogs.events.ce import staff_views as views
from cogs.events.ce.gate import Gate, ask, show
from cogs.events.ce.records import Decision, Sitting
from cogs.events.ce.rules import opens_at
from cogs.events.ce.store import AttendanceStore
from cogs.events.parts import Part

DECISION, RULE = "decision", "rule"


class Deciding:
    """Takes decisions, each with who, when and why; what was typed is not lost."""

    def __init__(self, house: House, gate: Gate, store: AttendanceStore) -> None:
        self._house = house
        self._gate = gate
        self._store = store
        self._held = Held()

    @property
    def part(self) -> Part:
        """What this adds to the trainings."""
        return Part(
            actions=(
                Action("events.decide", self.ask_decision),
                Action("events.decided", self.decide),
                Action("events.rule", self.ask_rule),
                Action("events.ruled", self.change_rule),
                Action("events.attendance_again", self.again),
            )
        )

    # --- about one person -------------------------------------------------------------------------

    async def ask_decision(self, press: Press) -> None:
        """Ask what holds for somebody, and why."""
        sitting = await self._gate.sitting(press)
        member_id = int(press.values[0] if press.values else press.arguments[1])
        self._may_decide(press, sitting, member_id)
        form = views.decision_form(sitting.occurrence_id, member_id, {})
        await ask(press, form, "events.decide", sitting.occurrence_id, member_id)

    async def decide(self, press: Press) -> None:
        """Keep what was decided: by whom, when, why."""
        sitting, member_id = await self._gate.sitting(press), int(press.arguments[1])
        self._may_decide(press, sitting, member_id)
        if findings := identifiers_in(press.text("reason")):
            await self._hand_back(
                press,
                DECISION,
                f"I have not kept that: there is what looks like {kinds_named(findings)} in the "
                "reason, and nothing that could identify a client may be kept here.",
            )
            return
        decision = self._decision(press)
        await self._store.change(
            sitting.guild_id,
            sitting.occurrence_id,
            member_id,
            lambda before: replace(before, decision=decision),
        )
        await show(press, await self._gate.panel(sitting))

    def _decision(self, press: Press) -> Decision | None:
        chosen = press.text("decision")
        if chosen == views.BY_CLOCK:
            return None
        met, by = chosen == views.MET, press.interaction.user.id
        return Decision(met, press.text("reason"), by, self._house.clock.now())

    def _may_decide(self, press: Press, sitting: Sitting, member_id: int) -> None:
        if member_id == press.interaction.user.id:
            raise NotAllowedError(
                "Nobody decides about their own attendance. Ask another host or an organiser."
            )
        if self._house.clock.now() < opens_at(sitting):
            raise NotAllowedError(
                "It has not begun, so there is nothing to decide yet. This works from 15 minutes "
                "before the start on."
            )

    # --- the rule ---------------------------------------------------------------------------------

    async def ask_rule(self, press: Press) -> None:
        """Ask how much of it somebody must be there for."""
        sitting = await self._gate.sitting(press)
        form = views.rule_form(sitting.occurrence_id, str(sitting.percent))
        await ask(press, form, "events.rule", sitting.occurrence_id)

    async def change_rule(self, press: Press) -> None:
        """Change the rule of a training, for all of its dates."""
        sitting = await self._gate.sitting(press)
        try:
            percent = percent_in(press.text("percent"))
        except InvalidInputError as error:
            await self._hand_back(press, RULE, str(error))
            return
        await self._store.set_percent(sitting.guild_id, sitting.event_id, percent)
        await show(press, await self._gate.panel(replace(sitting, percent=percent)))

    async def again(self, press: Press) -> None:
        """Open a form that was not taken, with what was typed."""
        typed = self._held.get(press.interaction.user.id, press.arguments[0])
        if typed.form == RULE:
            form = views.rule_form(typed.arguments[0], str(typed.fields["percent"]))
        else:
            occurrence_id, member_id = typed.arguments
            form = views.decision_form(occurrence_id, member_id, typed.fields)
        await replies.ask(press.interaction, form)

    # --- parts ------------------------------------------------------------------------------------

    async def _hand_back(self, press: Press, form: str, reason: str) -> None:
        typed = Typed(form, press.arguments, press.fields)
        token = self._held.put(press.interaction.user.id, typed)
        await replies.reply(press.interaction, views.back_panel(reason, token))


def percent_in(typed: str) -> int:
    """The number that was typed, with or without a percent sign.

    Raises:
        InvalidInputError: It is none from 1 to 100.
    """
    found = re.fullmatch(r"(\d{1,3}) ?%?", typed.strip(), re.ASCII)
    if found is None or not 1 <= int(found[1]) <= 100:
        raise InvalidInputError("Type a whole number from 1 to 100, like 80. Press **Edit**.")
    return int(found[1])
