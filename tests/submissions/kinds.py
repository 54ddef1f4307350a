"""Each feature that members hand things in to, with what a test of the store needs of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.storage import Storage
from bot.submissions.keeping import SubmissionStore
from bot.submissions.records import Draft, Version
from cogs.prompts.submitting.store import Submissions
from cogs.resources.suggesting.store import Suggestions
from tests.prompts.submitting import kept as prompts
from tests.prompts.submitting.contents import COMPLETE
from tests.resources.suggesting import kept as resources
from tests.resources.suggesting.contents import a_content


@dataclass(frozen=True)
class Kind:
    """One feature; `content` is complete, and `version_of` gives versions that differ."""

    name: str
    store: Callable[[Storage], SubmissionStore[Any, Any]]
    content: Any
    version_of: Callable[[Draft[Any], datetime], Version]

    def titled(self, title: str) -> Any:
        return replace(self.content, title=title)


KINDS = (
    Kind("prompts", Submissions, COMPLETE, prompts.version_of),
    Kind("resources", Suggestions, a_content(), resources.version_of),
)
