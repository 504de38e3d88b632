"""A brief as Markdown: citations link to the list of sources, conflicts are footnotes. No letter of a source is a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mahdar.showing.brief.model import Block, Brief, Cite, Entry, Heading, Note, Paragraph, Run, Runs, Words
from mahdar.showing.brief.script import direction, foreign

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$!]|(?<=\w)(?=://)|(?<=\bwww)(?=\.)")
_AT_START = re.compile(r"^(\s*\d*)((?<=\d)[.)](?=\s|$)|[-+](?=\s|$)|[-=](?=[-= ]*$))")


def text(brief: Brief) -> str:
    """The whole brief as Markdown."""
    return _Writer(brief).whole()


def escaped(words: str) -> str:
    """Words in which nothing is a mark of Markdown or HTML, wherever they stand."""
    return _AT_START.sub(r"\1\\\2", marked(words))


def marked(words: str) -> str:
    """Words in which nothing is a mark inside a line."""
    return _MARKS.sub(lambda hit: f"\\{hit[0]}", words)


class _Writer:
    """Holds the footnotes until the end."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.notes: list[str] = []

    def whole(self) -> str:
        parts = [f'<div lang="{self.brief.tongue}" dir="{direction(self.brief.tongue)}">']
        parts += [self.block(block) for block in (*self.brief.blocks, *self.brief.sources)]
        parts += [f"[^{number}]: {note}" for number, note in enumerate(self.notes, 1)]
        return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join([*parts, "</div>"])) + "\n"

    def block(self, block: Block | Entry) -> str:
        if isinstance(block, Heading):
            return f"{'#' * block.level} {self.runs(block.runs, strong=False)}"
        if isinstance(block, Entry):
            number = f'<a id="source-{block.number}"></a>{block.number}\\. ' if block.number else "- "
            return number + self.runs(block.runs)
        if isinstance(block, Paragraph):
            return ("- " if block.kind == "item" else "") + self.runs(block.runs)
        rows = [[self.runs(cell) for cell in row] for row in block.rows]
        lines = [[escaped(heading) for heading in block.headings], ["---"] * len(block.headings), *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def runs(self, runs: Runs, strong: bool = True) -> str:
        return "".join(self.run(run, strong) for run in runs).strip()

    def run(self, run: Run, strong: bool) -> str:
        if isinstance(run, Note):
            self.notes.append("")
            place = len(self.notes)
            self.notes[place - 1] = self.runs(run.runs)
            return f"[^{place}]"
        return "".join(self.cite(run)) if isinstance(run, Cite) else self.words(run, strong)

    def cite(self, cite: Cite) -> Iterator[str]:
        """`[3:12, 14; 5:4]`, each number with a link to its source."""
        parts = []
        for ref in cite.refs:
            number = self.brief.numbers[ref.document]
            parts.append(f"[{number}](#source-{number})" + (f":{','.join(map(str, ref.lines))}" if ref.lines else ""))
        yield f"\\[{'; '.join(parts)}{f' +{cite.more}' if cite.more else ''}\\]"

    def words(self, run: Words, strong: bool) -> str:
        told = escaped(run.text) if run.voice != "own" else marked(run.text)
        if way := foreign(run, self.brief.tongue):
            language = f' lang="{run.language}"' if run.language else ""
            told = f'<bdi{language} dir="{way}">{told}</bdi>'
        bare = told.strip()
        return told.replace(bare, f"**{bare}**", 1) if run.strong and strong and bare else told
