"""What was announced, agreed or promised for later: by whom, what, for when, where and on what condition.

A promise is a verb of agreeing, deciding, pledging or a verb in the future with one who binds himself by it. What a journalist
expects, and what is asked of others, binds nobody and is no commitment. A session that is promised twice is one commitment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mahdar.engine.cascade import Match, Node, maker
from mahdar.engine.text import trimmed
from mahdar.model import Span
from mahdar.reading.actors import ACT_FOR
from mahdar.reading.gathering import Mentions, Session
from mahdar.reading.page import Page, Sentence
from mahdar.reading.parties import bodies, side, sides, together
from mahdar.reading.told import Telling, tellings_near

Parties = dict[str, tuple[Span, str]]
_RANK = {
    "joined": 0, "agreed": 0, "consent": 0, "decided": 1, "pledged": 2, "gathering": 3, "promised": 4, "himself": 4, "itself": 4,
    "bound": 5, "meets": 5, "announced": 5, "told": 5, "ready": 6, "kept": 0, "broken": 0
}  # fmt: skip
_TELLERS_OWN = frozenset({"himself", "itself", "promised", "announced", "meets", "ready", "told", "gathering", "bound", "kept", "broken"})
# What is told of a promise that was made before: that it was kept, or was not.
_DEEDS = {"kept": "held", "broken": "denied"}
_BREAKS = frozenset({"ACCORDING", "RELAY", "COLON"})
_TRIM = " \n\t،,.;:؛…-–—»«\"“”„‟″'’‘"
_OVER = frozenset({"held", "under_way", "cancelled"})
# What unsays the verb after it, within so many nodes and the same clause. Set on the cases.
# "The two sides" are looked for among so many pairs named before; a real report names fewer.
_PAIRS = 100
# An article that promises more is a list, and is read no further; real reports promise a few.
_MOST = 100
_UNSAYS = frozenset({"CONDITION", "UNSURE", "UNREAL"})
_UNSAID_WITHIN = 3
_GOVERNS = frozenset({"IN", "OF", "WITH", "TO", "ABOUT", "BESIDE", "BETWEEN"})
_GOVERNED = frozenset({"b", "l", "k"})
_SEVERAL = frozenset({"ACTORS", "OFFICES"})
_AGREES = frozenset({"PERSON", "ORG", "ACTORS", "OFFICE_OF"})
_JOINED_TO = frozenset({"ACTORS", "STATE", "PERSON", "ORG"})
# A form that is also a present: after "that" it tells of nothing agreed.
_CONSENTS = 3
_EXPECTED = 2
# What a mediator tells of the two sides binds them; what an analyst tells does not.
_BODIES = frozenset({"state", "organisation"})
# Two tellings of one promise share so many words among the first of what is promised. Set on the cases.
_SHARED, _FIRST_WORDS = 2, 6
# Or these first ones in their order, the verb among them.
_OPENING = 4


@maker("promise", "a v w c", "PROMISE")
def make_promise(match: Match) -> dict[str, Any]:
    """Words that bind somebody for later: how (agreed, decided, pledged, gathering, promised, told, ready).

    Or words that tell of a promise made before: kept, broken.
    """
    return {"PROMISE": match.rule.fixed["how"]}


@dataclass
class Commitment:
    """One promise of a document while its tellings are put together."""

    by: Parties
    spans: list[Span]
    pattern: str
    chain: tuple[str, ...]
    session: Session | None = None
    noun: tuple[str, int | None, str | None] | None = None
    due: Node | None = None
    place: tuple[str, Span] | None = None
    condition: Span | None = None
    words: frozenset[str] = frozenset()
    opening: tuple[str, ...] = ()
    ready: bool = False
    modality: str = "asserted"


def collect(page: Page) -> None:
    """Makes the commitments' claims."""
    page.run("commitments")
    page.deal()
    for article, body in page.bodies():
        desk = _Desk(page, article)
        for sentence in body:
            desk.read(sentence)
        for commitment in desk.commitments:
            _claims(page, commitment)


class _Desk:
    """Joins the promises of one article."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article, self.things = page, article, page.packs.things
        self.commitments: list[Commitment] = []
        self.mentions = Mentions([s for s in page.found.get("sessions", []) if s.article == article])
        self.pairs: list[tuple[int, list[str]]] = []
        self.nexts: set[int] = set()

    def read(self, sentence: Sentence) -> None:
        """Takes the promises of one sentence: the strongest first, none inside another."""
        self._note_pairs(sentence)
        noted = sorted(self.page.noted("commitments", sentence), key=_strength)
        taken: list[Span] = []
        made: list[Commitment] = []
        self.nexts = set()
        for node in noted:
            start = node.slots["w"][0].start
            if any(a <= start < b for a, b in taken) or self._denied(node, sentence) or self._of_old(node, sentence):
                continue
            commitment = self._promise(node, sentence)
            if commitment is not None and not any(commitment.spans[0][0] <= a < commitment.spans[0][1] for a, _ in taken):
                taken.append(commitment.spans[0])
                made.append(commitment)
                self.nexts |= {node.first} if "w" in node.flags else set()
        for commitment in sorted(made, key=lambda c: c.spans[0]):
            self._keep(commitment)

    def _denied(self, node: Node, sentence: Sentence) -> bool:
        """A word of denial right before the verb, or one of doubt or condition in its clause: what was not agreed."""
        verb = node.slots["v"][0] if node.slots.get("v") else node.slots["w"][0]
        before = [n for n in sentence.nodes if n.last < verb.first][-1 : -_UNSAID_WITHIN - 1 : -1]
        if _undone([n for n in sentence.nodes if n.first > verb.last]):
            return True
        if not before:
            return False
        cut = next((k for k, n in enumerate(before) if "COMMA" in n.features), len(before))
        unreal = verb.classes.get("AGREED") == _CONSENTS and ("THAT" in before[0].classes or any("REPORTS" in n.classes for n in before))
        return unreal or "DENIED" in before[0].classes or any(_UNSAYS & n.classes.keys() for n in before[:cut])

    def _of_old(self, node: Node, sentence: Sentence) -> bool:
        """'Agreed in 2018 on a zone': a day of an earlier year, between the verb and what was agreed, tells of the past."""
        verb, words, published = node.slots.get("v", ()), node.slots["w"][0], self.page.published.get(self.article)
        if not verb or published is None or not published.earliest:
            return False
        days = [self.page.day_of(n) for n in sentence.nodes if verb[0].last < n.first and n.last < words.first and "DATE" in n.classes]
        return any(day is not None and day.latest is not None and day.latest[:4] < published.earliest[:4] for day in days)

    def _promise(self, node: Node, sentence: Sentence) -> Commitment | None:
        telling = self._telling(node, sentence)
        session = self._session(node)
        if (session is not None and session.status == "proposed") or self._expected(node):
            return None
        by = self._by(node, sentence, telling, session)
        span = self._extent(node, sentence, telling)
        if not by or span is None:
            return None
        made = Commitment(by, [span], node.pattern, telling.chain if telling else (), session, self._noun(node, session))
        made.ready = node.classes["PROMISE"] == "ready"
        made.modality = _DEEDS.get(node.classes["PROMISE"], "asserted")
        inside = [n for n in sentence.nodes if span[0] <= n.start < span[1]]
        made.words = frozenset(n.norm for n in inside[1 : 1 + _FIRST_WORDS] if "W" in n.features or "TOWN_NOUN" in n.classes)
        made.opening = tuple(t.norm for t in self.page.tokens[inside[0].first : inside[0].first + _OPENING]) if inside else ()
        made.due = self._due(node, inside)
        made.place = self._place(inside)
        within = next(((n.start, span[1]) for n in inside if "CONDITION" in n.classes), None)
        made.condition = within or self._condition(node, sentence)
        return made

    def _condition(self, node: Node, sentence: Sentence) -> Span | None:
        """A condition that opens the clause: from its word to the comma before the promise."""
        before = [n for n in sentence.nodes if n.last < node.first]
        comma = next((n for n in reversed(before) if "COMMA" in n.features), None)
        word = next((n for n in reversed(before) if "CONDITION" in n.classes), None)
        if comma is None or word is None or comma.first < word.first:
            return None
        between = [n for n in before if n.first > comma.first and "THAT" not in n.classes]
        return None if between else (word.start, comma.start)

    def _expected(self, node: Node) -> bool:
        """What is only expected, unless those who would meet are named."""
        return node.classes["PROMISE"] == "told" and any(n.classes.get("FORESEEN") == _EXPECTED for n in node.slots.get("v", ()))

    def _telling(self, node: Node, sentence: Sentence) -> Telling | None:
        """The telling that the promise stands in; the innermost one."""
        at = node.slots["w"][0].start
        return next((t for t in reversed(tellings_near(self.page, sentence)) if t.pieces[0][0] <= at < t.pieces[-1][1]), None)

    def _session(self, node: Node) -> Session | None:
        """The session of this article that is promised."""
        told = [s for noun in node.slots.get("c", [])[-1:] for s in self.mentions.at(noun.start, noun.end)]
        return next((s for s in told if s.status not in _OVER), None)

    def _noun(self, node: Node, session: Session | None) -> tuple[str, int | None, str | None] | None:
        """Kind, number and process of the session that is promised, as far as words or the session itself say them."""
        said = next((n.classes["SESSION"] for n in node.slots.get("c", []) if "SESSION" in n.classes), None)
        if said is None:
            return (session.kind, session.number, session.process) if session else None
        return said["kind"], said["number"], said["process"] or (session.process if session else None)

    # --- by whom

    def _by(self, node: Node, sentence: Sentence, telling: Telling | None, session: Session | None) -> Parties:
        how, tellers = node.classes["PROMISE"], self._teller(telling)
        if how in _TELLERS_OWN:
            return self._own(how, node, telling, session)
        if how == "joined":
            own = self._joiner(node, sentence, telling)
            return {**own, **self._named(node)} if own else {}
        if how == "consent":
            return self._named(node) or self._joiner(node, sentence, telling)
        return self._named(node, tellers) or self._subject(node, sentence, telling)

    def _own(self, how: str, node: Node, telling: Telling | None, session: Session | None) -> Parties:
        """Of what is told of the time to come: the teller if it is his to say, or those named if he may speak for them."""
        named, tellers = self._named(node), self._teller(telling)
        if how in ("himself", "itself"):
            return self._himself(node, telling)
        if how == "promised":
            return self._promiser(node, telling)
        held = {
            "announced": named if self._have_say(named, session, node) else {},
            "meets": named if tellers else {},
            "ready": tellers,
            "told": tellers if self._have_say(tellers, session, node) else {},
            "gathering": named if named.keys() & tellers.keys() or self._reported(node, telling) else {},
            "bound": named,
            "kept": named,
            "broken": named,
        }
        return held[how]

    def _reported(self, node: Node, telling: Telling | None) -> bool:
        """Whether a report or an outlet tells it as a fact, with its day; a source, or one who is no party to it, does not."""
        sentence = self.page.sentence_of(node.first)
        dated = any(_to_come(n) for n in sentence.nodes if n.first > node.first)
        reporter = telling is None or (telling.voice.node is not None and "OUTLET" in telling.voice.node.classes)
        return dated and reporter and not any({"SOURCE", "FORESEEN"} & n.classes.keys() for n in sentence.nodes if n.last < node.last)

    def _himself(self, node: Node, telling: Telling | None) -> Parties:
        """Of "he said that he will": the person who tells, of "it said that it will" the body; only where the words told begin so."""
        if telling is None or not telling.content.first <= node.first <= telling.content.last + 1:
            return {}
        kind = self.things.get(telling.voice.speaker or "", {}).get("class", "person")
        return self._teller(telling) if (kind == "person") == (node.classes["PROMISE"] == "himself") else {}

    def _named(self, node: Node, tellers: Parties | None = None) -> Parties:
        """The actors that the words name; "the two sides" are those who met, else the two named together last, the teller among them."""
        actors = node.slots.get("a", ())
        several = [one for actor in actors for one in (*self._and_before(actor), actor)]
        named = {who: ((actor.start, actor.end), "said") for actor in several for who in sides(self.page, self.article, actor)}
        two = [] if named else [actor for actor in actors if "COLLECTIVE" in actor.classes]
        return named or next((pair for actor in two for who in (*(tellers or ()), None) if (pair := self._pair(actor, who))), {})

    def _and_before(self, actor: Node) -> list[Node]:
        """Those whom an "and" joined to an actor adds right before him."""
        before = [n for n in self.page.sentence_of(actor.first).nodes if n.last < actor.first][-1:]
        return before if "w" in actor.flags and before and _JOINED_TO & before[0].classes.keys() else []

    def _pair(self, at: Node, one: str | None = None) -> Parties:
        """The two who were named together last before some words, among them `one`."""
        for last, both in reversed(self.pairs[-_PAIRS:]):
            if last < at.first and (one is None or one in both):
                return dict.fromkeys(both, ((at.start, at.end), "inferred"))
        return {}

    def _note_pairs(self, sentence: Sentence) -> None:
        """Notes the two who are named together in a sentence."""
        for k, named in enumerate(sentence.nodes if not sentence.classes.isdisjoint(_SEVERAL) else ()):
            if "ACTORS" in named.classes or "OFFICES" in named.classes:
                heard = any("ACCORDING" in n.classes for n in sentence.nodes[max(0, k - 2) : k])
                both = [] if heard else sides(self.page, self.article, named)
                self.pairs += [(named.last, both)] if len(both) == 2 else []

    def _joiner(self, node: Node, sentence: Sentence, telling: Telling | None) -> Parties:
        """Who agreed with those named: the teller, else the one before the verb in the sentence."""
        if tellers := self._teller(telling):
            return tellers
        for named in reversed([n for n in sentence.nodes if n.last < node.slots["v"][0].first]):
            who = sides(self.page, self.article, named) if _AGREES & named.classes.keys() and not self._is_governed(named) else []
            if who:
                return dict.fromkeys(who, ((named.start, named.end), "inferred"))
        return {}

    def _teller(self, telling: Telling | None) -> Parties:
        """The side of the official who tells of it; of a joint statement all its authors."""
        if telling is None:
            return {}
        voice = telling.voice
        if voice.office in ACT_FOR and voice.speaker not in self.things and not voice.of:
            return {}
        where = (voice.node.start, voice.node.end) if voice.node is not None else telling.pieces[0]
        told = [(voice.speaker, voice.of)] if voice.speaker else [(member, None) for member in voice.by]
        return {who: (where, voice.basis) for actor, of in told for who in side(self.page, self.article, actor, of)}

    def _have_say(self, who: Parties, session: Session | None, node: Node) -> bool:
        """Whether somebody is a guarantor, a host or a mediator of the session, or takes part in it."""
        named = next((n.classes["SESSION"]["process"] for n in node.slots.get("c", ()) if "SESSION" in n.classes), None)
        process = self.page.packs.processes.get(named or (session.process if session else None) or "", {})
        having = {one for role in ("guarantors", "hosts", "mediators") for one in process.get(role, ())}
        present = {row[key] for row, _, _ in session.rows for key in ("actor", "person")} if session else set()
        return bool(who.keys() & self.things.keys()) and (not having or bool(who.keys() & (having | present)))

    def _promiser(self, node: Node, telling: Telling | None) -> Parties:
        """One who promises binds himself: the teller, or an actor for whom the teller speaks, alone or with others."""
        tellers, actors = self._teller(telling), node.slots.get("a", ())
        if telling is None or not actors or {"OWN", "OWN_PARTY"} & actors[0].classes.keys():
            return tellers
        if self._is_governed(actors[0]):
            return {}
        named = self._named(node, tellers)
        if "COLLECTIVE" in actors[0].classes and any(self.things.get(t, {}).get("class") in _BODIES for t in tellers):
            return named
        own = tellers.keys() | bodies(self.page, telling.voice.speaker) | {telling.voice.of}
        serves = {body for who in named for body in bodies(self.page, who)}
        return named if (named.keys() | serves) & own else {}

    def _is_governed(self, actor: Node) -> bool:
        """After a preposition: "the session in Astana will ..."."""
        sentence = self.page.sentence_of(actor.first)
        before = next((n for n in reversed(sentence.nodes) if n.last < actor.first), None)
        return bool(_GOVERNED & actor.flags) or (before is not None and bool(_GOVERNS & before.classes.keys()))

    def _subject(self, node: Node, sentence: Sentence, telling: Telling | None) -> Parties:
        """Of a verb without a subject: the teller who pledges; those named before it in the sentence; else all who met."""
        verb = node.slots["v"][0]
        if node.classes["PROMISE"] == "pledged":
            return self._teller(telling)
        if {"WE_AGREED", "WE_AGREED_ON", "WE_DECIDED"} & verb.classes.keys():
            return self._we(verb, telling)
        many = verb.classes.get("AGREED") or verb.classes.get("DECIDED")
        after = next((n for n in sentence.nodes if n.first > verb.last), None)
        if after is not None and after.features & {"W", "GIVEN_NAME"} and "THEY_ALL" not in after.classes:
            return {}  # a subject that nobody knows
        if "AGREED" in verb.classes or "AGREEMENT" in verb.classes:
            for named in reversed([n for n in sentence.nodes if n.last < verb.first]):
                several = sides(self.page, self.article, named)
                if len(several) == 2 or (len(several) > 2 and many != 2):
                    return dict.fromkeys(several, ((named.start, named.end), "inferred"))
        met = together(self.page, self.article, None, many, verb.start)
        return dict.fromkeys(met, ((verb.start, verb.end), "inferred")) or (self._they(verb, telling) if "AGREED" in verb.classes else {})

    def _they(self, verb: Node, telling: Telling | None) -> Parties:
        """Of "he said that they agreed": the two named together last, he among them; they are not two who say it together."""
        tellers = self._teller(telling)
        if not tellers:
            return self._pair(verb)
        return next((pair for who in tellers if (pair := self._pair(verb, who)).keys() - tellers.keys()), {})

    def _we(self, verb: Node, telling: Telling | None) -> Parties:
        """Of "we agreed": all who met if the teller is one of them, else the two named together last, else the teller."""
        tellers = self._teller(telling)
        met = together(self.page, self.article, None, None, verb.start)
        if tellers.keys() & set(met):
            return dict.fromkeys(met, ((verb.start, verb.end), "inferred"))
        own = next((pair for who in tellers if (pair := self._pair(verb, who))), tellers)
        return own or dict.fromkeys(met, ((verb.start, verb.end), "inferred"))

    # --- what, when, where

    def _extent(self, node: Node, sentence: Sentence, telling: Telling | None) -> Span | None:
        """What is promised: from the words after the verb to the end of the clause, or to a promise that an "and" adds."""
        first, last = node.slots["w"][0], node.slots["w"][-1]
        end = min(sentence.span[1], telling.pieces[-1][1] if telling else sentence.span[1])
        before: Node | None = None
        for after in sentence.nodes:
            if after.first > last.last and after.start < end:
                closes = "QC" in after.features and self.page.in_quotation(first.first) is not None
                new = after.flags & {"w", "f"} and {"SAY", "SAY_ON", "SAY_TO", "SAY_OBJ", "SAY_WITH", "SAY_ABOUT"} & after.classes.keys()
                participle = "PARTICIPLE" in after.classes and before is not None and "COMMA" in before.features
                if closes or new or participle or after.first in self.nexts or _BREAKS & (after.classes.keys() | after.features):
                    end = after.start
                    break
            before = after
        letters = self.page.language.settings.get("letters", {})
        joined = sum(len(letters[flag]) for flag in first.flags & {"w", "f"})
        return trimmed(self.page.text, first.start + joined, max(end, last.end), _TRIM)

    def _due(self, node: Node, inside: list[Node]) -> Node | None:
        """The date of what is promised: after the session that is named, else the first one of the clause itself."""
        nouns = node.slots.get("c", ())
        if not nouns:
            aside = next((k for k, n in enumerate(inside) if "WHO" in n.classes), len(inside))
            return next(filter(_to_come, inside[:aside]), None)
        dates = list(filter(_to_come, inside))
        return next((d for d in dates if d.first > nouns[-1].first), dates[0] if dates else None)

    def _place(self, inside: list[Node]) -> tuple[str, Span] | None:
        """The city, or the state, in which it is to be; never the one that the process is about."""
        within, about = False, {p.get("about") for p in self.page.packs.processes.values()}
        for node in inside:
            place = node.classes.get("CITY") or (node.classes.get("PLACE") if within or "b" in node.flags else None)
            place = place or (node.classes.get("STATE") if within else None)
            if isinstance(place, str) and place not in about:
                return place, (node.start, node.end)
            within = "IN" in node.classes
        return None

    # --- joined

    def _keep(self, made: Commitment) -> None:
        """Adds a promise, or joins it with the one that the article has already told."""
        known = next((k for k in self.commitments if _same(k, made, self.page)), None)
        if known is None:
            self.commitments += [made] if len(self.commitments) < _MOST else []
            return
        known.by = {**known.by, **{a: v for a, v in made.by.items() if a not in known.by}}
        known.spans += made.spans
        for name in ("session", "noun", "due", "place", "condition"):
            setattr(known, name, getattr(known, name) or getattr(made, name))


def _strength(node: Node) -> tuple[int, bool, bool, int]:
    """Which of two readings of the same words stands: the binding verb, the session named, the actor named."""
    return (_RANK[node.classes["PROMISE"]], not node.slots.get("c"), not node.slots.get("a"), node.first)


def _same(one: Commitment, other: Commitment, page: Page) -> bool:
    """Whether two promises are of one session: the same one of the document, or nouns that say the same and no other day.

    One who is ready to host says so once.
    """
    if one.modality != other.modality:
        return False
    if one.ready and other.ready:
        return one.by.keys() == other.by.keys()
    days = {day.edtf for day in (page.day_of(one.due), page.day_of(other.due)) if day and day.edtf}
    if one.noun is None and other.noun is None:
        alike = len(one.words & other.words) >= _SHARED or one.opening == other.opening
        return len(days) < 2 and bool(one.by.keys() & other.by.keys()) and alike
    if one.noun is None or other.noun is None:
        return False
    if one.session is not None and one.session is other.session:
        return True
    (kind, number, process), (other_kind, other_number, other_process) = one.noun, other.noun
    if len(days) > 1 or (None not in (number, other_number) and number != other_number):
        return False
    if number is not None and number == other_number:
        return None in (process, other_process) or process == other_process
    return process is not None and (kind, process) == (other_kind, other_process)


def _undone(after: list[Node]) -> bool:
    """'Agreed to come, but now refuses': whether the words after a promise take it back."""
    turn = next((k for k, n in enumerate(after) if "BUT" in n.classes), len(after))
    return any("UNDONE" in n.classes for n in after[turn:])


def _to_come(node: Node) -> bool:
    """A date that may lie ahead: not one gone by, and no day of talks that are being told of."""
    form = node.classes.get("DATE")
    return form is not None and form.get("rel") != -1 and not {"session_day", "ago"} & form.keys()


def _claims(page: Page, made: Commitment) -> None:
    subject, more = page.subject("commitment"), {"pattern": made.pattern, "chain": made.chain, "modality": made.modality}
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
