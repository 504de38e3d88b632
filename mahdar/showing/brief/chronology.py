"""The chronology of a brief: process by process, session by session, what was held, who took part, what was agreed, said and promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.showing.brief.facts import Spot
from mahdar.showing.brief.model import Block, Heading, Paragraph, Runs, joined, name, own
from mahdar.showing.brief.prose import Prose
from mahdar.showing.brief.sentences import counted
from mahdar.showing.listings import Row
from mahdar.showing.tables import INFERRED

_OF_WHICH = ("kind", "number", "process")  # cells that the title of a session shows
_TOOK_PLACE = ("held", "under_way")
_SPACE = own(" ")


class Chronology:
    """Writes the sections on sessions; `said` and `sessions` bound them in the short form."""

    def __init__(self, prose: Prose, sessions: int | None = None, said: int | None = None) -> None:
        self.prose, self.facts, self.short = prose, prose.facts, prose.facts.asked.short
        self.said_at_most = said
        found = sorted(self.facts.sessions.values(), key=_weight) if sessions is not None else list(self.facts.sessions.values())
        self.kept = {row["id"] for row in found[:sessions]}
        self.statements_left = 0

    def blocks(self) -> Iterator[Block]:
        """The processes in the order of how many sessions they have; at the end what is of none."""
        groups: dict[str | None, list[Row]] = {}
        for row in self.facts.sessions.values():
            if row["id"] in self.kept:
                groups.setdefault(row["process"], []).append(row)
        for process in sorted(groups, key=lambda one: (one is None, -len(groups[one]), one or "")):
            yield from self._process(process, groups[process], len(groups) > 1)
        if not self.facts.sessions:
            yield Paragraph(self.prose.say("nothing", sources=self.prose.searched))

    def _process(self, process: str | None, sessions: list[Row], several: bool) -> Iterator[Block]:
        prose = self.prose
        if process or several:
            yield Heading(2, (prose.process(process, True),) if process else (own(prose.text("others"), True),))
        if process and (told := self._history(process)):
            yield Paragraph(told)
        for row in sessions:
            yield from self._short(row) if self.short else self._full(row)

    def _history(self, process: str) -> Runs:
        """When the process began and how many rounds it had, as sources say."""
        prose, row = self.prose, next((row for row in self.facts.processes if row["id"] == process), None)
        told: list[Any] = []
        if row and row["began"]:
            told += [*prose.say("began", when=prose.when(row, "began")), *prose.cited("process", process, "began"), _SPACE]
        if row and row["rounds_before"] is not None:
            told += [*prose.say("rounds_before", number=str(row["rounds_before"])), *prose.cited("process", process, "rounds_before")]
        return joined(told)

    def _short(self, row: Row) -> Iterator[Block]:
        """A session as one paragraph."""
        parts = [self._title(row), *self._labelled(row)]
        yield Paragraph(joined(run for part in parts for run in (*part, _SPACE)))

    def _full(self, row: Row) -> Iterator[Block]:
        yield Heading(3, self._title(row))
        told, *lists = self._labelled(row)
        yield Paragraph(told)
        for part in lists:
            yield Paragraph(part, "item")

    def _title(self, row: Row) -> Runs:
        """The session and its date; the full form has the id too."""
        prose = self.prose
        title = prose.title("session", row)
        if row["dates"] and not self.short:
            title = prose.text("comma").join((title, prose.when(row, place="dates")))
        return (name(f"{title}.", True),) if self.short else (name(title, True), *prose.say("id", id=name(row["id"])))

    def _labelled(self, row: Row) -> Iterator[Runs]:
        yield self._held(row)
        yield from self._seats(row)
        yield from self._agreed(row)
        yield from self._said(row)
        yield from self._promised(row)

    def _held(self, row: Row) -> Runs:
        """Whether, when and where it was held, each with its sources, and which independent sources say that it was."""
        prose, thing = self.prose, ("session", row["id"])
        when = (own(prose.when(row) + prose.star(*thing, "dates")), *prose.cited(*thing, "dates"))
        told = [*prose.say(row["status"] or "no_status", when=when, where=self._where(row), sources=prose.searched)]
        told += prose.notes(*thing, _OF_WHICH)
        if row["margins_of"]:
            told += [_SPACE, *prose.say("margins", what=(prose.called(row["margins_of"]), *prose.cited(*thing, "margins_of")))]
        cell = "status" if row["status"] else "kind"
        backed = next(iter(self.facts.chosen(*thing, cell)), None)
        told += [_SPACE, *prose.backing(backed["families"], prose.cited(*thing, cell))] if backed else []
        return joined(told)

    def _where(self, row: Row) -> Runs:
        """The venue and the city, or where neither is known the country."""
        prose, thing = self.prose, ("session", row["id"])
        cells = [cell for cell in ("venue", "city") if row[cell]] or [cell for cell in ("country",) if row[cell]]
        places = [(prose.called(row[cell]), own(prose.star(*thing, cell)), *prose.cited(*thing, cell)) for cell in cells]
        return prose.say("place", place=prose.series(places)) if places else (own(prose.text("no_place")),)

    def _seats(self, row: Row) -> Iterator[Runs]:
        """Who took part, role by role, and who stayed away."""
        prose = self.prose
        roles: dict[str | None, dict[str, list[Row]]] = {}
        for seat in self.facts.people.get(row["id"], ()):
            roles.setdefault(seat["role"], {}).setdefault(seat["actor"] or seat["person"], []).append(seat)
        away = roles.pop("absent", {})
        notes = prose.notes("session", row["id"], ["participant"])
        if roles:
            parts = [self._role(row, role, roles[role]) for role in sorted(roles, key=lambda role: (role is None, role or ""))]
            label = prose.text("took_part" if row["status"] in _TOOK_PLACE else "expected")
            yield (*prose.say("lead", True, label=label), *prose.series(parts, "semicolon"), own("."), *notes)
        if away:
            yield (*prose.say("lead", True, label=prose.text("stayed_away")), *self._sides(row, away), own("."), *(() if roles else notes))

    def _role(self, row: Row, role: str | None, sides: dict[str, list[Row]]) -> Runs:
        label = counted(role, len(sides), self.prose.tongue) if role else self.prose.text("no_role")
        return (*self.prose.say("label", label=label), *self._sides(row, sides))

    def _sides(self, row: Row, sides: dict[str, list[Row]]) -> Runs:
        """Delegations; in the full form each with its own sources."""
        prose = self.prose
        told = [(self._side(actor, seats), self._seat_sources(row, seats)) for actor, seats in sides.items()]
        together = sorted({spot for _, spots in told for spot in spots}, key=self.facts.place) if self.short else []
        return (*prose.series(side if self.short else (*side, *prose.at(spots)) for side, spots in told), *prose.at(together))

    def _seat_sources(self, row: Row, seats: list[Row]) -> list[Spot]:
        return self.facts.spots((claim for seat in seats for claim in seat["claims"]), ("session", row["id"]))

    def _side(self, actor: str, seats: list[Row]) -> Runs:
        """A delegation with the people named of it."""
        bare = [seat for seat in seats if not seat["person"] or seat["person"] == actor]
        side = (self.prose.called(actor), own(INFERRED if bare and all(seat["basis"] == "inferred" for seat in bare) else ""))
        people = [part for seat in seats for part in self._person(seat, actor)]
        return self.prose.say("side", who=side, more=self.prose.series(people)) if people else side

    def _person(self, seat: Row, actor: str) -> Iterator[Runs]:
        """A person of a delegation; in the full form also in which part and of which level."""
        prose = self.prose
        if seat["person"] and seat["person"] != actor:
            yield (prose.called(seat["person"]), own(INFERRED if seat["basis"] == "inferred" else ""))
        if seat["person_role"] and not self.short:
            yield (own(prose.text(seat["person_role"])),)
        if seat["level"] and not self.short:
            yield prose.say("level", level=prose.office(seat["level"]))

    def _agreed(self, row: Row) -> Iterator[Runs]:
        """The outcome documents of a session."""
        found = self.facts.of["outcomes"].get(row["id"], [])
        if found:
            parts = [self.outcome(one) for one in found]
            yield (*self.prose.say("lead", True, label=self.prose.text("agreed")), *self.prose.series(parts, "semicolon"), own("."))

    def outcome(self, row: Row) -> Runs:
        """An outcome document: kind, title, day, who signed it."""
        prose, thing = self.prose, ("outcome", row["id"])
        title = () if not row["title"] else (name(row["title"]),) if row["title"] == row["symbol"] else prose.quoted(row["title"])
        parts = [prose.say("outcome", kind=prose.word(row["kind"] or "outcome"), title=title)]
        if row["symbol"] and row["symbol"] != row["title"]:
            parts.append((name(row["symbol"]),))
        if row["dates"]:
            parts.append((own(prose.when(row, place="dates") + prose.star(*thing, "dates")),))
        signed = prose.say("signed", who=prose.every(row["signatories"])) if row["signatories"] else (own(prose.text("no_signed")),)
        parts += [signed] if row["signatories"] or not (self.short or row["kind"] == "resolution") else []
        parts += [prose.say("in_force", what=name(row["in_force"]))] if row["in_force"] else []
        return (*prose.series(parts), *prose.cited(*thing, "kind", "title", "dates", "signatory", "symbol", "in_force"))

    def _said(self, row: Row) -> Iterator[Runs]:
        """What was said, in the reports on the session; in the short form what most independent sources tell."""
        found = self.facts.of["statements"].get(row["id"], [])
        kept = sorted(found, key=self._told_most)[: self.said_at_most] if self.said_at_most is not None else sorted(found, key=self._place)
        self.statements_left += len(found) - len(kept)
        for one in kept:
            yield (*self.prose.say("lead", True, label=self.prose.text("said")), *self.statement(one))

    def _told_most(self, row: Row) -> tuple[Any, ...]:
        told = self.facts.tellings["statement", row["id"]]
        families = {telling["family"] for telling in told}
        return (-len(families), row["act"] == "state", not row["by"], self._place(row))

    def _place(self, row: Row) -> tuple[Any, ...]:
        telling = self.facts.tellings["statement", row["id"]][0]
        return (list(self.facts.documents).index(telling["document"]), telling["line"], row["id"])

    def statement(self, row: Row) -> Runs:
        """Who said what to whom through whom, in the words of the first source that has them."""
        prose, told = self.prose, self.facts.tellings["statement", row["id"]]
        first = next((telling for telling in told if telling["mode"] == "quote"), told[0])
        how: list[Runs] = [(own(prose.text("quote")),)] if first["mode"] == "quote" else []
        chain = [one for one in first["chain"] if one != row["speaker"]]
        how += [prose.say("via", chain=prose.series(((prose.called(one),) for one in chain), "arrow"))] if chain else []
        how += [prose.say("act", act=prose.word(row["act"]))] if row["act"] not in (None, "state") else []
        how += [(own(prose.when(row, place="dates") + prose.star("statement", row["id"], "dates")),)] if row["dates"] else []
        spots = [prose.told(telling) for telling in (first, *(telling for telling in told if telling is not first))]
        words = prose.quoted(first["text"], spots)
        notes = prose.notes("statement", row["id"], ["speaker", "dates", "of", "office", "addressee", "target"])
        families = sorted({spot.family for spot in spots})
        backed = [_SPACE, *prose.backing(families)] if len(families) > 1 else []
        more = prose.say("in_brackets", what=prose.series(how)) if how else ()
        return joined([*prose.say("statement", who=self._speaker(row), words=words), *more, *prose.at(spots), *notes, *backed])

    def _speaker(self, row: Row) -> Runs:
        prose, thing = self.prose, ("statement", row["id"])
        who = prose.every([row["speaker"]] if row["speaker"] else row["by"]) or (own(prose.text("no_speaker")),)
        who = (*who, own(prose.star(*thing, "speaker") if row["speaker"] else prose.star(*thing, "by")))
        held = [(prose.called(row[cell]), own(prose.star(*thing, cell))) for cell in ("office", "of") if row[cell]]
        who = prose.say("side", who=who, more=prose.series(held)) if held else who
        more = [prose.say(key, who=prose.called(row[cell])) for key, cell in (("to", "addressee"), ("about", "target")) if row[cell]]
        return prose.series([who, *more])

    def _promised(self, row: Row) -> Iterator[Runs]:
        """What was promised in the reports on the session, and what came of it."""
        for one in self.facts.of["commitments"].get(row["id"], []):
            label = self.prose.say("lead", True, label=self.prose.text("promised"))
            if not self.short:
                yield (*label, *self.commitment(one), _SPACE, *self.fate(one))

    def commitment(self, row: Row) -> Runs:
        """Who promised what, for when, where, on what condition."""
        prose, thing = self.prose, ("commitment", row["id"])
        who = (*prose.every(row["by"]), own(prose.star(*thing, "by"))) if row["by"] else (own(prose.text("no_promiser")),)
        due = prose.say("due", when=prose.when(row, "due", "dates") + prose.star(*thing, "due")) if row["due"] else prose.say("no_due")
        more: list[Runs] = [due]
        more += [prose.say("place", place=prose.called(row["place"]))] if row["place"] else []
        more += [prose.say("condition", what=prose.quoted(row["condition"]))] if row["condition"] and not self.short else []
        told = prose.say("promise", who=who, what=prose.quoted(row["what"] or ""), due=prose.series(more))
        return (*told, *prose.cited(*thing, "what", "by", "due", "place"))

    def fate(self, row: Row) -> Runs:
        """What had come of a commitment by the day of the record, with the claims that settle it."""
        prose = self.prose
        day, fate = prose.day(self.facts.manifest.get("as_of")), prose.word(row["fate"])
        told = prose.say("came_of_it", day=day, fate=fate, reason=prose.coded(row["fate_coded"]))
        return (*told, *prose.at(self.facts.spots(row["settled_by"])))

    def left(self) -> list[str]:
        """What the short form leaves out of the chronology, counted."""
        tongue = self.prose.tongue
        sessions = len(self.facts.sessions) - len(self.kept)
        found = (("sessions", sessions), ("statements", self.statements_left))
        return [counted(what, n, tongue) for what, n in found if n]


def _weight(row: Row) -> tuple[Any, ...]:
    """Which sessions the short form keeps first: of processes, those that took place, the latest."""
    day = -row["date_start"].toordinal() if row["date_start"] else 1
    return (row["process"] is None, row["status"] not in _TOOK_PLACE, day, row["id"])
