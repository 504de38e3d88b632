"""Every command. A body is one call and one print; imports are late, so that each command loads what it needs."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from mahdar import __version__
from mahdar.cli_brief import brief
from mahdar.cli_correct import correct, day
from mahdar.errors import MahdarError
from mahdar.showing.listings import LISTINGS
from mahdar.showing.terminal import escaped, safe, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mahdar.building import Report
    from mahdar.opening import Record
    from mahdar.showing.listings import Row
    from mahdar.showing.words import Tongue

CLOSED, FAILED, STOPPED = 1, 2, 130  # exit statuses: whoever read our output left; nothing could be done; Ctrl-C
MOST_LINES = 20  # documents set aside that are listed one by one


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs a command; whatever goes wrong becomes one line on standard error and an exit status, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # text streams of ours
    logging.basicConfig(format="mahdar: %(message)s", level=logging.WARNING)
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        sys.exit(_run(arguments))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """Stops the command, once: what it left half done is tidied up undisturbed."""
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(arguments: list[str] | None) -> int:
    try:
        status = commands.main(arguments, prog_name="mahdar", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except MahdarError as problem:
        return _say(str(problem), FAILED)
    except click.ClickException as problem:
        return _say(_usage(problem), FAILED)
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped", STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the interpreter's last flush does not fail
        return CLOSED
    except OSError as fault:
        return _say(f"{fault.filename or 'standard output'}: {fault.strerror}; check the place and the room on it", FAILED)
    except Exception as bug:
        if "MAHDAR_DEBUG" in os.environ:
            raise
        return _say(f"{type(bug).__name__}: {bug}; a fault of mahdar: report it, with the output under MAHDAR_DEBUG=1", FAILED)


def _say(line: str, status: int) -> int:
    click.echo(f"mahdar: {safe(' '.join(line.split()))}", err=True)
    return status


def _usage(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return f"{problem.format_message().rstrip('.')}; see: {context.command_path} --help" if context else problem.format_message()


PACKS = click.option("--packs", type=click.Path(path_type=Path), metavar="DIR", help="A folder of your own languages/, world/, processes/.")
AS_OF = click.option("--as-of", metavar="DAY", callback=day, help="The record as it stood on that day (YYYY-MM-DD).")
RECORD = click.argument("record", type=click.Path(path_type=Path))
TABLE = click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
SOURCES = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=False)
@click.version_option(__version__, prog_name="mahdar")
@click.option("--words", type=click.Choice(["en", "ar"]), default="en", envvar="MAHDAR_WORDS", help="Language of headings.")
@click.pass_context
def commands(context: click.Context, words: Tongue) -> None:
    """Mahdar turns news coverage of a peace process into a sourced chronology."""
    context.obj = words


@commands.command()
@SOURCES
@click.option("--into", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The record to make or add to, a DuckDB file.")
@click.option("--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Worker processes; few documents need none.")
@click.option("--anew", is_flag=True, help="Make the record anew, of these sources alone.")
@PACKS
def build(sources: tuple[Path, ...], into: Path, jobs: int, anew: bool, packs: Path | None) -> None:
    """Build a record from files and folders ("-" is standard input), or add what is new in them to it."""
    from mahdar import building

    with _bar() as progress:
        report = building.build(sources, into, packs, jobs, progress, anew)
    click.echo("\n".join(_report(report, into)))


@contextmanager
def _bar() -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, gone when done; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _report(report: Report, into: Path) -> Iterator[str]:
    """What was read, what was not and why, what conflicts."""
    counts = ", ".join(f"{count} {table}" for table, count in report.counts.items())
    earlier = report.held - report.read - report.unread.total()
    yield f"{into}: {report.read} sources read{f', {earlier} held before' if earlier else ''}: {counts}"
    for why, count in report.unread.most_common():
        yield f"not read: {count} ({why})"
    for refused in report.aside[:MOST_LINES]:
        yield f"set aside: {safe(str(refused))}"
    if len(report.aside) > MOST_LINES:
        yield f"set aside: {len(report.aside) - MOST_LINES} more"
    yield from map(safe, report.idle)
    if report.counts["sessions"] and not report.processes:
        yield "these sessions are of no known process; add yours with --packs (see CONTRIBUTING)"
    if report.conflicts:
        yield f"conflicting reports: {report.conflicts}; see: mahdar disagreements {into}"


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--trace", is_flag=True, help="Show what fired, lost and was refused.")
@click.option("--published", metavar="DAY", callback=day, help="The day the text was published, where it does not say.")
@click.option("--language", metavar="CODE", help="The language of the text, such as ar.")
@PACKS
@click.pass_obj
def read(tongue: Tongue, file: Path, form: str, trace: bool, published: str | None, language: str | None, packs: Path | None) -> None:
    """Read one FILE ("-" is standard input) and show what it says."""
    from mahdar.texts import readings_of

    found = list(readings_of(file, packs, language, published))
    if form == "json":
        from mahdar.showing.export import dumps, reading_json

        exported = [reading_json(reading) for reading, _ in found]
        click.echo(escaped(dumps(exported[0] if len(exported) == 1 else {"schema": "mahdar-readings/1", "readings": exported})), nl=False)
        return
    from mahdar.showing import reading as view

    for reading, events in found:
        show(view.page(reading, tongue))
        if trace:
            show(view.trace(reading, events))


@commands.command()
@click.argument("pattern")
@click.argument("text")
@click.option("--published", metavar="DAY", callback=day, help="The day the text was published.")
@click.option("--language", metavar="CODE", default="ar", show_default=True, help="The language of the text.")
@PACKS
def explain(pattern: str, text: str, published: str | None, language: str, packs: Path | None) -> None:
    """Show what a PATTERN takes in a TEXT; or how far it comes, what it wants next and what it meets."""
    from mahdar.engine.explain import explain as explained
    from mahdar.engine.pack import load_packs

    click.echo(safe_block(explained(load_packs(packs), pattern, text, language, published)))


def safe_block(text: str) -> str:
    """Several lines, each without what could steer a terminal."""
    return "\n".join(safe(line) for line in text.split("\n"))


@commands.command()
@click.option("--rewrite", is_flag=True, help="First put the word lists in canonical order.")
@PACKS
def check(rewrite: bool, packs: Path | None) -> int:
    """Check all packs: keys, words, and every pattern against its cases. Exit status 1 where something is wrong."""
    from mahdar.engine import check as checks
    from mahdar.engine.pack import load_packs

    for path in checks.rewrite(load_packs(packs)) if rewrite else ():
        click.echo(f"rewritten: {path}")
    found = checks.problems(load_packs(packs))
    click.echo(safe_block("\n".join([*found, f"{len(found)} problems" if found else "all packs are in order"])))
    return 1 if found else 0


@commands.command()
@SOURCES
@click.option("--kind", type=click.Choice(["saying", "quotation", "name", "date", "outlet"]), help="Only what is of this kind.")
@click.option("--least", type=click.IntRange(min=1), default=1, show_default=True, help="Only what was met that often.")
@TABLE
@PACKS
@click.pass_obj
def unread(tongue: Tongue, sources: tuple[Path, ...], kind: str | None, least: int, form: str, packs: Path | None) -> None:
    """List what the reader could not place in files and folders, most frequent first.

    Verbs of saying without a statement, quotations without a speaker, names that the world does not know, numbers beside words of the
    calendar that are no date, unknown outlets.
    """
    from mahdar import growing
    from mahdar.showing.growing import UNREAD, unread_page

    found = [row for row in growing.unread(sources, packs, kind) if row["count"] >= least]
    _print(found, list(UNREAD), form, lambda: unread_page(found, tongue), "nothing unread")


@commands.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@TABLE
@click.pass_obj
def diff(tongue: Tongue, old: Path, new: Path, form: str) -> None:
    """Show the claims gained, lost and changed from the record OLD to the record NEW of the same sources."""
    from mahdar.showing import growing

    found = growing.diff(old, new)
    _print(found, list(growing.DIFF), form, lambda: growing.diff_page(found, tongue), "no claim differs")


def _print(found: list[Row], columns: list[str], form: str, page: Callable[[], RenderableType], none: str) -> None:
    """Rows in the form asked for."""
    from mahdar.showing import tables

    if form == "json":
        click.echo(tables.as_json(found))
    elif form == "csv":
        click.echo(tables.as_csv(found, columns), nl=False)
    elif found:
        show(page())
    else:
        click.echo(none)


@commands.command()
@RECORD
@click.argument("cell", required=False)
@AS_OF
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def why(tongue: Tongue, record: Path, cell: str | None, as_of: str | None, form: str) -> None:
    """Show the candidates, independent sources and marked lines behind a CELL, such as astana-round-21.dates.

    Without CELL: the dates, place or status on which sources conflict or most of them speak.
    """
    import msgspec

    from mahdar.showing.tables import Names
    from mahdar.showing.why import busiest, page

    with _opened(record, as_of) as opened:
        answer = opened.why(cell or busiest(opened.connection))
        if form == "json":
            click.echo(escaped(json.dumps(msgspec.to_builtins(answer), ensure_ascii=False, indent=1)))
        else:
            show(page(answer, Names(opened.connection, tongue)))


@commands.command()
@click.argument("record", required=False, type=click.Path(path_type=Path))
@click.option("-n", "size", type=click.IntRange(min=1), default=100, show_default=True, help="How many facts to ask about.")
@click.option("--documents", type=click.IntRange(min=0), default=0, show_default=True, help="Sources to code whole, for recall.")
@click.option("--into", type=click.Path(path_type=Path), default="sample.xlsx", show_default=True, help="The sheet: .csv or .xlsx.")
@click.option("--seed", type=int, help="Draw the same sheet again.")
@click.option("--score", "filled", type=click.Path(path_type=Path), metavar="SHEET", help="Score this filled-in sheet instead.")
@AS_OF
def sample(record: Path | None, size: int, documents: int, into: Path, seed: int | None, filled: Path | None, as_of: str | None) -> None:
    """Draw a random, blind coding sheet from RECORD; or score one: precision, and recall from sources coded whole, with 95 % intervals.

    Write y or n beside each fact: does the passage tell it? Some facts are altered on purpose. Keep the key (.key.json) beside the sheet.
    """
    from mahdar import sampling

    if filled:
        click.echo("\n".join(sampling.lines(sampling.score(filled))))
    elif record is None:
        raise click.UsageError("give a RECORD to draw from, or --score SHEET")
    else:
        with _opened(record, as_of) as opened:
            asked = sampling.draw(opened.connection, into, size, documents, seed)
        click.echo(f"{into}: {asked} facts to judge; write y or n in `right`, then: mahdar sample --score {into}")


@commands.command()
@RECORD
@click.option("--since", required=True, metavar="DAY", callback=day, help="The first day of which it tells (YYYY-MM-DD).")
@click.option("--until", metavar="DAY", callback=day, help="The last day; without it, that of the latest source.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_obj
def digest(tongue: Tongue, record: Path, since: str, until: str | None, form: str) -> None:
    """Show what became known from one day to another: new sessions, changes, conflicts, commitments made, fulfilled, fallen due."""
    from mahdar.showing import digest as view
    from mahdar.showing.tables import Names

    found, after = view.digest(record, since, until)
    with after:
        if form == "json":
            click.echo(view.as_json(found))
        elif form == "markdown":
            click.echo(view.as_markdown(found, Names(after, tongue)))
        else:
            show(view.as_text(found, Names(after, tongue)))


@commands.command()
@RECORD
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the name of TARGET does not end in one.")
@AS_OF
@click.option("--no-text", is_flag=True, help="Leave the words of the sources out.")
@click.option("--exclude-sensitive", is_flag=True, help="Leave out every source with a mark of sensitivity, and what only it tells.")
@click.pass_obj
def export(tongue: Tongue, record: Path, target: Path, form: str | None, as_of: str | None, no_text: bool, exclude_sensitive: bool) -> None:
    """Write the whole RECORD to TARGET, a file or (csv, parquet) a folder.

    Formats: json, csv, parquet, xlsx, plover (.jsonl), ftm and ftm-statements (FollowTheMoney), jsonld, ics, gexf, csl.
    """
    from mahdar.opening import open_record
    from mahdar.showing.exports import export as write
    from mahdar.showing.exports import format_of

    chosen = format_of(target, form).name
    with open_record(record, as_of, sensitive=not exclude_sensitive) as opened:
        write(opened.connection, target, chosen, not no_text, tongue)


@commands.command()
@RECORD
@click.option("--port", type=click.IntRange(0, 65535), default=8037, show_default=True, help="Where to listen; 0 takes any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; others than this one are seen by others.")
@click.option("--edit", is_flag=True, help="Let who has the token of this run write corrections beside the record.")
@PACKS
@click.pass_obj
def serve(tongue: Tongue, record: Path, port: int, host: str, edit: bool, packs: Path | None) -> None:
    """Show RECORD in the browser: on this machine only, without a request to any other."""
    from mahdar.showing import room

    room.serve(record, port, tongue, host=host, edit=edit, packs=packs, say=lambda line: click.echo(safe(line)))


@commands.command()
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
def codebook(form: str) -> None:
    """Print the codebook: every table and column of a record, its meaning, unit, codes and missing values."""
    from mahdar.showing import codebook as book

    found = book.codebook()
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if form == "json" else book.markdown(found))


def _opened(record: Path, as_of: str | None) -> Record:
    from mahdar.opening import open_record

    return open_record(record, as_of)


def _list(listing: str, tongue: Tongue, record: Path, as_of: str | None, form: str, wanted: dict[str, str | None]) -> None:
    from mahdar.showing import listings, tables

    given = {option: value for option, value in wanted.items() if value is not None}
    with _opened(record, as_of) as opened:
        found = listings.rows(opened.connection, listing, given)
        none = "" if found else f"no {listing}{_instead(opened, listing, given)}"
        columns = listings.columns(opened.connection, listing)
        _print(found, columns, form, lambda: tables.table(listing, found, tables.Names(opened.connection, tongue)), none)


def _instead(record: Record, listing: str, given: dict[str, str]) -> str:
    """What the filters could have been."""
    from mahdar.showing import listings

    known = {option: listings.choices(record.connection, listing, option) for option in given}
    said = [f"--{option} may be {', '.join(values)}" for option, values in known.items() if values and given[option] not in values]
    return f" with {' '.join(f'--{o} {v}' for o, v in given.items())}{'; ' if said else ''}{'; '.join(said)}" if given else ""


def _listing_command(name: str) -> click.Command:
    """The command of a listing, with its filters."""

    @click.pass_obj
    def body(tongue: Tongue, /, record: Path, as_of: str | None, form: str, **wanted: Any) -> None:
        _list(name, tongue, record, as_of, form, wanted)

    listing = LISTINGS[name]
    options: list[click.Parameter] = [click.Option([f"--{option}"], help=help_) for option, help_ in listing.options()]
    command = click.Command(name, callback=body, params=options, help=listing.about)
    return RECORD(AS_OF(TABLE(command)))


for _name in LISTINGS:
    commands.add_command(_listing_command(_name))
commands.add_command(brief)
commands.add_command(correct)
