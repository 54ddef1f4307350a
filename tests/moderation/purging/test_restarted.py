"""A purge over a restart, and with the message content intent."""

from pathlib import Path

from bot.playground.actors.reading import text_of
from tests.moderation.grounds import House, founded, said, until


async def test_after_a_restart_nothing_goes_that_nobody_was_asked_about(tmp_path: Path):
    house = await House.build(tmp_path / "attune.db")
    async with house.attune() as app:
        here = founded(house.playground, house.application, app, "A server that lives on")
        for number in range(3):
            await here.maya.say(f"Words {number}")
        asked = await (await here.mei.slash("mod purge", count=3)).settled()

    async with house.attune():
        answer = await said(await here.mei.click(asked, "Delete 3 messages"))

    assert "I no longer know what was to be deleted here. Use `/mod purge` again" in answer
    assert len(here.public()) == 3
    await house.playground.close()


async def test_with_the_content_intent_it_looks_for_words_links_and_files(tmp_path: Path):
    house = await House.build(tmp_path / "attune.db")
    async with house.attune(message_content=True) as app:
        here = founded(house.playground, house.application, app, "With content")
        for text in ("Buy now!", "See https://example.org", "A quiet word", "BUY, please"):
            await here.maya.say(text)
        asked = await (await here.mei.slash("mod purge", count=9, words="buy, sell")).settled()
        assert "I found 2 messages to delete" in asked.text
        await here.mei.click(asked, "Delete 2 messages")
        await until(lambda: len(here.public()) == 2)
        asked = await (await here.mei.slash("mod purge", count=9, links=True)).settled()
        assert "I found 1 message to delete" in asked.text
        asked = await (await here.mei.slash("mod purge", count=9, attachments=True)).settled()
        assert "I found nothing to delete" in asked.text

    assert [text_of(m) for m in here.public().values()] == [
        "See https://example.org",
        "A quiet word",
    ]
    await house.playground.close()
