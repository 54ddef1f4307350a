"""The words that resources and seeds of events are sorted by, and what members read instead."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

UNKNOWN = "unknown"
"""What a file says where nobody knows; leaving the field out would say nothing."""


class ResourceKind(StrEnum):
    """What a resource is."""

    ARTICLE = "article"
    RESEARCH = "research"
    GUIDELINE = "guideline"
    POLICY = "policy"
    VIDEO = "video"
    PODCAST = "podcast"
    TRAINING = "training"
    TOOL_EVALUATION = "tool-evaluation"
    TOOL = "tool"
    TEMPLATE = "template"
    DATASET = "dataset"

    @property
    def label(self) -> str:
        """The name that members see."""
        return _KINDS[self]


class Access(StrEnum):
    """Whether it can be read without paying."""

    OPEN = "open"
    PAYWALLED = "paywalled"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What members see."""
        return _ACCESS[self]


class EvidenceLevel(StrEnum):
    """What kind of voice speaks; it says nothing about how well."""

    PEER_REVIEWED = "peer-reviewed"
    PREPRINT = "preprint"
    GUIDELINE = "guideline"
    INSTITUTIONAL = "institutional"
    NEWS = "news"
    VENDOR = "vendor"
    OPINION = "opinion"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What members see."""
        return _EVIDENCE[self]


class ResourceLevel(StrEnum):
    """Whom it is written for, where it says so."""

    INTRO = "intro"
    WORKING = "working"
    ADVANCED = "advanced"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What members see."""
        return _LEVELS[self]


class Interests(StrEnum):
    """Whether the publisher sells what the resource recommends."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """What members see."""
        return _INTERESTS[self]


class SeedType(StrEnum):
    """What a server may take over into its calendar, or look up."""

    AWARENESS_DAY = "awareness-day"
    AWARENESS_WEEK = "awareness-week"
    AWARENESS_MONTH = "awareness-month"
    CONFERENCE = "conference"
    REGULATORY_MEETING = "regulatory-meeting"
    CE_PROVIDER = "ce-provider"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """The name that members see."""
        return _SEEDS[self]


_KINDS: Mapping[str, str] = {
    "article": "Article",
    "research": "Research paper",
    "guideline": "Professional guideline",
    "policy": "Law or policy",
    "video": "Video",
    "podcast": "Podcast",
    "training": "Training",
    "tool-evaluation": "Guide to judging tools",
    "tool": "Tool",
    "template": "Template",
    "dataset": "Data set or benchmark",
}

_ACCESS: Mapping[str, str] = {
    "open": "Free to read",
    "paywalled": "Behind a paywall",
    "unknown": "Access not known",
}

_EVIDENCE: Mapping[str, str] = {
    "peer-reviewed": "Peer-reviewed",
    "preprint": "Preprint, not peer-reviewed",
    "guideline": "Professional guidance",
    "institutional": "From an institution",
    "news": "News report",
    "vendor": "From a vendor",
    "opinion": "Opinion",
    "unknown": "Kind of evidence not known",
}

_LEVELS: Mapping[str, str] = {
    "intro": "Introduction",
    "working": "Working knowledge",
    "advanced": "Advanced",
    "unknown": "Level not known",
}

_INTERESTS: Mapping[str, str] = {
    "yes": "The publisher sells what it recommends",
    "no": "The publisher does not sell what it recommends",
    "unknown": "Whether the publisher sells what it recommends is not known",
}

_SEEDS: Mapping[str, str] = {
    "awareness-day": "Awareness day",
    "awareness-week": "Awareness week",
    "awareness-month": "Awareness month",
    "conference": "Conference",
    "regulatory-meeting": "Regulatory meeting",
    "ce-provider": "Continuing education provider",
    "reference": "For looking up",
}

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "ethics": "Ethics and professional standards",
        "documentation": "Documentation and clinical notes",
        "treatment-planning": "Treatment planning and case formulation",
        "client-assignments": "Client assignments and between-session work",
        "cultural-responsiveness": "Cultural responsiveness, identity and bias",
        "training-supervision": "Training and supervision",
        "privacy": "Privacy, confidentiality and HIPAA",
        "safety-crisis": "Safety, risk and crisis",
        "evidence": "Evidence: trials, reviews, surveys",
        "assessment": "Assessment and diagnosis",
        "access-equity": "Access and equity",
        "practice-business": "Business and administration of a practice",
        "prompting": "Prompt engineering basics",
        "ai-literacy": "AI literacy",
        "regulation": "Law, policy and regulation",
        "tool-evaluation": "Evaluation of tools and benchmarks",
        "therapeutic-relationship": "Therapeutic relationship and alliance",
    }
)
"""Id to label, in the order of a choice list."""
