"""The prompt catalogue for members: finding, using and saving prompts, and writing new ones."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune
    from bot.help import HelpLine


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, Keeps
    from cogs.prompts.cards import Cards
    from cogs.prompts.cog import Prompts
    from cogs.prompts.feedback.feedback import Feedback
    from cogs.prompts.feedback.store import Said
    from cogs.prompts.lists import Lists
    from cogs.prompts.news import News
    from cogs.prompts.shelves import Shelves
    from cogs.prompts.store import SavedPrompts
    from cogs.prompts.submitting.desk import PromptDesk
    from cogs.prompts.submitting.store import Submissions
    from cogs.prompts.using.flow import Using
    from cogs.prompts.using.held import HeldForms
    from cogs.prompts.using.history import History
    from cogs.prompts.using.store import SeenPrompts

    house = app.house
    submissions, saved = Submissions(house.storage), SavedPrompts(house.storage)
    shelves = Shelves(house, submissions.approved)
    desk = PromptDesk(house, submissions)
    feedback = Feedback(house, Said(house.storage), submissions)
    cards = Cards(house, shelves, saved, feedback.useful_line)
    lists, using = Lists(shelves, saved), Using(shelves, HeldForms())
    history = History(house, shelves, SeenPrompts(house.storage), submissions)
    for part in (desk, feedback, history):
        await part.load()
    parts = (cards, lists, using, history, desk, feedback)
    feature = Feature(
        name="prompts",
        title="Prompts",
        actions=tuple(action for part in parts for action in part.actions),
        keeps=(
            Keeps(
                "The prompts that you saved",
                "until you remove them",
                saved.export_member,
                saved.forget_member,
            ),
            *desk.keeps,
            *feedback.keeps,
        ),
        help=_help(),
        exports=desk.exports,
        digest=News(shelves).digest,
    )
    await app.add_feature(feature, Prompts(house, shelves, cards, lists, using, history, desk))


def _help() -> tuple["HelpLine", ...]:
    from bot.help import HelpLine

    return (
        HelpLine("prompt find", "Find a prompt: type a few words"),
        HelpLine("prompt use", "Fill a prompt in and get the finished text"),
        HelpLine("prompt browse", "Look through the catalogue by category"),
        HelpLine("prompt new", "What was added or changed last"),
        HelpLine("prompt random", "A prompt by chance"),
        HelpLine("prompt saved", "The prompts that you saved"),
        HelpLine("prompt mine", "The prompts that you wrote"),
        HelpLine("prompt submit", "Write a prompt for this server's reviewers"),
    )
