"""What a value looks like on a page: every id leads to its thing, every line to the words.

This is drawn here and not in a template, since a page has hundreds of them. All that is put into a piece of markup went through `text`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from mahdar.showing.brief.dated import dated
from mahdar.showing.tables import HASH
from mahdar.showing.terminal import safe
from mahdar.showing.why import AROUND
from mahdar.showing.words import sentence, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mahdar.record import Coded
    from mahdar.showing.room.ledgers import Settled
    from mahdar.showing.tables import Names
    from mahdar.showing.why import Evidence
    from mahdar.showing.words import Tongue

Row = dict[str, Any]
# Where a thing of each kind has its page.
PAGES = {
    "session": "sessions", "statement": "statements", "commitment": "commitments", "outcome": "outcomes",
    "stance": "stances", "control": "control", "process": "processes", "document": "sources",
}  # fmt: skip
NAMED = 4  # independent sources that stand in a row; the page of the thing has all
SETTLING = 3  # sources of what came of a promise that stand beside it
KNOWN = 20_000  # names whose looks are kept
_DATE = re.compile(r"(\d{4}-\d\d[\d-]*(?: – \d{4}-\d\d[\d-]*)?)")
_INTERVAL = re.compile(r"([0-9~?%-]+)/([0-9~?%-]+)")
_VAGUE = re.compile(r"[\[{][0-9X.,~?%-]+[\]}]|(?=[^X]*X)[0-9X-]+(?:/[0-9X-]+)?")  # one of several days, or of no known year
_LOCAL = re.compile(r".+#([a-z]+)-(\d+)")  # a thing as the reader of one text numbers it
_TITLE = 80  # letters of a promise that it is called by
_OF_TEXTS = frozenset({"what", "title", "condition", "why"})  # columns in the words of a source or reader


def text(value: object) -> str:
    """A value as markup may hold it: letters of markup are escaped, controls of direction are taken out."""
    return "" if value is None else str(escape(safe(str(value))))


def short(document: str) -> str:
    """A document's id without its hash."""
    return HASH.sub("", document)


def spaced(edtf: str | None, tongue: Tongue) -> str:
    """A date in EDTF as a reader likes it: an interval with a dash, what is vague in words. What is neither stays as it is."""
    if interval := _INTERVAL.fullmatch(edtf or ""):
        return f"{interval[1]} – {interval[2]}"
    return dated(edtf, tongue) if _VAGUE.fullmatch(edtf or "") else edtf or ""


def pieces(evidence: Evidence) -> Iterator[tuple[str, bool]]:
    """The line of a claim around its words, in pieces: the text of each, and whether it is marked."""
    line, marks = evidence.line, evidence.marks
    at, end = (max(0, marks[0][0] - AROUND), marks[-1][1] + AROUND) if marks else (0, 2 * AROUND)
    yield "… " if at else "", False
    for first, last in marks:
        yield line[at:first], False
        yield line[first:last], True
        at = last
    yield line[at:end] + (" …" if end < len(line) else ""), False


def _session(row: Row, names: Names) -> str:
    """A session by its process, kind and number, else by its day and city; Arabic names the kind first."""
    process, city = names(row["process"] or ""), names(row["city"] or "")
    called = [process, names.value(row["kind"] or "session")]
    head = [*(reversed(called) if names.tongue == "ar" else called), str(row["number"] or "")]
    where = [] if row["number"] else [dated(row["dates"], names.tongue) if row["dates"] else "", city if city != process else ""]
    return _comma(names).join(part for part in (" ".join(part for part in head if part), *where) if part)


def _statement(row: Row, names: Names) -> str:
    """A statement by who made it, and when."""
    said = [*map(names, [row["speaker"]] if row["speaker"] else row["by"]), spaced(row["dates"], names.tongue)]
    return _comma(names).join(part for part in said if part) or str(row["id"])


def _parts(*columns: str) -> Callable[[Row, Names], str]:
    """A thing by what some columns of its row hold."""
    return lambda row, names: " · ".join(
        named if (named := names.value(row[column])) != row[column] else names(row[column]) for column in columns if row[column]
    )


def _comma(names: Names) -> str:
    return "، " if names.tongue == "ar" else ", "


_LABELS: dict[str, Callable[[Row, Names], str]] = {
    "sessions": _session,
    "statements": _statement,
    "control": _parts("place", "change", "actor"),
    "stances": _parts("actor", "stance", "issue"),
}


def _outcome(row: Row, session: Row | None, names: Names) -> str:
    """An outcome document by its kind and session, else by its symbol or title."""
    if session:
        return f"{names.value(row['kind'] or 'outcome')} · {_session(session, names)}"
    return str(row["symbol"] or row["title"] or row["id"])


def _promise(row: Row) -> str:
    """A promise by its first words."""
    what = str(row["what"])
    return what if len(what) <= _TITLE else f"{what[:_TITLE].rsplit(' ', 1)[0]} …"


def called(sessions: Sequence[Row], outcomes: Sequence[Row], promises: Sequence[Row], names: Names) -> Callable[[str], str | None]:
    """What a session, an outcome document or a promise is called, by its id; there are many, and few of them stand on a page.

    What all say in the words of one document is a source of its own, which is called as that document is.
    """
    held = {row["id"]: row for row in sessions}
    made: dict[str, Callable[[], str]] = {name: functools.partial(_session, row, names) for name, row in held.items()}
    for row in outcomes:
        made[row["id"]] = functools.partial(_outcome, row, held.get(row["session"]), names)
        if row["kind"] and row["session"] in held:
            made[f"{row['kind'].replace('_', '-')}-of-{row['session']}"] = made[row["id"]]
    made |= {row["id"]: functools.partial(_promise, row) for row in promises}
    return lambda thing: made[thing]() if thing in made else None


class Cells:
    """The looks of values for readers of one language.

    `called` says what a thing is called that has no name of its own, `url` gives the address of a path.
    """

    def __init__(self, names: Names, called: Callable[[str], str | None], url: Callable[[str], str]) -> None:
        self._names, self._url, self._called = names, url, called
        self.comma, self.semicolon = _comma(names), "؛ " if names.tongue == "ar" else "; "
        self.name = functools.lru_cache(KNOWN)(lambda thing: Markup(text(called(thing) or names(thing))))
        self._word = functools.cache(lambda key: text(word("room", key, names.tongue)))
        self._field = functools.cache(lambda key: text(word("fields", key, names.tongue)))

    def row(self, listing: str, row: Row, columns: Sequence[str]) -> Markup:
        """A row of the table of a listing."""
        head = f'<th scope="row">{self._head(listing, row)}</th>' if "id" in row else ""
        return Markup(f"<tr>{head}{''.join(self._column(row, column) for column in columns)}</tr>")

    def _head(self, listing: str, row: Row) -> str:
        """What a row is called, as a link to its page."""
        if listing == "documents":
            return self._link(f"/sources/{row['id']}", f"<bdi>{text(short(row['id']))}</bdi>")
        if listing not in PAGES.values():
            return text(row["id"])
        return self._link(f"/{listing}/{row['id']}", f"<bdi>{self.label(listing, row)}</bdi>")

    def label(self, listing: str, row: Row) -> Markup:
        """What a thing is called at the head of its page or row."""
        return Markup(text(_LABELS[listing](row, self._names))) if listing in _LABELS else Markup(self.name(row["id"]))

    def _column(self, row: Row, column: str) -> str:
        held = self.cell(row, column)
        empty = "" if held else ' class="empty"'
        return f'<td data-label="{self._field(column)}"{empty}>{held}</td>'

    def cell(self, row: Row, column: str) -> Markup:
        """A column of a row of a listing."""
        if special := _SPECIAL.get(column):
            return special(self, row)
        if coded := row.get(f"{column}_coded"):
            return Markup(f'<span dir="auto">{self.sentence(coded)}</span>')
        value = row[column]
        if column in _OF_TEXTS:
            return Markup(f'<span dir="auto" class="words">{text(value)}</span>')
        if isinstance(value, list):
            return self.several(value)
        if isinstance(value, bool):
            return Markup(text(self._names.value("yes" if value else "no")))
        return Markup("") if value is None else Markup(f"{self.one(str(value))}{self.mark(_inferred(row, column))}")

    def thing(self, kind: str, name: str) -> Markup:
        """A thing by its name, as a link where it has a page."""
        shown = f"<bdi>{text(short(name)) if kind == 'document' else self.name(name)}</bdi>"
        return Markup(self._link(f"/{PAGES[kind]}/{name}", shown) if kind in PAGES else shown)

    def one(self, key: str) -> Markup:
        """An entry of a closed list, or a thing without a link."""
        word = self._names.value(key)
        return Markup(f"<bdi>{text(word) if word != key else self.name(key)}</bdi>")

    def several(self, keys: Sequence[str] | None) -> Markup:
        """The same of a list."""
        return Markup(self.comma.join(self.one(key) for key in keys or ()))

    def said(self, statement: str) -> Markup:
        """A statement beside what follows from it, as a link to its page."""
        return Markup(self._link(f"/statements/{statement}", text(word("things", "statement", self._names.tongue))))

    def language(self, code: str | None) -> Markup:
        """A language by its name."""
        return Markup(text(word("languages", code or "und", self._names.tongue)))

    def source(self, at: str) -> Markup:
        """A `document:line`, as a link to that line."""
        document, _, line = at.rpartition(":")
        return Markup(self._link(f"/sources/{document}", f"<bdi>{text(short(document))}:{text(line)}</bdi>", f"#L{text(line)}"))

    def sources(self, found: Sequence[str]) -> Markup:
        """The first of several lines, and how many more there are."""
        more = f' <span class="note">+{len(found) - 1}</span>' if len(found) > 1 else ""
        return Markup(f"{self.source(found[0])}{more}" if found else "")

    def dates(self, edtf: str | None, part: str | None = None, inferred: bool = False) -> Markup:
        """A date in EDTF, with the part of the period that was said."""
        if not edtf:
            return Markup("")
        if _VAGUE.fullmatch(edtf):
            when = text(dated(edtf, self._names.tongue, part))
            return Markup(f'<bdi title="{text(edtf)}">{when}</bdi>{self.mark(inferred)}')
        title = f' title="{self._word("inferred")}"' if inferred else ""
        said = f"{text(self._names.value(part))} " if part else ""
        day = f'<bdi dir="ltr">{text(spaced(edtf, self._names.tongue))}</bdi>'
        return Markup(f'<span class="date"{title}>{said}{day}{self.mark(inferred)}</span>')

    def value(self, value: Any) -> str:
        """A value of a field in the reader's words."""
        if isinstance(value, dict):
            return self.comma.join(self.value(part) for _, part in sorted(value.items()) if part is not None)
        if local := _LOCAL.fullmatch(str(value)):
            return f"{word('things', local[1], self._names.tongue)} {local[2]}"
        return self._plain(str(value))

    def _plain(self, key: str) -> str:
        """An entry of a closed list, a thing or a date in the reader's words; other words as they are."""
        known = self._names.value(key)
        return known if known != key else self._called(key) or spaced(self._names(key), self._names.tongue)

    def mark(self, inferred: bool) -> Markup:
        """The sign of what is not said in so many words."""
        told = self._word("inferred")
        return Markup(f'<sup title="{told}" aria-label="{told}">*</sup>' if inferred else "")

    def backing(self, row: Row) -> Markup:
        """How many independent sources there are, and which."""
        families = row.get("families")
        if not families:
            return Markup(text(row["backing"]))
        named = self.comma.join(f"<bdi>{self.name(family)}</bdi>" for family in families[:NAMED])
        more = f" +{len(families) - NAMED}" if len(families) > NAMED else ""
        return Markup(f'<span class="backing"><b>{text(row["backing"])}</b> {named}{more}</span>')

    def participants(self, found: Sequence[Row]) -> Markup:
        """Who took part: each delegation with its role and the people named of it."""
        return Markup(self.semicolon.join(f"<bdi>{self._participant(one)}</bdi>" for one in found))

    def _participant(self, one: Row) -> str:
        actor = self.name(one["actor"]) if one["actor"] else ""
        role = f' <span class="role">({text(self._names.value(one["role"]))})</span>' if one["role"] else ""
        person = f"{self.name(one['person'])}{self.mark(one['basis'] == 'inferred')}" if one["person"] else ""
        return f"{actor}{role}{': ' if actor and person else ''}{person}"

    def chain(self, links: Sequence[str], speaker: str | None = None) -> Markup:
        """The way that words came, unless it is the speaker's own."""
        if not links or links == [speaker]:
            return Markup("")
        joint = '<span aria-hidden="true" class="from">←</span>'
        return Markup(f'<span class="chain">{joint.join(f"<bdi>{self.name(link)}</bdi>" for link in links)}</span>')

    def quoted(self, words: str, language: str | None = None) -> Markup:
        """Words of a source."""
        own = f' lang="{text(language)}"' if language else ""
        return Markup(f'<q class="words" dir="auto"{own}>{text(words)}</q>')

    def due(self, row: Row) -> Markup:
        """When something that was promised is due, in words."""
        if not row["due"]:
            return Markup(f'<span class="none">{self._word("no_due_day")}</span>')
        when = text(dated(row["due"], self._names.tongue, row["part"]))
        return Markup(f'<bdi title="{text(row["due"])}">{when}</bdi>{self.mark("due" in (row.get("inferred") or ()))}')

    def told(self, one: Evidence) -> Markup:
        """Who tells something and when, as a link to the words."""
        who = self.name(one.outlet) if one.outlet else text(short(one.document))
        day = f' <bdi dir="ltr">{text(one.published)}</bdi>' if one.published else ""
        return Markup(self._link(f"/sources/{one.document}", f"<bdi>{who}</bdi>{day}", f"#c-{text(one.claim)}"))

    def line(self, one: Evidence) -> Markup:
        """The line of a claim with its words marked."""
        return Markup(f'<p class="line" dir="auto">{self.marked(one)}</p>')

    def marked(self, one: Evidence) -> Markup:
        """The same without a paragraph of its own."""
        return Markup("".join(f"<mark>{text(piece)}</mark>" if marked else text(piece) for piece, marked in pieces(one)))

    def fate(self, row: Row, settled: Mapping[str, Settled]) -> Markup:
        """What came of a promise, with the sources that settled it."""
        said = f'<span class="fate {text(row["fate"])}">{text(self._names.value(row["fate"]))}</span>'
        said += f' <span dir="auto">{self.sentence(row["fate_coded"])}</span>'
        if by := settled.get(row["id"]):
            link = self._link(f"/why/{row['id']}.fate", self._word("settled_what"))
            told = self.comma.join(self.told(one) for one in by.told[:SETTLING])
            more = f" +{by.sources - SETTLING}" if by.sources > SETTLING else ""
            said += f"<br>{link}: {told}{more}"
        if row["superseded_by"]:
            said += f"<br>{self._word('replaced_by')}: {self.thing('commitment', row['superseded_by'])}"
        return Markup(said)

    def sentence(self, coded: Coded) -> Markup:
        """A coded sentence, whose dates stay whole where its letters run from right to left."""
        parts = _DATE.split(sentence(coded, self._names.tongue, self._plain))
        return Markup("".join(f'<bdi dir="ltr">{text(part)}</bdi>' if n % 2 else text(part) for n, part in enumerate(parts)))

    def _link(self, path: str, shown: str, place: str = "") -> str:
        """Markup as a link to a page; with a place, to a line or claim of a source."""
        own = ' class="source"' if place else ""
        return f'<a{own} href="{text(self._url(path))}{place}">{shown}</a>'

    def _speaker(self, row: Row) -> Markup:
        return self.one(row["speaker"]) if row["speaker"] else self.several(row["by"])

    def _told_as(self, row: Row) -> Markup:
        return self.quoted(row["tellings"][0]["text"]) if row["tellings"] else Markup("")

    def _longest_chain(self, row: Row) -> Markup:
        """The attribution that names most transmitters."""
        return self.chain(max((telling["chain"] for telling in row["tellings"]), key=len, default=[]), row["speaker"])

    def _because(self, row: Row) -> Markup:
        coded = row.get("because_coded")
        return Markup(f'<span dir="auto">{self.sentence(coded) if coded else text(self._names.reason(row["because"]))}</span>')

    def _why(self, row: Row) -> Markup:
        """A field of a thing, as a link to why it says what it says."""
        return Markup(self._link(f"/why/{row['subject']}.{row['cell']}", self._field(row["cell"])))


def _inferred(row: Row, column: str) -> bool:
    known = row.get("inferred") or ()
    return column in known or column.rstrip("s") in known


# The columns that look otherwise than their value alone.
_SPECIAL: dict[str, Callable[[Cells, Row], Markup]] = {
    "dates": lambda cells, row: cells.dates(row["dates"], row.get("part"), _inferred(row, "dates")),
    "due": lambda cells, row: cells.dates(row["due"], row.get("part"), _inferred(row, "due")),
    "published": lambda cells, row: cells.dates(row["published"], None, _inferred(row, "published")),
    "backing": Cells.backing,
    "source": lambda cells, row: cells.sources(row["sources"]),
    "participants": lambda cells, row: cells.participants(row["participants"]),
    "session": lambda cells, row: cells.thing("session", row["session"]) if row["session"] else Markup(""),
    "statement": lambda cells, row: cells.said(row["statement"]),
    "language": lambda cells, row: cells.language(row["language"]),
    "subject": lambda cells, row: cells.thing(row["kind"], row["subject"]),
    "speaker": Cells._speaker,
    "text": Cells._told_as,
    "chain": Cells._longest_chain,
    "because": Cells._because,
    "cell": Cells._why,
}
