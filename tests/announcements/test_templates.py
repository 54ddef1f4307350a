"""Templates, and the options of forms that are still open."""

from datetime import timedelta

import pytest

from bot.errors import InvalidInputError, NotFoundError
from bot.storage import Storage
from cogs.announcements.opened.store import OpenForms
from cogs.announcements.records import (
    Opened,
    Template,
    Wishes,
)
from cogs.announcements.templates.store import MOST, Templates
from tests.announcements.kept import NOW, PLACE


async def test_templates_are_by_name_and_the_last_text_counts(storage: Storage):
    templates = Templates(storage)
    for body in ("One", "Two"):
        await templates.save(1, Template("Weekly", "Hello", body), at=NOW)
    await templates.save(1, Template("A first", "Hi", ""), at=NOW)

    assert [t.name for t in await templates.all_of(1)] == ["A first", "Weekly"]
    assert (await templates.template(1, " Weekly ")).body == "Two"
    assert await templates.all_of(2) == []
    await templates.delete(1, "Weekly")
    with pytest.raises(NotFoundError):
        await templates.template(1, "Weekly")


async def test_there_is_room_for_25_templates(storage: Storage):
    templates = Templates(storage)
    for n in range(MOST):
        await templates.save(1, Template(str(n), "T", ""), at=NOW)

    await templates.save(1, Template("3", "Changed", ""), at=NOW)
    with pytest.raises(InvalidInputError, match="25 templates"):
        await templates.save(1, Template("one more", "T", ""), at=NOW)


async def test_options_of_an_open_form_outlive_a_restart_but_not_a_day(storage: Storage):
    opened = Opened(PLACE, Wishes(when="tomorrow 18:00", skip="25 Dec"))
    await OpenForms(storage).keep(1, "token", opened, at=NOW)

    again = OpenForms(storage)
    assert await again.find(1, "token") == opened
    assert await again.find(2, "token") is None
    await again.keep(1, "later", opened, at=NOW + timedelta(days=1, seconds=1))
    assert await OpenForms(storage).find(1, "token") is None
