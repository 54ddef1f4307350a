"""What announcements leave open until they are posted."""

from datetime import UTC, datetime

from cogs.announcements.variables import (
    OWN,
    filled,
    own_values,
    unknown_sentence,
    variables_in,
)

AT = datetime(2026, 12, 1, 23, 30, 20, tzinfo=UTC)


def test_values_are_those_of_the_place():
    london, sydney = (own_values(AT, z, "Hub") for z in ("Europe/London", "Australia/Sydney"))

    assert london == {
        "date": "1 December 2026",
        "weekday": "Tuesday",
        "month": "December",
        "time": "23:30",
        "server": "Hub",
    }
    assert sydney["weekday"] == "Wednesday"
    assert set(london) == set(OWN)


def test_variables_are_found_whatever_space_and_case_they_have():
    assert variables_in("{{date}} {{ Date }} {{TIME}} {date} {{}} {{a b}}") == ("date", "time")
    assert filled("{{ Date }}, {{unknown}}", {"date": "Tuesday"}) == "Tuesday, {{unknown}}"


def test_a_value_is_not_looked_through_again():
    assert filled("{{server}}", {"server": "{{date}}", "date": "x"}) == "{{date}}"


def test_unknown_ones_are_named_with_what_there_is():
    assert unknown_sentence("{{date}}", ["date"]) is None
    assert unknown_sentence("{{day}} {{hour}}", ["date"]) == (
        "I don't know `{{day}}` and `{{hour}}`. There is `{{date}}`."
    )
