"""The commands that correct a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mahdar.showing.terminal import safe

if TYPE_CHECKING:
    from mahdar.corrections import Asked, Do


def day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as YYYY-MM-DD", context, option) from None


_RECORD = click.Argument(["record"], type=click.Path(path_type=Path))
_SIGNED = [
    click.Option(["--why"], required=True, help="The reason."),
    click.Option(["--who"], envvar="MAHDAR_WHO", help="Who corrects; else MAHDAR_WHO, else the name of the user."),
    click.Option(["--when"], callback=day, metavar="DAY", help="On which day; else today."),
]
_THING, _DOCUMENTS = click.Argument(["thing"]), click.Argument(["documents"], nargs=-1, required=True)


@click.group()
def correct() -> None:
    """Correct a record: written to RECORD.corrections.toml beside it, kept over every rebuild, shown wherever it acts."""


def _correcting(do: Do, *arguments: click.Parameter) -> Callable[[Callable[..., Asked]], None]:
    """Adds a command of `correct`: `ask` says what the correction is bound to."""

    def add(ask: Callable[..., Asked]) -> None:
        def body(record: Path, why: str, who: str | None, when: str | None, **asked: Any) -> None:
            from mahdar import corrections

            made = corrections.correct(record, corrections.signed(do, ask(**asked), who, when or date.today().isoformat(), why))
            click.echo(f"{corrections.beside(record)}: {made.do} by {safe(made.who)}")

        correct.add_command(click.Command(do, callback=body, params=[_RECORD, *arguments, *_SIGNED], help=ask.__doc__))

    return add


@_correcting("merge", click.Argument(["things"], nargs=-1, required=True))
def _merge(things: tuple[str, ...]) -> Asked:
    """Two or more THINGS of the record are one."""
    from mahdar import corrections

    if len(things) < 2:
        raise click.UsageError("name two things or more")
    return corrections.things(*things)


@_correcting("split", _THING, _DOCUMENTS)
def _split(thing: str, documents: tuple[str, ...]) -> Asked:
    """What these DOCUMENTS tell of a THING is another thing."""
    from mahdar import corrections

    return corrections.tellings(thing, documents)


@_correcting("reject", click.Argument(["claims"], nargs=-1, required=True))
def _reject(claims: tuple[str, ...]) -> Asked:
    """The sources do not say what these CLAIMS have; take their ids from: mahdar why."""
    from mahdar import corrections

    return corrections.claims(*claims)


@_correcting("settle", click.Argument(["cell"]), click.Argument(["value"]))
def _settle(cell: str, value: str) -> Asked:
    """The CELL, such as astana-round-21.city, has this VALUE (an id, a number, EDTF, words)."""
    from mahdar import corrections

    return corrections.settled(cell, value)


@_correcting("identify", click.Argument(["name"]), click.Argument(["actor"]))
def _identify(name: str, actor: str) -> Asked:
    """A NAME that only texts know is this ACTOR of the world."""
    from mahdar import corrections

    return corrections.named(name, actor)


@_correcting("day", click.Argument(["document"]), click.Argument(["published"], callback=day))
def _published(document: str, published: str) -> Asked:
    """The source DOCUMENT was PUBLISHED on this day."""
    from mahdar import corrections

    return corrections.published(document, published)
