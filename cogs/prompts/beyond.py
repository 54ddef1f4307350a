"""What no prompt may be used for (tier 4), recognised from how people ask for it.

The answer is a plain sentence and the prompts that help with what stays the clinician's own.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beyond:
    """A use that the catalogue does not accept: what to say, and which prompts to show instead."""

    sentence: str
    slugs: tuple[str, ...]
    pattern: re.Pattern[str]


_CLIENT = r"(?:he|she|they|(?:my|the|this|a) (?:client|patient|kid|teen)|client|patient)s?"


def _beyond(sentence: str, slugs: str, *expressions: str) -> Beyond:
    return Beyond(sentence, tuple(slugs.split()), re.compile("|".join(expressions)))


BEYOND: tuple[Beyond, ...] = (
    _beyond(
        "No prompt here rates or predicts risk: a model can't see your client, and must not tell "
        "you who is safe. If somebody may be in danger now, `/crisis` has lines to call.",
        "risk-assessment-documentation-check safety-plan-structure lethal-means-conversation-guide",
        rf"\b(?:is|are) {_CLIENT} (?:\w+ )?(?:suicidal|homicidal|dangerous|violent|safe|at risk"
        r"|a danger|a risk|going to)\b",
        rf"\b(?:will|would|could|might) {_CLIENT} (?:kill|hurt|harm|attempt|die|reoffend|relapse)",
        r"\b(?:predict|rate|score|calculate|estimate|quantify)(?:s|d|ing)? (?:(?:the|her|his|their"
        r"|my|a|this|of|for|client|patient|client's|clients|suicide|suicidal|self harm|violence) )*"
        r"(?:risk|lethality|dangerousness|suicidality)\b",
        r"\bhow (?:suicidal|dangerous|lethal) ",
        r"\brisk (?:calculator|predictor|prediction)\b",
    ),
    _beyond(
        "No prompt here makes a diagnosis: that is yours. These help you to think it through and "
        "to check what a model wrote.",
        "differential-considerations-list measure-selection-guide ai-output-fact-check "
        "therapist-bias-reflection",
        r"\bdiagnos(?:e|ing)\b",
        r"\b(?:what|which) (?:disorder|diagnosis) (?:does|do|is|has|fits)\b",
        rf"\b(?:does|do) {_CLIENT} (?:\w+ )?have (?:a |an )?(?:\w+ )?(?:disorder|adhd|add|ptsd|ocd"
        r"|bpd|asd|autism|gad|mdd|bipolar|depression|psychosis|schizophrenia|dementia|npd|did)\b",
        rf"\b(?:is|are) {_CLIENT} (?:bipolar|borderline|autistic|psychotic|schizophrenic"
        r"|narcissistic|manic|an? (?:narcissist|psychopath|addict|alcoholic))\b",
    ),
    _beyond(
        "No prompt here lets a model talk with a client in your place. These help with telling "
        "clients about AI, and with what they ask it by themselves.",
        "client-chatbot-use-conversation ai-disclosure-consent-language ai-practice-policy",
        r"(?:^|(?<!how )\bto |\b(?:can|ai|it|bot|you|chatgpt|let|have|that) (?:\w+ )?)"
        r"(?:talk|chat|speak)(?:s|ing)? (?:to|with) (?:my |the |a )?(?:client|patient)s?"
        r"(?:$| (?:for me|instead|between|overnight|at night|while i|when i|as me|24))",
        r"\b(?:be|act as|replace|play|become) (?:the |a |my client'?s |their )?(?:therapist|counsel"
        r"l?or|psychologist)\b(?! (?:for|in) (?:practice|training|role))",
        r"\b(?:ai|chatgpt|bot|chatbot) (?:therapy for|therapist for|to (?:treat|counsel))\b",
        r"\b(?:chatbot|bot) for (?:my |the )?clients?\b",
    ),
    _beyond(
        "No prompt here reads emotions from a face, a voice or a text: models are unreliable at "
        "it, and some laws forbid it. These start from what you observed yourself.",
        "mental-status-exam-wording ai-vendor-evaluation ai-bias-audit-text",
        r"\b(?:detect|read|recogni[sz]e|analy[sz]e|measure)(?:s|ing)? (?:(?:the|her|his|their|my|a"
        r"|client|patient|client's|clients|hidden) )*(?:emotions?|feelings|facial expressions?"
        r"|face|voice|tone of voice)\b",
        r"\b(?:emotion|sentiment|lie) (?:detect\w*|recognition|analysis)\b",
    ),
    _beyond(
        "No prompt here decides whether to report or to warn: that is your duty, your state's law "
        "and, where there is doubt, a call to your supervisor or a lawyer. These help you prepare.",
        "mandated-report-preparation ethics-dilemma-decision-steps ipv-safety-considerations",
        r"\b(?:should|must|can|do|did) (?:i|we) (?:need to |have to |really )*(?:report|warn"
        r"|break confidentiality|call (?:cps|aps|dcfs|the police|911)|hospitali[sz]e)\b",
        r"\b(?:decide|tell me) (?:whether|if) (?:to|i should|i must) (?:report|warn|call)\b",
    ),
    _beyond(
        "No prompt here gives an opinion on custody, parenting or fitness: that takes a separate "
        "evaluation by somebody who is not the treating clinician. These help you stay in role.",
        "ethics-dilemma-decision-steps release-of-information-cover",
        r"\b(?:custody|visitation|parental fitness|parenting time)\b.{0,30}\b(?:opinion"
        r"|recommend\w*|evaluation|letter|report|decide|decision|assessment)\b",
        r"\b(?:opinion|recommend\w*|evaluation|letter|report|statement) .{0,30}\bcustody\b",
        r"\b(?:fit|unfit) (?:parent|mother|father|to parent)\b",
        r"\bfitness for duty\b",
    ),
    _beyond(
        "No prompt here advises on medication: that belongs to the prescriber. These help you "
        "write to one.",
        "referral-letter-to-provider collateral-contact-questions",
        r"\b(?:change|adjust|stop|start|increase|decrease|lower|raise|taper|prescribe|switch|quit)"
        r"(?:s|ing)? (?:(?:his|her|their|the|my|a|client|patient|client's|taking|off) )*"
        r"(?:meds?|medications?|dose|dosage|ssris?|antidepressants?|prescription)\b",
        r"\b(?:what|which|how much) (?:meds?|medications?|dose|dosage|antidepressant)\b",
    ),
    _beyond(
        "No prompt here takes a transcript, a recording or psychotherapy notes of a real session: "
        "they can't be de-identified. Your own de-identified bullets are enough.",
        "deidentify-before-you-paste soap-note-draft ai-disclosure-consent-language "
        "ai-vendor-evaluation",
        r"\b(?:session|therapy|client) (?:transcripts?|recordings?|audio|video)\b",
        r"\b(?:transcripts?|recordings?) (?:of|from) (?:a |the |my |our )?(?:\w+ )?session",
        r"\btranscribe (?:a |the |my |our )?(?:\w+ )?session",
        r"\b(?:paste|upload|summari[sz]e|use) (?:my |the )?psychotherapy notes\b",
    ),
    _beyond(
        "No prompt here helps to use AI behind a client's back: clients are told beforehand. "
        "These help you tell them.",
        "ai-disclosure-consent-language ai-practice-policy ai-assistance-log-entry",
        r"\b(?:without|not) telling (?:my |the |a )?(?:client|patient)s?\b",
        r"\b(?:hide|hiding|conceal|cover up)(?:ing)? (?:that i used? |my use of |the use of )?"
        r"(?:ai|chatgpt)\b",
        r"\bundetectable\b|\bso (?:nobody|no one|my client does ?n[o']?t) (?:knows|notices?)\b",
    ),
    _beyond(
        "No prompt here changes a record after the fact or gets around billing rules. These help "
        "to say what is true, and to decide what to do when it is hard.",
        "note-medical-necessity-language ethics-dilemma-decision-steps",
        r"\bback ?dat(?:e|ed|ing)\b|\bupcod(?:e|ing)\b",
        r"\b(?:fake|falsify|fabricate|make up) (?:a |an |the |my |some )?(?:\w+ )?(?:notes?"
        r"|records?|charts?|sessions?|diagnosis)\b",
        r"\b(?:get around|evade|trick|fool) (?:the |my )?(?:insurance|insurer|billing|audit|payer)",
        r"\bmake it (?:look|sound) medically necessary\b",
    ),
)

_APART = re.compile(r"[^a-z0-9']+")


def beyond(query: str) -> Beyond | None:
    """The unaccepted use that a query asks for; None for an ordinary one."""
    plain = _APART.sub(" ", query.casefold().replace("’", "'")).strip()
    return next((use for use in BEYOND if use.pattern.search(plain)), None)
