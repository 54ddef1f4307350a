"""What a member writes on the way to a prompt: standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.catalog.vocabulary import (
    ANY,
    Audience,
    Category,
    ClientDisclosure,
    PhiRisk,
    PlaceholderType,
    Touch,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How a placeholder of the text is asked for.

    Until the author says otherwise it counts as holding client material, the careful guess. An
    empty `label` is made from the name.
    """

    label: str = ""
    type: PlaceholderType = PlaceholderType.PARAGRAPH
    required: bool = True
    phi_risk: PhiRisk = PhiRisk.HIGH
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an author has written so far, complete or not.

    `tier` is what the author proposes at least; `gaps` holds details by placeholder name, also of
    names that the text no longer uses. `credit` and `credential` stand beside what reviewers vouch
    for, so that they can be forgotten without making a review void.
    """

    title: str
    summary: str
    category: Category
    body: str
    cautions: tuple[str, ...] = ()
    modalities: tuple[str, ...] = (ANY,)
    populations: tuple[str, ...] = (ANY,)
    settings: tuple[str, ...] = (ANY,)
    audience: tuple[Audience, ...] = (Audience.LICENSED,)
    client_facing: bool = False
    touches: tuple[Touch, ...] = ()
    tier: int = 1
    client_disclosure: ClientDisclosure | None = None
    """None: as the tier suggests."""
    not_for: tuple[str, ...] = ()
    bias_notes: str = ""
    human_review: str = ""
    output_shape: str = ""
    search_terms: tuple[str, ...] = ()
    tried_with: str = ""
    tried_on: date | None = None
    gaps: Mapping[str, Gap] = field(default_factory=dict[str, Gap])
    credit: str = ""
    credential: str = ""
