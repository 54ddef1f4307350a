"""`attune doctor` and `attune invite`: is everything in place, and the link that adds Attune."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import typer
from discord.http import Route

from bot.catalog.loader import check_catalog
from bot.cli.inside import features_of
from bot.errors import DatabaseError, SettingsError, StartError
from bot.invite import invite_link, permissions_needed
from bot.reviews.approvals import check_approvals
from bot.settings import Settings, read_settings
from bot.storage import Storage


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` says what to do where it is not right."""

    subject: str
    fine: bool
    said: str
    cure: str = ""

    def __str__(self) -> str:
        mark = "ok  " if self.fine else "FIX "
        return f"{mark} {self.subject}: {self.said}" + (f" {self.cure}" if self.cure else "")


async def examine() -> None:
    """Print a line for each part, ok or what to do; exit code 1 where something needs a cure."""
    settings = read_settings()
    findings = [finding async for finding in _findings(settings)]
    for finding in findings:
        typer.echo(str(finding))
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


async def print_invite() -> None:
    """Print the link for the application of DISCORD_TOKEN."""
    settings = read_settings()
    async with _logged_in(settings) as client:
        permissions = permissions_needed(await features_of(settings))
        typer.echo(invite_link(_application(client).id, permissions))


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield _catalog(settings)
    yield await _database(settings)
    try:
        async with _logged_in(settings) as client:
            yield Finding("Token", fine=True, said=f"works, for the application {_name(client)}.")
            for finding in await _of_discord(settings, client):
                yield finding
    except StartError as error:
        yield Finding("Token", fine=False, said=str(error))


def _catalog(settings: Settings) -> Finding:
    problems = (*check_catalog(settings.catalog), *check_approvals(settings.catalog)[1])
    if not problems:
        return Finding("Catalogue", fine=True, said="no mistakes.")
    count = "1 mistake." if len(problems) == 1 else f"{len(problems)} mistakes."
    cure = "`attune catalog check` names each, and the cure."
    return Finding("Catalogue", fine=False, said=count, cure=cure)


async def _database(settings: Settings) -> Finding:
    try:
        storage = await Storage.open(settings.database_url.get_secret_value(), upgrade=False)
    except DatabaseError as error:
        return Finding("Database", fine=False, said=str(error))
    await storage.close()
    return Finding("Database", fine=True, said=f"{storage.dialect}, up to date.")


class _logged_in:  # noqa: N801 - used like a function
    """A client that has logged in and does not connect to the gateway."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = discord.Client(intents=discord.Intents.none())

    async def __aenter__(self) -> discord.Client:
        token = self._settings.discord_token
        if token is None:
            raise SettingsError("DISCORD_TOKEN is not set. Put it into .env; README says how.")
        Route.BASE = self._settings.api_url
        try:
            await self._client.login(token.get_secret_value())
        except discord.LoginFailure:
            await self._client.close()
            raise SettingsError("DISCORD_TOKEN was refused by Discord. Make a new one.") from None
        except OSError:
            await self._client.close()
            raise StartError(f"Discord can't be reached at {self._settings.api_url}.") from None
        return self._client

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()


async def _of_discord(settings: Settings, client: discord.Client) -> list[Finding]:
    flags = _application(client).flags
    asked = {
        "message content": (
            settings.message_content,
            flags.gateway_message_content or flags.gateway_message_content_limited,
        ),
        "server members": (
            settings.members,
            flags.gateway_guild_members or flags.gateway_guild_members_limited,
        ),
    }
    found = [_intent(name, wanted, on) for name, (wanted, on) in asked.items()]
    wanted = permissions_needed(await features_of(settings))
    guilds = [guild async for guild in client.fetch_guilds(limit=None)]
    if not guilds:
        link = invite_link(_application(client).id, wanted)
        found.append(Finding("Servers", fine=False, said="none yet.", cure=f"Add it: {link}"))
    for guild in guilds:
        found.append(await _permissions(client, guild, wanted))
    return found


def _intent(name: str, wanted: bool, on: bool) -> Finding:  # noqa: FBT001
    subject = f"Intent {name}"
    if wanted and not on:
        cure = "Switch it on in the Developer Portal, page Bot, or set it to false in .env."
        return Finding(subject, fine=False, said="asked for, but off at Discord.", cure=cure)
    return Finding(subject, fine=True, said="on." if wanted else "not asked for.")


async def _permissions(
    client: discord.Client, guild: discord.Guild, wanted: discord.Permissions
) -> Finding:
    full = await client.fetch_guild(guild.id)
    me = await full.fetch_member(_application(client).id)
    held = discord.Permissions(0)
    for role in me.roles:
        held.value |= role.permissions.value
    missing = [
        name for name, on in wanted if on and not (held.administrator or getattr(held, name))
    ]
    subject = f"Permissions in server {guild.id}"
    if not missing:
        return Finding(subject, fine=True, said="all there.")
    words = ", ".join(name.replace("_", " ").title() for name in missing)
    cure = "Give them to its role under Server Settings, Roles."
    return Finding(subject, fine=False, said=f"missing {words}.", cure=cure)


def _application(client: discord.Client) -> discord.AppInfo:
    if client.application is None:
        raise StartError("Discord named no application for this token.")
    return client.application


def _name(client: discord.Client) -> str:
    return _application(client).name
