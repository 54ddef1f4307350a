"""Answers to "request guild members": chunks of at most a thousand."""

from bot.playground import payloads
from bot.playground.gateway.intents import Intent
from bot.playground.gateway.session import Session
from bot.playground.jsons import as_list, as_object
from bot.playground.records import Guild, Json, Member, User
from bot.playground.world import World

CHUNK = 1000
MOST_BY_QUERY = 100
MOST_IDS = 100
LONGEST_NONCE = 32


def chunks(world: World, session: Session, asked: object) -> list[Json]:
    """The payloads of GUILD_MEMBERS_CHUNK; none where the request may not be answered.

    Args:
        world: Where the members are.
        session: Who asks; the whole list needs the members intent, presences the presences intent.
        asked: The `d` of opcode 8, as it came.
    """
    request = as_object(asked)
    guild = world.guilds.get(_number(request.get("guild_id")))
    if guild is None or session.bot_id not in guild.members or not session.on_shard(guild.id):
        return []
    if request.get("presences") and Intent.GUILD_PRESENCES not in session.intents:
        return []
    found = _find(world, guild, session, request)
    if found is None:
        return []
    members, missing = found
    return _in_chunks(world, guild, members, missing, request)


def _find(
    world: World, guild: Guild, session: Session, request: Json
) -> tuple[list[Member], list[str]] | None:
    if (ids := request.get("user_ids")) is not None:
        wanted = as_list(ids)[:MOST_IDS]
        members = [guild.members[n] for i in wanted if (n := _number(i)) in guild.members]
        return members, [str(i) for i in wanted if _number(i) not in guild.members]
    query, limit = request.get("query"), request.get("limit")
    if not isinstance(query, str) or not isinstance(limit, int):
        return None
    if not query and not limit:
        if Intent.GUILD_MEMBERS not in session.intents:
            return None
        return list(guild.members.values()), []
    start = query.casefold()
    most = min(limit or MOST_BY_QUERY, MOST_BY_QUERY)
    matching = [m for m in guild.members.values() if _matches(world.users[m.user_id], m, start)]
    return matching[:most], []


def _matches(user: User, member: Member, start: str) -> bool:
    names = (user.name, user.global_name, member.nick)
    return any(n.casefold().startswith(start) for n in names if n)


def _in_chunks(
    world: World, guild: Guild, members: list[Member], missing: list[str], request: Json
) -> list[Json]:
    count = max(1, -(-len(members) // CHUNK))
    nonce = request.get("nonce")
    answer: list[Json] = []
    for index in range(count):
        part = members[index * CHUNK : (index + 1) * CHUNK]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [payloads.member(world, guild, m) for m in part],
            "chunk_index": index,
            "chunk_count": count,
            "not_found": missing,
        }
        if request.get("presences"):
            chunk["presences"] = []
        if isinstance(nonce, str) and len(nonce.encode()) <= LONGEST_NONCE:
            chunk["nonce"] = nonce
        answer.append(chunk)
    return answer


def _number(given: object) -> int:
    # Clients send one id also as a list of one.
    given = as_list(given)[0] if given else None
    return int(given) if isinstance(given, int | str) and str(given).isdigit() else 0
