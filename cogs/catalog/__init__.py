"""The catalogue's files, read again while Attune runs; for its operators."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Attune


async def setup(app: "Attune") -> None:
    """Load the feature; called by the app."""
    from bot.feature import Audience, Feature, HelpLine
    from cogs.catalog.cog import NEWS, CatalogFiles, Reloads

    files = CatalogFiles(app.house)
    app.house.guilds.declare("catalog_reloads", Reloads)
    app.house.news.follow(NEWS, files.hear)
    feature = Feature(
        name="catalog",
        title="Catalogue files",
        help=(
            HelpLine(
                "catalog reload",
                "Read the catalogue's files again, without a restart",
                Audience.OPERATOR,
            ),
        ),
    )
    await app.add_feature(feature, files)
