import json
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.errors import InvalidInputError
from bot.members.quiet import quiet_hours_in
from bot.members.records import MemberProfile, QuietHours
from bot.members.store import Members
from bot.storage import Storage

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAYA, BEN = 7, 8


@pytest.fixture
def members(storage: Storage) -> Members:
    return Members(storage)


async def test_a_member_who_chose_nothing_has_the_defaults(members: Members):
    assert await members.profile(MAYA) == MemberProfile(MAYA, zone=None)


async def test_a_zone_can_be_chosen_changed_and_taken_back(members: Members):
    await members.set_zone(MAYA, "America/New_York", at=NOW)
    await members.set_zone(MAYA, "Europe/London", at=NOW + timedelta(days=1))
    assert (await members.profile(MAYA)).zone == "Europe/London"
    assert (await members.profile(BEN)).zone is None

    await members.set_zone(MAYA, None, at=NOW + timedelta(days=2))
    assert (await members.profile(MAYA)).zone is None


async def test_a_zone_that_does_not_exist_is_refused_and_the_old_one_stays(members: Members):
    await members.set_zone(MAYA, "Europe/London", at=NOW)

    with pytest.raises(InvalidInputError, match="“Mars/Base” is not a time zone"):
        await members.set_zone(MAYA, "Mars/Base", at=NOW)

    assert (await members.profile(MAYA)).zone == "Europe/London"


async def test_a_member_gets_what_is_kept_of_them_and_can_have_it_forgotten(members: Members):
    await members.set_zone(MAYA, "Europe/London", at=NOW)
    await members.set_zone(BEN, "UTC", at=NOW)

    exported = await members.export_member(MAYA)
    await members.forget_member(MAYA)
    await members.forget_member(MAYA)

    assert json.loads(json.dumps(exported)) == {
        "zone": "Europe/London",
        "home_guild_id": None,
        "notices": False,
        "lead_minutes": None,
        "quiet_begins": None,
        "quiet_ends": None,
        "changed_at": "2026-11-25T12:00:00+00:00",
    }
    assert await members.export_member(MAYA) is None
    assert (await members.profile(BEN)).zone == "UTC"


async def test_a_home_hub_can_be_chosen_beside_the_zone_and_taken_back(members: Members):
    await members.set_zone(MAYA, "Europe/London", at=NOW)
    await members.set_home(MAYA, 4711, at=NOW + timedelta(days=1))
    assert await members.profile(MAYA) == MemberProfile(MAYA, "Europe/London", 4711)

    await members.set_zone(MAYA, None, at=NOW + timedelta(days=2))
    assert await members.profile(MAYA) == MemberProfile(MAYA, None, 4711)

    await members.set_home(MAYA, None, at=NOW + timedelta(days=3))
    assert await members.profile(MAYA) == MemberProfile(MAYA)


async def test_a_forgotten_server_is_nobodys_home(members: Members):
    await members.set_home(MAYA, 4711, at=NOW)
    await members.set_home(BEN, 4712, at=NOW)

    await members.forget_guild(4711)
    await members.forget_guild(4711)

    assert (await members.profile(MAYA)).home_guild_id is None
    assert (await members.profile(BEN)).home_guild_id == 4712


async def test_notices_are_off_until_they_are_asked_for(members: Members):
    await members.set_zone(MAYA, "Europe/London", at=NOW)
    assert not (await members.profile(MAYA)).notices

    await members.set_notices(MAYA, wanted=True, at=NOW)
    assert (await members.profile(MAYA)).notices
    assert (await members.profile(MAYA)).zone == "Europe/London"

    await members.set_notices(MAYA, wanted=False, at=NOW)
    assert not (await members.profile(MAYA)).notices


async def test_quiet_hours_and_a_lead_time_are_kept_to_the_minute(
    members: Members, storage: Storage
):
    night = QuietHours(time(22, 30), time(7, 5))
    await members.set_quiet(MAYA, night, at=NOW)
    async with storage.write() as connection:
        await members.set_lead(connection, MAYA, timedelta(minutes=90), at=NOW)

    found = await members.profile(MAYA)
    assert (found.quiet, found.lead, found.lead_since) == (night, timedelta(minutes=90), NOW)
    await members.set_quiet(MAYA, None, at=NOW)
    async with storage.write() as connection:
        await members.set_lead(connection, MAYA, None, at=NOW)
    assert await members.profile(MAYA) == MemberProfile(MAYA)


@pytest.mark.parametrize(
    ("begins", "ends", "read"),
    [
        ("22:00", "7:00", QuietHours(time(22), time(7))),
        ("10 pm", "6:30 am", QuietHours(time(22), time(6, 30))),
        ("midnight", "8", None),
        ("soon", "8:00", None),
        ("25:00", "8:00", None),
        ("8:00", "8:00", None),
    ],
)
def test_quiet_hours_are_read_as_typed_or_asked_about(
    begins: str, ends: str, read: QuietHours | None
):
    if read is None:
        with pytest.raises(InvalidInputError, match="Type for example `22:00`"):
            quiet_hours_in(begins, ends)
    else:
        assert quiet_hours_in(begins, ends) == read
