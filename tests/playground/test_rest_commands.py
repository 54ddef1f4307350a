"""Registering application commands over REST."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.playground.checks.commands import characters
from bot.playground.checks.options import is_name
from bot.playground.records import Application, Guild, User
from bot.playground.server import Playground
from tests.playground.client import Rest


def command(**settings: Any) -> dict[str, Any]:
    return {"name": "prompt", "description": "Find a prompt"} | settings


def option(**settings: Any) -> dict[str, Any]:
    return {"type": 3, "name": "query", "description": "What for"} | settings


def sub(**settings: Any) -> dict[str, Any]:
    return {"type": 1, "name": "find", "description": "Find"} | settings


def group(**settings: Any) -> dict[str, Any]:
    return {"type": 2, "name": "group", "description": "A group", "options": [sub()]} | settings


CHOICE = {"name": "A", "value": "a"}


@pytest.fixture
def url(bot: Application) -> str:
    return f"/applications/{bot.id}/commands"


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        (command(name="Prompt"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="my prompt"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="x" * 33), "name", "BASE_TYPE_BAD_LENGTH"),
        (command(name=""), "name", "BASE_TYPE_BAD_LENGTH"),
        (command(description=""), "description", "BASE_TYPE_BAD_LENGTH"),
        (command(description="x" * 101), "description", "BASE_TYPE_BAD_LENGTH"),
        ({"name": "x"}, "description", "BASE_TYPE_REQUIRED"),
        (command(type=5), "type", "BASE_TYPE_CHOICES"),
        (command(type=2), "description", "APPLICATION_COMMAND_INVALID"),
        (command(contexts=[3]), "contexts", "BASE_TYPE_CHOICES"),
        (command(integration_types=[]), "integration_types", "BASE_TYPE_BAD_LENGTH"),
        (
            command(default_member_permissions="-1"),
            "default_member_permissions",
            "NUMBER_TYPE_COERCE",
        ),
        (command(name_localizations={"xx": "x"}), "name_localizations.xx", "BASE_TYPE_CHOICES"),
        (
            command(name_localizations={"de": "x" * 33}),
            "name_localizations.de",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(options=[option(name=f"o{n}") for n in range(26)]),
            "options",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            command(options=[option(), option()]),
            "options.1.name",
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (
            command(options=[option(), option(name="b", required=True)]),
            "options.1.required",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            command(options=[option(name="Query")]),
            "options.0.name",
            "APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            command(options=[option(description="")]),
            "options.0.description",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (command(options=[option(type=12)]), "options.0.type", "BASE_TYPE_CHOICES"),
        (
            command(
                options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]
            ),
            "options.0.choices",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            command(options=[option(choices=[{"name": "x" * 101, "value": "a"}])]),
            "options.0.choices.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(options=[option(choices=[{"name": "x", "value": "a" * 101}])]),
            "options.0.choices.0.value",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            command(options=[option(choices=[CHOICE, CHOICE])]),
            "options.0.choices.1.name",
            "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        ),
        (
            command(options=[option(choices=[CHOICE], autocomplete=True)]),
            "options.0.autocomplete",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
        ),
        (
            command(options=[option(type=5, choices=[CHOICE])]),
            "options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[option(type=4, choices=[CHOICE])]),
            "options.0.choices.0.value",
            "NUMBER_TYPE_COERCE",
        ),
        (command(options=[option(max_length=6001)]), "options.0.max_length", "NUMBER_TYPE_MAX"),
        (
            command(options=[option(min_length=5, max_length=4)]),
            "options.0.min_length",
            "NUMBER_TYPE_MAX",
        ),
        (
            command(options=[option(type=4, min_value=5, max_value=4)]),
            "options.0.min_value",
            "NUMBER_TYPE_MAX",
        ),
        (
            command(options=[option(type=7, channel_types=[99])]),
            "options.0.channel_types",
            "BASE_TYPE_CHOICES",
        ),
        (command(options=[sub(), option()]), "options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (
            command(options=[group(options=[group()])]),
            "options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[sub(options=[sub()])]),
            "options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            command(options=[group(options=[option()])]),
            "options.0.options.0.type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (command(options=[group(options=[])]), "options.0.options", "BASE_TYPE_REQUIRED"),
        (
            command(
                options=[
                    option(
                        name=f"o{n}",
                        description="d" * 100,
                        choices=[{"name": f"{c}" + "x" * 98, "value": "v" * 100} for c in "abcd"],
                    )
                    for n in range(10)
                ]
            ),
            "_form",
            "APPLICATION_COMMAND_TOO_LARGE",
        ),
    ],
)
async def test_what_discord_refuses_is_named(
    rest: Rest, url: str, bot: Application, body: dict[str, Any], path: str, code: str
):
    one = await rest.post(url, body)
    all_of_them = await rest.put(url, [command(name="fine"), body])

    assert one.refusal == all_of_them.refusal == (400, 50035)
    assert one.reason(path) == code
    assert all_of_them.reason(f"1.{path}") == code
    assert not bot.commands[None]


async def test_every_kind_of_option_passes_and_comes_back(rest: Rest, url: str):
    options = [
        option(required=True, min_length=1, max_length=6000),
        option(type=4, name="count", choices=[{"name": "One", "value": 1}]),
        option(type=10, name="ratio", min_value=0.5, max_value=2.5),
        option(type=7, name="where", channel_types=[0, 15]),
        option(name="free", autocomplete=True),
        *(option(type=kind, name=f"k{kind}") for kind in (5, 6, 8, 9, 11)),
    ]

    made = await rest.post(url, command(options=options, contexts=[0, 1], nsfw=False))

    assert made.status == 201
    assert [o["type"] for o in made.json["options"]] == [3, 4, 10, 7, 3, 5, 6, 8, 9, 11]
    assert made.json["options"][0]["required"] is True
    assert made.json["options"][2]["max_value"] == 2.5
    assert (await rest.get(f"{url}/{made.json['id']}")).json == made.json


async def test_groups_nest_two_deep(rest: Rest, url: str):
    body = command(options=[group(options=[sub(options=[option()])]), sub(name="other")])

    made = await rest.post(url, body)

    assert made.json["options"][0]["options"][0]["options"][0]["name"] == "query"


async def test_menus_may_have_spaces_and_capitals(rest: Rest, url: str):
    made = await rest.post(url, {"type": 3, "name": "Check for Identifiers"})

    assert (made.status, made.json["description"]) == (201, "")


@pytest.mark.parametrize("name", ["prompt", "prompt-2", "größe", "ค้นหา", "खोज", "it's", "検索"])
def test_names_in_any_script_are_names(name: str):
    assert is_name(name)


@pytest.mark.parametrize("name", ["Größe", "a b", "a!", "a/b", "😀"])
def test_capitals_and_signs_are_no_names(name: str):
    assert not is_name(name)


def test_the_longest_translation_counts():
    made = command(name_localizations={"de": "x" * 20}, options=[option(choices=[CHOICE])])

    assert characters(made) == 20 + len("Find a prompt") + len("query" + "What for") + 2


async def test_an_overwrite_keeps_ids_and_versions_of_what_stays(
    rest: Rest, url: str, bot: Application
):
    first = (await rest.put(url, [command(), command(name="gone")])).json

    second = (await rest.put(url, [command(), command(name="new")])).json
    third = (await rest.put(url, [command(description="Changed"), command(name="new")])).json

    assert second[0] == first[0]
    assert (third[0]["id"], third[1]) == (first[0]["id"], second[1])
    assert third[0]["version"] != first[0]["version"]
    assert {c["name"] for c in (await rest.get(url)).json} == {"prompt", "new"}


async def test_a_command_of_the_same_name_and_type_is_overwritten(rest: Rest, url: str):
    first = await rest.post(url, command())
    again = await rest.post(url, command(description="Changed"))
    menu = await rest.post(url, {"type": 2, "name": "prompt"})

    assert (first.status, again.status, menu.status) == (201, 200, 201)
    assert again.json["id"] == first.json["id"]
    assert menu.json["id"] != first.json["id"]


@pytest.mark.parametrize("scope", ["", "/guilds/{guild_id}"])
async def test_a_command_is_changed_in_part_and_deleted(
    rest: Rest, bot: Application, guild: Guild, scope: str
):
    url = f"/applications/{bot.id}{scope.format(guild_id=guild.id)}/commands"
    made = (await rest.post(url, command(options=[option()]))).json
    path = f"{url}/{made['id']}"
    assert (await rest.get(url)).json == [made]
    assert (await rest.get(path)).json == made

    changed = await rest.patch(path, {"description": "Changed"})

    assert changed.json["options"] == made["options"]
    assert (await rest.patch(path, {"name": "No!"})).refusal == (400, 50035)
    assert (await rest.delete(path)).status == 204
    assert (await rest.get(path)).refusal == (404, 10063)


async def test_two_of_one_name_are_refused(rest: Rest, url: str):
    refused = await rest.put(url, [command(), command()])

    assert refused.reason("1.name") == "APPLICATION_COMMANDS_DUPLICATE_NAME"


def slash(n: int) -> dict[str, Any]:
    return command(name=f"c{n}")


def user_menu(n: int) -> dict[str, Any]:
    return {"type": 2, "name": f"c{n}"}


def message_menu(n: int) -> dict[str, Any]:
    return {"type": 3, "name": f"c{n}"}


@pytest.mark.parametrize(("make", "most"), [(slash, 100), (user_menu, 15), (message_menu, 15)])
async def test_there_are_only_so_many_of_each_type(
    rest: Rest, url: str, make: Callable[[int], dict[str, Any]], most: int
):
    assert (await rest.put(url, [make(n) for n in range(most)])).status == 200
    assert (await rest.post(url, make(most))).refusal == (400, 30032)
    assert (await rest.post(url, make(0))).status == 200
    assert (await rest.put(url, [make(n) for n in range(most + 1)])).refusal == (400, 30032)


async def test_a_server_has_commands_of_its_own(
    rest: Rest, url: str, bot: Application, guild: Guild, playground: Playground, owner: User
):
    local = f"/applications/{bot.id}/guilds/{guild.id}/commands"
    elsewhere = playground.world.add_guild("Elsewhere", owner)
    await rest.put(url, [command()])

    made = (await rest.put(local, [command(description="Here")])).json

    assert made[0]["guild_id"] == str(guild.id)
    assert (await rest.get(url)).json[0]["description"] == "Find a prompt"
    foreign = f"/applications/{bot.id}/guilds/{elsewhere.id}/commands"
    assert (await rest.get(foreign)).refusal == (403, 50001)


async def test_translations_are_shown_where_asked_for(rest: Rest, url: str):
    german = command(
        name_localizations={"de": "vorlage"},
        options=[option(name_localizations={"de": "suche"})],
    )
    await rest.put(url, [german])

    plain = (await rest.get(url)).json[0]
    full = (await rest.get(url, with_localizations="true")).json[0]

    assert "name_localizations" not in plain
    assert "name_localizations" not in plain["options"][0]
    assert full["options"][0]["name_localizations"] == {"de": "suche"}


async def test_other_applications_are_closed(rest: Rest, playground: Playground, owner: User):
    other = playground.world.add_application("Other", owner)

    assert (await rest.get(f"/applications/{other.id}/commands")).refusal == (403, 20012)
