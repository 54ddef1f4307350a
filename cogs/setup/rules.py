"""What a choice needs, and how a typed one is read."""

import re

# What posting in a channel takes; reading lets Attune see what it has posted already.
POSTING = ("view_channel", "send_messages", "read_message_history")

MEANINGS = {
    "moderator_role": "Moderators",
    "organiser_role": "Organisers",
    "reviewer_role": "Reviewers",
    "lead_reviewer_role": "Lead reviewers",
    "professional_role": "Verified professionals",
    "announcements_channel": "Announcements",
    "staff_channel": "Staff",
    "moderation_log_channel": "Moderation log",
    "review_channel": "Reviews",
    "operations_channel": "What needs an operator",
    "daily_channel": "Resource of the day",
    "training_channel": "Trainings",
    "zone": "Time zone",
    "countries": "Countries",
    "reviewers_for_tier_3": "Reviewers for tier 3",
    "unreviewed": "Not reviewed yet",
}
UNREVIEWED_WORDS = {"marked": "shown with a mark", "hidden": "hidden from members"}


def countries_in(typed: str) -> tuple[str, ...]:
    """Country codes as typed ("us, ca gb"): upper case, in order, each once."""
    found = re.findall(r"[a-z]+", typed.casefold())
    return tuple(dict.fromkeys(code.upper() for code in found))


def permission_words(missing: list[str]) -> str:
    """Permissions as Discord's settings show them: "View Channel and Send Messages"."""
    names = [name.replace("_", " ").title() for name in missing]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
