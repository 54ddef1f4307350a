"""Suggestions, what was sent of them, and the resources that a server approved."""

from bot.catalog.listed import Resource
from bot.storage import Storage
from bot.submissions.keeping import SubmissionStore
from cogs.resources.suggesting.records import Content
from cogs.resources.suggesting.tables import TABLES
from cogs.resources.suggesting.wording import RESOURCES


class Suggestions(SubmissionStore[Content, Resource]):
    """What members suggest in each server."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage, TABLES, RESOURCES)
