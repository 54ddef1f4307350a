"""Appeals over a restart: the notice, an open form, the card."""

from pathlib import Path

from bot.playground.actors.reading import text_of
from tests.moderation.grounds import House, founded, said, until


async def test_a_notice_a_form_and_a_card_from_before_a_restart_work_after_it(tmp_path: Path):
    house = await House.build(tmp_path / "attune.db")
    async with house.attune() as app:
        here = founded(house.playground, house.application, app, "A server that lives on")
        await here.mei.slash("settings set", moderation_log_channel="staff")
        await said(await here.mei.slash("mod ban", user="Maya", reason="Advertising"))
        notice = await here.told(here.maya, "Advertising")
        shown = await (await here.maya.click(notice, "Appeal")).settled()
        form = await here.maya.click(shown, "Write an appeal")

    async with house.attune():
        sent = await here.maya.submit(form, words="It was a mistake.")
        assert "is with the moderators" in await said(sent)
        await until(lambda: any("They write" in text for text in here.texts(here.server.staff)))
    card = next(
        m for m in here.messages(here.server.staff) if text_of(m).startswith("Appeal against")
    )
    async with house.attune():
        answering = await here.noor.click(card, "Refuse")

    async with house.attune():
        done = await said(await here.noor.submit(answering, answer="It was not."))
        assert "is refused" in done
        await until(lambda: "**Refused** by" in text_of(card))
        assert "> It was not." in await said(await here.maya.click(notice, "Appeal"))

    await house.playground.close()
