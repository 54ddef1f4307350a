"""The prompt catalogue for members: finding, browsing and saving."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Feature, HelpLine, Keeps
    from bot.ui.actions import Action
    from cogs.prompts.cog import Prompts
    from cogs.prompts.store import SavedPrompts

    saved = SavedPrompts(app.house.storage)
    cog = Prompts(app.house, saved)
    feature = Feature(
        name="prompts",
        title="Prompts",
        actions=(
            Action("prompts.open", cog.open),
            Action("prompts.category", cog.pick_category),
            Action("prompts.page", cog.turn_page),
            Action("prompts.saved_page", cog.turn_saved_page),
            Action("prompts.save", cog.save),
            Action("prompts.unsave", cog.unsave),
            Action("prompts.text", cog.show_text),
        ),
        keeps=(
            Keeps(
                "The prompts that you saved",
                "until you remove them",
                saved.export_member,
                saved.forget_member,
            ),
        ),
        help=(
            HelpLine("prompt find", "Find a prompt: type a few words"),
            HelpLine("prompt browse", "Look through the catalogue by category"),
            HelpLine("prompt saved", "The prompts that you saved"),
        ),
    )
    await app.add_feature(feature, cog)
