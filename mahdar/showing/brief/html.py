"""A brief as one HTML file that opens without a server: no script, nothing fetched, every text escaped and in its own direction."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources

from mahdar.showing.brief.model import Block, Brief, Cite, Entry, Heading, Note, Paragraph, Run, Runs, Table, Words
from mahdar.showing.brief.script import direction, foreign
from mahdar.showing.brief.sentences import template
from mahdar.showing.citing import link

_HEAD = """<!DOCTYPE html>
<html lang="{tongue}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="{form}">
<main>
"""


def page(brief: Brief) -> str:
    """The whole brief as a page."""
    style = _style(brief)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    slots = {"title": escape(brief.title), "style": style, "hash": digest, "form": "short" if brief.short else "full"}
    head = _HEAD.format(tongue=brief.tongue, direction=direction(brief.tongue), **slots)
    return head + "\n".join(_Writer(brief).parts()) + "\n</main>\n</body>\n</html>\n"


def _style(brief: Brief) -> str:
    """The style sheet, with the words for the numbers of printed pages."""
    words = template("text", "page", brief.tongue).replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    sheet = resources.files(__package__).joinpath("brief.css").read_text(encoding="utf-8")
    return sheet.replace('"{page} / {pages}"', f'"{words}"')


class _Writer:
    """Holds the footnotes until the end."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.notes: list[str] = []

    def parts(self) -> Iterator[str]:
        yield from self.blocks(self.brief.blocks)
        if self.notes:
            yield '<ol class="notes">'
            for number, note in enumerate(self.notes, 1):
                yield f'<li id="note-{number}">{note} <a href="#at-note-{number}" class="back">↩</a></li>'
            yield "</ol>"
        yield '<section class="sources">'
        yield from self.blocks(self.brief.sources)
        yield "</section>"

    def blocks(self, blocks: tuple[Block | Entry, ...]) -> Iterator[str]:
        """Blocks one after another; items and sources that follow one another are one list."""
        before = ""
        for block in blocks:
            tag = _list_of(block)
            if tag != before:
                yield f"</{before}>" if before else ""
                yield f"<{tag}>" if tag else ""
            before = tag
            yield self.block(block)
        yield f"</{before}>" if before else ""

    def block(self, block: Block | Entry) -> str:
        if isinstance(block, Heading):
            return f"<h{block.level}>{self.runs(block.runs, False)}</h{block.level}>"
        if isinstance(block, Entry):
            number = f' id="source-{block.number}" value="{block.number}"' if block.number else ""
            return f"<li{number}>{self.runs(block.runs)}</li>"
        if isinstance(block, Paragraph):
            return f"<li>{self.runs(block.runs)}</li>" if block.kind == "item" else f'<p class="{block.kind}">{self.runs(block.runs)}</p>'
        return self.table(block)

    def table(self, block: Table) -> str:
        """Each cell has its heading too, for narrow screens."""
        shares = "".join(f'<col width="{100 * width // sum(block.widths)}%">' for width in block.widths)
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in block.headings)
        rows = [zip(block.headings, row, strict=True) for row in block.rows]
        body = "\n".join(f"<tr>{''.join(self.cell(heading, cell) for heading, cell in row)}</tr>" for row in rows)
        return f"<table><colgroup>{shares}</colgroup><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"

    def cell(self, heading: str, runs: Runs) -> str:
        return f'<td data-label="{escape(heading)}">{self.runs(runs)}</td>'

    def runs(self, runs: Runs, strong: bool = True) -> str:
        return "".join(self.run(run, strong) for run in runs).strip()

    def run(self, run: Run, strong: bool) -> str:
        if isinstance(run, Note):
            self.notes.append("")
            place = len(self.notes)
            self.notes[place - 1] = self.runs(run.runs)
            return f'<sup><a id="at-note-{place}" href="#note-{place}">{place}</a></sup>'
        return self.cite(run) if isinstance(run, Cite) else self.words(run, strong)

    def cite(self, cite: Cite) -> str:
        """`[3:12, 14; 5:4]`, each number with a link to its source."""
        parts = []
        for ref in cite.refs:
            number = self.brief.numbers[ref.document]
            lines = f":{','.join(map(str, ref.lines))}" if ref.lines else ""
            parts.append(f'<a href="#source-{number}">{number}{lines}</a>')
        more = f" +{cite.more}" if cite.more else ""
        return f'<span class="cite">[{"; ".join(parts)}{more}]</span>'

    def words(self, run: Words, strong: bool) -> str:
        told = escape(run.text)
        if run.voice != "own":
            told = self.isolated(run, told)
        return f"<strong>{told}</strong>" if run.strong and strong else told

    def isolated(self, run: Words, told: str) -> str:
        """A name or words of a source in a direction of their own; an address of the web is a link."""
        language = f' lang="{run.language}"' if run.language else ""
        way = foreign(run, self.brief.tongue) or "auto"
        if link(run.text):
            told = f'<a href="{told}" rel="noopener noreferrer">{told}</a>'
        return f'<bdi{language} dir="{way}">{told}</bdi>'


def _list_of(block: Block | Entry) -> str:
    if isinstance(block, Entry):
        return "ol" if block.number else "ul"
    return "ul" if isinstance(block, Paragraph) and block.kind == "item" else ""
