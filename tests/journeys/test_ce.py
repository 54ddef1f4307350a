"""From checking in to the certificate and the transcript."""

from typing import Any

import pytest

from cogs.events.ce import lettering
from tests.events.planned import TITLE, files_of
from tests.journeys.attending import (
    NAME,
    attendance,
    certificate,
    check_in,
    check_out,
    code_word,
    doors_of,
    paper,
    said_in,
    until_minute,
)
from tests.journeys.conftest import Here, Hub, attunes_logs, settle_in
from tests.running import running


async def test_from_check_in_to_the_certificate_whose_name_is_kept_nowhere(
    here: Here, capsys: pytest.CaptureFixture[str]
):
    starts, doors = await doors_of(here)
    with attunes_logs():
        inside = await check_in(here.maya, doors, (await code_word(here)).upper())
        assert "You are checked in" in inside.text
        assert "72 of its 90 minutes" in inside.text
        early = await certificate(here.maya, doors)
        assert "ready after the end" in early.text
        await until_minute(here, starts, 85)
        outside = await check_out(here.maya, doors)
        assert "85 of its 90 minutes" in outside.text
        await until_minute(here, starts, 90)

        ready = await certificate(here.maya, outside)

    said = paper(ready)
    assert NAME in said
    assert TITLE in said
    assert "Present for 85 of 90 minutes" in said
    assert f"Organiser: {here.server.guild.name}" in said
    assert "names the Board of Examples, without an approval number" in said
    assert "approved by" not in said
    assert all(reply.private for reply in (inside, outside, ready))
    kept = b"".join(file.read_bytes() for file in here.hub.database.parent.iterdir())
    assert NAME.encode() not in kept
    assert NAME not in capsys.readouterr().err


async def test_a_name_that_no_font_has_comes_back_to_be_typed_otherwise(
    here: Here, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lettering, "FOLDERS_BY_SYSTEM", {})
    starts, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 90)
    await check_out(here.maya, doors)

    refused = await certificate(here.maya, doors, "张伟")

    assert "no font for some of those letters" in refused.text
    form = await here.maya.click(refused, "Edit")
    assert form.modal is not None
    assert [field.json["value"] for field in form.modal.fields] == ["张伟"]
    assert "Zhang Wei" in paper(
        await (await here.maya.submit(form, your_name="Zhang Wei")).settled()
    )


async def test_a_transcript_is_ones_own_and_comes_as_pdf_and_table(here: Here):
    starts, doors = await doors_of(here)
    word = await code_word(here)
    await check_in(here.maya, doors, word)
    await check_in(here.ravi, doors, word)
    await until_minute(here, starts, 75)
    await check_out(here.maya, doors)
    await until_minute(here, starts, 121)

    shown = await (await here.maya.slash("event transcript")).settled()

    assert shown.private
    assert "1 training: present for 75 minutes" in shown.text
    assert "claim 1.5 hours" in shown.text
    form = await here.maya.click(shown, "PDF")
    pdf = await (await here.maya.submit(form, your_name=NAME)).settled()
    assert NAME in said_in(pdf, "transcript.pdf")
    table = await (await here.maya.click(shown, "CSV")).settled()
    assert files_of(table)["transcript.csv"].startswith(b"\xef\xbb\xbf")
    chosen = await (await here.maya.select(shown, TITLE)).settled()
    assert NAME in paper(await (await here.maya.submit(chosen, your_name=NAME)).settled())
    ravis = await (await here.ravi.slash("event transcript")).settled()
    assert "0 minutes" in ravis.text
    assert "not met" in ravis.text
    nobody = await (await here.mei.slash("event transcript")).settled()
    assert "have not attended" in nobody.text


async def test_a_restart_in_the_middle_loses_nothing(hub: Hub, tmp_path_factory: Any):
    owner = hub.playground.world.add_user("Owner of CE")
    application = hub.playground.world.add_application("Attune CE", owner)
    database = tmp_path_factory.mktemp("ce") / "attune.db"
    async with running(hub.playground, application, database) as first:
        there = await settle_in(Hub(hub.playground, application, first, database), "Restart CE")
        starts, doors = await doors_of(there)
        word = await code_word(there)
        await check_in(there.maya, doors, word)
        form = await there.ravi.click(doors, "Check in")
        panel = await attendance(there.olu)

    await until_minute(there, starts, 80)
    async with running(hub.playground, application, database):
        late = await (await there.ravi.submit(form, code_word=word)).settled()
        out = await check_out(there.maya, doors)
        listed = await (await there.olu.click(panel, "Refresh")).settled()
        await until_minute(there, starts, 91)
        said = paper(await certificate(there.maya, doors))

    assert "You are checked in" in late.text
    assert "80 of its 90 minutes" in out.text
    assert "**2 checked in**, 1 met the rule, 1 not checked out." in listed.text
    assert NAME in said


async def test_a_transcript_is_there_in_direct_messages(here: Here):
    starts, doors = await doors_of(here)
    await check_in(here.maya, doors, await code_word(here))
    await until_minute(here, starts, 121)

    shown = await here.maya.slash("event transcript", here.maya.dm(here.hub.application))

    assert TITLE in (await shown.settled()).text
