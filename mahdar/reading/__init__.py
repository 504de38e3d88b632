"""Reading: one Document in, Claims out. Pure: the same document gives the same claims, in any order, on any machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from mahdar.documents.language import language_of
from mahdar.engine.cascade import Node, Trace
from mahdar.engine.pack import Packs
from mahdar.model import DateMention, Day, Document, Reading
from mahdar.reading import (
    background,
    commitments,
    control,
    dates,
    days,
    encounters,
    heading,
    names,
    outcomes,
    outlets,
    places,
    published,
    sessions,
    sides,
    stances,
    statements,
    telling,
)
from mahdar.reading.desk import one_day
from mahdar.reading.page import Page, Sentence

# A text longer than this is not read: it is no report. The cap counts characters, never seconds.
LONGEST = 400_000
# How many tokens before a date its verb of saying stands, at most: office, name and place of the speaker lie between.
_NEAR_VERB = 12


def _stage(*names: str, deal: bool = True) -> Callable[[Page], None]:
    """Runs stages; the nodes need not be dealt to the sentences where no pass looks at these before the next stage."""

    def run(page: Page) -> None:
        for name in names:
            page.run(name)
        if deal:
            page.deal()

    return run


def _anchor(page: Page, sentence: Sentence, node: Node) -> Day | None:
    """The day that a date counts from: inside a quotation the day of that speech, where its sentence says it; else the day published."""
    quote = page.in_quotation(node.first)
    told = [page.day_of(n) for n in sentence.nodes if quote and n.last < quote[0] and n.start in page.dates and _of_speech(sentence, n)]
    return next((d for d in reversed(told) if d and d.earliest and d.earliest == d.latest), page.anchor(sentence.article))


def _of_speech(sentence: Sentence, date: Node) -> bool:
    """Whether a date stands right after a verb of saying."""
    near = [n for n in sentence.nodes if date.first - _NEAR_VERB <= n.first < date.first]
    return any(name.startswith("SAY") for n in near for name in n.classes)


def _resolve(page: Page) -> None:
    """Gives every date its value, in reading order: by the day published of its article and the date named before it."""
    before: dict[int, Day] = {}
    for sentence in page.sentences:
        for node in sentence.nodes if "DATE" in sentence.classes else ():
            if "DATE" in node.classes:
                form, last = node.classes["DATE"], before.get(sentence.article)
                day = days.resolve(form, _anchor(page, sentence, node), last)
                day = days.beside(form, days.agreeing(form, day, last), last)
                page.dates[node.start] = DateMention((node.start, node.end), page.text[node.start : node.end], form, day)
                if day.edtf:
                    before[sentence.article] = day
    _share_years(page)
    _set_beside(page)


def _set_beside(page: Page) -> None:
    """Once more for what has no year still: by the last full day named before it in its article, wherever that was."""
    full: dict[int, Day] = {}
    for sentence in page.sentences:
        for node in sentence.nodes if "DATE" in sentence.classes else ():
            if "DATE" in node.classes:
                mention = page.dates[node.start]
                day = days.beside(mention.form, mention.day, full.get(sentence.article))
                if day is not mention.day:
                    page.dates[node.start] = msgspec.structs.replace(mention, day=day)
                if one_day(day.edtf):
                    full[sentence.article] = day


def _share_years(page: Page) -> None:
    """A day and month without a year takes the year with which the same day stands elsewhere in the document."""
    said: dict[tuple[Any, ...], set[int]] = {}
    for mention in page.dates.values():
        if isinstance(mention.form.get("y"), int) and "d" in mention.form:
            said.setdefault(_same_day(mention.form), set()).add(mention.form["y"])
    for start, mention in page.dates.items():
        bare = "d" in mention.form and (mention.day.edtf or "").startswith("XXXX")
        years = said.get(_same_day(mention.form), set()) if bare else set()
        if len(years) == 1 and "y" not in mention.form:
            day = days.resolve({**{k: v for k, v in mention.form.items() if k != "rel"}, "y": next(iter(years))})
            page.dates[start] = msgspec.structs.replace(mention, day=msgspec.structs.replace(day, inferred=("year",), anchor="elsewhere"))


def _same_day(form: dict[str, Any]) -> tuple[Any, ...]:
    """The first and the last day and the months that a form names."""
    days = form["d"] if isinstance(form["d"], list) else [form["d"], form.get("to", form["d"])]
    return (days[0], days[-1], form.get("m"), form.get("m2"))


# Modules that only hold makers: importing them registers what their patterns mean.
MAKERS = (dates, encounters, places, sides, telling)

PASSES: list[tuple[str, Callable[[Page], None]]] = [
    ("dates", _stage("clocks", "dates")),
    ("published", published.settle),
    ("resolve", _resolve),
    ("actors", _stage("offices", "names", deal=False)),
    ("memory", names.recall),
    ("titles", _stage("names", deal=False)),
    ("blocs", names.disown),
    ("relays", _stage("relays", "lists")),
    ("outlet", outlets.settle),
    ("heading", heading.settle),
    ("sessions", _stage("processes", "sessions", "meetings")),
    ("convene", sessions.collect),
    ("sayings", _stage("sayings")),
    ("statements", statements.collect),
    ("stances", stances.collect),
    ("outcomes", outcomes.collect),
    ("commitments", commitments.collect),
    ("background", background.collect),
    ("control", control.collect),
]


def read(document: Document, packs: Packs, trace: Trace | None = None) -> Reading:
    """Reads one document. A language without a pack, or a text beyond all reports, is not read; `why_not` says so."""
    page = read_page(document, packs, trace)
    if isinstance(page, str):
        return Reading(document, read=False, why_not=page)
    claims = {c.id: c for c in page.claims}
    return Reading(document, tuple(claims.values()), tuple(page.dates[k] for k in sorted(page.dates)))


def read_page(document: Document, packs: Packs, trace: Trace | None = None) -> Page | str:
    """A document with all that was found in it on the way to its claims; or why it is not read."""
    code = document.language or language_of(document.text) or "an unknown language"
    language = packs.languages.get(code)
    if language is None:
        return f"no language pack for {code}"
    if len(document.text) > LONGEST:
        return f"longer than {LONGEST} characters"
    if not _is_unicode(document.text):
        return "holds halves of characters: save the text as UTF-8"
    page = Page(document, packs, language, trace)
    for _, run in PASSES:
        run(page)
    return page


def _is_unicode(text: str) -> bool:
    """False for lone surrogates, which no file format can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
