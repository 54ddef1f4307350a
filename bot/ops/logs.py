"""Logs that identify and never quote."""

import asyncio
import logging
import sys
from typing import Any, Literal, cast

import structlog
from structlog.typing import EventDict, WrappedLogger

# Whose DEBUG lines hold whole events, bodies and parameters; SQLAlchemy's INFO is every statement,
# that of fontTools and fpdf2 which letters a text has.
QUOTING = {
    "discord": logging.INFO,
    "aiohttp": logging.INFO,
    "asyncio": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "asyncpg": logging.WARNING,
    "fontTools": logging.WARNING,
    "fpdf": logging.WARNING,
}


def trace_of(error: BaseException) -> str:
    """Where an error came from: types, files, lines and functions; never a message or a value.

    The message of an exception may hold what a member typed (`invalid literal for int(): '…'`), so
    it stays out; causes follow after "because of".
    """
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{'because of ' if lines else ''}{_name(current)}")
        lines.extend(_frames(current))
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _name(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    # Discord's own numbers say much and quote nothing.
    numbers = [
        f"{k}={v}" for k in ("status", "code") if isinstance(v := getattr(error, k, 0), int) and v
    ]
    return " ".join([name, *numbers])


def _frames(error: BaseException) -> list[str]:
    frames: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_qualname}")
        trace = trace.tb_next
    return frames


def _without_quotes(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    error = _error_in(event.pop("exc_info", None))
    if error is not None:
        event["trace"] = trace_of(error)
    return event


def _error_in(info: object) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return cast("tuple[object, BaseException | None, object]", info)[1]
    return sys.exc_info()[1] if info else None


def _console(_: WrappedLogger, __: str, event: EventDict) -> str:
    """One line, the trace below it."""
    trace = event.pop("trace", None)
    stamp, level, text = event.pop("timestamp"), event.pop("level"), event.pop("event")
    event.pop("logger", None)
    details = " ".join(f"{key}={value}" for key, value in event.items())
    line = f"{stamp} {level:<7} {text} {details}".rstrip()
    return f"{line}\n{trace}" if trace else line


def set_up_logs(level: str, form: Literal["console", "json"]) -> None:
    """Send every log line of the process to standard error, safely formatted.

    Libraries whose debug lines quote stay above them whatever `level` says. Calling it again
    replaces what was set up.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_quotes,
    ]
    render = structlog.processors.JSONRenderer() if form == "json" else _console
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=[]), *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUOTING.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    # A handler that fails would print the record's arguments.
    logging.raiseExceptions = False
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def keep_loop_from_quoting(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody awaited as a safe trace; asyncio's own line shows the exception's text."""

    def handle(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log = structlog.stdlib.get_logger("asyncio")
        log.error("a background task failed", exc_info=error)

    loop.set_exception_handler(handle)
