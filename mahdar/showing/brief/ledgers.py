"""What stands after the chronology: the ledgers, what was not found, what readers corrected, and the list of sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from mahdar.showing.brief.chronology import Chronology
from mahdar.showing.brief.facts import Thing
from mahdar.showing.brief.model import Block, Cite, Entry, Heading, Paragraph, Ref, Runs, Table, joined, name, own
from mahdar.showing.brief.prose import Prose
from mahdar.showing.brief.sentences import counted
from mahdar.showing.citing import link
from mahdar.showing.listings import Row
from mahdar.showing.words import word

_SPACE = own(" ")
_SETTLED_FIRST = ("overdue", "not_fulfilled", "late", "partly", "superseded", "cancelled", "no_later_source", "fulfilled", "pending")
_HASH = 12  # characters of a hash in the short form


_RowOf = Callable[[Row], tuple[Runs, ...]]


class Ledgers:
    """Writes tables and lists; `most` bounds each in the short form."""

    def __init__(self, prose: Prose, chronology: Chronology, most: int | None = None) -> None:
        self.prose, self.facts, self.chronology, self.most = prose, prose.facts, chronology, most
        self.short = prose.facts.asked.short
        self.left: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """The ledgers, then what was not found and what readers corrected."""
        yield from self._commitments()
        if not self.short:
            yield from self._ledger("outcomes", ("outcome", "session"), (6, 3), self._outcome)
            yield from self._ledger("stances", ("issue", "actor", "stance", "dates"), (3, 2, 2, 3), self._stance)
            yield from self._ledger("control", ("place", "change", "actor", "from_actor", "dates"), (2, 2, 3, 2, 4), self._control)
            yield from self._elsewhere()
        yield from self._gaps()
        yield from self._corrections()

    def _heading(self, text: str) -> Heading:
        return Heading(2, (own(text, True),))

    def _cut(self, what: str, found: list[Row]) -> list[Row]:
        """As many as the form holds; how many are left out is said."""
        if self.most is not None and len(found) > self.most:
            self.left.append(counted(what, len(found) - self.most, self.prose.tongue))
        return found[: self.most]

    def _commitments(self) -> Iterator[Block]:
        """Who promised what for when, and what had come of it: in the short form what fell due first."""
        prose, found = self.prose, self.facts.all("commitments")
        if self.short:
            found = sorted(found, key=lambda row: (_SETTLED_FIRST.index(row["fate"]), row["date_start"] is None, str(row["date_start"])))
        found = self._cut("commitments", found)
        if not found:
            return
        yield self._heading(prose.text("what_came_of_it"))
        headings = ("by", "what", "due", "fate")
        rows = [self._commitment(row) for row in found]
        yield Table(tuple(prose.field(key) for key in headings), (2, 5, 2, 3), tuple(rows))

    def _commitment(self, row: Row) -> tuple[Runs, ...]:
        prose, thing = self.prose, ("commitment", row["id"])
        who = prose.every(row["by"]) or (own(prose.text("no_promiser")),)
        due = prose.when(row, "due", "dates") + prose.star(*thing, "due") if row["due"] else prose.text("no_due")
        fate = (own(prose.word(row["fate"]), True), own(prose.text("colon")), *prose.coded(row["fate_coded"]))
        return (
            who,
            (*prose.quoted(row["what"] or ""), *prose.cited(*thing, "what", "by", "place")),
            (own(due), *prose.cited(*thing, "due")) if row["due"] else (own(due),),
            (*fate, *prose.at(self.facts.spots(row["settled_by"]))),
        )

    def _ledger(self, table: str, columns: tuple[str, ...], widths: tuple[int, ...], row_of: _RowOf) -> Iterator[Block]:
        if found := self.facts.all(table):
            yield self._heading(word("titles", table, self.prose.tongue))
            yield Table(tuple(self.prose.field(column) for column in columns), widths, tuple(row_of(row) for row in found))

    def _outcome(self, row: Row) -> tuple[Runs, ...]:
        session = (self.prose.called(row["session"]),) if row["session"] else (own("–"),)
        return (self.chronology.outcome(row), session)

    def _stance(self, row: Row) -> tuple[Runs, ...]:
        prose = self.prose
        told = [prose.told(telling) for one in row["statements"] for telling in self.facts.tellings.get(("statement", one), ())]
        said = (own(prose.word(row["stance"])), *prose.at(told))
        return ((prose.called(row["issue"]),), (prose.called(row["actor"]),), said, (own(prose.when(row, place="dates")),))

    def _control(self, row: Row) -> tuple[Runs, ...]:
        prose, thing = self.prose, ("control", row["id"])
        place, actor, former = (self._starred(thing, cell, row[cell]) for cell in ("place", "actor", "from_actor"))
        change = (own(prose.word(row["change"])), *prose.cited(*thing, "change", "actor", "place", "from_actor"))
        days: Runs = (own(prose.when(row, place="dates") + prose.star(*thing, "dates")), *prose.notes(*thing, ["dates"]))
        return (place, change, actor, former, days)

    def _starred(self, thing: Thing, cell: str, value: str | None) -> Runs:
        return (self.prose.called(value), own(self.prose.star(*thing, cell))) if value else (own("–"),)

    def _elsewhere(self) -> Iterator[Block]:
        """Statements in reports that tell of no session."""
        found = self.facts.of["statements"].get(None, [])
        if found:
            yield self._heading(self.prose.text("elsewhere"))
        for row in found:
            yield Paragraph(self.chronology.statement(row), "item")

    def _gaps(self) -> Iterator[Block]:
        prose, found = self.prose, self._cut("gaps", self.facts.gaps)
        if found:
            yield self._heading(prose.text("gaps"))
        for row in found:
            what = prose.coded(row["what_coded"])
            process = (prose.process(row["process"]), own(prose.text("colon"))) if row["process"] else ()
            yield Paragraph((*process, *prose.say("gap", what=what, reason=prose.coded(row["because_coded"]))), "item")

    def _corrections(self) -> Iterator[Block]:
        prose, found = self.prose, self.facts.corrections
        if found:
            yield self._heading(prose.text("corrections"))
        for row in found:
            told = prose.say("correction", day=prose.day(row["made"]), what=name(row["what"]), who=name(row["who"]), why=name(row["why"]))
            undone = () if row["applies"] else (own(prose.text("semicolon")), *prose.say("not_applied", why=prose.reason(row["because"])))
            yield Paragraph((*told, *undone), "item")


class Sources:
    """Writes the list of sources: first those cited, by number, then those searched, and those left out."""

    def __init__(self, prose: Prose, numbers: Mapping[str, int], cited: Iterator[Cite]) -> None:
        self.prose, self.facts, self.numbers = prose, prose.facts, numbers
        self.short = prose.facts.asked.short
        self.lines: dict[str, set[int]] = {}
        for cite in cited:
            for ref in cite.refs:
                self.lines.setdefault(ref.document, set()).update(ref.lines)

    def blocks(self) -> Iterator[Block | Entry]:
        """The whole list."""
        prose = self.prose
        if self.numbers:
            yield Heading(2, (own(prose.text("cited"), True),))
        for document, number in self.numbers.items():
            yield Entry(number, self._entry(self.facts.documents[document]))
        others = [row for document, row in self.facts.documents.items() if document not in self.numbers]
        if others and not self.short:
            yield Heading(2, (own(prose.text("uncited"), True),))
            yield from (Entry(None, self._entry(row)) for row in others)
        if left := json.loads(self.facts.manifest.get("left_out", "[]")):
            yield from self._left_out(left)

    def _left_out(self, left: list[dict[str, str]]) -> Iterator[Block]:
        prose = self.prose
        yield Heading(2, (own(prose.text("left_outs"), True),))
        if self.short:
            yield Paragraph((own(counted("sources", len(left), prose.tongue)),), "item")
        else:
            yield from (Paragraph((name(one["document"]), own(prose.text("colon")), *prose.reason(one["because"])), "item") for one in left)

    def _entry(self, row: Row) -> Runs:
        """A source: outlet, title, day, access, copy, identity, which lines are cited, with whom it shares its origin."""
        parts = [*self._published(row), *self._kept(row), *self._identity(row), *self._origin(row)]
        return joined((*self.prose.series(parts, "semicolon" if not self.short else "comma"), own(".")))

    def _published(self, row: Row) -> Iterator[Runs]:
        prose = self.prose
        yield (prose.called(row["outlet"]),) if row["outlet"] else (own(prose.text("no_outlet")),)
        title = prose.say("quoted", words=name(row["title"], language=row["language"])) if row["title"] else (own(prose.text("untitled")),)
        foreign = row["title"] and row["language"] != prose.tongue
        yield (*title, _SPACE, own(prose.text("translation_short" if self.short else "translation"))) if foreign else title
        star = "*" if row["published_basis"] in ("inferred", "linked") else ""
        day = prose.day(row["published"]) + star if row["published"] else prose.text("not_published")
        yield (own(day),) if self.short or not row["published"] else prose.say("published", when=day)

    def _kept(self, row: Row) -> Iterator[Runs]:
        """Its address, when it was retrieved, its archived copy; what is not recorded is said once, in the full form."""
        prose, address, copy = self.prose, link(row["url"]), link(row["archived_url"])
        if address and not self.short:
            yield (name(address),)
        if row["retrieved_at"]:
            yield prose.say("accessed", when=prose.day(row["retrieved_at"][:10]))
        elif not self.short:
            yield (own(prose.text("not_accessed")),)
        if copy:
            yield prose.say("archived", where=name(copy))
        elif not self.short:
            yield (own(prose.text("not_archived")),)
        if row["sensitivity"]:
            yield prose.say("sensitivity", what=(name(row["sensitivity"], True),))

    def _identity(self, row: Row) -> Iterator[Runs]:
        prose = self.prose
        yield (name(row["id"]),)
        if not self.short:
            yield (name(row["path"] or ""),)
            yield (name(f"SHA-256 {row['sha256']}"),)
        if not row["read"]:
            yield prose.say("not_read", why=name(row["why_not"] or ""))
        lines = sorted(self.lines.get(row["id"], ()))
        if lines and not self.short:
            yield prose.say("lines", lines=", ".join(map(str, lines)))

    def _origin(self, row: Row) -> Iterator[Runs]:
        """The cited sources of the same voice."""
        prose = self.prose
        members = self.facts.families.get(row["family"], {}).get("members", ())
        others = [one for one in members if one in self.numbers and one != row["id"]]
        alike = [one for one in others if self.facts.documents[one]["family"] == row["family"]]
        if row["copy_of"] in self.numbers:
            yield prose.say("copy", which=(Cite((Ref(row["copy_of"]),)),))
        elif alike:
            which = Cite(tuple(Ref(one) for one in sorted(alike, key=self.numbers.__getitem__)))
            yield prose.say("shared", which=(which,), why=prose.reason(row["because"]))
