"""Where what members write is kept, and what a kept version is as a prompt."""

import structlog
from pydantic import TypeAdapter

from bot.catalog.fields import read_as
from bot.catalog.records import Prompt
from bot.catalog.schema import PromptFile
from bot.submissions.records import Version
from bot.submissions.tables import Tables, drafts_table, versions_table
from cogs.prompts.submitting.records import Content
from cogs.prompts.submitting.rules import credited

log = structlog.stdlib.get_logger(__name__)


def prompt_of(version: Version) -> Prompt | None:
    """The prompt of a version, under the hash that reviewers saw and with its author's name.

    None, and a line in the log, where it has not the form of a prompt any more.
    """
    entry, _ = read_as(PromptFile, version.file)
    if entry is None:
        log.warning("a kept prompt no longer fits", guild=version.guild_id, slug=version.slug)
        return None
    return credited(entry.record(), version.beside["credit"], version.beside["credential"])


TABLES = Tables(
    drafts=drafts_table("prompt_drafts"),
    versions=versions_table("prompt_versions", "category", "credit", "credential"),
    content=TypeAdapter(Content),
    item_of=prompt_of,
    personal=("credit", "credential"),
)
