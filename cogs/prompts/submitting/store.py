"""Drafts, what was sent of them, and the prompts that a server approved."""

from sqlalchemy import select

from bot.catalog.records import Prompt
from bot.storage import Storage
from bot.submissions.keeping import SubmissionStore
from bot.submissions.records import Draft, Version
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.tables import TABLES
from cogs.prompts.submitting.wording import PROMPTS


class Submissions(SubmissionStore[Content, Prompt]):
    """What members write; the category of each version is in memory as well."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage, TABLES, PROMPTS)
        self._categories: dict[str, str] = {}

    async def load(self) -> None:
        """Read the approved prompts of all servers, and the categories."""
        await super().load()
        key = TABLES.versions.c
        async with self._storage.read() as connection:
            rows = await connection.execute(select(key.content_hash, key.category))
            self._categories = {row.content_hash: row.category for row in rows}

    async def keep_sent(self, draft: Draft[Content], version: Version) -> Draft[Content]:
        """As every store does; the category is known from now on."""
        kept = await super().keep_sent(draft, version)
        self._categories[version.content_hash] = version.beside["category"]
        return kept

    def category_of(self, content_hash: str) -> str | None:
        """The category of a version; None where there is no such version. From memory."""
        return self._categories.get(content_hash)
