"""What Discord's refusals mean to a server's staff, and what to do. Standard library only."""

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
UNKNOWN_USER = 10013
ALREADY_PUBLISHED = 40033
MISSING_ACCESS = 50001
CLOSED_DMS = 50007
NO_TEXT_THERE = 50008
MISSING_PERMISSIONS = 50013
THREAD_ARCHIVED = 50083
THREAD_THERE = 160004
THREAD_LOCKED = 160005

GONE_OR_HIDDEN = frozenset({UNKNOWN_CHANNEL, UNKNOWN_GUILD, MISSING_ACCESS})
"""After these Attune asks whether it is still a member of the server."""

AGAIN = "then press *Post now*"
ROLE_GONE = (
    "A role that was to be notified was deleted, so nobody was notified by it. Plan what follows "
    "with another role."
)


def sentence_for(code: int, channel_id: int) -> str:
    """What stands in the way of posting in a channel, and the cure."""
    where = f"<#{channel_id}>"
    match code:
        case 10003:
            return (
                "The channel or thread that it was meant for was deleted. Plan it again for "
                "another one, then press *Skip* here."
            )
        case 10008:
            return "The message that it belongs to was deleted, so there is nothing left to do."
        case 50001:
            return (
                f"I can't see {where}. Give me View Channel, Send Messages and Read Message "
                f"History there (Edit Channel, Permissions), {AGAIN}."
            )
        case 50013:
            return (
                f"A permission is missing in {where}. Give me Send Messages, Attach Files, Create "
                f"Public Threads and Send Messages in Threads there (Edit Channel, Permissions), "
                f"{AGAIN}."
            )
        case 50007 | 10013:
            return "They take no direct messages from me."
        case 50008:
            return (
                f"{where} is no channel for messages. Plan it again for another one, then press "
                "*Skip* here."
            )
        case 50083 | 160005:
            return f"The thread {where} is locked. Unlock it, or give me Manage Threads, {AGAIN}."
        case _:
            return (
                f"Discord refused it in {where} (code {code}). The people who run me can find out "
                f"why; after that, press *Post now*."
            )


def cannot_look(channel_id: int) -> str:
    """What to do where nobody can say whether something was posted."""
    return (
        f"I was interrupted while I posted in <#{channel_id}>, and I may not read the history "
        "there, so I can't see whether it arrived. Give me View Channel and Read Message History "
        f"there, {AGAIN}: I look first and post only what is missing. If you can see that it "
        "arrived, press *Skip*."
    )
