"""Mistakes in a resource or a seed, and what is to be said about each."""

from dataclasses import dataclass

TOOL = """\
tool_evaluation:
  updated_on: 2026-11-01
  privacy_policy_url: https://example.org/privacy
  trains_on_input: unknown
  baa_offered: unknown
  data_location: unknown
  deletion: on request
  crisis_handling: unknown
  clinical_evidence: none found
  cost: free
  funding: unknown
"""


@dataclass(frozen=True)
class Story:
    """One mistake in one file, and what is to be said about it."""

    slug: str
    old: str
    new: str
    said: str
    """Without `catalog/<folder>/<slug>.yaml:`."""


STORIES = [
    Story(
        "a-misspelled-field",
        "publisher:",
        "publsher:",
        "7: publsher: is not a field here; did you mean publisher?",
    ),
    Story(
        "an-unknown-field",
        "access:",
        "stars: 5\naccess:",
        "11: stars: is not a field here; delete it",
    ),
    Story(
        "no-word-on-interests",
        "interests: unknown\n",
        "",
        "1: interests: is missing; add it",
    ),
    Story(
        "another-slug-inside",
        "slug: another-slug-inside",
        "slug: other",
        "2: slug: is other, but the file is another-slug-inside.yaml; make the two agree",
    ),
    Story(
        "an-http-link",
        "url: https://",
        "url: http://",
        "6: url: is not an https:// address; give the https:// address",
    ),
    Story(
        "a-link-that-follows-the-reader",
        "url: https://example.org/a-link-that-follows-the-reader",
        "url: https://example.org/a?utm_source=mail",
        "6: url: has a link with the tracking parameter utm_source; delete the parameter",
    ),
    Story(
        "a-short-summary",
        "What a-short-summary found when it asked clinicians of the county about a-short-summary at"
        " length.",
        "Too short.",
        "4: summary: is 10 characters long, under 40; say more",
    ),
    Story(
        "a-long-summary",
        "at length",
        "at length" + " and more" * 30,
        "4: summary: is 366 characters long, over 300; shorten it",
    ),
    Story(
        "an-unknown-kind",
        "kind: research",
        "kind: reserch",
        '5: kind: "reserch" is not known here; did you mean research?',
    ),
    Story(
        "an-unknown-topic",
        "topics: [ethics, privacy]",
        "topics: [ethics, privcy]",
        '12: topics[2]: "privcy" is not in the vocabulary; did you mean privacy?',
    ),
    Story(
        "four-topics",
        "topics: [ethics, privacy]",
        "topics: [ethics, privacy, evidence, regulation]",
        "12: topics: has 4, over 3; take some out",
    ),
    Story(
        "no-topic",
        "topics: [ethics, privacy]",
        "topics: []",
        "12: topics: has 0, under 1; add to it",
    ),
    Story(
        "a-topic-twice",
        "topics: [ethics, privacy]",
        "topics: [ethics, ethics]",
        '12: topics[2]: repeats "ethics"; keep one of the two',
    ),
    Story(
        "any-and-others",
        "populations: [any]",
        "populations: [any, adults]",
        "14: populations: has any beside others; keep any alone, or only the others",
    ),
    Story(
        "a-month-that-is-none",
        "published: 2025-03",
        "published: 2025-13",
        '9: published: "2025-13" is not a date; write 2025, 2025-03, 2025-03-14 or unknown',
    ),
    Story(
        "published-after-it-was-seen",
        "published: 2025-03",
        "published: 2026-12",
        "9: published: was published after it was seen; correct one of the two",
    ),
    Story(
        "a-language-in-words",
        "language: en",
        "language: English",
        '10: language: "English" is not a language; write its code, as in en or pt-BR',
    ),
    Story(
        "an-efficacy-claim",
        "at length",
        "and is proven to work",
        '4: summary: "proven to" reads as a claim of effect without an evidence entry; '
        "give its evidence or leave it out",
    ),
    Story(
        "forbidden-wording",
        "at length",
        "and offers a no-suicide contract",
        '4: summary: "no-suicide contract" reads as a no-suicide or no-harm contract; '
        "use collaborative safety planning",
    ),
    Story(
        "somebodys-address",
        "at length",
        "at jo@example.org",
        "4: summary: holds what looks like an email address; take it out",
    ),
    Story(
        "a-term-that-identifies",
        "  - what a-term-that-identifies says",
        "  - call 555-201-3344",
        "19: search_terms[1]: holds what looks like a phone number; take it out",
    ),
    Story(
        "the-title-as-a-term",
        "  - what the-title-as-a-term says",
        "  - a study of the-title-as-a-term",
        "19: search_terms[1]: is the title again; write what a clinician would type",
    ),
    Story(
        "a-tool-that-nobody-evaluated",
        "kind: research",
        "kind: tool",
        "1: tool_evaluation: is missing, and every tool has one; add it; values may be unknown",
    ),
    Story(
        "an-evaluation-of-a-paper",
        "confidence: high\n",
        f"confidence: high\n{TOOL}",
        "22: tool_evaluation: belongs to kind tool only; delete it",
    ),
    Story(
        "days-in-the-wrong-order",
        "confidence: high\n",
        "confidence: high\nnot_before: 2026-12-02\nnot_after: 2026-12-01\n",
        "22: not_before: is after not_after; correct one of the two",
    ),
    Story(
        "a-confidence-of-its-own",
        "confidence: high",
        "confidence: certain",
        '21: confidence: "certain" is not known here; choose from high, medium',
    ),
    Story(
        "its-own-alias",
        "title:",
        "aliases: [its-own-alias]\ntitle:",
        "3: aliases[1]: names the resource itself; delete it",
    ),
]
SEED_STORIES = [
    Story(
        "an-unknown-type",
        "type: awareness-day",
        "type: conferense",
        '4: type: "conferense" is not known here; did you mean conference?',
    ),
    Story(
        "a-date-in-words",
        "next_date: 2027-10-10",
        "next_date: soon",
        '6: next_date: "soon" is not a date; write it as 2026-11-23',
    ),
    Story(
        "presenters-are-for-trainings",
        "region:",
        "presenters: [Jo]\nregion:",
        "9: presenters: is not a field here; delete it",
    ),
    Story(
        "a-seed-with-http",
        "url: https",
        "url: http",
        "7: url: is not an https:// address; give the https:// address",
    ),
    Story(
        "somebody-to-call",
        "seen_on:",
        "notes: On 10 May 2027; ask jo@example.org\nseen_on:",
        "11: notes: holds what looks like an email address; take it out",
    ),
    Story(
        "a-link-in-the-notes",
        "seen_on:",
        "notes: See https://example.org/?fbclid=1\nseen_on:",
        "11: notes: has a link with the tracking parameter fbclid; delete the parameter",
    ),
]
