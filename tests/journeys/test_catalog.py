"""An operator changes the catalogue's files while Attune runs, and reads them in again."""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.catalog.loader import check_catalog
from bot.playground.actors import People, Person
from bot.playground.actors.reply import Reply
from bot.playground.limits import Limits
from bot.playground.server import Playground
from bot.reviews.records import Actor, Role, Subject, What, Words
from bot.reviews.steps import TO_CHECK
from bot.settings import PROJECT
from tests.journeys.conftest import Here, Hub, settle_in
from tests.running import running

TIER_ONE = "deidentify-before-you-paste"
NEEDED = (TIER_ONE, "soap-note-draft", "panic-attack-cycle", "grounding-exercise-menu")
ASK_AGAIN = timedelta(minutes=6)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue: twenty of the shipped prompts, by themselves."""
    folder = tmp_path_factory.mktemp("template") / "catalog"
    shutil.copytree(PROJECT / "catalog", folder, ignore=shutil.ignore_patterns("prompts"))
    (folder / "prompts").mkdir()
    shipped = sorted((PROJECT / "catalog" / "prompts").iterdir())
    named = [file for file in shipped if file.stem in NEEDED]
    for file in [*named, *(f for f in shipped if f not in named)][:20]:
        text = re.sub(r"(?m)^related: .*\n", "", file.read_text("utf-8"))
        (folder / "prompts" / file.name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
async def hub(template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Hub]:
    """As every module's, with a catalogue of its own."""
    folder = tmp_path_factory.mktemp("attune")
    catalog = shutil.copytree(template, folder / "catalog")
    playground = Playground(limits=Limits.none())
    await playground.start()
    owner = playground.world.add_user("Owner")
    application = playground.world.add_application("Attune", owner)
    database = folder / "data" / "attune.db"
    try:
        async with running(playground, application, database, catalog=catalog) as app:
            yield Hub(playground, application, app, database)
    finally:
        await playground.close()


class Files:
    """The catalogue's files, put back by the next test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, slug: str, *changes: tuple[str, str]) -> None:
        file = self.folder / "prompts" / f"{slug}.yaml"
        text = file.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    def add(self, slug: str, like: str, *changes: tuple[str, str]) -> None:
        file = self.folder / "prompts" / f"{like}.yaml"
        body = "Other words. " * 30
        text = file.read_text("utf-8").replace(f"slug: {like}", f"slug: {slug}", 1)
        head, _, rest = text.partition("body: |\n")
        tail = rest[rest.index("output_shape:") :]
        gaps = " ".join(
            f"{{{{{line.split()[-1]}}}}}" for line in head.splitlines() if "- name: " in line
        )
        text = f"{head}body: |\n  {slug} {body}{gaps}\n{tail}"
        (self.folder / "prompts" / f"{slug}.yaml").write_text(text, "utf-8")
        self.change(slug, *changes)

    def remove(self, slug: str) -> None:
        (self.folder / "prompts" / f"{slug}.yaml").unlink()


@pytest.fixture
def files(hub: Hub, template: Path) -> Files:
    folder = hub.app.settings.catalog
    shutil.rmtree(folder)
    return Files(shutil.copytree(template, folder))


@pytest.fixture
async def here(hub: Hub, files: Files, request: pytest.FixtureRequest) -> Here:
    """A server, with the catalogue in use that the files say."""
    here = await settle_in(hub, request.node.name)
    await reload(operator(here))
    return here


def operator(here: Here) -> Person:
    """Who runs this Attune, in their direct messages with it: no server knows them as such."""
    world = here.hub.playground.world
    owner = world.user(here.hub.application.owner_id)
    world.join(here.server.guild, owner)
    return People(here.hub.playground).member(owner, here.server.guild)


async def reload(person: Person) -> Reply:
    return await (await person.slash("catalog reload", person.dm("Attune"))).settled()


async def approve(here: Here, slug: str) -> None:
    """The reviewers of this server approve a prompt of the catalogue."""
    house, guild_id = here.hub.app.house, here.server.guild.id
    prompt, at = house.shelf.catalog.prompts[slug], house.clock.now()
    subject = Subject("prompt", slug, prompt.content_hash, prompt.title, prompt.risk_tier)
    ravi = Actor(here.ravi.user.id, Role.REVIEWER)
    words = Words(interests="none", checks=TO_CHECK, test_run="Tried with a fictional case.")
    number = await house.reviews.submit(
        guild_id, subject, author_id=here.maya.user.id, interests="none", snapshot={}, at=at
    )
    await house.reviews.claim(guild_id, number, ravi, words, at)
    await house.reviews.decide(guild_id, number, What.APPROVED, ravi, words, at)


# --- what changes ---------------------------------------------------------------------------------


async def test_new_words_reach_members_at_once(here: Here, files: Files):
    files.change("soap-note-draft", ("title: SOAP Progress Note", "title: SOAPY Progress Note"))

    answer = await reload(operator(here))

    assert answer.private
    assert "**Changed** (1): `soap-note-draft`" in answer.text
    assert "SOAPY" in (await here.maya.slash("prompt find", query="soap-note-draft")).text
    offered = await here.maya.autocomplete("prompt find", "query", "soapy")
    assert [choice.value for choice in offered] == ["soap-note-draft"]


async def test_what_was_added_and_removed_is_told_by_slug(here: Here, files: Files):
    files.add("a-new-note", "soap-note-draft", ("title: SOAP", "title: Another"))
    files.remove("panic-attack-cycle")
    files.change("grounding-exercise-menu", ("license:", "aliases: [old-name]\nlicense:"))

    answer = await reload(operator(here))

    assert "**Added** (1): `a-new-note`" in answer.text
    assert "**Removed** (1): `panic-attack-cycle`" in answer.text
    assert "`grounding-exercise-menu`" in answer.text
    assert "new review" not in answer.text
    gone = await here.maya.slash("prompt find", query="panic-attack-cycle")
    assert gone.text.count("What Happens in a Panic Attack") == 0


async def test_an_earlier_slug_is_told_with_the_one_it_goes_by_now(here: Here, files: Files):
    files.add(
        "panic-cycle",
        "panic-attack-cycle",
        ("license:", "aliases: [panic-attack-cycle]\nlicense:"),
    )
    files.remove("panic-attack-cycle")

    answer = await reload(operator(here))

    assert "`panic-attack-cycle` (now `panic-cycle`)" in answer.text


async def test_a_reviewed_text_that_changed_needs_a_new_review(here: Here, files: Files):
    await approve(here, TIER_ONE)
    files.change(TIER_ONE, ("license:", "aliases: [an-old-name]\nlicense:"))
    files.change("soap-note-draft", ("I will correct the draft", "I will correct your draft"))
    assert "new review" not in (await reload(operator(here))).text

    files.change(TIER_ONE, ("summary: ", "summary: Now "))
    answer = await reload(operator(here))

    assert f"**Need a new review** (their text changed)\n`{TIER_ONE}` (1 server)" in answer.text
    card = await here.maya.slash("prompt find", query=TIER_ONE)
    assert "Not yet reviewed" in card.text


async def test_reviews_that_come_with_the_catalogue_are_read_as_well(here: Here, files: Files):
    prompt = here.hub.app.house.shelf.catalog.prompts[TIER_ONE]
    entry = {
        "kind": "prompt",
        "slug": TIER_ONE,
        "content_hash": prompt.content_hash,
        "tier": 1,
        "approved_on": "2026-11-20",
        "due_on": "2027-11-20",
        "reviewers": ["reviewer"],
    }
    shipped = files.folder / "approvals.yaml"
    shipped.write_text(json.dumps({"schema": 1, "approvals": [entry]}))

    answer = await reload(operator(here))

    assert "1 reviews that came with it" in answer.text
    card = await here.maya.slash("prompt find", query=TIER_ONE)
    assert "Not yet reviewed" not in card.text
    shipped.unlink()


async def test_nothing_new_is_said_and_changes_nothing(here: Here):
    before = here.hub.app.house.shelf

    answer = await reload(operator(here))

    assert "Nothing has changed" in answer.text
    assert here.hub.app.house.shelf is before


# --- what is kept ---------------------------------------------------------------------------------


async def test_a_mistake_keeps_the_old_catalogue_and_is_told(here: Here, files: Files):
    before = here.hub.app.house.shelf
    files.change("soap-note-draft", ("summary:", "sumary:"))

    answer = await reload(operator(here))

    assert "I keep the old catalogue: the files have 1 mistake" in answer.text
    assert str(check_catalog(files.folder)[0]) in answer.text
    assert here.hub.app.house.shelf is before
    assert "SOAP" in (await here.maya.slash("prompt find", query="soap-note-draft")).text


async def test_of_many_mistakes_ten_are_shown_and_the_rest_counted(here: Here, files: Files):
    for file in sorted((files.folder / "prompts").iterdir()):
        text = file.read_text("utf-8")
        file.write_text(text.replace("summary:", f"{'x' * 600}:", 1), "utf-8")

    answer = await reload(operator(here))

    found = len(check_catalog(files.folder))
    assert f"the files have {found} mistakes" in answer.text
    assert f"… and {found - 10} more." in answer.text
    assert answer.text.count("catalog/prompts/") == 10
    assert len(answer.text) <= 4000


async def test_a_mistake_in_the_shipped_reviews_keeps_everything(here: Here, files: Files):
    before = here.hub.app.house.shelf
    files.change("soap-note-draft", ("title: SOAP", "title: SOAPY"))
    (files.folder / "approvals.yaml").write_text("schema: 2\n")

    answer = await reload(operator(here))

    assert "approvals.yaml" in answer.text
    assert here.hub.app.house.shelf is before


async def test_every_prompt_may_change_at_once(here: Here, files: Files):
    for file in (files.folder / "prompts").iterdir():
        text = file.read_text("utf-8")
        file.write_text(text.replace("license: CC-BY-4.0", "license: CC-BY-SA-4.0"), "utf-8")

    answer = await reload(operator(here))

    assert "**Changed** (20)" in answer.text
    assert "and 5 more" in answer.text
    assert answer.failed is None


# --- readers and a second operator ----------------------------------------------------------------


async def test_readers_go_on_while_the_files_are_read(here: Here, files: Files):
    files.change("soap-note-draft", ("title: SOAP Progress", "title: SOAPY Progress"))
    owner = operator(here)
    reloading = asyncio.create_task(reload(owner))

    while not reloading.done():
        card = await here.maya.slash("prompt find", query="soap-note-draft")
        assert ("SOAPY Progress" in card.text) or ("SOAP Progress" in card.text)
    await reloading

    assert "SOAPY" in (await here.maya.slash("prompt find", query="soap-note-draft")).text


async def test_a_second_reload_reads_the_files_after_the_first(here: Here, files: Files):
    files.change("soap-note-draft", ("title: SOAP", "title: SOAPY"))
    owner = operator(here)

    first, second = await asyncio.gather(reload(owner), reload(owner))

    assert sorted("Nothing has changed" in answer.text for answer in (first, second)) == [
        False,
        True,
    ]


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Maya", "Ravi", "Olu", "Mei", "Wanda"])
async def test_nobody_of_a_server_may_reload(here: Here, files: Files, name: str):
    before = here.hub.app.house.shelf
    files.change("soap-note-draft", ("title: SOAP", "title: SOAPY"))
    person = People(here.hub.playground).member(name, here.server.guild)

    refused = await reload(person)

    assert refused.text.startswith("Only the people who run me can do that")
    assert refused.private
    assert here.hub.app.house.shelf is before


async def test_who_takes_over_the_application_is_known_after_a_while(here: Here):
    application, clock = here.hub.application, here.hub.playground.clock
    owner, before = operator(here), application.owner_id
    application.owner_id = here.mei.user.id
    try:
        clock.advance(ASK_AGAIN)
        assert "Nothing has changed" in (await reload(here.mei)).text
        assert (await reload(owner)).text.startswith("Only ")
    finally:
        application.owner_id = before
        clock.advance(ASK_AGAIN)


async def test_help_names_the_command_to_operators_alone(here: Here):
    owner = operator(here)
    await reload(owner)

    mine = await owner.slash("help", owner.dm("Attune"))
    others = await here.mei.slash("help")

    assert "catalog reload" in (await owner.select(mine, "For those who run me")).text
    assert "For those who run me" not in others.selects[0].options


async def test_a_restart_begins_with_what_was_reloaded(here: Here, files: Files):
    files.change("soap-note-draft", ("title: SOAP", "title: SOAPY"))
    await reload(operator(here))
    application = here.hub.playground.world.add_application(
        "Again", here.hub.playground.world.add_user("Another")
    )

    async with running(
        here.hub.playground, application, here.hub.database, catalog=files.folder
    ) as again:
        prompt = again.house.shelf.catalog.prompts["soap-note-draft"]
        assert prompt == here.hub.app.house.shelf.catalog.prompts["soap-note-draft"]
