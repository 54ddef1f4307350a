"""The words the catalogue is sorted by, and what members read in their place."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

ANY = "any"


class Category(StrEnum):
    """What a prompt is for; the twelve of them fit one choice list."""

    DOCUMENTATION = "documentation"
    TREATMENT_PLANNING = "treatment-planning"
    CLIENT_ASSIGNMENTS = "client-assignments"
    PSYCHOEDUCATION = "psychoeducation"
    INTERVENTIONS = "interventions"
    CULTURAL_TAILORING = "cultural-tailoring"
    ASSESSMENT = "assessment"
    SAFETY_CRISIS = "safety-crisis"
    ADMINISTRATION = "administration"
    TRAINING = "training"
    HUMAN_BEHAVIOR = "human-behavior"
    AI_ETHICS = "ai-ethics"

    @property
    def label(self) -> str:
        """The name that members see."""
        return _CATEGORIES[self][0]

    @property
    def about(self) -> str:
        """One line on what belongs here."""
        return _CATEGORIES[self][1]


class Touch(StrEnum):
    """What makes a prompt need two licensed reviewers (tier 3)."""

    CLINICAL_JUDGMENT = "clinical-judgment"
    RISK = "risk"
    ETHICAL_LEGAL = "ethical-legal"
    TRAINED_PROCEDURE = "trained-procedure"

    @property
    def about(self) -> str:
        """What the touch means, to follow "it"."""
        return _TOUCHES[self]


class Audience(StrEnum):
    """Who may use a prompt."""

    LICENSED = "licensed"
    TRAINEE_SUPERVISED = "trainee-supervised"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The name that members see."""
        return _AUDIENCES[self]


class PlaceholderType(StrEnum):
    """How a placeholder is asked for."""

    SHORT = "short"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"


class PhiRisk(StrEnum):
    """How likely it is that an answer carries client information."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"


class ClientDisclosure(StrEnum):
    """Whether a client should be told that AI helped."""

    NONE = "none"
    RECOMMENDED = "recommended"
    REQUIRED_WHERE_LAW_DEMANDS = "required-where-law-demands"

    @property
    def label(self) -> str:
        """The name that members see."""
        return self.value.replace("-", " ").capitalize()


_CATEGORIES: Mapping[str, tuple[str, str]] = {
    "documentation": (
        "Documentation & notes",
        "Progress notes, summaries and wording of the clinical record.",
    ),
    "treatment-planning": (
        "Treatment planning",
        "Goals, plan drafts, reviews and level-of-care thinking.",
    ),
    "client-assignments": (
        "Client assignments",
        "Between-session tasks, worksheets and logs.",
    ),
    "psychoeducation": ("Psychoeducation", "Handouts, explainers and group curricula."),
    "interventions": (
        "Session interventions",
        "Language and exercises that improve what happens in the room.",
    ),
    "cultural-tailoring": (
        "Cultural & identity tailoring",
        "Adapting care to culture, identity, language, faith, ability and age.",
    ),
    "assessment": (
        "Assessment & formulation",
        "Interview questions, measures, formulation and reports.",
    ),
    "safety-crisis": (
        "Safety & crisis preparedness",
        "Preparation and documentation around risk; never crisis handling itself.",
    ),
    "administration": (
        "Administration & practice",
        "Letters, policies, fees, profiles and workload.",
    ),
    "training": (
        "Training & supervision",
        "Practice, feedback and supervision for new clinicians.",
    ),
    "human-behavior": (
        "Understanding human behavior",
        "Concepts, development, research and theory for the clinician.",
    ),
    "ai-ethics": (
        "AI ethics & safe use",
        "De-identification, consent, vendor choice, checking output.",
    ),
}

_TOUCHES: Mapping[str, str] = {
    "clinical-judgment": (
        "asks for or words an opinion about a person's condition, plan, progress or needs"
    ),
    "risk": "concerns self-harm, suicide, violence, abuse or crisis",
    "ethical-legal": "bears on a duty, report, benefit or right",
    "trained-procedure": "is safe only for clinicians trained in the method",
}

_AUDIENCES: Mapping[str, str] = {
    "licensed": "Licensed clinicians",
    "trainee-supervised": "Trainees under supervision",
    "admin": "Office staff",
}

MODALITIES: Mapping[str, str] = MappingProxyType(
    {
        ANY: "Any approach",
        "cbt": "CBT",
        "dbt": "DBT",
        "act": "ACT",
        "emdr": "EMDR",
        "ifs": "IFS",
        "erp": "ERP",
        "cpt": "CPT",
        "trauma-focused": "Trauma-focused",
        "motivational-interviewing": "Motivational interviewing",
        "solution-focused": "Solution-focused",
        "eft": "EFT",
        "gottman": "Gottman",
        "family-systems": "Family systems",
        "psychodynamic": "Psychodynamic",
        "person-centered": "Person-centered",
        "narrative": "Narrative",
        "interpersonal": "Interpersonal",
        "mindfulness": "Mindfulness",
        "play-therapy": "Play therapy",
        "expressive-arts": "Expressive arts",
        "group": "Group therapy",
        "integrative": "Integrative",
    }
)
"""Id to label, in the order of a choice list."""

POPULATIONS: Mapping[str, str] = MappingProxyType(
    {
        ANY: "Anyone",
        "children": "Children",
        "adolescents": "Adolescents",
        "young-adults": "Young adults",
        "adults": "Adults",
        "older-adults": "Older adults",
        "couples": "Couples",
        "families": "Families",
        "groups": "Groups",
        "perinatal": "Perinatal",
        "lgbtq": "LGBTQ+",
        "neurodivergent": "Neurodivergent people",
        "disabled-clients": "Disabled clients",
        "immigrants-refugees": "Immigrants and refugees",
        "veterans": "Veterans",
        "first-responders": "First responders",
        "healthcare-workers": "Healthcare workers",
        "students": "Students",
        "justice-involved": "Justice-involved people",
    }
)
"""Id to label, in the order of a choice list."""

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        ANY: "Any setting",
        "private-practice": "Private practice",
        "community-agency": "Community agency",
        "school": "School",
        "college-counseling": "College counseling",
        "hospital-iop": "Hospital or IOP",
        "primary-care": "Primary care",
        "telehealth": "Telehealth",
        "residential": "Residential",
        "supervision": "Supervision",
        "classroom": "Classroom",
    }
)
"""Id to label, in the order of a choice list."""
