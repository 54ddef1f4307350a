from datetime import date
from typing import Any

from discord import ui

from bot.catalog.listed import ToolEvaluation
from bot.catalog.resource_vocabulary import Access, EvidenceLevel, Interests
from bot.reviews.records import Standing, State
from bot.ui.lists import page_of
from bot.ui.panels import TEXT_LIMIT_CHARACTERS, Panel
from cogs.resources import list_views, views
from cogs.resources.list_views import Listed, Notice
from cogs.resources.records import Filters
from tests.resources.daily_stock import resource

TODAY = date(2026, 11, 25)
LONG = "w" * 300
TOOL = ToolEvaluation(
    updated_on=TODAY,
    privacy_policy_url=f"https://example.org/{'p' * 280}",
    trains_on_input="unknown",
    baa_offered=LONG,
    data_location=LONG,
    deletion=LONG,
    crisis_handling=LONG,
    clinical_evidence=LONG,
    cost=LONG,
    funding=LONG,
)


def text_of(panel: Panel) -> str:
    return "\n".join(i.content for i in panel.walk_children() if isinstance(i, ui.TextDisplay))


def card(standing: Standing = Standing(), **more: Any) -> str:  # noqa: B008 - frozen
    return text_of(views.card(resource("one", **more), standing, TODAY))


def test_a_card_says_what_is_known_and_what_is_not():
    known = card(publisher="A press", published="2025-03", authors="A. Person", minutes=12)
    unknown = card(publisher=None, published=None, access=Access.UNKNOWN)

    assert "**Article** · A press · 2025 · 12 min" in known
    assert "By A. Person" in known
    assert "Publisher not known · year not known" in unknown
    assert "Kind of evidence not known · Access not known · example.org" in unknown


def test_a_card_says_who_reviewed_it_and_that_listing_is_no_endorsement():
    reviewed = Standing(State.APPROVED, ("reviewer",), TODAY, date(2027, 11, 25))

    assert "Reviewed by a reviewer on Nov 25, 2026" in card(reviewed)
    assert "Not yet reviewed by a licensed clinician here." in card()
    assert all("Being listed is not an endorsement." in card(s) for s in (reviewed, Standing()))


def test_a_card_warns_of_a_dead_link_and_of_who_sells_what_it_recommends():
    said = card(link_dead_since=date(2026, 11, 15), interests=Interests.YES)

    assert "The link did not answer when it was opened 10 days ago." in said
    assert "The publisher sells what it recommends." in said
    assert "Link opened on Nov 1, 2026." in card(link_checked_on=date(2026, 11, 1))


def test_the_longest_card_of_a_tool_fits_a_message():
    said = card(
        kind="tool",
        title="t" * 250,
        summary=LONG,
        publisher=LONG,
        authors=LONG,
        evidence_level=EvidenceLevel.VENDOR,
        tool_evaluation=TOOL,
    )

    assert len(said) <= TEXT_LIMIT_CHARACTERS


def test_long_lists_fit_a_message():
    found = [
        Listed(resource(f"r{n}", title=f"*{'t' * 249}", publisher="p" * 300), reviewed=True)
        for n in range(10)
    ]
    notice = Notice(*((tuple(f"**{'n' * 250}**" for _ in range(50)),) * 3))
    page = page_of(found * 2, 0)

    for panel in (
        list_views.results_panel("q" * 100, found),
        list_views.browse_panel(Filters("ethics", "article"), page),
        list_views.saved_panel(page, notice),
    ):
        assert len(text_of(panel)) <= TEXT_LIMIT_CHARACTERS
        assert len(list(panel.walk_children())) <= 40
    assert "and 49 more" in text_of(list_views.saved_panel(page, notice))


def test_buttons_say_whether_it_is_saved():
    def labels(saved: bool | None) -> list[str | None]:
        row = views.resource_row("one", saved)
        return [item.label for item in row.children if isinstance(item, ui.Button)]

    assert labels(None) == labels(False) == ["Save", "Useful?"]
    assert labels(True) == ["Saved", "Useful?"]
