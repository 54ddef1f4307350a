"""Drafts in memory, for forms, which have to open before anything slow is awaited."""

from collections import OrderedDict
from typing import Generic

from bot.submissions.records import ContentT, Draft

# A draft is at most some 10 kB, and who works on one opens form after form.
MOST_KNOWN = 500

Key = tuple[int, int, str]


class Lately(Generic[ContentT]):
    """The drafts that were used last; `changes` tells whether any has changed since."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, Draft[ContentT]] = OrderedDict()
        self.changes = 0

    def __len__(self) -> int:
        return len(self._known)

    def draft(self, key: Key) -> Draft[ContentT] | None:
        """The draft of that server, member and slug, where memory holds it."""
        return self._known.get(key)

    def remember(self, draft: Draft[ContentT]) -> None:
        """Hold a draft, in the place of the one that has been here longest."""
        self._known[draft.guild_id, draft.member_id, draft.slug] = draft
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Hold that draft no longer: it was changed."""
        self.changes += 1
        self._known.pop(key, None)

    def forget_all(self) -> None:
        """Hold none any longer."""
        self.changes += 1
        self._known.clear()
