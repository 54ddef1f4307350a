"""Every command × everybody: who may gets an answer, who may not gets a sentence."""

from bot.help import Audience
from bot.playground.actors import People, Person
from bot.playground.actors.errors import ClientError
from tests.journeys.conftest import Here
from tests.journeys.every_command import Leaf, fill, leaves

WHO_MAY = {
    Audience.MEMBER: {"Maya", "Ravi", "Olu", "Mei", "Wanda"},
    Audience.REVIEWER: {"Ravi", "Mei", "Wanda"},
    Audience.ORGANISER: {"Olu", "Mei", "Wanda"},
    Audience.MODERATOR: {"Mei", "Wanda"},
    Audience.MANAGER: {"Mei", "Wanda"},
    # None of them runs Attune; test_catalog.py has somebody who does.
    Audience.OPERATOR: set[str](),
}


async def outcome(person: Person, leaf: Leaf) -> str:
    """What somebody reads after a command; "hidden" where a client would not offer it."""
    filled = {option["name"]: fill(option) for option in leaf.options if option.get("required")}
    try:
        reply = await person.slash(leaf.words, **filled)
    except ClientError:
        return "hidden"
    return (await reply.settled()).text


async def test_everybody_may_use_what_help_says_and_nothing_more(here: Here):
    people = People(here.hub.playground)
    features = here.hub.app.features.values()
    audience = {line.command: line.audience for feature in features for line in feature.help}
    await here.mei.slash("settings set", reviewer_role="Reviewer")

    for leaf in leaves(here.hub.application):
        may = WHO_MAY[audience[leaf.words]]
        for name in here.server.people:
            said = await outcome(people.member(name, here.server.guild), leaf)
            refused = said == "hidden" or said.startswith("Only ")
            assert refused is (name not in may), f"/{leaf.words} as {name}: {said}"
            assert "Something went wrong" not in said, f"/{leaf.words} as {name}"


async def test_what_is_hidden_is_refused_all_the_same_when_a_server_shows_it(here: Here):
    commands = here.hub.application.commands[None].values()
    hidden = [c for c in commands if c.get("default_member_permissions")]
    before = [c["default_member_permissions"] for c in hidden]
    for command in hidden:
        command["default_member_permissions"] = None
    try:
        said = [
            await outcome(here.maya, leaf)
            for leaf in leaves(here.hub.application)
            if leaf.words.split()[0] in {c["name"] for c in hidden}
        ]
    finally:
        for command, permissions in zip(hidden, before, strict=True):
            command["default_member_permissions"] = permissions

    assert said
    assert all(sentence.startswith("Only ") for sentence in said)
