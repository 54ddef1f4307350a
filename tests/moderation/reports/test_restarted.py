"""Reports over a restart: open forms, old cards, cards that were not posted yet."""

from pathlib import Path

from bot.playground.actors.reading import text_of
from tests.moderation.grounds import House, founded, said, until


async def test_a_form_and_a_card_from_before_a_restart_work_after_it(tmp_path: Path):
    house = await House.build(tmp_path / "attune.db")
    async with house.attune() as app:
        here = founded(house.playground, house.application, app, "A server that lives on")
        await here.mei.slash("settings set", moderation_log_channel="staff")
        form = await here.maya.menu("Report message", await here.ravi.say("Words"))

    async with house.attune():
        sent = await here.maya.submit(form, reason="That was unkind.", outcome="yes")
        assert "The moderators have your report" in await said(sent)
        await until(lambda: len(here.messages(here.server.staff)) == 1)
    (card,) = here.messages(here.server.staff)
    # What Discord showed of the message was in memory only.
    assert "The message:" not in text_of(card)

    async with house.attune():
        await here.mei.click(card, "Claim")
        await until(lambda: "is looking at it" in text_of(card))
        await here.mei.click(card, "Resolve")
        await until(lambda: "Resolved" in text_of(card))
        await here.told(here.maya, "Your report in")

    assert len(here.messages(here.server.staff)) == 1
    await house.playground.close()
