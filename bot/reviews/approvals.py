"""`catalog/approvals.yaml`: reviews that a hub ships with its catalogue. Roles and dates only."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CatalogError
from bot.reviews.records import Approval, Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalog.records import Problem
    from bot.storage import Storage

FILE = "approvals.yaml"
HEAD = """\
# Reviews by a hub's own reviewers, exported from its database (`attune catalog export`).
# Each holds for exactly the content with this hash. Nothing is to be written here by hand.
"""


def read_approvals(folder: Path) -> tuple[Approval, ...]:
    """What the catalogue's `approvals.yaml` says; nothing where there is no such file.

    Raises:
        CatalogError: It has mistakes; the one line names the first of them.
    """
    approvals, problems = check_approvals(folder)
    if problems:
        raise CatalogError(" ".join(str(problems[0]).split()))
    return approvals


def check_approvals(folder: Path) -> "tuple[tuple[Approval, ...], Sequence[Problem]]":
    """The approvals in a catalogue's folder, and everything that is wrong with the file."""
    path = folder / FILE
    if not path.is_file():
        return (), ()
    # Most installs have no such file, so a start need not pay for reading YAML.
    from bot.reviews.approvals_file import read_file

    return read_file(path, f"{folder.name}/{FILE}")


async def export_approvals(storage: "Storage", guild_id: int) -> str:
    """What a server's reviewers approved, as the text of an `approvals.yaml`; empty if nothing.

    What is suspended or retired there is left out.
    """
    from bot.reviews.approvals_file import text_of
    from bot.reviews.store import ReviewStore

    reviews = await ReviewStore(storage).all_reviews(guild_id)
    approvals = [found for review in reviews if (found := approval_of(review)) is not None]
    return HEAD + text_of(approvals) if approvals else ""


def approval_of(review: Review) -> Approval | None:
    """A review as it is shipped; None where the item is not approved."""
    passed = review.passed
    if passed is None or review.halt is not None or review.retirement is not None:
        return None
    return Approval(
        kind=review.subject.kind,
        slug=review.subject.slug,
        content_hash=passed.content_hash,
        tier=review.subject.tier,
        approved_on=passed.on,
        due_on=passed.due_on,
        reviewers=tuple(role.value for role in passed.reviewers),
    )
