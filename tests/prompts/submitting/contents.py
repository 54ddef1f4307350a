"""A draft that nothing is missing in."""

from datetime import date

from bot.catalog.vocabulary import Category, PhiRisk
from cogs.prompts.submitting.records import Content, Gap
from tests.prompts.submitting.writing import BODY, TERMS, TITLE

COMPLETE = Content(
    title=TITLE,
    summary="Write a warm, short note to a colleague who sent a referral your way.",
    category=Category.ADMINISTRATION,
    body=BODY,
    cautions=("Say nothing about the person who was referred.", "Read it before you send it."),
    not_for=("Clinical updates about a client",),
    bias_notes="Check that the tone suits the colleague's culture and setting.",
    human_review="That nothing in it points to a client.",
    output_shape="One note of at most 120 words.",
    search_terms=tuple(TERMS.split(", ")),
    tried_with="A model",
    tried_on=date(2026, 11, 20),
    gaps={"message": Gap(phi_risk=PhiRisk.NONE), "tone": Gap(phi_risk=PhiRisk.NONE)},
)
