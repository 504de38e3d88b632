"""Sections: which lines of a flattened page are title, dateline, body, caption, related or boilerplate, and of which article.

A label, never a cut: the sections tile the text. A line that looks like a real sentence stays body, whatever stands around
it; only cues that name sentences (forms, appeals) can claim one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from mahdar.documents.cues import Cues, key
from mahdar.documents.wrapped import soft_ends
from mahdar.model import Role, Section

LONG = 12  # words; a longer line is a sentence even without its full stop
HEADLINE = 25  # words; no real headline looked at was longer
SUBHEAD = 8
SHORT = 4  # words; a shorter line before the story is a name of a site, section or person
MANY = 3  # lines like headlines between title and story; more of them are a list of other articles
TOP = 200  # lines among which the headline is looked for

_CLOSED = re.compile(r"(?<![.…])[.:؛;۔][\"”“»)\]\s]*$")  # ".." and "…" close nothing
_CUT = re.compile(r"(?:\.\.|…)[\])\s]*$")
_BULLET = re.compile(r"(?:[•●▪◦·*–—-]|\(?\d{1,2}[.)-])\s")
_FILE = re.compile(r'\S+\.(?:jpe?g|png|gif|webp|svg|mp4)|\[/?caption\b.*|.*\b(?:alt|src|width)=".*', re.I)  # a file, a piece of markup
_TICKER = re.compile(r"\s{3,}|\|\|?|\s[*•]\s")
_COMMA = re.compile("[،,؛]")
_NUMERIC_DAY = re.compile(r"\b(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_DAY_AND_YEAR = re.compile(r"(?<!\d)\d{1,2}(?!\d).*(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class _Line:
    """A line that is not blank: where it is, its words in normal form, and what can be told from it alone."""

    start: int
    text: str
    after_blank: bool
    inline: bool = False  # the rest of a line that begins with a "read also"
    paired: bool = False  # stands twice in a row, or once cut and once whole
    kind: str | None = None
    role: Role | None = None
    article: int = 0
    key: str = ""
    count: int = 0  # words with a letter, of two letters or more
    closed: bool = False
    cut: bool = False

    def __post_init__(self) -> None:
        end = self.text[-12:]
        self.key, self.count = key(self.text), _count(self.text)
        self.closed, self.cut = bool(_CLOSED.search(end)), bool(_CUT.search(end))

    @property
    def sentence(self) -> bool:
        return self.kind is None and not self.inline and (self.count > LONG or (self.count >= SHORT and self.closed))

    @property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text))


def sections(text: str, cues: Cues, title: str | None = None, captions: Collection[str] = ()) -> tuple[Section, ...]:
    """The sections of `text`, in order, without gap or overlap; `title` and `captions` are lines known from metadata."""
    lines = _lines(text, cues, frozenset(key(c) for c in captions))
    if not lines:
        return (Section((0, len(text)), "body"),) if text else ()
    _Labeller(lines, cues, key(title) if title else None).label()
    return _tiles(lines, len(text))


def _tiles(lines: list[_Line], end: int) -> tuple[Section, ...]:
    """Neighbouring lines of one role and article are one section; each title and caption is its own. Blank lines follow."""
    firsts = [lines[0]]
    for before, line in pairwise(lines):
        if (line.role, line.article) != (before.role, before.article) or line.role in ("title", "caption"):
            firsts.append(line)
    starts = [0, *(line.start for line in firsts[1:]), end]
    return tuple(Section((a, b), line.role or "body", line.article) for (a, b), line in zip(pairwise(starts), firsts, strict=True))


def _lines(text: str, cues: Cues, captions: frozenset[str]) -> list[_Line]:
    lines, at, blank = [], 0, True
    for raw in _raw_lines(text):
        if stripped := raw.strip():
            line = _Line(at, stripped, blank)
            line.kind = "caption" if line.key and line.key in captions else _kind(line, cues)
            lines += _parted(line, raw) if line.kind == "read_also" else [line]
        blank = not stripped
        at += len(raw)
    _absorb(lines)
    _pair(lines)
    return lines


def _raw_lines(text: str) -> Iterator[str]:
    """The lines with their ends; those that are only broken to a width are one."""
    soft, start, at = soft_ends(text), 0, 0
    for raw in text.splitlines(keepends=True):
        at += len(raw)
        if at - 1 not in soft:
            yield text[start:at]
            start = at


def _parted(line: _Line, raw: str) -> list[_Line]:
    """A "read also" and the headline in the same line are two."""
    colon = raw.find(":") + 1
    headline = raw[colon:].strip()
    if not colon or not _count(headline):
        return [line]
    rest = _Line(line.start + colon, headline, False, inline=True)
    return [_Line(line.start, raw[:colon].strip(), line.after_blank, kind="read_also"), rest]


def _count(text: str) -> int:
    """Words of two letters or more; past the 200th character, where it no longer matters, words."""
    words = text[:200].split()
    return sum(1 for w in words if len(w) > 1 and (w[0].isalpha() or w[1].isalpha() or w[-1].isalpha())) + text.count(" ", 200)


def _kind(line: _Line, cues: Cues) -> str | None:
    """What a line is by itself: a cue's kind, or `file`, `mark` (no letters), `day`, `ticker`."""
    if line.kind or _FILE.fullmatch(line.text):
        return line.kind or "file"
    if kind := cues.kind(line.key, line.count, line.closed):
        return kind
    if _is_day(line):
        return "day"
    if not line.key.strip(" :_0123456789"):
        return "mark"
    return "ticker" if line.count > LONG and _is_ticker(line.text) else None


def _is_day(line: _Line) -> bool:
    """A day or an hour with few words around it, in any digits."""
    if line.count > 10 or line.closed:
        return False
    text = "".join(str(int(c)) if c.isdecimal() else c for c in line.text)
    day, clock = _DAY_AND_YEAR.search(text), _CLOCK.search(text)
    most = 10 if day and clock else 6 if _NUMERIC_DAY.search(text) else 5 if day or clock else -1
    return line.count <= most


def _is_ticker(text: str) -> bool:
    """Many headlines in one line: parted by bars, stars or wide gaps, or very long without a comma or a stop."""
    if any(gap in text for gap in ("   ", "|", " *", " •")) and len(_TICKER.findall(text)) >= MANY:
        return True
    return text.count(" ") > 60 and not _COMMA.search(text) and not _CLOSED.search(text[-12:])


def _pair(lines: list[_Line]) -> None:
    for before, line in pairwise([o for o in lines if o.kind is None]):
        if line.key and not line.closed and (line.key == before.key or _extends(line.key, before.key) or _extends(before.key, line.key)):
            before.paired = line.paired = True


def _absorb(lines: list[_Line]) -> None:
    """The short line after a label of a member's box or of the masthead is its value."""
    for before, line in pairwise(lines):
        if before.kind in ("member", "staff") and line.kind in (None, "mark", "day") and line.count <= SHORT and not line.closed:
            line.kind = "value"


_ROLES: dict[str, Role] = {
    "related": "related", "read_also": "related", "ticker": "related", "caption": "caption",
    "source": "dateline", "byline": "dateline", "posted": "dateline", "day": "dateline",
}  # fmt: skip
_ENDS = frozenset({"related", "form", "share", "tags", "more", "source", "byline"})  # lines that follow the last paragraph
_BETWEEN = frozenset({"day", "posted", "byline", "caption", "file", "mark", "furniture", "share", "value"})  # may stand under a headline


class _Labeller:
    """Labels the head of the page, then walks the story. `mode` is what the lines are in: body, a list, a form."""

    def __init__(self, lines: list[_Line], cues: Cues, title: str | None) -> None:
        self.lines, self.cues, self.known = lines, cues, title
        self.mode, self.article, self.ended = "body", 0, False
        self.said: set[str] = set()  # tails of the words of the article so far
        self.last: _Line | None = None  # its last paragraph
        self.final = max((i for i, line in enumerate(lines) if line.sentence), default=-1)

    def label(self) -> None:
        for line in self.lines:
            if line.kind:
                line.role = _ROLES.get(line.kind, "boilerplate")
        title, first = self._title()
        self._head(title, first)
        for i in range(first, len(self.lines)):
            self._body(i)

    # the head: everything before the first paragraph

    def _title(self) -> tuple[int | None, int]:
        """The lines of the headline and of the first paragraph: the candidate that shares most words with the story wins."""
        if (known := self._known_title()) is not None:
            return known, self._first_after(known + 1)
        first = self._first_after(0)
        first = self._first_after(first + 1) if self._long_title(first) else first
        candidates = [i for i in range(min(first, TOP)) if self._may_be_title(i)]
        story = {t for line in self.lines[first : first + MANY] for t in _tails(line)}
        if len(candidates) > MANY:
            candidates = [i for i in candidates if _tails(self.lines[i]) & story]
        if not candidates:
            return None, first % len(self.lines)
        best = max(candidates, key=lambda i: (self._weight(i, story), -i))
        return best, self._first_after(best + 1) if first < len(self.lines) else best + 1

    def _weight(self, i: int, story: set[str]) -> int:
        """How much a line before the story is like its headline; tuned on the heads of 15 real pages."""
        line = self.lines[i]
        again = sum(1 for other in self.lines[:40] if other.key == line.key) > 1
        early = line.count > SHORT and not self._headed(i)
        return min(line.count, 6) + 2 * min(len(_tails(line) & story), 4) + 4 * again + 3 * early - 6 * line.paired

    def _known_title(self) -> int | None:
        known = self.known
        return next((i for i, o in enumerate(self.lines[:60]) if known and o.key and (o.key == known or _extends(known, o.key))), None)

    def _first_after(self, start: int) -> int:
        sentences = (i for i in range(start, self.final + 1) if self.lines[i].sentence)
        return next((i for i in sentences if not (self.lines[i].paired or self._is_label(i))), len(self.lines))

    def _is_label(self, i: int) -> bool:
        """A picture's line: it ends with its source in brackets, a headline stands before it and the story after it."""
        line = self.lines[i]
        return line.text.endswith(")") and line.count <= 40 and self._goes_on(i) and self._headed(i)

    def _headed(self, i: int) -> bool:
        """Whether a line long enough for a headline stands above."""
        return any(o.kind is None and o.count > SHORT for o in self.lines[: min(i, TOP)])

    def _is_listed(self, i: int) -> bool:
        line = self.lines[i]
        return line.bullet or any(line.key in other.key and other.bullet for other in self.lines[: min(i, TOP)])

    def _may_be_title(self, i: int) -> bool:
        line = self.lines[i]
        label = line.text.endswith(")") and self._headed(i)
        return line.kind is None and line.count >= 2 and not (label or line.inline or "|" in line.text or self._is_listed(i))

    def _long_title(self, i: int) -> bool:
        if i == len(self.lines) or self._first_after(i + 1) == len(self.lines):
            return False
        return not self.lines[i].closed and LONG < self.lines[i].count <= HEADLINE

    def _head(self, title: int | None, first: int) -> None:
        dated = max((i for i in range(first) if self.lines[i].kind in ("day", "posted")), default=-1)
        decks = 0
        for i in range(first):
            line = self.lines[i]
            if line.kind == "day" and title is not None and i < title and (title - i > 2 or dated > title):
                line.role = "boilerplate"  # a page header's own day is no day of publication
            if line.role is None:
                line.role = self._head_role(i, title)
                decks += line.role == "title" and i != title
        if decks > MANY:
            for i, line in enumerate(self.lines[:first]):
                line.role = "related" if line.role == "title" and i != title else line.role

    def _head_role(self, i: int, title: int | None) -> Role:
        line = self.lines[i]
        if title is None:
            return "dateline" if line.count <= SHORT else "related"
        head = self.lines[title].key
        if i == title or (line.count > 2 and (line.key == head or _extends(line.key, head) or _extends(head, line.key))):
            return "title"
        if i < title:
            return "dateline" if (line.count <= SHORT or i == title - 1) and not self._is_listed(i) else "related"
        if line.paired or line.text.endswith(")"):
            return "caption"
        return "body" if line.bullet else "dateline" if line.count <= SHORT or "|" in line.text else "title"

    # the story: everything from the first paragraph on

    def _body(self, i: int) -> None:
        line = self.lines[i]
        if line.role is None:
            line.role = self._role(i)
        elif line.kind in _ENDS:
            self.ended, self.mode = True, {"related": "list", "form": "form"}.get(line.kind, self.mode)
        elif line.kind == "read_also":
            self.mode = "list"
        line.article = self.article
        if line.role == "body":
            self.mode, self.ended, self.last = "body", False, line
            self.said |= _tails(line)

    def _role(self, i: int) -> Role:
        line = self.lines[i]
        if self.mode == "list" and self._is_item(i):
            role = self._glued_role(i) or "related"
            self.mode = "body" if line.inline else self.mode
            return role
        if self.mode == "form" and not line.sentence:
            return "boilerplate"
        return "body" if line.sentence or line.closed else self._loose(i)

    def _is_item(self, i: int) -> bool:
        """A line of a list of articles: no full stop and short, or marked as an item, cut off, or a headline in two parts at the end."""
        line = self.lines[i]
        if line.inline:
            return True
        parted = line.count <= HEADLINE and ".." in line.text and not self._goes_on(i)
        short = line.count <= LONG or line.bullet or parted
        return line.cut or (short and not line.closed)

    def _loose(self, i: int) -> Role:
        """A line in the story that is no sentence: a headline, a subheading, a leftover of the page, or a piece of the story."""
        line, follower = self.lines[i], self._follower(i)
        parted = line.after_blank or (i > 0 and self.lines[i - 1].closed)
        if line.bullet or not parted:
            return _leftover(line) if self.ended and not self._goes_on(i) else "body"
        if follower is not None and follower.sentence:
            return self._glued_role(i) or self._inner_role(line, follower)
        if self._goes_on(i):
            return "body"
        done = self.last is not None and self.last.closed and i + 1 < len(self.lines) and self.lines[i + 1].kind in _ENDS | {"read_also"}
        if self.ended or (done and line.count <= SUBHEAD):
            return _leftover(line)
        return "body"

    def _inner_role(self, line: _Line, story: _Line) -> Role:
        """A line between paragraphs: a subheading, a link to another article (none of its words are ours), or a piece of text."""
        if line.count <= SHORT:
            return "title"
        if not _tails(line) & (self.said | _tails(story)):
            return "related"
        return "title" if line.count <= SUBHEAD else "body"

    def _goes_on(self, i: int) -> bool:
        """Whether a paragraph follows before the page ends."""
        return i < self.final

    def _follower(self, i: int) -> _Line | None:
        below = (self.lines[j] for j in range(i + 1, len(self.lines)))
        return next((line for line in below if line.kind not in _BETWEEN), None)

    def _glued_role(self, i: int) -> Role | None:
        """`title`, of a new article, if what follows does not go on with the last one but sets out afresh.

        Either the last article was over (a closing paragraph, a page-end line that is no list), or the paragraph tells of this
        headline in words that are new; and headline and paragraph have the form of a beginning.
        """
        line, story = self.lines[i], self._follower(i)
        if story is None or not story.sentence or line.count < SHORT or self.last is None:
            return None
        opening = self.cues.opening(story.key)
        if opening in ("connective", "closing"):
            return None
        ended, over = self.ended and self.mode != "list", self.cues.opening(self.last.key) == "closing"
        fresh = len((_tails(line) & _tails(story)) - self.said) > 1
        form = (line.count > SHORT) + (":" in line.text or ".." in line.text) + (opening == "lead") + fresh
        if form < (1 if ended else 2 if over else 3 - self.ended) or not (ended or over or fresh):
            return None
        self.article += 1
        self.mode, self.said = "body", set()
        return "title"


def _leftover(line: _Line) -> Role:
    return "related" if line.count >= SHORT else "boilerplate"


def _extends(longer: str, shorter: str) -> bool:
    if len(shorter) > 8:
        return longer != shorter and (longer.startswith(shorter) or longer.endswith(shorter))
    return len(shorter) > 3 and longer.startswith(shorter + " ")


def _tails(line: _Line) -> set[str]:
    """The ends of a line's words: they stay the same under joined articles, conjunctions and prepositions."""
    return {word[-4:] for word in line.key.split() if len(word) > 3}
