"""What a server event says, within Discord's limits, whatever the training is."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from cogs.events.mirror.records import Mirror, Native, State
from cogs.events.mirror.rules import (
    DESCRIPTION,
    NAME,
    PLACE,
    body_of,
    differences,
    found_in,
    is_told,
    mark_of,
    native_in,
    native_of,
    standing_line,
    trouble_sentence,
)
from cogs.events.planning import row_of
from cogs.events.records import Occasion, Place, PlaceKind, Post
from tests.events.making import DETAILS, GUILD, NOW, event

ME = 99
PLACES = some.builds(Place, some.sampled_from(PlaceKind), some.text(max_size=300))


def occasion(**details: Any) -> Occasion:
    made = event(id=3)
    row = replace(row_of(made, made.plan.starts), id=14, post=Post(700, 7000, NOW))
    return Occasion(made, row, replace(DETAILS, **details))


@given(some.text(min_size=1, max_size=300), some.text(max_size=3000), PLACES)
def test_whatever_is_planned_fits(title: str, description: str, place: Place):
    native = native_of(occasion(title=title, description=description, place=place))
    assert 1 <= len(native.name) <= NAME
    assert 1 <= len(native.description) <= DESCRIPTION
    assert 1 <= len(native.place) <= PLACE
    assert native.starts < native.ends
    assert native.description.endswith("Ref. 3-14")


def test_it_leads_to_the_post_and_is_found_by_its_mark():
    here = occasion()
    said = native_of(here).description
    assert f"https://discord.com/channels/{GUILD}/700/7000" in said
    listed = [
        {"id": "1", "creator_id": str(ME), "description": f"{said}0"},
        {"id": "2", "creator_id": "7", "description": said},
        {"id": "3", "creator_id": str(ME), "description": None},
        {"id": "4", "creator_id": str(ME), "description": said},
    ]
    assert found_in(listed, here, ME) == 4
    assert found_in(listed[:3], here, ME) is None
    assert mark_of(here) == "Ref. 3-14"


def test_only_what_changed_is_sent():
    before = native_of(occasion())
    after = replace(before, name="Another", place="Elsewhere")
    assert body_of(after, before) == {
        "name": "Another",
        "entity_metadata": {"location": "Elsewhere"},
    }
    assert body_of(before, before) == {}
    made = body_of(before)
    assert (made["privacy_level"], made["entity_type"]) == (2, 3)
    read = native_in({**made, "scheduled_start_time": "2026-12-01T18:00:00Z"})
    assert read == replace(before, starts=datetime(2026, 12, 1, 18, tzinfo=UTC))
    assert differences(before, after) == ("name", "place")


def test_hosts_see_how_it_stands():
    shown = Native("A", "B", NOW, NOW, "C")
    there = Mirror(GUILD, 3, State.ON, 14, 5, shown)
    said = {
        standing_line(None, server_wants=False): "off in this server",
        standing_line(None, server_wants=True): "made with the next date",
        standing_line(there, server_wants=True): "there",
        standing_line(replace(there, seen=("name",)), server_wants=True): "changed by hand: name",
        standing_line(replace(there, state=State.OFF), server_wants=True): "off",
        standing_line(Mirror(GUILD, 3, State.DELETED), server_wants=True): "somebody took it away",
        standing_line(
            Mirror(GUILD, 3, trouble=trouble_sentence("X", 30038)), server_wants=True
        ): "100 of them",
    }
    for line, words in said.items():
        assert words in line
    assert is_told(30038)
    assert not is_told(50013)
