"""What resources are called while members suggest them."""

from bot.submissions.records import Words
from bot.submissions.rules import MOST_DRAFTS

RESOURCES = Words(
    action="suggest",
    thing="resource",
    piece="suggestion",
    written="suggested",
    whither="to",
    unsent="Not sent yet",
    this_one="This one",
    begin="`/resource suggest`",
    command="`/resource saved`",
    listed="*My suggestions*",
    reading="Open `/resource saved` there and press **My suggestions**",
    gone="That suggestion is not here any more. `/resource saved`, *My suggestions*, lists yours.",
    too_many=(
        f"You have {MOST_DRAFTS} suggestions here that you did not send, the most there is room "
        "for. Send or delete one (`/resource saved`, *My suggestions*), then press **Edit** to go "
        "on with this one."
    ),
)
