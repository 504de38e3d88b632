"""A made-up record for the tests of exports: one of everything, and whatever a source may say of itself."""

from __future__ import annotations

import msgspec

from mahdar.model import Reading
from mahdar.reconciling import reconcile, store
from mahdar.showing.exports import FORMATS, export
from tests.reconciling.made import THINGS, Doc, person, resolve

CODES = {"norland": {"iso2": "NO", "iso3": "NOR", "gwno": 901}, "sudland": {"iso2": "SE", "iso3": "SWE", "gwno": 902}}
WORLD = THINGS | {
    **{state: THINGS[state] | codes for state, codes in CODES.items()},
    "portville": THINGS["portville"] | {"country": "NO", "lat": 1.5, "lon": 2.5, "geonames": "77"},
    "lakeside": THINGS["lakeside"] | {"country": "SE"},
    "norland-ministry": {"class": "organisation", "kind": "ministry", "of": "norland", "names": {"en": ["Ministry"]}},
}
HOSTILE = "=1+1\"';--\t<script>alert(1)</script>&\u202eevil\u2066\x1b[2J\x07\x9b, \r\n-- ]]> \\ نص 'x' {{7*7}} \u2028"
PASSAGE = "§§§"  # in every telling
ACTS = {"=", "+", "-", "@"}  # what begins a formula


def known(doc, **facts):
    """The reading of a document of which this is known from outside."""
    reading = doc.reading()
    return Reading(msgspec.structs.replace(reading.document, **facts), reading.claims)


def readings(words="We met.", title="Talks", name="Имя", mark="internal"):
    """Three reports: a round with dates in dispute, words, a promise, a town; the second alone tells of the summit."""
    told = {"a": ("2031-12-08", "wire"), "b": ("2031-12-09", "cable"), "c": ("2031-12-10", name)}
    first, second, third = (Doc(i, day, text=f"{i}{i}{PASSAGE} " * 400, outlet=outlet) for i, (day, outlet) in told.items())
    for doc, dates in ((first, "2031-12-07"), (third, "2031-12-07/2031-12-08")):
        round_ = doc.session(
            "river-talks", "round", number=3, dates=dates, city="portville", country="NO", who=[person("anna-berg", "norland"), "sudland"]
        )
        doc.thing("outcome", kind="joint_statement", title=title, session=round_, many={"signatory": ["norland", "sudland"]})
        doc.thing(
            "statement",
            chain=["wire", "anna-berg"],
            content=words,
            mode="quote",
            act="accuse",
            speaker="anna-berg",
            target="norland-ministry",
        )
        doc.thing("statement", content=f"Again: {words}", mode="paraphrase", act="state", speaker=name)
    plan = second.session("river-talks", "summit", status="planned", dates="[2032-07..2032-12]", who=["norland", "sudland", "westmark"])
    second.thing("commitment", session=plan, what=words, due="2032-07", condition=words, many={"by": ["norland"]})
    second.thing("control", place="lakeside", actor="sudland", change="took", from_actor="norland", dates="2031-12-05")
    return [
        known(first, title=title, url="https://wire.invalid/a", archived_url="https://archive.invalid/a", retrieved_at="2031-12-11"),
        known(second, title=title, url="javascript:alert(1)", sensitivity=mark),
        known(third, title=title),
    ]


def built(some):
    """Their record, in memory."""
    connection = store.memory()
    store.describe(connection, reader="0.0.0", packs="0123456789abcdef")
    store.add_things(connection, WORLD)
    store.add_readings(connection, some)
    reconcile(connection, None, resolve)
    return connection


def written(connection, folder, name, text=True):
    """An export to a file or folder of that format, and its path."""
    suffix = FORMATS[name].suffixes[0] if FORMATS[name].suffixes else ""
    path = folder / f"{name}{suffix or '-folder'}"
    export(connection, path, name, text)
    return path


def files(path):
    """The bytes of every file of an export."""
    return {p.name: p.read_bytes() for p in ([path] if path.is_file() else sorted(path.iterdir()))}
