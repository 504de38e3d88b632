"""The command that writes a brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mahdar.cli_correct import day

if TYPE_CHECKING:
    from mahdar.showing.words import Tongue


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.option("-o", "output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file: .docx, .html or .md.")
@click.option("--as-of", metavar="DAY", callback=day, help="The record as it stood on that day (YYYY-MM-DD).")
@click.option("--process", help="Only this process: an id, or a name in any language.")
@click.option("--since", metavar="DAY", callback=day, help="Only sessions of this day (YYYY-MM-DD) or later.")
@click.option("--until", metavar="DAY", callback=day, help="Only sessions of this day or earlier.")
@click.option("--short", is_flag=True, help="Two pages.")
@click.option("--no-text", is_flag=True, help="Leave the words of the sources out.")
@click.option("--exclude-sensitive", is_flag=True, help="Leave out every source with a mark of sensitivity, and what only it tells.")
@click.pass_obj
def brief(
    tongue: Tongue,
    record: Path,
    output: Path,
    as_of: str | None,
    process: str | None,
    since: str | None,
    until: str | None,
    short: bool,
    no_text: bool,
    exclude_sensitive: bool,
) -> None:
    """Write a brief on RECORD, a chronology from public sources: every sentence with its sources, conflicting reports in footnotes."""
    from mahdar.opening import open_record
    from mahdar.showing import brief as briefs

    briefs.kind_of(output)
    asked = briefs.Asked(tongue, process, since, until, short, not no_text, not exclude_sensitive)
    with open_record(record, as_of, sensitive=not exclude_sensitive) as opened:
        made = briefs.brief(opened.connection, asked)
    briefs.write(made, output)
    click.echo(f"{output}: {len(made.numbers)} sources cited")
