"""What was announced, agreed or promised for later: by whom, what, for when, where and on what condition.

A promise is a verb of agreeing, deciding, pledging or a verb in the future with one who binds himself by it. What a journalist
expects, and what is asked of others, binds nobody and is no commitment. A session that is promised twice is one commitment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mahdar.engine.cascade import Match, Node, maker
from mahdar.model import Span
from mahdar.reading.actors import actor_of, holder
from mahdar.reading.page import Page, Sentence
from mahdar.reading.sessions import Session
from mahdar.reading.statements import Telling

_RANK = {"agreed": 0, "decided": 1, "pledged": 2, "foreseen": 3, "promised": 4, "told": 5, "ready": 6}
_BREAKS = frozenset({"SAY_ABOUT", "ACCORDING", "RELAY", "COLON"})
_TRIM = " \n\t،,.;:؛…-–—»«\"“”„‟″'’‘"
_OVER = frozenset({"held", "under_way", "cancelled"})
_SENDERS = frozenset({"opposition", "coalition", "armed-group", "bloc"})


@maker("promise", "a v w c", "PROMISE")
def make_promise(match: Match) -> dict[str, Any]:
    """Words that bind somebody for later: how (agreed, decided, pledged, promised, foreseen, told, ready)."""
    return {"PROMISE": match.rule.fixed["how"]}


@dataclass
class Commitment:
    """One promise of a document while its tellings are put together."""

    by: dict[str, tuple[Span, str]]
    spans: list[Span]
    pattern: str
    chain: tuple[str, ...]
    session: Session | None = None
    due: Node | None = None
    place: tuple[str, Span] | None = None
    condition: Span | None = None
    said: set[str] = field(default_factory=set)


def collect(page: Page) -> None:
    """Makes the commitments' claims."""
    page.run("commitments")
    page.deal()
    for article in sorted({s.article for s in page.sentences}):
        desk = _Desk(page, article)
        for sentence in page.sentences:
            if sentence.article == article and sentence.role == "body":
                desk.read(sentence)
        for commitment in desk.commitments:
            _claims(page, commitment)


class _Desk:
    """Joins the promises of one article."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article, self.things = page, article, page.packs.things
        self.commitments: list[Commitment] = []
        self.sessions: list[Session] = [s for s in page.found.get("sessions", []) if s.article == article]
        self.tellings: list[Telling] = page.found.get("tellings", [])

    def read(self, sentence: Sentence) -> None:
        """Takes the promises of one sentence: the strongest first, none inside another."""
        noted = sorted(self.page.noted("commitments", sentence), key=_strength)
        taken: list[Span] = []
        made: list[Commitment] = []
        for node in noted:
            start = node.slots["w"][0].start
            if any(a <= start < b for a, b in taken) or self._denied(node, sentence):
                continue
            commitment = self._promise(node, sentence)
            if commitment is not None:
                taken += [commitment.spans[0], (node.start, node.end)]
                made.append(commitment)
        for commitment in sorted(made, key=lambda c: c.spans[0]):
            self._keep(commitment)

    def _denied(self, node: Node, sentence: Sentence) -> bool:
        """"Did not agree": a word of denial right before the verb."""
        verb = node.slots["v"][0] if node.slots.get("v") else node.slots["w"][0]
        before = next((n for n in reversed(sentence.nodes) if n.last < verb.first), None)
        return before is not None and "DENIED" in before.classes

    def _promise(self, node: Node, sentence: Sentence) -> Commitment | None:
        telling = self._telling(node)
        session = self._session(node)
        if session is not None and session.status == "proposed":
            return None
        by = self._by(node, sentence, telling, session)
        span = self._extent(node, sentence, telling)
        if not by or span is None:
            return None
        made = Commitment(by, [span], node.pattern, _chain(telling), session)
        inside = [n for n in sentence.nodes if span[0] <= n.start < span[1]]
        made.due = self._due(node, inside)
        made.place = self._place(inside)
        made.condition = next(((n.start, span[1]) for n in inside if "CONDITION" in n.classes), None)
        return made

    def _telling(self, node: Node) -> Telling | None:
        """The telling that the promise stands in; the innermost one."""
        at = node.slots["w"][0].start
        return next((t for t in reversed(self.tellings) if t.pieces[0][0] <= at < t.pieces[-1][1]), None)

    def _session(self, node: Node) -> Session | None:
        """The session of this article that is promised."""
        for noun in node.slots.get("c", [])[-1:]:
            for session in self.sessions:
                if session.status not in _OVER and any(a < noun.end and noun.start < b for a, b in session.spans):
                    return session
        return None

    # --- by whom

    def _by(self, node: Node, sentence: Sentence, telling: Telling | None, session: Session | None) -> dict[str, tuple[Span, str]]:
        how, actors = node.classes["PROMISE"], node.slots.get("a", [])
        if how in ("told", "ready"):
            return self._teller(telling, session) if how == "ready" or self._concerned(telling, session, node) else {}
        if how == "promised":
            return self._promiser(node, telling)
        named = {side: ((actor.start, actor.end), "said") for actor in actors for side in self._sides(actor)}
        return named or self._subject(node, sentence, telling)

    def _sides(self, node: Node) -> list[str]:
        """Those for whom the actors of a node stand: states rather than their ministers."""
        if "COLLECTIVE" in node.classes or "PAPER" in node.classes or ("OFFICES" in node.classes and "ACTORS" not in node.classes):
            return self._together(node.classes.get("COLLECTIVE"), node.start)
        if "ACTORS" in node.classes:
            return [s for m in node.classes["ACTORS"]["members"] for s in self._side(m, None)]
        titled = node.classes.get("TITLED") or node.classes.get("OFFICE_OF") or {}
        actor = node.classes.get("COUNTERPART_OF") or actor_of(node)
        return self._side(actor, titled.get("of"))

    def _side(self, actor: str | None, of: str | None) -> list[str]:
        """Whom one actor binds: a state's official binds the state, a bloc its members; an outlet or a source binds nobody."""
        thing = self.things.get(actor or "", {})
        if "members" in thing:
            return list(thing["members"])
        if thing.get("class") == "state" or thing.get("kind") in _SENDERS:
            return [str(actor)]
        if thing.get("kind") in ("ministry", "government", "parliament", "army") or thing.get("class") == "person" or actor is None or not thing:
            state = of or thing.get("of") or self._held(actor) or self._ministry(actor)
            if self.things.get(state or "", {}).get("class") in ("state", "organisation") and (self.things[state]["class"] == "state" or self.things[state].get("kind") in _SENDERS):
                return [str(state)]
            return [str(actor)] if thing.get("class") == "person" else []
        return [str(actor)] if thing.get("class") == "organisation" else []

    def _held(self, person: str | None) -> str | None:
        """The state or body whose office a person holds on the day of the report."""
        holds = self.things.get(person or "", {}).get("holds", [])
        anchor = self.page.anchor(self.article)
        day = anchor.edtf if anchor and anchor.edtf and "X" not in anchor.edtf else None
        now = [h["of"] for h in holds if day and holder(self.things, h["office"], h["of"], day) == person]
        return now[-1] if now else next((h["of"] for h in reversed(holds)), None)

    def _ministry(self, actor: str | None) -> str | None:
        """The state of a ministry that the world does not list: its id begins with the state's."""
        if not actor or not actor.endswith("-ministry"):
            return None
        return next((i for i, t in self.things.items() if t["class"] == "state" and actor.startswith(f"{i}-")), None)

    def _teller(self, telling: Telling | None, session: Session | None) -> dict[str, tuple[Span, str]]:
        """The side of the official who tells of it; of a joint statement all its authors."""
        if telling is None:
            return {}
        voice = telling.voice
        where = (voice.node.start, voice.node.end) if voice.node is not None else telling.pieces[0]
        actors = [s for m in voice.by for s in self._side(m, None)] if not voice.speaker else self._side(voice.speaker, voice.of)
        if voice.transmits and self.things.get(voice.speaker or "", {}).get("class") not in ("organisation", "state") and not self._ministry(voice.speaker):
            return {}
        return {a: (where, voice.basis) for a in actors}

    def _concerned(self, telling: Telling | None, session: Session | None, node: Node) -> bool:
        """Whether the teller has a say in the session: a guarantor, a host, a mediator, one who takes part."""
        tellers = self._teller(telling, session)
        process = self.page.packs.processes.get((session.process if session else None) or self._process_of(node) or "", {})
        having = {*process.get("guarantors", ()), *process.get("hosts", ()), *process.get("mediators", ())}
        present = {row[k] for row, _, _ in session.rows for k in ("actor", "person")} if session else set()
        return bool(tellers) and (not having or bool(tellers.keys() & (having | present)))

    def _process_of(self, node: Node) -> str | None:
        return next((n.classes["SESSION"]["process"] for n in node.slots.get("c", []) if "SESSION" in n.classes), None)

    def _promiser(self, node: Node, telling: Telling | None) -> dict[str, tuple[Span, str]]:
        """One who promises binds himself: the teller, or an actor for whom the teller speaks."""
        tellers = self._teller(telling, None)
        actors = node.slots.get("a", [])
        if not actors or {"OWN", "OWN_PARTY"} & actors[0].classes.keys():
            return tellers
        own = tellers.keys() | {telling.voice.of, *self._bodies(telling.voice.speaker)} if telling else set()
        named = {side: ((actor.start, actor.end), "said") for actor in actors for side in self._sides(actor)}
        return named if named and named.keys() <= own else {}

    def _bodies(self, person: str | None) -> Iterable[str]:
        return (h["of"] for h in self.things.get(person or "", {}).get("holds", []))

    def _subject(self, node: Node, sentence: Sentence, telling: Telling | None) -> dict[str, tuple[Span, str]]:
        """Of a verb without a subject: those named before it in the sentence, else all who met."""
        verb = node.slots["v"][0]
        if node.classes["PROMISE"] == "pledged" and telling is not None and telling.voice.speaker:
            return self._teller(telling, None)
        if "AGREED" in verb.classes:
            several = [n for n in sentence.nodes if n.last < verb.first and (len(self._sides(n)) > 1 or "COLLECTIVE" in n.classes)]
            if several and verb.classes["AGREED"] != 2:
                return {side: ((several[-1].start, several[-1].end), "inferred") for side in self._sides(several[-1])}
        return {side: ((verb.start, verb.end), "inferred") for side in self._together(verb.classes.get("AGREED"), verb.start)}

    def _together(self, many: int | None, at: int) -> list[str]:
        """Those who met: the two of the last bilateral, else the guarantors of the process, else the parties of the fullest session."""
        met = [s for s in self.sessions if s.spans[0][0] < at and s.status in (None, *_OVER)] or self.sessions
        if many == 2:
            pairs = [p for p in ([x for row, _, _ in s.rows for x in self._side(row["actor"] or row["person"], row["actor"])] for s in met) if len(set(p)) == 2]
            return pairs[-1] if pairs else []
        main = max(met, key=lambda s: (s.process is not None, len(s.rows)), default=None)
        guarantors = self.page.packs.processes.get((main.process if main else None) or "", {}).get("guarantors", ())
        if guarantors or main is None:
            return list(guarantors)
        rows = [row for row, _, _ in main.rows if row["role"] in ("guarantor", "party", None)]
        return list(dict.fromkeys(x for row in rows for x in self._side(row["actor"] or row["person"], row["actor"])))

    # --- what, when, where

    def _extent(self, node: Node, sentence: Sentence, telling: Telling | None) -> Span | None:
        """What is promised: from the words after the verb to the end of the clause."""
        first, last = node.slots["w"][0], node.slots["w"][-1]
        end = min(sentence.span[1], telling.pieces[-1][1] if telling else sentence.span[1])
        before: Node | None = None
        for after in sentence.nodes:
            if after.first > last.last and after.start < end:
                closes = "QC" in after.features and self.page.in_quotation(first.first) is not None
                new = after.flags & {"w", "f"} and {"SAY", "SAY_ON", "SAY_TO", "SAY_OBJ", "SAY_WITH"} & after.classes.keys()
                participle = "PARTICIPLE" in after.classes and before is not None and "COMMA" in before.features
                if closes or new or participle or _BREAKS & (after.classes.keys() | after.features):
                    end = after.start
                    break
            before = after
        return _trimmed(self.page.text, first.start, max(end, last.end))

    def _due(self, node: Node, inside: list[Node]) -> Node | None:
        """The date of what is promised: after the session that is named, else the first one inside; never a day gone by."""
        dates = [n for n in inside if "DATE" in n.classes and n.classes["DATE"].get("rel") != -1 and not {"session_day", "ago"} & n.classes["DATE"].keys()]
        noun = node.slots["c"][-1] if node.slots.get("c") else None
        return next((d for d in dates if noun is None or d.first > noun.first), dates[0] if dates else None)

    def _place(self, inside: list[Node]) -> tuple[str, Span] | None:
        """The city, or the state, in which it is to be."""
        within = False
        for node in inside:
            place = node.classes.get("CITY") or (node.classes.get("PLACE") if within or "b" in node.flags else None)
            place = place or (node.classes.get("STATE") if within else None)
            if isinstance(place, str):
                return place, (node.start, node.end)
            within = "IN" in node.classes
        return None

    # --- joined

    def _keep(self, made: Commitment) -> None:
        """Adds a promise, or joins it with the one that the article has already told."""
        known = next((k for k in self.commitments if _same(k, made, self.page)), None)
        if known is None:
            self.commitments.append(made)
            return
        known.by = {**known.by, **{a: v for a, v in made.by.items() if a not in known.by}}
        known.spans += made.spans
        for name in ("session", "due", "place", "condition"):
            setattr(known, name, getattr(known, name) or getattr(made, name))


def _strength(node: Node) -> tuple[int, bool, bool, int]:
    """Which of two readings of the same words stands: the binding verb, the session named, the actor named."""
    return (_RANK[node.classes["PROMISE"]], not node.slots.get("c"), not node.slots.get("a"), node.first)


def _same(one: Commitment, other: Commitment, page: Page) -> bool:
    """Whether two promises are of one session: the same one of the document, or nouns that say the same."""
    if one.noun is None or other.noun is None:
        return False
    if one.session is not None and one.session is other.session:
        return True
    (a, b), (c, d) = (_named(one, page), _named(other, page)), (page.day_of(one.due), page.day_of(other.due))
    days = not (c and d and c.edtf and d.edtf) or c.edtf == d.edtf
    return days and a["process"] == b["process"] is not None and a["kind"] == b["kind"] and None in (a["number"], b["number"], *({a["number"]} & {b["number"]}))


def _chain(telling: Telling | None) -> tuple[str, ...]:
    return (*telling.relays, *telling.voice.chain) if telling else ()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return (start, end) if end > start else None


def _claims(page: Page, made: Commitment) -> None:
    subject, more = page.subject("commitment"), {"pattern": made.pattern, "chain": made.chain}
    start, end = made.spans[0]
    page.claim(subject, "commitment", "what", page.text[start:end], tuple(made.spans), **more)
    for actor, (span, basis) in made.by.items():
        page.claim(subject, "commitment", "by", actor, (span,), basis=basis, **more)
    if made.session is not None:
        page.claim(subject, "commitment", "session", made.session.subject, tuple(made.session.spans), basis="inferred", **more)
    if made.due is not None:
        day, where = page.day_of(made.due), ((made.due.start, made.due.end),)
        page.claim(subject, "commitment", "due", day.edtf if day else None, where, when=made.due.classes["DATE"], **more)
        page.claim(subject, "commitment", "part", day.part if day else None, where, **more)
    if made.place is not None:
        page.claim(subject, "commitment", "place", made.place[0], (made.place[1],), **more)
    if made.condition is not None:
        page.claim(subject, "commitment", "condition", page.text[slice(*made.condition)], (made.condition,), **more)
