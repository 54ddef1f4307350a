"""The forms of a review: each can be opened again with what was typed."""

from collections.abc import Iterable, Mapping

import discord
from discord import ui

from bot.reviews.records import CALL_UP_FOR, RETIRE_FOR, Cause, Check, What
from bot.ui.panels import Form, form
from cogs.reviews.rules import CAUSE_WORDS, CHECK_WORDS

INTERESTS_CHARACTERS = 300
COMMENT_CHARACTERS = 1000
TEST_RUN_CHARACTERS = 100
SLUG_CHARACTERS = 50
NO_CONFLICT, CONFLICT = "no", "yes"
Filled = Mapping[str, str | tuple[str, ...]]

TITLES = {
    What.APPROVED: "Approve",
    What.CHANGES_ASKED: "Ask for changes",
    What.DECLINED: "Decline",
}
COMMENTS = {
    What.APPROVED: ("Comment", "Optional; kept in the history."),
    What.CHANGES_ASKED: ("What should change?", "The author reads it."),
    What.DECLINED: ("Why?", "Only the author and reviewers read it."),
}


def claim_form(filled: Filled, *arguments: str) -> Form:
    """Asks a reviewer for their interests before they claim."""
    return form(
        "Claim this review", [_interests(filled), _conflict(filled)], "reviews.claimed", *arguments
    )


def decision_form(what: What, tier: int, filled: Filled, *arguments: str) -> Form:
    """Asks for a decision's words: the checklist, interests, test run and comment."""
    label, about = COMMENTS[what]
    approves = what is What.APPROVED
    fields = [_checks(filled, tier, approves=approves), _interests(filled), _conflict(filled)]
    if approves:
        fields.append(_test_run(filled, tier))
    fields.append(_comment(filled, label, about, required=not approves))
    return form(TITLES[what], fields, "reviews.decided", *arguments)


def reason_form(title: str, label: str, about: str, filled: Filled, *arguments: str) -> Form:
    """Asks why something is suspended, or a suspension lifted; the action comes first."""
    action, *rest = arguments
    return form(title, [_comment(filled, label, about, required=True)], action, *rest)


def retire_form(filled: Filled, *arguments: str) -> Form:
    """Asks why an item is retired, and what takes its place."""
    fields = [
        _cause(filled, RETIRE_FOR),
        _line(
            filled,
            "replaced_by",
            "Replaced by",
            "The short name (slug) of another item; optional.",
            SLUG_CHARACTERS,
        ),
        _comment(filled, "Comment", "Optional; members who saved it read it.", required=False),
    ]
    return form("Retire for good", fields, "reviews.retired", *arguments)


def call_up_form(filled: Filled, *arguments: str) -> Form:
    """Asks why an approved item is to be reviewed again."""
    return form("Review again", [_cause(filled, CALL_UP_FOR)], "reviews.called_up", *arguments)


# --- fields ---------------------------------------------------------------------------------------


def _text(filled: Filled, name: str) -> str | None:
    value = filled.get(name)
    return value if isinstance(value, str) and value else None


def _checks(filled: Filled, tier: int, *, approves: bool) -> ui.Label[Form]:
    offered = [check for check in Check if check is not Check.COMPETENT or tier >= 3]
    chosen = filled.get("checks", ())
    options = [
        discord.SelectOption(
            label=CHECK_WORDS[check], value=check.value, default=check.value in chosen
        )
        for check in offered
    ]
    return ui.Label[Form](
        text="What you looked at and found right" if approves else "What you looked at",
        description="An approval needs all of them but the training." if approves else None,
        component=ui.Select[Form](
            custom_id="checks",
            options=options,
            min_values=0,
            max_values=len(options),
            required=False,
            placeholder="Choose all that apply",
        ),
    )


def _interests(filled: Filled) -> ui.Label[Form]:
    return ui.Label[Form](
        text="Your interests",
        description="Do you gain from it, sell it, or know the author well? “None” is an answer.",
        component=ui.TextInput[Form](
            custom_id="interests",
            style=discord.TextStyle.paragraph,
            default=_text(filled, "interests"),
            max_length=INTERESTS_CHARACTERS,
        ),
    )


def _conflict(filled: Filled) -> ui.Label[Form]:
    conflicted = CONFLICT in filled.get("conflict", ())
    options = [
        discord.SelectOption(
            label="No conflict of interest", value=NO_CONFLICT, default=not conflicted
        ),
        discord.SelectOption(
            label="I have one: my word is advice and does not decide",
            value=CONFLICT,
            default=conflicted,
        ),
    ]
    return ui.Label[Form](
        text="Conflict of interest",
        component=ui.Select[Form](custom_id="conflict", options=options),
    )


def _test_run(filled: Filled, tier: int) -> ui.Label[Form]:
    needed = "Needed from tier 2 on." if tier >= 2 else "Optional for tier 1."
    return _line(
        filled,
        "test_run",
        "Tried with fictional input",
        f"The model and the day. {needed}",
        TEST_RUN_CHARACTERS,
    )


def _line(filled: Filled, name: str, label: str, about: str, characters: int) -> ui.Label[Form]:
    return ui.Label[Form](
        text=label,
        description=about,
        component=ui.TextInput[Form](
            custom_id=name, default=_text(filled, name), required=False, max_length=characters
        ),
    )


def _comment(filled: Filled, label: str, about: str, *, required: bool) -> ui.Label[Form]:
    return ui.Label[Form](
        text=label,
        description=about,
        component=ui.TextInput[Form](
            custom_id="comment",
            style=discord.TextStyle.paragraph,
            default=_text(filled, "comment"),
            required=required,
            max_length=COMMENT_CHARACTERS,
        ),
    )


def _cause(filled: Filled, causes: Iterable[Cause]) -> ui.Label[Form]:
    chosen = filled.get("cause", ())
    options = [
        discord.SelectOption(
            label=CAUSE_WORDS[cause], value=cause.value, default=cause.value in chosen
        )
        for cause in causes
    ]
    return ui.Label[Form](
        text="Why?", component=ui.Select[Form](custom_id="cause", options=options)
    )
