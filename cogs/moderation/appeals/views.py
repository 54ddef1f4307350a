"""What members and moderators read of appeals."""

from collections.abc import Sequence

import discord

from bot.ui.fields import paragraph
from bot.ui.panels import Form, Panel, button, divider, form, menu, row, say, text
from bot.ui.sent import Fields
from cogs.moderation.appeals.records import Appeal, State, Told
from cogs.moderation.cases.records import Case
from cogs.moderation.cases.rules import TITLES
from cogs.moderation.quoting import quoted

WRITE, SEND, SEND_AGAIN = "appeal.write", "appeal.send", "appeal.send_again"
GRANT, REFUSE = "appeal.grant", "appeal.refuse"
GRANTED, REFUSED, ANSWER_AGAIN = "appeal.granted", "appeal.refused", "appeal.answer_again"
CHOOSE, PAGE = "appeal.choose", "appeal.page"
WORDS_CHARACTERS = 1500
ANSWER_CHARACTERS = 1000

# --- for the member -------------------------------------------------------------------------------


def own_panel(case: Case, appeal: Appeal | None, server: str) -> Panel:
    """How an appeal stands, for whoever it is about; where there is none, the way to one."""
    if appeal is None:
        return Panel(
            text(
                f"**{server}**: {_case_line(case)}",
                "You can ask for it to be looked at again. Another moderator than the one who "
                "acted decides, and I tell you here what came of it.",
            ),
            row(
                button(
                    *("Write an appeal", WRITE, case.guild_id, case.number),
                    style=discord.ButtonStyle.primary,
                )
            ),
        )
    return say(f"**{server}**: {_case_line(case)}", *_stands(appeal))


def appeal_form(guild_id: int, number: int, filled: Fields) -> Form:
    """Why a case should be looked at again."""
    field = paragraph(
        "words",
        "Why should it be looked at again?",
        filled,
        WORDS_CHARACTERS,
        about="The moderators read it. Please name no clients.",
    )
    return form(f"Appeal against case #{number}", [field], SEND, guild_id, number)


def sent_panel(number: int, server: str) -> Panel:
    """The member has written it."""
    return say(
        f"Thank you. Your appeal against case #{number} is with the moderators of **{server}**.",
        "Another moderator than the one who acted decides. I tell you by direct message, and the "
        "same button shows it.",
    )


def decision_panel(appeal: Appeal, server: str) -> Panel:
    """What the member is told."""
    return say(f"**{server}**: your appeal against case #{appeal.number}.", *_stands(appeal))


# --- for the moderators ---------------------------------------------------------------------------


def appeal_panel(appeal: Appeal, case: Case, *, address: str | None) -> Panel:
    """An appeal with what can be done about it; the first line does for a notification."""
    lines = [
        f"Appeal against case #{case.number}, by {_who(appeal.by)}",
        f"{TITLES[case.kind]} by {_who(case.moderator_id)} "
        f"<t:{int(case.opened_at.timestamp())}:R>{_reason(case)}",
    ]
    if appeal.words:
        lines += ["**They write:**", *quoted(appeal.words)]
    lines += _decision(appeal, address)
    panel = Panel(text(*lines))
    if appeal.state is State.OPEN:
        arguments = (case.number, case.moderator_id)
        panel.add_item(
            row(
                button("Grant", GRANT, *arguments, style=discord.ButtonStyle.success),
                button("Refuse", REFUSE, *arguments),
                button("Show the case", "case.show", case.number),
            )
        )
    return panel


def over_panel(number: int) -> Panel:
    """What is left of a card once the case is a count."""
    return say(f"The appeal against case #{number} is not kept any more.")


def answer_form(action: str, number: int, moderator_id: int, filled: Fields) -> Form:
    """What the member is told with the decision."""
    granting = action == GRANTED
    field = paragraph(
        "answer",
        "What do you tell them?",
        filled,
        ANSWER_CHARACTERS,
        about="They read it, without your name." if granting else "Say why. They read it.",
        required=not granting,
    )
    title = f"{'Grant' if granting else 'Refuse'} the appeal against #{number}"
    return form(title, [field], action, number, moderator_id)


def done_panel(appeal: Appeal, note: str) -> Panel:
    """What the moderator reads who decided."""
    what = (
        "the case does not stand any more" if appeal.state is State.GRANTED else "the case stands"
    )
    return say(
        f"The appeal against case #{appeal.number} is {appeal.state.value}: {what}. I tell "
        f"{_who(appeal.by)}.{note}"
    )


def list_panel(appeals: Sequence[Appeal], *, page: int, pages: int, count: int) -> Panel:
    """The appeals that wait, oldest first, and a way into each."""
    if not appeals:
        return say("No appeals are waiting.")
    lines = [
        f"- **#{one.number}**, by {_who(one.by)}, <t:{int(one.at.timestamp())}:R>"
        for one in appeals
    ]
    options = [
        discord.SelectOption(label=f"Case #{one.number}", value=str(one.number)) for one in appeals
    ]
    first = "1 appeal waits." if count == 1 else f"{count} appeals wait."
    panel = Panel(text(first, *lines), divider(), row(menu("Look at one", options, CHOOSE)))
    if pages > 1:
        panel.add_item(
            row(
                button("Earlier", PAGE, page - 1, disabled=page == 0),
                button("Later", PAGE, page + 1, disabled=page + 1 >= pages),
            )
        )
    return panel


# --- words ----------------------------------------------------------------------------------------


def _case_line(case: Case) -> str:
    reason = f" Reason: {case.reason}" if case.reason else ""
    return f"case #{case.number}, {TITLES[case.kind]}.{reason}"


def _stands(appeal: Appeal) -> list[str]:
    if appeal.state is State.OPEN:
        return [
            f"Your appeal of <t:{int(appeal.at.timestamp())}:d> waits for another moderator. I "
            "tell you what came of it."
        ]
    if appeal.state is State.GRANTED:
        first = "Your appeal was granted. The case does not stand on your record any more."
    else:
        first = "Your appeal was looked at by another moderator and refused. The case stands."
    return [first, *quoted(appeal.answer)]


def _decision(appeal: Appeal, address: str | None) -> list[str]:
    if appeal.state is State.OPEN:
        return []
    lines = [f"**{appeal.state.value.title()}** by {_who(appeal.decided_by)}."]
    lines += quoted(appeal.answer)
    if appeal.told is Told.UNREACHED:
        write = f" They can be told through {address}." if address else ""
        lines.append(
            f"No direct message of mine reaches them. The button of their notice shows it.{write}"
        )
    return lines


def _reason(case: Case) -> str:
    return f": {case.reason}" if case.reason else ""


def _who(member_id: int | None) -> str:
    if member_id is None or member_id <= 0:
        return "somebody who was forgotten"
    return f"<@{member_id}>"
