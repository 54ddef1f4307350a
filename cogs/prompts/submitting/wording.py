"""What prompts are called while members write them."""

from bot.submissions.records import Words
from bot.submissions.rules import MOST_DRAFTS

PROMPTS = Words(
    action="submit",
    thing="prompt",
    piece="prompt",
    written="written",
    whither="for",
    unsent="A draft",
    this_one="Your draft",
    begin="`/prompt submit`",
    command="`/prompt mine`",
    listed="`/prompt mine`",
    reading="Open `/prompt mine` there",
    gone="That draft is not here any more. `/prompt mine` lists what there is.",
    too_many=(
        f"You have {MOST_DRAFTS} drafts here, the most there is room for. Send or delete one in "
        "`/prompt mine`, then press **Edit** to go on with this one."
    ),
)
