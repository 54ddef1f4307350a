"""Fifty mistakes in a prompt, and what is to be said about each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One mistake in one prompt, and what is to be said about it."""

    slug: str
    old: str
    new: str
    said: str
    """Without `catalog/prompts/<slug>.yaml:`."""
    also: str = ""
    """What follows from the same mistake, further down."""

    @property
    def problems(self) -> list[str]:
        lines = [self.said, self.also] if self.also else [self.said]
        return [f"catalog/prompts/{self.slug}.yaml:{line}" for line in lines]


STORIES = [
    Story(
        "a-misspelled-field",
        "summary:",
        "sumary:",
        "4: sumary: is not a field here; did you mean summary?",
    ),
    Story(
        "an-unknown-field",
        "license:",
        "colour: red\nlicense:",
        "37: colour: is not a field here; delete it",
    ),
    Story(
        "a-missing-field",
        "human_review: All of it.\n",
        "",
        "1: human_review: is missing; add it",
    ),
    Story(
        "an-empty-field", "A page.", "", "30: output_shape: is empty; fill it in or delete the line"
    ),
    Story(
        "a-newer-schema", "schema: 1", "schema: 2", "1: schema: is 2, over 1; lower it to 1 or less"
    ),
    Story(
        "another-slug-inside",
        "slug: another-slug-inside",
        "slug: other",
        "2: slug: is other, but the file is another-slug-inside.yaml; make the two agree",
    ),
    Story(
        "a-slug-with-capitals",
        "version: 1.0.0\nchange",
        "aliases: [Old_Name]\nversion: 1.0.0\nchange",
        '40: aliases[1]: "Old_Name" is not a slug; '
        "use lower-case letters, digits and single hyphens",
    ),
    Story(
        "a-long-title",
        "title: A Title for",
        f"title: {'x' * 60}",
        "3: title: is 73 characters long, over 60; shorten it",
    ),
    Story(
        "a-number-for-a-title",
        "title: A Title for a-number-for-a-title",
        "title: 12345",
        "3: title: is 12345, not a text; put it in quotes",
    ),
    Story(
        "an-unknown-category",
        "category: documentation",
        "category: documentatoin",
        '5: category: "documentatoin" is not known here; did you mean documentation?',
    ),
    Story(
        "an-unknown-modality",
        "modalities: [any]",
        "modalities: [cbtt]",
        '6: modalities[1]: "cbtt" is not in the vocabulary; did you mean cbt?',
    ),
    Story(
        "any-and-others",
        "populations: [any]",
        "populations: [any, adults]",
        "7: populations: has any beside others; keep any alone, or only the others",
    ),
    Story(
        "a-low-tier-that-touches-risk",
        "touches: []",
        "touches: [risk]",
        "9: risk_tier: is 1, but it concerns self-harm, suicide, violence, abuse or crisis; "
        "raise it to 3",
        "31: cautions: has 1, but tier 3 needs at least 2; add a caution",
    ),
    Story(
        "a-low-tier-with-client-material",
        "phi_risk: none",
        "phi_risk: high",
        "9: risk_tier: is 1, but it asks for client material (a placeholder with phi_risk high); "
        "raise it to 2",
    ),
    Story(
        "a-low-tier-for-clients",
        "client_facing: false",
        "client_facing: true",
        "9: risk_tier: is 1, but it is client-facing outside administration; raise it to 2",
    ),
    Story(
        "tier-three-with-one-caution",
        "risk_tier: 1",
        "risk_tier: 3",
        "31: cautions: has 1, but tier 3 needs at least 2; add a caution",
    ),
    Story(
        "yes-for-true",
        "client_facing: false",
        "client_facing: 'no'",
        '11: client_facing: is "no", not true or false; write true or false',
    ),
    Story(
        "too-few-search-terms",
        "one, two, ",
        "",
        "13: search_terms: has 6, under 8; add to it",
    ),
    Story(
        "a-repeated-search-term",
        "one, two,",
        "one, ONE,",
        '13: search_terms[2]: repeats "ONE"; keep one of the two',
    ),
    Story(
        "a-search-term-that-is-the-title",
        "[one,",
        "[a title for a-search-term-that-is-the-title,",
        "13: search_terms[1]: is the title again; write what a clinician would type",
    ),
    Story(
        "a-placeholder-without-use",
        "{{topic}}",
        "nothing",
        "15: placeholders[1].name: topic is declared, but the body does not use it; "
        "write {{topic}} in the body or delete the placeholder",
    ),
    Story(
        "a-placeholder-without-declaration",
        "Check everything.",
        "Check {{topics}}.",
        "29: body: uses {{topics}}, which is not declared; did you mean topic?",
    ),
    Story(
        "single-braces",
        "Check everything.",
        "Check {topic}.",
        "29: body: {topic} looks like a placeholder, but is none; write {{topic}} or plain words",
    ),
    Story(
        "braces-with-spaces",
        "Check everything.",
        "Check {{ topic }}.",
        "29: body: {{ topic }} looks like a placeholder, but is none; "
        "write {{topic}} or plain words",
    ),
    Story(
        "double-brackets",
        "Check everything.",
        "Check [[topic]].",
        "29: body: [[topic]] looks like a placeholder, but is none; write {{topic}} or plain words",
    ),
    Story(
        "angle-brackets",
        "Check everything.",
        "Check <topic>.",
        "29: body: <topic> looks like a placeholder, but is none; write {{topic}} or plain words",
    ),
    Story(
        "a-dollar-sign",
        "Check everything.",
        "Check ${topic}.",
        "29: body: ${topic} looks like a placeholder, but is none; write {{topic}} or plain words",
    ),
    Story(
        "a-placeholder-in-a-caution",
        "Read it first.",
        "Read {{topic}} first.",
        "32: cautions[1]: uses {{topic}}, but only the body is filled in; write it in plain words",
    ),
    Story(
        "two-placeholders-of-one-name",
        "name: tone",
        "name: topic",
        "20: placeholders[2].name: topic is declared twice; give each its own name",
        "27: body: uses {{tone}}, which is not declared; declare it under placeholders",
    ),
    Story(
        "a-choice-without-choices",
        "    choices: [Warm, Plain]\n",
        "",
        "20: placeholders[2]: is a choice without choices; list 2 to 25 choices",
    ),
    Story(
        "a-long-short-text",
        "type: short\n",
        "type: short\n    max: 500\n",
        "18: placeholders[1].max: is 500, but a short text holds 100; lower it to 100",
    ),
    Story(
        "a-short-body",
        "body: |\n  Write about {{topic}} in a {{tone}} tone.\n",
        "body: Write about {{topic}} in {{tone}}.\nother: |\n",
        "26: body: is 34 characters long, under 200; say more",
        "27: other: is not a field here; delete it",
    ),
    Story(
        "a-phone-number",
        "Check everything.",
        "Call (555) 010-4477.",
        "29: body: holds what looks like a phone number; take it out",
    ),
    Story(
        "an-email-address",
        "A page.",
        "Mail it to jane@example.org.",
        "30: output_shape: holds what looks like an email address; take it out",
    ),
    Story(
        "a-social-security-number",
        "Check everything.",
        "It is 078-05-1120.",
        "29: body: holds what looks like a Social Security number; take it out",
    ),
    Story(
        "a-record-number",
        "Check everything.",
        "See MRN 4471902.",
        "29: body: holds what looks like a record number; take it out",
    ),
    Story(
        "a-full-date",
        "Check everything.",
        "Seen on March 3, 2024.",
        "29: body: holds what looks like a full date; take it out",
    ),
    Story(
        "a-no-suicide-contract",
        "Check everything.",
        "Write a no-suicide contract.",
        '29: body: "no-suicide contract" reads as a no-suicide or no-harm contract; '
        "use collaborative safety planning",
    ),
    Story(
        "a-rating-of-risk",
        "Check everything.",
        "Rate the client's suicide risk.",
        '29: body: "Rate the client\'s suicide risk" reads as a rating or prediction of risk; '
        "ask what the clinician has to assess",
    ),
    Story(
        "a-claim-without-evidence",
        "A page.",
        "A clinically proven page.",
        '30: output_shape: "clinically proven" reads as a claim of effect without an evidence '
        "entry; give its evidence or leave it out",
    ),
    Story(
        "a-link-without-encryption",
        "All of it.",
        "See http://example.org/",
        "36: human_review: has an http:// link; use https://",
    ),
    Story(
        "a-link-that-follows",
        "All of it.",
        "See https://example.org/?utm_source=x",
        "36: human_review: has a link with the tracking parameter utm_source; delete the parameter",
    ),
    Story(
        "a-related-prompt-that-is-not-there",
        "license:",
        "related: [goood]\nlicense:",
        "37: related[1]: goood is not a prompt here; did you mean good?",
    ),
    Story(
        "an-alias-that-is-taken",
        "license:",
        "aliases: [good]\nlicense:",
        "37: aliases[1]: good is the slug of another prompt; delete the alias",
    ),
    Story(
        "a-forgotten-changelog",
        "version: 1.0.0\nchangelog",
        "version: 1.1.0\nchangelog",
        "40: version: is 1.1.0, but the changelog's newest is 1.0.0; make the two agree",
    ),
    Story(
        "a-date-that-is-none",
        "date: 2026-11-25",
        "date: yesterday",
        '42: changelog[1].date: "yesterday" is not a date; write it as 2026-11-23',
    ),
    Story(
        "a-license-number",
        "credential: none",
        "credential: LPC 44719",
        "39: authors[1].credential: holds a number; name the kind of credential only",
    ),
    Story(
        "evidence-without-a-source",
        "license:",
        "evidence:\n"
        "  - {claim: c, level: 2, citation: c, checked_on: 2026-11-25, checked_by: Attune}\n"
        "license:",
        "38: evidence[1]: has neither url nor doi; give one of them",
    ),
    Story(
        "a-field-given-twice",
        "license: CC-BY-4.0",
        "license: CC-BY-4.0\nlicense: MIT",
        "38: license: is given twice, first on line 37; keep one of the two",
    ),
    Story(
        "an-alias-of-yaml",
        "populations: [any]\nsettings: [any]",
        "populations: &all [any]\nsettings: *all",
        "7: settings: repeats another part by an alias (*); write it out",
    ),
    Story(
        "a-python-tag",
        "settings: [any]",
        "settings: !!python/object:os.system [any]",
        "8: settings: has the tag !!python/object:os.system; delete the tag",
    ),
]
