"""Who may do what: roles that the server named, or Discord's own permissions."""

import pytest

from bot.guilds.records import ServerSettings
from bot.guilds.rights import Right, Standing, holds, refusal

NAMED = ServerSettings(
    moderator_role=1, organiser_role=2, reviewer_role=3, lead_reviewer_role=4, professional_role=5
)
NOTHING_NAMED = ServerSettings()


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (1, {Right.MODERATOR}),
        (2, {Right.ORGANISER}),
        (3, {Right.REVIEWER}),
        (4, {Right.REVIEWER, Right.LEAD_REVIEWER}),
        (5, {Right.PROFESSIONAL}),
        (6, set[Right]()),
    ],
)
def test_a_named_role_gives_its_right_and_no_other(role: int, rights: set[Right]):
    standing = Standing(roles=[role])

    assert {right for right in Right if holds(right, NAMED, standing)} == rights


def test_manage_server_gives_every_right():
    assert all(holds(right, NAMED, Standing(manage_guild=True)) for right in Right)


def test_discords_own_permissions_give_theirs():
    assert holds(Right.ORGANISER, NOTHING_NAMED, Standing(manage_events=True))
    assert holds(Right.MODERATOR, NOTHING_NAMED, Standing(moderate_members=True))
    assert not holds(Right.ORGANISER, NOTHING_NAMED, Standing(moderate_members=True))
    assert not holds(Right.MODERATOR, NOTHING_NAMED, Standing(manage_events=True))


def test_where_no_lead_is_named_moderators_who_are_reviewers_lead():
    named = ServerSettings(moderator_role=1, reviewer_role=3)

    assert holds(Right.LEAD_REVIEWER, named, Standing(roles=[1, 3]))
    assert not holds(Right.LEAD_REVIEWER, named, Standing(roles=[1]))
    assert not holds(Right.LEAD_REVIEWER, named, Standing(roles=[3]))


def test_where_no_professionals_are_named_everyone_may_submit():
    assert holds(Right.PROFESSIONAL, NOTHING_NAMED, Standing())
    assert not holds(Right.PROFESSIONAL, NAMED, Standing())


@pytest.mark.parametrize("right", list(Right))
def test_a_refusal_says_who_may(right: Right):
    assert "Manage Server" in refusal(right)
    assert refusal(right).endswith(".")
