"""`attune catalog links`: opens what the catalogue points to, and writes down what it found."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import typer
from aiohttp import ClientSession

from bot.catalog.files import RESOURCES
from bot.catalog.link_dates import CHECKED, DEAD, Dates, NotEditableError, write_dates
from bot.catalog.listed import Resource
from bot.catalog.loader import load_catalog
from bot.cli.opening import Answer, Verdict, open_links, polite_session
from bot.errors import InvalidInputError, NotFoundError

Answers = Mapping[str, Answer]


async def check_links(
    folder: Path,
    *,
    today: date,
    session_of: Callable[[], ClientSession] = polite_session,
) -> None:
    """Open each resource's link, write the day into its file, and print a summary.

    What answers gets `link_checked_on`, what is certainly dead `link_dead_since`; where it is not
    certain the file stays as it is, and the link is named.

    Raises:
        CatalogError: The catalogue has mistakes.
        NotFoundError: Nothing answered, so nothing was written.
        InvalidInputError: A file can't be written.
    """
    resources = tuple(load_catalog(folder).resources.values())
    if not resources:
        typer.echo("There are no resources to open.")
        return
    typer.echo(f"Opening {len(resources)} links; that takes some minutes.")
    async with session_of() as session:
        answers = await open_links([resource.url for resource in resources], session)
    if not any(answer.verdict is Verdict.ANSWERS for answer in answers.values()):
        raise NotFoundError("No link answered. Check this machine's internet; nothing was written.")
    by_hand = [one.slug for one in resources if not _write(folder, one, answers[one.url], today)]
    typer.echo("\n".join(_summary(resources, answers, by_hand)))


def dates_for(resource: Resource, answer: Answer, today: date) -> Dates:
    """What the file is to say after this answer; nothing where it is not certain."""
    match answer.verdict:
        case Verdict.ANSWERS:
            return {CHECKED: today, DEAD: None}
        case Verdict.DEAD:
            return {DEAD: resource.link_dead_since or today}
        case Verdict.UNSURE:
            return {}


def _write(folder: Path, resource: Resource, answer: Answer, today: date) -> bool:
    dates = dates_for(resource, answer, today)
    file = folder / RESOURCES / f"{resource.slug}.yaml"
    try:
        if dates:
            write_dates(file, resource.url, dates)
    except NotEditableError:
        return False
    except OSError as error:
        raise InvalidInputError(f"{file} can't be written ({error.strerror}).") from None
    return True


def _summary(
    resources: tuple[Resource, ...], answers: Answers, by_hand: list[str]
) -> Iterator[str]:
    for verdict in (Verdict.DEAD, Verdict.UNSURE):
        for resource in resources:
            if (answer := answers[resource.url]).verdict is verdict:
                yield f"{verdict.value} ({answer.said}): {resource.slug} {resource.url}"
    for slug in by_hand:
        yield f"write it in by hand: {RESOURCES}/{slug}.yaml is laid out in another way, or changed"
    counts = Counter(answers[resource.url].verdict for resource in resources)
    yield (
        f"{len(resources)} links: {counts[Verdict.ANSWERS]} answer, {counts[Verdict.DEAD]} are "
        f"dead, {counts[Verdict.UNSURE]} are uncertain."
    )
