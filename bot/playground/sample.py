"""The communities that come with the playground: the sample for newcomers, small ones for tests."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground import posting
from bot.playground.communities import (
    NOTHING,
    add_roles,
    install,
    let_in,
    new_guild,
    only_for,
    read_only,
)
from bot.playground.permissions import Bit
from bot.playground.records import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Json,
    Role,
    User,
)
from bot.playground.sample_words import HISTORY, LAYOUT, PEOPLE, QUESTIONS, TAGS
from bot.playground.world import World

if TYPE_CHECKING:
    from bot.playground.server import Playground

# Opens nothing but a playground on the same machine.
DEMO_TOKEN = (
    "cGxheWdyb3VuZC1vbmx5LW5vdC1hLXNlY3JldA.play-ground.only-works-on-this-laptop-not-on-discord"  # noqa: S105
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample community."""

    guild: Guild
    application: Application
    channels: dict[str, Channel]
    people: dict[str, User]
    roles: dict[str, Role]


@dataclass(frozen=True, slots=True)
class SmallGuild:
    """A test's own server: Maya (member), Ravi (reviewer), Olu (organiser), Mei (moderator)."""

    guild: Guild
    application: Application
    general: Channel
    staff: Channel
    people: dict[str, User]
    roles: dict[str, Role]


# --- a test's own server ----------------------------------------------------------------------


def small_guild(
    playground: "Playground", application: Application, name: str, permissions: Bit = NOTHING
) -> SmallGuild:
    """A new server with the four people, #general, #staff and the bot.

    Members don't see #staff; the bot does. Its role is the highest.

    Args:
        playground: Where.
        application: The bot to install.
        name: The server's name.
        permissions: What the bot's role may do, beside what everybody may.
    """
    world = playground.world
    owner = world.add_user("Wanda")
    guild = new_guild(world, name, owner)
    roles = add_roles(world, guild)
    people = {n: world.add_user(n) for n in ("Maya", "Ravi", "Olu", "Mei")}
    for person, role_names in ROLES_OF_FOUR.items():
        world.join(guild, people[person], [roles[r] for r in role_names])
    general = world.add_channel(guild, "general")
    staff_only = only_for(guild, roles["Moderator"], roles["Organiser"])
    staff = world.add_channel(guild, "staff", overwrites=staff_only)
    let_in(application, staff)
    install(world, application, guild, permissions)
    return SmallGuild(guild, application, general, staff, people | {"Wanda": owner}, roles)


ROLES_OF_FOUR = {
    "Maya": ("Professional",),
    "Ravi": ("Professional", "Reviewer"),
    "Olu": ("Professional", "Organiser"),
    "Mei": ("Professional", "Moderator"),
}


# --- the sample -------------------------------------------------------------------------------


def build_sample(
    playground: "Playground", permissions: Bit = NOTHING, *, token: str = DEMO_TOKEN
) -> Sample:
    """Found "AI for Therapists (playground)" with its people, channels, some history and the bot.

    Args:
        playground: Where.
        permissions: What the bot is installed with.
        token: The bot's token.
    """
    world = playground.world
    owner = world.add_user("Judith Amsel")
    guild = new_guild(world, "AI for Therapists (playground)", owner)
    guild.description = "A sample community: everybody and everything in it is made up."
    roles = add_roles(world, guild)
    people = {"Judith": owner} | _people(world, guild, roles)
    channels = _channels(world, guild, roles)
    guild.rules_channel_id = channels["welcome"].id
    guild.system_channel_id = channels["general"].id
    application = world.add_application("Attune", owner, token=token)
    for name in ("welcome", "announcements", "reviewers", "moderators", "operations"):
        let_in(application, channels[name])
    install(world, application, guild, permissions)
    for channel, author, text in HISTORY:
        posting.post(
            playground, channels[channel], people[author].id, {"content": text}, check=False
        )
    _questions(playground, guild, channels["questions"], people)
    return Sample(guild, application, channels, people, roles)


def _people(world: World, guild: Guild, roles: dict[str, Role]) -> dict[str, User]:
    people: dict[str, User] = {}
    for first, family, role_names in PEOPLE:
        people[first] = world.add_user(f"{first} {family}")
        world.join(guild, people[first], [roles[r] for r in role_names])
    return people


def _channels(world: World, guild: Guild, roles: dict[str, Role]) -> dict[str, Channel]:
    moderator, organiser, reviewer = roles["Moderator"], roles["Organiser"], roles["Reviewer"]
    staff_only = only_for(guild, moderator, organiser)
    kinds = {"announcements": ChannelType.ANNOUNCEMENT, "questions": ChannelType.FORUM}
    special = {
        "welcome": read_only(guild, moderator),
        "announcements": read_only(guild, moderator, organiser),
        "reviewers": only_for(guild, moderator, reviewer),
        "moderators": only_for(guild, moderator),
        "operations": staff_only,
    }
    channels: dict[str, Channel] = {}
    for category, names in LAYOUT.items():
        parent = world.add_channel(
            guild,
            category,
            type=ChannelType.CATEGORY,
            overwrites=only_for(guild, moderator, organiser, reviewer)
            if category == "Team"
            else (),
        )
        for name, topic in names.items():
            channels[name] = world.add_channel(
                guild,
                name,
                type=kinds.get(name, ChannelType.TEXT),
                parent=parent,
                topic=topic,
                overwrites=special.get(name, ()),
            )
    return channels


def _questions(
    playground: "Playground", guild: Guild, forum: Channel, people: dict[str, User]
) -> None:
    world = playground.world
    forum.available_tags = [_tag(world, name, emoji) for name, emoji in TAGS.items()]
    for tag, author, title, first, *answers in QUESTIONS:
        tag_id = next(int(t["id"]) for t in forum.available_tags if t["name"] == tag)
        thread = Channel(
            world.new_id(),
            ChannelType.PUBLIC_THREAD,
            title,
            guild.id,
            forum.id,
            owner_id=people[author].id,
            auto_archive_minutes=10080,
            applied_tags=[tag_id],
        )
        world.add_thread(forum, thread)
        forum.last_message_id = thread.id
        for who, text in ((author, first), *answers):
            posting.post(playground, thread, people[who].id, {"content": text}, check=False)
        # The first message of a post has the post's own id.
        opening = thread.messages.pop(min(thread.messages))
        opening.id = thread.id
        thread.messages = {opening.id: opening} | thread.messages
        thread.messages_ever -= 1


def _tag(world: World, name: str, emoji: str) -> Json:
    return {
        "id": str(world.new_id()),
        "name": name,
        "moderated": False,
        "emoji_id": None,
        "emoji_name": emoji,
    }
