"""A kind of thing to review that only tests know."""

import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.reviews.kinds import ReviewKind
from bot.reviews.records import Subject

KIND = "thing"


def thing(
    slug: str = "a-thing",
    text: str = "First text.",
    *,
    title: str = "A Thing",
    tier: int = 2,
    author_id: int | None = None,
) -> Subject:
    content = hashlib.sha256(text.encode()).hexdigest()
    return Subject(KIND, slug, content, title, tier, author_id)


@dataclass
class Things:
    """What there is to review, by server and slug, and what was told of it."""

    there: dict[tuple[int, str], Subject] = field(default_factory=dict[tuple[int, str], Subject])
    undrawable: set[str] = field(default_factory=set[str])
    told: Counter[tuple[str, int, str]] = field(default_factory=Counter[tuple[str, int, str]])

    def put(self, guild_id: int, subject: Subject) -> Subject:
        self.there[guild_id, subject.slug] = subject
        return subject

    def kind(self) -> ReviewKind:
        return ReviewKind(
            name=KIND,
            title="Thing",
            load=self.load,
            card_lines=self.card_lines,
            snapshot=self.snapshot,
            find=self.find,
            reason_needed=self.reason_needed,
            on_approved=self.hears("approved"),
            on_changes=self.hears("changes"),
            on_rejected=self.hears("rejected"),
            on_suspended=self.hears("suspended"),
            on_lifted=self.hears("lifted"),
            on_retired=self.hears("retired"),
        )

    async def load(self, guild_id: int, slug: str) -> Subject | None:
        return self.there.get((guild_id, slug))

    async def card_lines(self, guild_id: int, subject: Subject) -> Sequence[str]:
        if subject.slug in self.undrawable:
            raise ValueError("the feature fails to draw")
        return (f"A thing called {subject.title}.", "With two lines.")

    async def snapshot(self, guild_id: int, subject: Subject) -> Mapping[str, object]:
        return {"title": subject.title, "body": f"The body of {subject.slug}.\nIn two lines."}

    def find(self, guild_id: int, typed: str) -> Sequence[tuple[str, str]]:
        return [
            (subject.slug, subject.title)
            for (guild, slug), subject in self.there.items()
            if guild == guild_id and typed.casefold() in f"{slug} {subject.title.casefold()}"
        ]

    def reason_needed(self, subject: Subject) -> str:
        if subject.slug.startswith("lower-tier"):
            return "Its category usually has tier 3, so please say in the comment why this is less."
        return ""

    def hears(self, what: str) -> Callable[[int, Subject], Awaitable[None]]:
        async def heard(guild_id: int, subject: Subject) -> None:
            if subject.slug == "deaf":
                raise ValueError("the feature fails to hear")
            self.told[what, guild_id, subject.slug] += 1

        return heard
