"""Whatever is typed into whichever option: an answer each time, never a trace."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.actors.errors import ClientError
from tests.journeys.conftest import Here
from tests.journeys.every_command import STRING, Leaf, fill, leaves

typed = st.text(min_size=1, max_size=120)


def value_for(option: dict[str, Any], words: str) -> Any:
    if option["type"] != STRING or option.get("choices"):
        return fill(option)
    return words[: option.get("max_length", 6000)]


async def answer(here: Here, leaf: Leaf, words: str) -> str:
    filled = {option["name"]: value_for(option, words) for option in leaf.options}
    try:
        reply = await here.mei.slash(leaf.words, **filled)
    except ClientError:
        # A client sends no option of blanks alone.
        return "not sent"
    assert reply.failed is None
    return (await reply.settled()).text


@given(words=typed)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_every_option_of_every_command_takes_any_text(here: Here, words: str):
    for leaf in leaves(here.hub.application):
        said = await answer(here, leaf, words)
        assert said
        assert "Something went wrong" not in said, (leaf.words, words)


@given(words=typed)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_every_suggesting_option_takes_any_text(here: Here, words: str):
    for leaf in leaves(here.hub.application):
        for option in leaf.options:
            if option.get("autocomplete"):
                offered = await here.mei.autocomplete(leaf.words, option["name"], words)
                assert len(offered) <= 25
                assert not any("Something went wrong" in choice.name for choice in offered)
