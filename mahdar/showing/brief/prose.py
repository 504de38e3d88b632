"""The sentences of a brief: templates filled with names, dates and words of the record, each with its sources and footnotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mahdar.record import sentences
from mahdar.showing.brief.dated import dated
from mahdar.showing.brief.facts import Facts, Spot, Thing
from mahdar.showing.brief.model import Cite, Note, Ref, Runs, Slots, Words, between, fill, name, own, source
from mahdar.showing.brief.sentences import counted, template
from mahdar.showing.listings import Row
from mahdar.showing.tables import HASH, INFERRED, Names
from mahdar.showing.words import reasons, word

if TYPE_CHECKING:
    from mahdar.record import Coded

_DAY = re.compile(r"[\[{]?(\d{4}|XXXX)[-,./]|\d{3}X$")  # a bare year stays as it is, since a count may look like one
_DATES = frozenset({"dates", "due", "began", "published"})
_THINGS = ("session", "outcome", "commitment", "statement", "control")


class Prose:
    """Says things in the reader's language, with the sources of each."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts, self.names, self.tongue = facts, names, facts.asked.tongue
        self.searched = counted("in_sources", facts.searched, self.tongue)

    def text(self, key: str) -> str:
        """A template."""
        return template("text", key, self.tongue)

    def say(self, key: str, strong: bool = False, /, **slots: Runs | Words | str) -> Runs:
        """A template with its slots filled."""
        return fill(self.text(key), strong, slots)

    def word(self, key: str) -> str:
        """The reader's word for an entry of a closed list."""
        return self.names.value(key)

    def field(self, key: str) -> str:
        """The heading of a field."""
        return word("fields", key, self.tongue)

    def series(self, parts: Iterable[Runs], separator: str = "comma") -> Runs:
        """Parts one after another."""
        return between(self.text(separator), parts)

    def called(self, thing: str, strong: bool = False) -> Words:
        """The name of an id; of a session or the like its readable title."""
        for kind in _THINGS:
            if row := self.facts.known.get((kind, thing)):
                return name(self.title(kind, row, dated=True), strong)
        found, code = self.names(thing), thing.replace("-", "_")
        return name(self.word(code) if found == thing and self.word(code) != code else HASH.sub("", found), strong)

    def process(self, process: str, strong: bool = False) -> Words:
        """The name of a process; its id may be that of a place, too."""
        names: dict[str, list[str]] = next((json.loads(row["names"]) for row in self.facts.processes if row["id"] == process), {})
        found = names.get(self.tongue) or names.get("en") or names.get("ar")
        return name(found[0], strong) if found else self.called(process, strong)

    def office(self, level: str) -> Words:
        """A level of office, which is called like the office itself where there is one."""
        known = level.replace(" ", "-")
        found = self.names(known)
        return name(level if found == known else found)

    def every(self, things: Iterable[str]) -> Runs:
        """The names of several."""
        return self.series((self.called(thing),) for thing in things)

    def voices(self, families: Iterable[str]) -> Runs:
        """The names of independent sources; one that is a document without a known outlet is named by its number."""
        return self.series(self._voice(family) for family in families)

    def _voice(self, family: str) -> Runs:
        if family in self.facts.documents:
            return (own(self.text("no_outlet") + " "), Cite((Ref(family),)))
        return (self.called(family),)

    def title(self, kind: str, row: Row, dated: bool = False) -> str:
        """What a thing is called: `Round 22`, `Call: A – B`; if `dated`, a session without a number has its day."""
        comma = self.text("comma")
        if kind == "session":
            day = [self.when(row, place="dates")] if dated and row["dates"] and not row["number"] else []
            return comma.join((self._session(row), *day))
        if kind == "outcome" and (session := self.facts.known.get(("session", row["session"]))):
            return comma.join((capital(self.word(row["kind"] or kind)), self.title("session", session, dated)))
        if kind == "commitment":
            whose = [*(self.names(actor) for actor in row["by"]), *([self.day(row["due"])] if row["due"] else [])]
            return self.text("brackets").format(what=word("things", kind, self.tongue), more=comma.join(whose) or self.text("no_promiser"))
        return str(row.get("title") or row["id"])

    def _session(self, row: Row) -> str:
        kind = capital(self.word(row["kind"] or "meeting"))
        if row["number"]:
            return self.text("named").format(kind=kind, number=row["number"])
        seats = self.facts.people.get(row["id"], [])
        sides = list(dict.fromkeys(self.names(seat["person"] or seat["actor"]) for seat in seats if seat["role"] != "absent"))
        if row["kind"] in ("bilateral", "call", "meeting") and 0 < len(sides) <= MOST_IN_TITLE:
            return self.text("between").format(kind=kind, who=self.text("dash").join(sides))
        return self.text("unnumbered").format(kind=kind) if row["kind"] == "round" else kind

    def when(self, row: Row, column: str = "dates", place: Any = "when") -> str:
        """A date in words."""
        return dated(row[column], self.tongue, row.get("part"), place)

    def day(self, value: str | None) -> str:
        """A date in words, for tables and headings."""
        return dated(value, self.tongue)

    def star(self, kind: str, thing: str, *cells: str) -> str:
        """The mark of what is inferred."""
        return INFERRED if any(self.facts.inferred(kind, thing, cell) for cell in cells) else ""

    def at(self, spots: Sequence[Spot]) -> Runs:
        """The sources of a sentence, to stand behind it."""
        cite = self.facts.cite(spots)
        return (own(" "), cite) if cite else ()

    def cited(self, kind: str, thing: str, *cells: str) -> Runs:
        """Where the shown values of these cells stand, and the footnotes of those in conflict."""
        return (*self.at(self.facts.behind(kind, thing, *cells)), *self.notes(kind, thing, cells))

    def told(self, telling: Row) -> Spot:
        """Where a telling stands."""
        return Spot(telling["document"], telling["line"], telling["family"], "said")

    def backing(self, families: Sequence[str], cited: Runs = ()) -> Runs:
        """How many independent sources, which, and where they say it."""
        return self.say("backed", count=counted("independent", len(families), self.tongue), who=(*self.voices(families), *cited))

    def quoted(self, text: str, spots: Iterable[Spot] = ()) -> Runs:
        """Words of the first of these sources, in quotation marks; a note instead where they are to be left out."""
        language = next((self.facts.documents[spot.document]["language"] for spot in spots), None)
        return self.say("quoted", words=source(text, language)) if self.facts.asked.text else (own(self.text("left_out")),)

    def coded(self, parts: Coded) -> Runs:
        """A sentence of the record, its days in words and its things by their names."""
        told = (fill(sentences()[code][self.tongue], False, self._places(places)) for code, *places in parts)
        return self.series(told, "semicolon")

    def _places(self, places: Sequence[str]) -> Slots:
        return {str(number): self._place(place) for number, place in enumerate(places, 1)}

    def _place(self, place: str) -> Runs:
        if _DAY.match(place):
            return (own(self.day(place)),)
        return self.series((self.called(one),) for one in place.split(", "))

    def reason(self, said: str) -> Runs:
        """Why the record has it so; what it has no words for stands as the record says it."""
        return self.series(((own(words) if known else name(words),) for words, known in reasons(said, self.tongue)), "semicolon")

    def notes(self, kind: str, thing: str, cells: Iterable[str]) -> tuple[Note, ...]:
        """The footnotes of cells: one for each kind of conflict over one, and one where a reader settled it."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self.facts.conflicts.get((kind, thing), ()):
            groups.setdefault((row["cell"], row["class"]), []).append(row)
        return tuple(note for cell in cells for note in self._notes((kind, thing), cell, groups))

    def _notes(self, thing: Thing, cell: str, groups: Mapping[tuple[str, str], list[Row]]) -> Iterator[Note]:
        for (of, sort), found in groups.items():
            if of == cell:
                yield Note(self._conflict(thing, cell, sort, found))
        for how in {row["settled_by"] for row in self.facts.chosen(*thing, cell) if row["settled_by"]}:
            yield Note(self.say("settled", field=self.field(cell), how=name(how)))

    def _conflict(self, thing: Thing, cell: str, sort: str, found: list[Row]) -> Runs:
        values = self.series((self._candidate(thing, cell, row) for row in found), "semicolon")
        slots: Slots = {"field": self.field(cell), "class": self.word(sort), "values": values}
        return fill(self.text("conflict"), False, slots)

    def _candidate(self, thing: Thing, cell: str, row: Row) -> Runs:
        count = counted("independent", row["backing"], self.tongue)
        slots: dict[str, Any] = {"value": self.value(cell, row["value"]), "count": count, "who": self.voices(row["families"])}
        said = next((one["reason"] for one in self.facts.cells.get((*thing, cell), ()) if one["value"] == row["value"]), "")
        told = self.say("shown", reason=self.reason(said), **slots) if row["chosen"] and said else self.say("candidate", **slots)
        return (*told, *self.at(self.facts.spots(row["claims"], thing)))

    def value(self, cell: str, value: str) -> Runs:
        """A value of a cell in the reader's words."""
        found = json.loads(value)
        if isinstance(found, dict):
            return self.say("away" if found.get("role") == "absent" else "present", who=self.called(found["actor"]))
        if cell in _DATES:
            return (own(self.word(str(found)) if self.word(str(found)) != found else self.day(str(found))),)
        return (own(self.word(str(found))),) if self.word(str(found)) != str(found) else (self.called(str(found)),)


MOST_IN_TITLE = 4  # names in the title of a session


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
