"""Where suggestions are kept, and what a kept version is as a resource."""

import structlog
from pydantic import TypeAdapter

from bot.catalog.fields import read_as
from bot.catalog.listed import Resource
from bot.catalog.resource_schema import ResourceFile
from bot.submissions.records import Version
from bot.submissions.tables import Tables, drafts_table, versions_table
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.rules import file_values

log = structlog.stdlib.get_logger(__name__)


def resource_of(version: Version) -> Resource | None:
    """The resource of a version, under the hash that reviewers saw.

    None, and a line in the log, where it has not the form of a resource any more.
    """
    values = file_values(version.file) if "seen_on" in version.file else version.file
    entry, _ = read_as(ResourceFile, values)
    if entry is None:
        log.warning("a kept resource no longer fits", guild=version.guild_id, slug=version.slug)
        return None
    return entry.record()


TABLES = Tables(
    drafts=drafts_table("resource_drafts"),
    versions=versions_table("resource_versions", "why"),
    content=TypeAdapter(Content),
    item_of=resource_of,
    personal=("why",),
)
