"""Outcome documents: joint statements, agreements, memoranda, terms of reference and resolutions, and the session that they ended.

A document is an outcome once it is told of as there: a draft, one that is missing and one still to come are none. All mentions
of one document in a report are one outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.model import Span
from mahdar.reading.gathering import Mentions, Session
from mahdar.reading.page import Page, Sentence
from mahdar.reading.parties import sides, together

# Words before a document that may say it is a draft, missing or still to come.
_REACH = 4
_APART = frozenset({"call", "bilateral"})
# An article that names more documents is a list, and is read no further; real reports name a few.
_MOST = 100


@maker("outcome", "p c n d s t", "OUTCOME")
def make_outcome(match: Match) -> dict[str, Any]:
    """A document by its kind: said by the pattern, else by its noun."""
    kind = match.rule.fixed.get("kind") or match.value("p", "PACT", "TERMS")
    number = int(match.slots["n"][0].norm) if match.slots.get("n") else None
    if kind == "resolution" and not (match.rule.fixed.get("of") or _of_the_council(match, number)):
        raise Refused("no resolution of the Security Council")
    return {"OUTCOME": {"kind": kind, "number": number}}


def _of_the_council(match: Match, number: int | None) -> bool:
    """A number that the processes list, or words that name the council."""
    named = any("council" in (n.classes.get("RESOLUTION_NOUN"), n.classes.get("RESOLUTION_ADJ")) for n in match.nodes)
    return named or year_of(match.context, number) is not None


def year_of(page: Page, number: int | None) -> int | None:
    """The year of a resolution, where a process lists it."""
    return next((years[str(number)] for p in page.packs.processes.values() if str(number) in (years := p.get("resolutions", {}))), None)


@dataclass
class Outcome:
    """One outcome document of a report while its mentions are put together."""

    kind: str
    title: str
    spans: list[Span]
    pattern: str
    number: int | None = None
    session: Session | None = None
    day: Node | None = None
    signatories: dict[str, tuple[Span, str]] = field(default_factory=dict)


def collect(page: Page) -> None:
    """Makes the outcomes' claims."""
    page.run("outcomes")
    page.deal()
    for article, body in page.bodies():
        found: list[Outcome] = []
        sessions: list[Session] = [s for s in page.found.get("sessions", []) if s.article == article and s.kind not in _APART]
        mentions = Mentions(sessions)
        for sentence in body:
            for node in _mentions(page, sentence):
                _keep(found, _outcome(page, article, node, found, mentions))
        for outcome in filter(_placed, found):
            _claims(page, outcome)


def _placed(made: Outcome) -> bool:
    """Whether a statement is told apart from others, by its session or its day; a session to come has none yet."""
    if made.session is not None and made.session.status in ("planned", "proposed"):
        return False
    return made.kind != "joint_statement" or bool(made.session or made.day)


def _mentions(page: Page, sentence: Sentence) -> list[Node]:
    """The documents of a sentence that are there: the longest reading of each, no draft, nothing missing or to come."""
    best: dict[int, Node] = {}
    for node in page.noted("outcomes", sentence):
        first = node.slots["p"][0].first
        if first not in best or _fuller(node, best[first]):
            best[first] = node
    return [best[k] for k in sorted(best) if _there(sentence, best[k])]


def _fuller(node: Node, other: Node) -> bool:
    return (len(node.slots.get("s", ())), node.end - node.start) > (len(other.slots.get("s", ())), other.end - other.start)


def _there(sentence: Sentence, node: Node) -> bool:
    noun = node.slots["p"][0]
    before = [n for n in sentence.nodes if n.last < noun.first][-_REACH:]
    after = [n for n in sentence.nodes if n.first > noun.last][:_REACH]
    missing = any({"DRAFT", "LACKING", "DENIED"} & n.classes.keys() for n in before)
    to_come = any("s" in n.flags for n in (*before, *after)) or any("ON" in a.classes and "THAT" in b.classes for a, b in pairwise(before))
    return not missing and (not to_come or node.classes["OUTCOME"]["kind"] == "resolution")


def _outcome(page: Page, article: int, node: Node, found: list[Outcome], mentions: Mentions) -> Outcome:
    said = node.classes["OUTCOME"]
    made = Outcome(said["kind"], _title(page, node), [(node.slots["p"][0].start, node.end)], node.pattern, said["number"])
    if said["kind"] == "joint_statement":
        made.session = _session(node, found, mentions)
        made.signatories = dict.fromkeys(together(page, article, made.session), (made.spans[0], "inferred"))
    for signer in node.slots.get("s", ()):
        signed = sides(page, article, signer)
        if len(signed) > 1 or "COLLECTIVE" not in signer.classes:  # "the parties" are two at least
            made.signatories |= dict.fromkeys(signed, ((signer.start, signer.end), "said"))
    made.day = next((n for n in node.slots.get("d", ()) if "DATE" in n.classes), None)
    return made


def _title(page: Page, node: Node) -> str:
    """The words that name a document, without the letters joined to its noun and without its date."""
    noun, letters = node.slots["p"][0], page.language.settings.get("letters", {})
    start = noun.start + sum(len(letters[f]) for f in noun.flags if f != "al" and f in letters)
    return page.text[start : max(n.end for slot in "pcnt" for n in node.slots.get(slot, ()))].rstrip('"”»“ ،,')


def _session(node: Node, found: list[Outcome], mentions: Mentions) -> Session | None:
    """The session that a statement ended: the one named with it, that of the only statement so far, else the one of the report."""
    sessions = mentions.sessions
    for noun in node.slots.get("c", ()):
        number = noun.classes["SESSION"]["number"]
        same = mentions.at(noun.start, noun.end) or [s for s in sessions if number is not None and s.number == number]
        if same or number is not None or node.slots.get("d"):
            return same[0] if same else None
    told = [o.session for o in found if o.kind == "joint_statement" and o.session and not o.day]
    return told[0] if len(told) == 1 else _main(sessions)


def _main(sessions: list[Session]) -> Session | None:
    """The session of a process that is told of most."""
    held = [s for s in sessions if s.process is not None and s.status in (None, "held", "under_way")]
    return max(held, key=lambda s: (len(s.rows), len(s.spans)), default=None)


def _keep(found: list[Outcome], made: Outcome) -> None:
    """Adds a document, or joins it with the one that the report has already told of."""
    known = next((k for k in found if _same(k, made)), None)
    if known is None:
        found += [made] if len(found) < _MOST else []
        return
    known.spans += made.spans
    known.day, known.session = known.day or made.day, known.session or made.session
    known.signatories = {**made.signatories, **known.signatories}


def _same(one: Outcome, other: Outcome) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "joint_statement":
        return one.session is other.session is not None
    return one.number == other.number if one.kind == "resolution" else one.title == other.title


def _claims(page: Page, made: Outcome) -> None:
    subject, spans = page.subject("outcome"), tuple(made.spans)
    more: dict[str, Any] = {"pattern": made.pattern}
    page.claim(subject, "outcome", "kind", made.kind, spans, **more)
    year = year_of(page, made.number)
    symbol = f"S/RES/{made.number} ({year})" if year else None
    page.claim(subject, "outcome", "title", symbol or made.title, spans[:1], basis="inferred" if symbol else "said", **more)
    page.claim(subject, "outcome", "symbol", symbol, spans, basis="inferred", **more)
    if year:
        page.claim(subject, "outcome", "dates", str(year), spans, basis="inferred", **more)
    if made.day is not None:
        day = page.day_of(made.day)
        where = ((made.day.start, made.day.end),)
        page.claim(subject, "outcome", "dates", day.edtf if day else None, where, when=made.day.classes["DATE"], **more)
    for actor, (span, basis) in made.signatories.items():
        page.claim(subject, "outcome", "signatory", actor, (span,), basis=basis, **more)
    if made.session is not None:
        more["basis"] = "inferred"
        page.claim(subject, "outcome", "session", made.session.subject, spans, **more)
        page.claim(made.session.subject, "session", "outcome", subject, spans, modality=made.session.status or "asserted", **more)
