"""Builds the pages of docs/, the reference and the figures into build/site: `make docs`. Plain files that open without a server."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jinja2
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

import mahdar
from docs import figures, reference, shown
from mahdar.showing.tables import Names

HOME = Path(__file__).resolve().parent
SITE = HOME.parent / "build" / "site"
FIGURE = ".svg"  # an image so named is drawn from the sample: astana-round-22.dates.svg is why that cell says what it says
_SIGN = r"[^\sA-Za-z]"
_WORD = rf"{_SIGN}*[\u0600-\u06ff]{_SIGN}*(?<![:,)])"
_ARABIC = re.compile(rf"(?![(:,)]){_WORD}(?:[:,)]? (?:{_SIGN}+ )*{_WORD})*")


class Page(NamedTuple):
    """A page: its name, its Markdown as tokens, its heading."""

    name: str
    tokens: Sequence[Token]
    title: str


def build(into: Path, made: Path) -> None:
    """Writes the site into a folder that is made anew, with figures and keys from the record `made`."""
    with mahdar.open_record(made) as record:
        markdown = _markdown(record)
        texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted(HOME.glob("*.md"))} | reference.pages(record.connection)
        pages = {name: _page(name, text, markdown) for name, text in texts.items()}
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        template = jinja2.Environment(autoescape=True).from_string((HOME / "page.html").read_text(encoding="utf-8"))
        for page in pages.values():
            body = markdown.renderer.render(page.tokens, markdown.options, {})
            html = template.render(page=page, body=body, menu=_menu(pages), version=mahdar.__version__)
            (into / f"{page.name}.html").write_text(html, encoding="utf-8")
        shutil.copy(HOME / "page.css", into)


def _menu(pages: dict[str, Page]) -> list[tuple[str, list[Page]]]:
    """The parts of the menu with their pages; a page that none of them names is a how-to."""
    parts = tomllib.loads((HOME / "menu.toml").read_text(encoding="utf-8"))
    others = sorted(set(pages) - {name for names in parts.values() for name in names})
    return [(part, [pages[name] for name in (*names, *(others if part == "How to" else ()))]) for part, names in parts.items()]


def _page(name: str, text: str, markdown: MarkdownIt) -> Page:
    tokens = markdown.parse(text)
    title = next(_plain(after) for token, after in _headings(tokens) if token.tag == "h1")
    for heading, words in _headings(tokens):
        heading.attrSet("id", re.sub(r"\W+", "-", _plain(words).lower()).strip("-"))
    return Page(name, tokens, title)


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """The headings, each with its words."""
    return ((token, after) for token, after in pairwise(tokens) if token.type == "heading_open")


def _plain(inline: Token) -> str:
    return "".join(part.content for part in inline.children or [] if part.type in ("text", "code_inline"))


def _markdown(record: Any) -> MarkdownIt:
    """Markdown as the pages have it: files with their names, commands, figures, Arabic from right to left."""
    names = Names(record.connection, "en")

    def figure(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        source, alt = str(tokens[at].attrs["src"]), tokens[at].content
        drawn = figures.figure(record.why(source.removesuffix(FIGURE)), names, alt)
        return f'<span class="figure">{drawn}<span class="caption">{escape(alt)}</span></span>'

    def fence(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        name = tokens[at].info.partition(" ")[2]
        head = f'<p class="file">{escape(name)}</p>' if name else ""
        return f'{head}<pre tabindex="0"><code>{"".join(map(_line, tokens[at].content.splitlines(keepends=True)))}</code></pre>\n'

    def text(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return _isolated(tokens[at].content)

    def code(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        return f"<code>{_isolated(tokens[at].content)}</code>"

    def link(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        tokens[at].attrSet("href", re.sub(r"^([\w-]+)\.md\b", r"\1.html", str(tokens[at].attrs["href"])))
        return renderer.renderToken(tokens, at, options, env)

    markdown = MarkdownIt("commonmark").enable("table")
    for kind, rule in {"image": figure, "fence": fence, "text": text, "code_inline": code, "link_open": link}.items():
        markdown.add_render_rule(kind, rule)
    return markdown


def _line(line: str) -> str:
    """A line of a block; a command stands out from what it prints."""
    return f"<kbd>{_isolated(line.rstrip())}</kbd>\n" if line.startswith(shown.PROMPT) else _isolated(line)


def _isolated(text: str) -> str:
    """Text for a page, its Arabic apart from what stands beside it."""
    parts, at = [], 0
    for found in _ARABIC.finditer(text):
        parts += [escape(text[at : found.start()], False), f'<bdi lang="ar" dir="rtl">{escape(found[0], False)}</bdi>']
        at = found.end()
    return "".join([*parts, escape(text[at:], False)])


def main() -> None:
    """Builds the site with a record of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        build(SITE, shown.record(Path(folder)))
    print(f"{SITE / 'index.html'}")


if __name__ == "__main__":
    main()
