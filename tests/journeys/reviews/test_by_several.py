"""Reviews that take more than one: two who agree, differ, wait for each other, or only advise."""

import asyncio
from datetime import timedelta

from bot.playground.actors.reading import text_of
from bot.reviews.records import State
from tests.journeys.conftest import Here
from tests.journeys.reviews.reviewing import (
    APPROVAL,
    CHECKS,
    THINGS,
    card,
    cards,
    day_in,
    fill,
    state,
    submit,
    wanda,
)
from tests.reviews.thing import thing


async def test_tier_three_needs_two_people_and_one_trained_in_the_area(here: Here):
    subject = thing(tier=3)
    await submit(here, subject)

    first = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "1 more approval and somebody trained in the area" in first.text
    again = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "1 more approval" in again.text
    assert state(here, subject) is State.IN_REVIEW

    second = await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert "trained in the area" in second.text
    assert state(here, subject) is State.IN_REVIEW

    trained = APPROVAL | {"checks": [*CHECKS, "competent"]}
    third = await fill(here.olu, card(here), "Approve", **trained)
    assert day_in(here, months=6) in third.text
    assert state(here, subject) is State.APPROVED


async def test_a_small_hub_may_set_one_reviewer_for_tier_three(here: Here):
    await here.mei.slash("settings set", reviewers_for_tier_3="one reviewer")
    subject = thing(tier=3)
    await submit(here, subject)

    trained = APPROVAL | {"checks": [*CHECKS, "competent"]}
    await fill(here.ravi, card(here), "Approve", **trained)

    assert state(here, subject) is State.APPROVED


async def test_a_reviewer_with_a_conflict_of_interest_advises_and_never_decides(here: Here):
    subject = thing()
    await submit(here, subject)

    claimed = await fill(here.ravi, card(here), "Claim", interests="I sell it.", conflict="yes")
    assert "you can't be the one who decides" in claimed.text
    mine = APPROVAL | {"conflict": "yes", "interests": "I sell it."}
    await fill(here.ravi, card(here), "Approve", **mine)
    assert state(here, subject) is State.IN_REVIEW
    assert "as advice (conflict of interest)" in text_of(card(here))

    await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.APPROVED


async def test_two_who_approve_at_once_are_counted_once_each(here: Here):
    await here.mei.slash("settings set", reviewers_for_tier_3="one reviewer")
    subject = thing(tier=1)
    await submit(here, subject)
    forms = [await who.click(card(here), "Approve") for who in (here.ravi, here.olu)]

    answers = await asyncio.gather(
        here.ravi.submit(forms[0], **APPROVAL), here.olu.submit(forms[1], **APPROVAL)
    )

    said = sorted(answer.text for answer in answers)
    assert sum("Recorded." in sentence for sentence in said) == 1
    assert sum("It is approved until" in sentence for sentence in said) == 1
    assert state(here, subject) is State.APPROVED
    assert THINGS.told["approved", here.server.guild.id, subject.slug] == 1
    assert len(cards(here)) == 1


async def test_a_claim_keeps_others_away_for_seven_days(here: Here):
    subject = thing()
    await submit(here, subject)
    await fill(here.ravi, card(here), "Claim", interests="None")

    refused = await fill(here.olu, card(here), "Claim", interests="None")
    assert f"by <@{here.ravi.id}>" in refused.text
    refused = await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert "is claimed until" in refused.text

    here.hub.playground.clock.advance(timedelta(days=7))
    claimed = await fill(here.olu, card(here), "Claim", interests="None")

    assert "is yours for 7 days" in claimed.text


async def test_a_lead_reviewer_settles_a_difference(here: Here):
    subject = thing()
    await submit(here, subject)
    await fill(here.ravi, card(here), "Ask for changes", interests="None", comment="Shorter.")
    await fill(here.olu, card(here), "Approve", **APPROVAL)
    assert state(here, subject) is State.CHANGES_REQUESTED

    await fill(wanda(here), card(here), "Approve", **APPROVAL)

    assert state(here, subject) is State.APPROVED


async def test_an_approval_without_the_reason_that_it_needs_is_refused(here: Here):
    subject = thing("lower-tier-thing")
    await submit(here, subject)

    refused = await fill(here.ravi, card(here), "Approve", **APPROVAL)
    assert "why this is less" in refused.text
    await fill(here.ravi, card(here), "Approve", **APPROVAL, comment="Only office letters.")

    assert state(here, subject) is State.APPROVED
