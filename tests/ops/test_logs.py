"""Logs identify and never quote."""

import asyncio
import json
import logging

import pytest
import structlog

from bot.ops.logs import QUOTING, keep_loop_from_quoting, set_up_logs, trace_of

SECRET = "Jordan-Fictional-5551234"


@pytest.fixture(autouse=True)
def logs_as_before():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def fail_with(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise RuntimeError(f"could not use {secret}") from error


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_trace_names_types_and_places_but_no_values(
    capsys: pytest.CaptureFixture[str], form: str
):
    set_up_logs("DEBUG", form)  # type: ignore[arg-type]

    for log in (logging.getLogger("some.library"), structlog.stdlib.get_logger("bot.part")):
        try:
            fail_with(SECRET)
        except RuntimeError:
            log.exception("it failed")

    said = capsys.readouterr().err
    assert said.count("it failed") == 2
    assert "RuntimeError" in said
    assert "because of ValueError" in said
    assert "fail_with" in said
    assert SECRET not in said


def test_a_trace_shows_the_numbers_of_a_refusal():
    class Refused(Exception):  # noqa: N818
        status = 403
        code = 50013

    assert "status=403 code=50013" in trace_of(Refused(SECRET))
    assert SECRET not in trace_of(Refused(SECRET))


def test_libraries_that_quote_never_show_their_debug_lines():
    set_up_logs("DEBUG", "console")

    assert all(not logging.getLogger(f"{n}.part").isEnabledFor(logging.DEBUG) for n in QUOTING)
    assert logging.getLogger("bot.part").isEnabledFor(logging.DEBUG)


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]):
    set_up_logs("INFO", "json")

    structlog.stdlib.get_logger("bot.part").info("text held back", guild=7, kinds=["PHONE"])

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["guild"], line["level"]) == ("text held back", 7, "info")


async def test_a_task_that_nobody_awaited_is_logged_without_its_text(
    capsys: pytest.CaptureFixture[str],
):
    set_up_logs("DEBUG", "console")
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    keep_loop_from_quoting(loop)
    try:
        loop.call_exception_handler({"message": SECRET, "exception": ValueError(SECRET)})
    finally:
        loop.set_exception_handler(before)

    said = capsys.readouterr().err
    assert "a background task failed" in said
    assert "ValueError" in said
    assert SECRET not in said
