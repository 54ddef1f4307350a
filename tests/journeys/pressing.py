"""What a member can press."""

from bot.playground.actors.reply import Reply


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons if not button.disabled]
