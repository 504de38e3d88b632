"""Made-up documents and claims for the tests of reconciling: short to write, in the form that reading gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from mahdar.model import Claim, Day, Document, Reading, Section, claim_id
from mahdar.reconciling import reconcile, store

THINGS = {
    **{s: {"class": "state", "names": {"en": [s.title()]}} for s in ("norland", "sudland", "westmark", "ostia", "hostland")},
    "anna-berg": {"class": "person", "names": {"en": ["Anna Berg"]}, "holds": [{"office": "foreign-minister", "of": "norland"}]},
    "carl-dahl": {"class": "person", "names": {"en": ["Carl Dahl"]}, "holds": [{"office": "special-envoy", "of": "norland"}]},
    "ewa-falk": {"class": "person", "names": {"en": ["Ewa Falk"]}, "holds": [{"office": "foreign-minister", "of": "sudland"}]},
    **{n: {"class": "person", "names": {"en": [n]}, "holds": [{"office": "envoy", "of": "ostia"}]} for n in ("olga-ost", "otto-ost")},
    "hans-host": {"class": "person", "names": {"en": ["Hans Host"]}, "holds": [{"office": "envoy", "of": "hostland"}]},
    "portville": {"class": "place", "kind": "city", "country": "HO", "names": {"en": ["Portville"]}},
    "lakeside": {"class": "place", "kind": "city", "country": "WE", "names": {"en": ["Lakeside"]}},
    "wire": {"class": "outlet", "kind": "agency", "names": {"en": ["Wire"]}},
    "cable": {"class": "outlet", "kind": "agency", "names": {"en": ["Cable"]}},
    "morning-post": {"class": "outlet", "kind": "newspaper", "names": {"en": ["Morning Post"]}},
    "river-talks": {"class": "process", "names": {"en": ["River talks"]}},
}


@dataclass(frozen=True)
class World:
    """Names and a first day; every rule must hold in all of them."""

    process: str
    other: str
    city: str
    town: str
    states: tuple[str, str, str, str]
    people: tuple[str, str, str]  # the first two of the first state, the third of the second
    first: date

    def day(self, after=0):
        return (self.first + timedelta(after)).isoformat()

    def month_day(self, after=0):
        return "XXXX" + self.day(after)[4:]


WORLDS = [
    World(
        "river-talks",
        "hill-talks",
        "portville",
        "lakeside",
        ("norland", "sudland", "westmark", "ostia"),
        ("anna-berg", "carl-dahl", "ewa-falk"),
        date(2031, 12, 7),
    ),
    World(
        "sea-forum",
        "isle-forum",
        "lakeside",
        "portville",
        ("ostia", "hostland", "sudland", "norland"),
        ("olga-ost", "otto-ost", "hans-host"),
        date(2028, 3, 2),
    ),
]


class Doc:
    """One made-up document: `session(...)` and the like add claims, each on a stretch of text of its own."""

    def __init__(self, name, published=None, text=None, outlet=None, when=None, url=None, sections=(), at=None, retrieved=None):
        self.id, self.text, self.outlet = name, text or f"{name} " * 400, outlet
        self.sha = hashlib.sha256(self.text.encode()).hexdigest()
        self.published_at, self.retrieved_at = at, retrieved
        self.published = published if published and "X" not in published else None
        self.claims, self.count, self.at, self.sections = [], 0, 0, sections
        if (published and not self.published) or when:
            self.add("document", "published", published, subject=name, when=when)

    def add(self, kind, cell, value, subject=None, modality="asserted", chain=(), when=None, basis="said", spans=None):
        spans = spans or ((self.at, self.at + 5),)
        self.at += 6
        made = claim_id(self.sha, subject, kind, cell, value, spans, modality)
        self.claims.append(
            Claim(made, self.id, subject, kind, cell, value, spans, basis=basis, modality=modality, chain=tuple(chain), when=when)
        )
        return made

    def thing(self, thing, modality="asserted", chain=(), many=None, when=None, **cells):
        self.count += 1
        subject = f"{self.id}#{thing}-{self.count}"
        for cell, value in cells.items():
            form = when if cell in ("dates", "due", "began") else None
            if value is not None or form:
                self.add(thing, cell, value, subject, modality, chain, form)
        for cell, values in (many or {}).items():
            for value in values:
                self.add(thing, cell, value, subject, modality, chain)
        return subject

    def process(self, process, when=None, **cells):
        for cell, value in cells.items():
            self.add("process", cell, value, f"{self.id}#process-{process}", when=when if cell == "began" else None)

    def session(self, process, kind, status="held", who=(), outcome=(), **rest):
        rows = [w if isinstance(w, dict) else {"actor": w, "role": None, "level": None, "person": None, "person_role": None} for w in who]
        return self.thing(
            "session", status, process=process, kind=kind, status=status, many={"participant": rows, "outcome": outcome}, **rest
        )

    def reading(self):
        published = Day(edtf=self.published, earliest=self.published, latest=self.published) if self.published else None
        sections = tuple(Section(*s) for s in self.sections) or (Section((0, len(self.text)), "body"),)
        document = Document(
            self.id,
            self.text,
            self.sha,
            path=f"{self.id}.txt",
            sections=sections,
            outlet=self.outlet,
            published=published,
            published_basis="sidecar" if published else None,
            published_at=self.published_at,
            retrieved_at=self.retrieved_at,
        )
        return Reading(document, tuple(self.claims))


def person(name, actor=None, role=None, level=None):
    return {"actor": actor, "role": role, "level": level, "person": name, "person_role": None}


def resolve(form, day):
    """A stand-in for the resolver of the reader: today, weekdays before, and month-days in the year of, the day published."""
    if not day or not day.earliest or day.earliest != day.latest:
        return Day()
    anchor = date.fromisoformat(day.earliest)
    if form.get("unit") == "day":
        return Day(edtf=(anchor + timedelta(form["rel"])).isoformat())
    if "m" in form:
        found = date(anchor.year, form["m"], form["d"])
        value = found.isoformat() if "d2" not in form else f"{found}/{date(anchor.year, form['m'], form['d2'])}"
        return Day(edtf=value)
    return Day(edtf=(anchor - timedelta((anchor.weekday() - form["wd"] - 1) % 7 + 1)).isoformat())


def built(*docs, as_of=None):
    """The record of made-up documents, in memory."""
    connection = store.memory()
    store.add_things(connection, THINGS)
    store.add_readings(connection, [d.reading() for d in docs])
    reconcile(connection, as_of, resolve)
    return connection


def rows(connection, query, *parameters):
    return connection.execute(query, list(parameters)).fetchall()
