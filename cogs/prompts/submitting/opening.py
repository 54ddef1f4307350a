"""Which form opens with what, and what it does when sent."""

from bot.submissions.records import Draft
from bot.ui.held import Typed
from bot.ui.panels import Form
from cogs.prompts.submitting import forms
from cogs.prompts.submitting.answers import basics_of, gap_of, section_of
from cogs.prompts.submitting.records import Content, Gap
from cogs.prompts.submitting.rules import gaps_of

# How the menu of further forms names the one of a placeholder.
GAP = "gap-"


def first_form() -> Form:
    """The first form of something new."""
    return forms.basics_form({}, "submit.new")


def basics_form(draft: Draft[Content]) -> Form:
    """The first form of a draft."""
    return forms.basics_form(basics_of(draft.content), "submit.basics", draft.slug)


def part_form(draft: Draft[Content], section: str) -> Form:
    """One of the further forms, or that of a placeholder: `gap-` and its name."""
    if not section.startswith(GAP):
        filled = section_of(draft.content, section)
        return forms.section_form(section, filled, "submit.part", draft.slug, section)
    name = section.removeprefix(GAP)
    filled = gap_of(dict(gaps_of(draft.content)).get(name, Gap()))
    return forms.gap_form(name, filled, "submit.gap", draft.slug, name)


def send_form(draft: Draft[Content]) -> Form:
    """What an author says when sending."""
    again = draft.sent_hash is not None
    return forms.send_form({}, "submit.sent", draft.slug, again=again)


def form_again(typed: Typed) -> Form:
    """A form that was refused, with what was typed."""
    filled, arguments = typed.fields, typed.arguments
    match typed.form:
        case "basics":
            action = "submit.basics" if arguments else "submit.new"
            return forms.basics_form(filled, action, *arguments)
        case "part":
            return forms.section_form(arguments[1], filled, "submit.part", *arguments)
        case "gap":
            return forms.gap_form(arguments[1], filled, "submit.gap", *arguments)
        case _:
            again = "note" in filled
            return forms.send_form(filled, "submit.sent", *arguments, again=again)
