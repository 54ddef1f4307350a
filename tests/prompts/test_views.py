"""A card stays short and keeps its cautions, whatever a file may hold."""

import dataclasses
from datetime import date

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.loader import load_catalog
from bot.catalog.records import Change, Prompt
from bot.reviews.records import Standing, State
from bot.settings import PROJECT
from bot.ui.lists import Page
from bot.ui.panels import Panel
from cogs.prompts import list_views, views
from cogs.prompts.list_views import Listed, Notice
from cogs.prompts.using.changes import Changed
from cogs.prompts.using.history_views import Earlier, history_panel

PROMPTS = list(load_catalog(PROJECT / "catalog").prompts.values())
SOME = PROMPTS[0]
DAY = date(2026, 11, 25)
STANDINGS = [
    Standing(),
    Standing(State.IN_REVIEW),
    Standing(State.CHANGES_REQUESTED),
    Standing(State.APPROVED, ("reviewer", "lead reviewer"), DAY, DAY),
    Standing(State.DUE, ("reviewer",) * 2, DAY, DAY),
]


def words_of(panel: Panel) -> str:
    shown = [item for item in panel.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    return "\n".join(item.content for item in shown)


@given(
    st.integers(5, 60),
    st.integers(20, 170),
    st.lists(st.integers(1, 180), min_size=1, max_size=4),
    st.lists(st.integers(1, 180), min_size=1, max_size=4),
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from(STANDINGS),
)
def test_a_card_is_under_1500_characters_with_every_caution_whole(
    title: int,
    summary: int,
    cautions: list[int],
    not_for: list[int],
    check: int,
    bias: int,
    standing: Standing,
):
    prompt = dataclasses.replace(
        SOME,
        title="t" * title,
        summary="s" * summary,
        cautions=tuple("c" * length for length in cautions),
        not_for=tuple("n" * length for length in not_for),
        human_review="h" * check,
        bias_notes="b" * bias,
    )
    own = (prompt.title, prompt.summary, prompt.human_review, prompt.bias_notes)
    if sum(map(len, (*own, *prompt.cautions, *prompt.not_for))) > 1200:
        return  # the lint of the catalogue refuses these

    words = words_of(
        views.card(
            prompt, saved=True, standing=standing, notice="n" * 110, first="f" * 60, can_show=True
        )
    )

    assert len(words) < 1500
    assert all(f"- {caution}\n" in words for caution in prompt.cautions)


@pytest.mark.parametrize("standing", STANDINGS)
def test_every_prompt_of_the_catalogue_is_shown_whole(standing: Standing):
    for prompt in PROMPTS:
        words = words_of(views.card(prompt, saved=True, standing=standing, notice="n" * 110))
        assert len(words) < 1500
        assert prompt.bias_notes in words
        assert prompt.human_review in words


def listed(count: int) -> tuple[Listed, ...]:
    return tuple(Listed(prompt, reviewed=True) for prompt in PROMPTS[:count])


def test_the_longest_lists_fit_into_a_message():
    by_length = sorted(PROMPTS, key=lambda p: len(p.title) + len(p.summary), reverse=True)[:10]
    page = Page(tuple(Listed(prompt, reviewed=True) for prompt in by_length), 3, 9)
    names = tuple(f"**{'x' * 60}** ({'y' * 110})" for _ in range(100))

    panels = [
        list_views.results_panel("q" * 100, page.items, ["word"] * 30),
        list_views.browse_panel(None, page),
        list_views.new_panel(page),
        list_views.saved_panel(page, Notice(names, names, names)),
    ]

    assert all(len(words_of(panel)) <= 4000 for panel in panels)


def test_a_notice_names_some_and_counts_the_rest():
    panel = list_views.saved_panel(Page((), 0, 1), Notice(changed=("a" * 300, "b" * 60, "c")))

    assert f"{'a' * 300} and 2 more" in words_of(panel)


def test_the_words_of_a_request_fit_its_button():
    panel = list_views.nothing_found_panel(None, ["documentation"] * 10)

    buttons = [item for item in panel.walk_children() if isinstance(item, discord.ui.Button)]
    assert buttons[0].custom_id == "prompts.request:" + "-".join(["documentation"] * 4)


def with_changes(count: int) -> Prompt:
    log = tuple(Change(f"1.{n}.0", DAY, "n" * 300) for n in range(count))
    return dataclasses.replace(SOME, changelog=log)


def test_a_history_fits_into_a_message_or_brings_a_file():
    earlier = [Earlier(f"{n:064}", f"1.{n}.0", DAY) for n in range(40)]
    small, no_files = history_panel(
        with_changes(40), earlier, earlier[0], [Changed("Text", ("- ``` a", "+ ``````b"))]
    )
    large, files = history_panel(
        with_changes(1), earlier, earlier[0], [Changed("Text", ("+ word " * 500,))]
    )

    assert len(words_of(small)) <= 4000
    assert words_of(small).count("```") == 2
    assert not no_files
    assert len(files) == 1
    assert "More changed than fits" in words_of(large)


def test_a_history_without_earlier_wording_says_so():
    panel, _ = history_panel(SOME, [], None, [])

    assert "No earlier wording is kept" in words_of(panel)
