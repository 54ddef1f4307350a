"""`attune catalog`: what a contributor and an operator read in a terminal."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.catalog.loader import check_catalog, load_catalog
from bot.cli import app
from bot.cli.exporting import export, files_of_server, write_files
from bot.cli.inside import opened_as_it_is
from bot.cli.stats import counts_of, resource_counts_of
from bot.errors import DatabaseError, InvalidInputError, NotFoundError
from bot.feature import Feature
from bot.reviews.records import Actor, Role, Subject, What, Words
from bot.reviews.steps import TO_CHECK
from bot.settings import PROJECT, read_settings
from bot.storage import Storage

SHIPPED = PROJECT / "catalog"
GUILD = 7001


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped catalogue that a test can spoil, and that the command reads."""
    folder = shutil.copytree(SHIPPED, tmp_path / "catalog")
    monkeypatch.setenv("ATTUNE_CATALOG", str(folder))
    return folder


def attune(*arguments: str, typed: str | None = None, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(app, ["catalog", *arguments], input=typed)


def spoil(catalog: Path, slug: str, old: str, new: str) -> None:
    file = catalog / "prompts" / f"{slug}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


# --- check ----------------------------------------------------------------------------------------


def test_a_good_catalogue_is_said_to_be_good(catalog: Path):
    done = attune("check")

    assert done.exit_code == 0
    prompts = len(list((catalog / "prompts").iterdir()))
    resources = len(list((catalog / "resources").iterdir()))
    seeds = len(list((catalog / "events").iterdir()))
    assert done.stdout.startswith(
        f"The catalogue has no mistakes: {prompts} prompts, {resources} resources, {seeds} seeds "
    )


def test_mistakes_are_grouped_by_file_with_a_count_at_the_end(catalog: Path):
    spoil(catalog, "soap-note-draft", "summary:", "sumary:")
    spoil(catalog, "soap-note-draft", "risk_tier: 2", "risk_tier: 1")
    spoil(catalog, "panic-attack-cycle", "license: CC-BY-4.0", "license: CC-BY-4.0\nhue: red")

    done = attune("check")

    panic, soap, count = done.stdout.strip().split("\n\n")
    assert panic.startswith("catalog/prompts/panic-attack-cycle.yaml:")
    assert soap.splitlines() == [
        "catalog/prompts/soap-note-draft.yaml:4: sumary: is not a field here; did you mean "
        "summary?",
        "catalog/prompts/soap-note-draft.yaml:9: risk_tier: is 1, but it asks for client material "
        "(a placeholder with phi_risk high); raise it to 2",
    ]
    assert count == f"3 mistakes in 2 of {len(list(catalog.rglob('*.yaml')))} files."
    assert done.exit_code == 1


def test_each_line_is_what_the_loader_says_of_it(catalog: Path):
    spoil(catalog, "soap-note-draft", "{{plan_next}}", "{plan}")
    (catalog / "prompts" / "notes.txt").write_text("hello")

    lines = attune("check").stdout.splitlines()

    assert [line for line in lines if ";" in line] == [str(p) for p in check_catalog(catalog)]


def test_color_is_for_terminals(catalog: Path):
    spoil(catalog, "soap-note-draft", "summary:", "sumary:")

    assert "\x1b[" not in attune("check").stdout
    assert "\x1b[" in attune("check", FORCE_COLOR="1", TERM="xterm").stdout


def test_a_folder_that_is_not_there_is_one_mistake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("ATTUNE_CATALOG", str(tmp_path / "nowhere"))

    done = attune("check")

    assert "is not a folder; set ATTUNE_CATALOG to the catalogue's folder" in done.stdout
    assert done.stdout.endswith("1 mistake in 1 file.\n")
    assert done.exit_code == 1


def test_the_shipped_reviews_are_checked_as_well(catalog: Path):
    (catalog / "approvals.yaml").write_text("schema: 1\napprovals: soon\n")

    done = attune("check")

    assert "catalog/approvals.yaml:2: approvals: is not a list" in done.stdout
    assert done.exit_code == 1


# --- stats ----------------------------------------------------------------------------------------


def test_stats_count_every_prompt_once_in_each_category_and_tier():
    prompts = load_catalog(SHIPPED).prompts.values()

    counts = counts_of(prompts)

    for way in ("category", "tier"):
        assert sum(count.prompts for count in counts[way].values()) == len(prompts)
    assert counts["tier"]["3"].prompts == sum(prompt.risk_tier == 3 for prompt in prompts)
    cbt = [prompt for prompt in prompts if "cbt" in prompt.modalities]
    assert counts["modality"]["cbt"].prompts == len(cbt)
    assert counts["modality"]["cbt"].placeholders == sum(len(p.placeholders) for p in cbt)


def test_stats_count_every_resource_once_in_each_kind_and_evidence_level():
    resources = load_catalog(SHIPPED).resources.values()

    counts = resource_counts_of(resources)

    for way in ("kind", "evidence_level", "access"):
        assert sum(counts[way].values()) == len(resources)
    assert counts["topic"]["ethics"] == sum("ethics" in one.topics for one in resources)


def test_stats_are_a_table_for_people_and_json_for_programs():
    table = attune("stats").stdout
    data = json.loads(attune("stats", "--json").stdout)

    assert "  Documentation & notes" in table
    assert "  Podcast " in table
    assert all(len(line) <= 80 for line in table.splitlines())
    assert data["all"]["prompts"] == len(load_catalog(SHIPPED).prompts)
    assert data["resources"]["all"] == len(load_catalog(SHIPPED).resources)
    assert set(data["by"]) == {"category", "tier", "modality", "population"}
    assert set(data["by"]["tier"]["1"]) == {
        "prompts",
        "placeholders",
        "mean_body_characters",
        "with_evidence",
        "tested",
    }


# --- search ---------------------------------------------------------------------------------------


def test_search_shows_titles_with_slugs_to_people():
    lines = attune("search", "soap note").stdout.splitlines()

    title, _, slug = lines[0].rpartition("  ")
    assert (title.strip(), slug) == ("SOAP Progress Note from Session Bullets", "soap-note-draft")
    assert attune("search", "zzzz qqqq xxxx").stdout == "Nothing fits.\n"


def test_search_answers_a_query_a_line_as_json():
    done = attune("search", "-", "--json", typed="soap note\n\nhw für panic\n")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["q"] for answer in answers] == ["soap note", "", "hw für panic"]
    assert answers[0]["slugs"][0] == "soap-note-draft"
    assert all(set(answer) == {"q", "slugs"} for answer in answers)


def test_search_looks_among_resources_when_asked_to():
    done = attune("search", "therabot trial", "--json", "--resources")

    assert json.loads(done.stdout)["slugs"][0] == "heinz-2025-therabot-rct"


# --- export ---------------------------------------------------------------------------------------


@pytest.fixture
async def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An up-to-date database that the command opens."""
    file = tmp_path / "data" / "attune.db"
    monkeypatch.setenv("ATTUNE_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("ATTUNE_CATALOG", str(SHIPPED))
    await (await Storage.open(f"sqlite:///{file}")).close()
    return file


async def approve(slug: str, guild_id: int) -> None:
    """A reviewer of a server approves a prompt of the catalogue."""
    at, ravi = datetime.now(UTC), Actor(2, Role.REVIEWER)
    async with opened_as_it_is(read_settings()) as attune:
        prompt = attune.house.shelf.catalog.prompts[slug]
        subject = Subject("prompt", slug, prompt.content_hash, prompt.title, prompt.risk_tier)
        reviews = attune.house.reviews
        number = await reviews.submit(
            guild_id, subject, author_id=1, interests="none", snapshot={}, at=at
        )
        words = Words(interests="none", checks=TO_CHECK, test_run="Tried with a fictional case.")
        await reviews.claim(guild_id, number, ravi, words, at)
        await reviews.decide(guild_id, number, What.APPROVED, ravi, words, at)


async def test_a_servers_reviews_can_be_shipped_with_the_catalogue(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    await approve("deidentify-before-you-paste", GUILD)
    catalog = shutil.copytree(SHIPPED, tmp_path / "catalog")

    await export(catalog, None, replace=False)
    assert "approvals.yaml" in capsys.readouterr().out

    assert attune("check", ATTUNE_CATALOG=str(catalog)).exit_code == 0
    await export(catalog, GUILD, replace=False)
    assert capsys.readouterr().out == "1 files in all, 1 as they were.\n"


async def test_of_several_servers_one_has_to_be_named(database: Path, tmp_path: Path):
    await approve("deidentify-before-you-paste", GUILD)
    await approve("deidentify-before-you-paste", GUILD + 1)

    with pytest.raises(InvalidInputError, match=f"Add --server: {GUILD}, {GUILD + 1}"):
        await export(tmp_path / "out", None, replace=False)

    assert not (tmp_path / "out").exists()


async def test_nothing_approved_is_said(database: Path, tmp_path: Path):
    with pytest.raises(NotFoundError, match="No server has approved anything"):
        await export(tmp_path / "out", None, replace=False)
    with pytest.raises(NotFoundError, match=f"The server {GUILD} has approved nothing"):
        await export(tmp_path / "out", GUILD, replace=False)


async def test_a_database_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ATTUNE_DATABASE_URL", f"sqlite:///{tmp_path / 'attune.db'}")

    with pytest.raises(DatabaseError):
        await export(tmp_path / "out", GUILD, replace=False)

    assert os.listdir(tmp_path) == []  # noqa: PTH208 - pathlib has no short way in a coroutine


async def test_two_features_never_write_one_file(database: Path):
    async def give(_: int) -> dict[str, str]:
        return {"prompts/x.yaml": "a: 1\n"}

    async with opened_as_it_is(read_settings()) as attune:
        attune.features["one"] = Feature(name="one", title="One", exports=give)
        assert await files_of_server(attune, GUILD) == {"prompts/x.yaml": "a: 1\n"}

        attune.features["two"] = Feature(name="two", title="Two", exports=give)
        with pytest.raises(ValueError, match="two features export"):
            await files_of_server(attune, GUILD)


FILES = {"approvals.yaml": "b\n", "prompts/x.yaml": "a\n"}


def test_files_are_written_once_and_never_over_something_else(tmp_path: Path):
    assert write_files(tmp_path, FILES, replace=False) == tuple(FILES)
    assert write_files(tmp_path, FILES, replace=False) == ()

    (tmp_path / "prompts/x.yaml").write_text("mine\n")
    (tmp_path / "approvals.yaml").unlink()
    with pytest.raises(InvalidInputError, match=r"something else under prompts/x\.yaml"):
        write_files(tmp_path, FILES, replace=False)
    assert not (tmp_path / "approvals.yaml").exists()

    assert write_files(tmp_path, FILES, replace=True) == tuple(FILES)
    assert (tmp_path / "prompts/x.yaml").read_text() == "a\n"


@pytest.mark.parametrize("name", ["../x.yaml", "/etc/x.yaml", "prompts/../../x.yaml", ""])
def test_no_file_is_written_outside_the_folder(tmp_path: Path, name: str):
    with pytest.raises(ValueError, match="a feature exports to"):
        write_files(tmp_path / "out", {name: "a"}, replace=True)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "prompts").write_text("a file in the way")

    with pytest.raises(InvalidInputError, match="can't be written"):
        write_files(tmp_path, FILES, replace=True)
