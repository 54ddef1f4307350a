"""A plain HTTP client of the playground, as thin as can be."""

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.playground.permissions import Bit
from bot.playground.records import Application, Channel, Guild
from bot.playground.server import Playground


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def refusal(self) -> tuple[int, int]:
        """Status and Discord's code."""
        return self.status, self.json["code"]

    def reason(self, path: str) -> str:
        """The code at a dotted path of the errors; "" where that field is fine."""
        node: Any = self.json.get("errors", {})
        for key in path.split("."):
            node = node.get(key, {})
        return node["_errors"][0]["code"] if "_errors" in node else ""


class Rest:
    """Calls of one bot."""

    def __init__(self, session: aiohttp.ClientSession, playground: Playground, token: str) -> None:
        self._session = session
        self._playground = playground
        self._token = token

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        reason: str | None = None,
        data: Any = None,
        params: dict[str, str | int] | None = None,
    ) -> Reply:
        headers = {"Authorization": f"Bot {self._token}"}
        if reason is not None:
            headers["X-Audit-Log-Reason"] = quote(reason)
        async with self._session.request(
            method,
            self._playground.api_url + path,
            json=body,
            data=data,
            params=params,
            headers=headers,
        ) as response:
            found = {k.title(): v for k, v in response.headers.items()}
            return Reply(response.status, found, await response.text())

    async def get(self, path: str, **params: str | int) -> Reply:
        return await self.call("GET", path, params=params)

    async def post(self, path: str, body: Any = None) -> Reply:
        return await self.call("POST", path, body)

    async def put(self, path: str, body: Any = None) -> Reply:
        return await self.call("PUT", path, body)

    async def patch(self, path: str, body: Any = None) -> Reply:
        return await self.call("PATCH", path, body)

    async def delete(self, path: str) -> Reply:
        return await self.call("DELETE", path)

    async def send(self, channel: Channel, **body: Any) -> Reply:
        return await self.post(f"/channels/{channel.id}/messages", body)

    async def upload(
        self, method: str, path: str, body: Any, files: list[tuple[str, bytes]]
    ) -> Reply:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for n, (name, content) in enumerate(files):
            form.add_field(f"files[{n}]", io.BytesIO(content), filename=name)
        return await self.call(method, path, data=form)


def grant(playground: Playground, guild: Guild, bot: Application, bits: Bit) -> None:
    """Let a bot's own role say what it may do beside @everyone."""
    role = next(r for r in guild.roles.values() if r.bot_id == bot.bot_id)
    role.permissions = int(bits)
    playground.world.role_changed(role)


def forbid(playground: Playground, guild: Guild, bits: Bit) -> None:
    """Take from everybody what @everyone may do."""
    guild.roles[guild.id].permissions &= ~int(bits)
    playground.world.role_changed(guild.roles[guild.id])
