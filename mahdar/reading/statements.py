"""Who said what, quoted or not, and the chain it came through: sayings of a sentence become tellings.

The order of a sentence: sayings from left to right; each one's words run to the next one, to a closing relay, or to the
sentence's end. A speaker is named, known by office, carried over, or inherited by a participle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Span
from mahdar.reading.actors import actor_of, holder, ministry_of
from mahdar.reading.page import Page, Sentence
from mahdar.reading.sessions import Session

JOINT = "joint-statement"
_ACT_WORDS = 20
_GOVERNORS = frozenset({"IN", "TO", "ON", "OF", "WITH", "ABOUT", "BOUND_FOR", "LINK", "BETWEEN", "SESSION", "HOLDING", "COMPLETED", "SINCE"})
_OPENERS = frozenset({"THAT", "ON", "TO", "COLON", "ABOUT", "OF"})
_PAUSES = frozenset("،,.؛;")
_TRIM = " \n\t،,.;:؛…-–—»«\"“”„‟″'’‘()"


@dataclass
class Voice:
    """Who speaks: one speaker, or several by whom it is said; with the transmitters that the naming itself adds."""

    speaker: str | None = None
    by: tuple[str, ...] = ()
    office: str | None = None
    of: str | None = None
    through: tuple[str, ...] = ()
    basis: str = "said"
    node: Node | None = None
    transmits: bool = False

    @property
    def known(self) -> bool:
        """Whether anybody is named."""
        return bool(self.speaker or self.by or self.through)

    @property
    def chain(self) -> tuple[str, ...]:
        """The chain that this voice alone makes."""
        return (*self.through, *((self.speaker,) if self.speaker else ()))


@dataclass
class Telling:
    """One telling of a statement, before its claims are made."""

    voice: Voice
    relays: tuple[str, ...]
    pieces: list[Span]
    mode: str
    act: str
    pattern: str
    sentence: Sentence
    verb: Node | None
    content: Node
    said: dict[str, Any] = field(default_factory=dict)


def collect(page: Page) -> None:
    """All statements of the document, with their claims made."""
    tellings: list[Telling] = []
    for article in sorted({s.article for s in page.sentences}):
        talk = _Talk(page, article)
        for sentence in page.sentences:
            if sentence.article == article and sentence.role == "body":
                tellings += talk.read(sentence)
    page.found["tellings"] = tellings
    reposts = page.found.get("reposts", ())
    for telling in tellings:
        _claims(page, telling, tuple(reposts))


class _Talk:
    """The talk of one article: who spoke last, which outlet and which ministry were named last, whether a joint statement is being told."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.things = page.packs.things
        self.last: Voice | None = None
        self.last_outlet: str | None = None
        self.last_ministry: str | None = None
        self.ministry_spoke = False
        self.last_person: tuple[str, str | None] | None = None
        self.joint = False
        self.last_told: Telling | None = None
        self.own = page.found.get("outlet")

    def read(self, sentence: Sentence) -> list[Telling]:
        """The tellings of one sentence."""
        noted = self.page.noted("sayings", sentence)
        closing = [n for n in noted if n.classes.get("ACCORDING_TO", {}).get("trailing")]
        opening = [n for n in noted if "ACCORDING_TO" in n.classes and not n.classes["ACCORDING_TO"]["trailing"]]
        sayings = self._chosen([n for n in noted if "SAYING" in n.classes], sentence)
        closing = [c for c in closing if not any(o.first <= c.first <= o.last for o in opening)]
        self._note_people(sentence)
        out: list[Telling] = []
        verbs = {n.classes["SAYING"]["verb"].first for n in sayings if n.classes["SAYING"]["verb"]}
        opening = [o for o in opening if not any(o.first <= v < o.classes["ACCORDING_TO"]["speaker"].first for v in verbs)]
        if opening:
            self._opening(opening[0], sentence, sayings, closing, out)
        for k, node in enumerate(sayings):
            self._saying(node, sayings[k + 1 :], closing, sentence, out)
        self._close(closing, sentence, out)
        self._drop_nested(out)
        return [t for t in out if t.voice.known and not self._is_own(t.voice)]

    def _chosen(self, nodes: list[Node], sentence: Sentence) -> list[Node]:
        """One saying for each verb and one for each beginning of words; a named speaker before none, the nearest words first."""
        best: dict[int, Node] = {}
        for node in nodes:
            said = node.classes["SAYING"]
            key = said["verb"].first if said["verb"] else node.first
            old = best.get(key)
            if old is None or _rank(node) < _rank(old):
                best[key] = node
        starts: dict[int, Node] = {}
        for node in best.values():
            first = node.classes["SAYING"]["content"].first
            if first not in starts or _rank(node) < _rank(starts[first]):
                starts[first] = node
        kept = sorted(starts.values(), key=lambda n: n.classes["SAYING"]["content"].first)
        return [n for n in kept if self._outside(n) and not self._denied(n, sentence) and not self._noun(n, sentence)]

    def _noun(self, node: Node, sentence: Sentence) -> bool:
        """A form of a verb right after a preposition is a noun ("about his hope that")."""
        verb = node.classes["SAYING"]["verb"]
        before = next((n for n in reversed(sentence.nodes) if verb is not None and n.last == verb.first - 1), None)
        return before is not None and bool(before.classes.keys() & {"ABOUT", "ON", "TO", "OF"}) and not before.classes.keys() & {"ACCORDING"}

    def _denied(self, node: Node, sentence: Sentence) -> bool:
        """"Did not say that": no telling."""
        verb = node.classes["SAYING"]["verb"]
        return verb is not None and "RULES_OUT" not in verb.classes and any("DENIED" in n.classes and n.last == verb.first - 1 for n in sentence.nodes)

    def _outside(self, node: Node) -> bool:
        """A verb of saying inside a quotation is part of what is quoted."""
        said = node.classes["SAYING"]
        return self.page.in_quotation((said["verb"] or node).first) is None

    def _note_people(self, sentence: Sentence) -> None:
        for node in sentence.nodes:
            if "JOINT" in node.classes and self.page.in_quotation(node.first) is None:
                self.joint = True
            if isinstance(node.classes.get("ORG"), str) and node.classes["ORG"].endswith("ministry") and not self.ministry_spoke:
                self.last_ministry = node.classes["ORG"]

    # --- one saying

    def _saying(self, node: Node, later: list[Node], closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        said = node.classes["SAYING"]
        voice = self._voice(said, sentence, out)
        if voice is None:
            return
        relays = tuple(x for r in said["relays"] for x in self._transmitters(r))
        relays += self._spoken_to(said, voice)
        if said["speaker"] is None and self.last_told is not None and voice is self.last_told.voice:
            relays = self.last_told.relays
        stop = self._stop(node, later, closing, sentence)
        pieces, mode = self._words(said["content"], stop)
        if not pieces or pieces[-1][1] - pieces[0][0] < 8 or self._mere_name(said["content"], pieces, mode):
            return
        telling = Telling(voice, relays, pieces, mode, self._act(said, pieces), node.pattern, sentence, said["verb"], said["content"], said)
        out.append(telling)
        self.last_told = telling
        self._remember(voice, node)

    def _mere_name(self, content: Node, pieces: list[Span], mode: str) -> bool:
        """A quotation of three words or fewer, after which the sentence goes on without a pause, is a name in quotation marks."""
        mark = next((b for a, b in self.page.quotes if a == content.first), None)
        words = len(self.page.text[pieces[0][0] : pieces[-1][1]].split())
        return mode == "quote" and mark is not None and words <= 3 and not self._closes(mark, len(self.page.text))

    def _spoken_to(self, said: dict[str, Any], voice: Voice) -> tuple[str, ...]:
        """The outlet that a speaker spoke to: "in an interview with", "to the channel"."""
        verb, content = said["verb"], said["content"]
        near = [n for n in self.page.nodes if verb is not None and verb.last < n.first < content.first]
        found = [n for before, n in zip([None, *near], near, strict=False) if "OUTLET" in n.classes and (n.flags & {"l", "b"} or (before is not None and "WITH" in before.classes))]
        return tuple(n.classes["OUTLET"] for n in found if n.classes["OUTLET"] != voice.speaker and n.classes["OUTLET"] != self.own)

    def _remember(self, voice: Voice, node: Node) -> None:
        self.last = voice
        if voice.speaker and voice.speaker.endswith("ministry"):
            self.last_ministry, self.ministry_spoke = voice.speaker, True
        if voice.speaker and "OUTLET" in (voice.node.classes if voice.node else {}):
            self.last_outlet = voice.speaker

    def _stop(self, node: Node, later: list[Node], closing: list[Node], sentence: Sentence) -> int:
        """The character at which the words end: the next saying that is not part of them, a closing relay, or the sentence's end."""
        ends = [sentence.span[1]]
        begin = node.classes["SAYING"]["content"].first
        for other in later:
            verb = other.classes["SAYING"]["verb"] or other
            if verb.first > begin and self._splits(other, sentence):
                ends.append(verb.start)
        ends += [c.start for c in closing if c.first > begin]
        ends += [n.start for n in self._turns(begin, sentence)]
        return min(ends)

    def _turns(self, begin: int, sentence: Sentence) -> list[Node]:
        """Where another clause begins after a pause: "while ...", "..., and said"."""
        out = []
        for before, node in zip(sentence.nodes, sentence.nodes[1:], strict=False):
            paused = "COMMA" in before.features or "QC" in before.features
            says = bool({"SAY", "SAY_ON", "RELAY"} & node.classes.keys()) and "w" in node.flags
            if before.first > begin and paused and (says or "WHILE" in node.classes) and self.page.in_quotation(node.first) is None:
                out.append(node)
        return out

    def _splits(self, node: Node, sentence: Sentence) -> bool:
        """A participle after a comma, or a new clause: not a verb inside the words told."""
        said = node.classes["SAYING"]
        verb = said["verb"] or node
        before = next((n for n in reversed(sentence.nodes) if n.last < verb.first), None)
        if said["participle"]:
            return True
        if verb.flags & {"w", "f"} and (before is None or "COMMA" in before.features or "QC" in before.features or said["content"].features & {"QO", "THAT"}):
            return True
        return before is not None and bool(before.features & {"ACCORDING", "BUT", "ALSO"})

    def _words(self, content: Node, stop: int) -> tuple[list[Span], str]:
        """The spans of the words told and whether they are a quotation: one that fills them, after the opening word if there is one."""
        text = self.page.text
        first = next((k for k, n in enumerate(self.page.nodes) if n.start >= content.start), len(self.page.nodes))
        nodes = self.page.nodes[first : first + 4]
        opening = next((n for n in nodes if not n.features & _OPENERS), None)
        if opening is not None and "QO" in opening.features:
            quote = next((q for q in self.page.quotes if q[0] == opening.first), None)
            if quote is not None:
                inner = opening.end
                end = self.page.tokens[quote[1]].start if quote[1] < len(self.page.tokens) else stop
                rest = _trimmed(text, (self.page.tokens[quote[1]].end if quote[1] < len(self.page.tokens) else stop), stop)
                if rest is None or opening is nodes[0] or self._closes(quote[1], stop):
                    span = _trimmed(text, inner, min(end, max(stop, inner)) if quote[1] >= len(self.page.tokens) else end)
                    return ([span] if span else []), "quote"
        span = _trimmed(text, content.start, stop)
        return ([span] if span else []), "paraphrase"

    def _closes(self, mark: int, stop: int) -> bool:
        """Whether the words pause after a closing quotation mark."""
        return mark >= len(self.page.tokens) or self.page.text[self.page.tokens[mark].end : stop].lstrip()[:1] in _PAUSES

    def _act(self, said: dict[str, Any], pieces: list[Span]) -> str:
        """The verb's act; a plain verb takes that of a word of position near the beginning of the words."""
        if said["act"] != "state":
            return str(said["act"])
        start, end = pieces[0]
        near = [n for n in self.page.nodes if start - 20 <= n.start < end][:_ACT_WORDS]
        for node in near:
            for name in ("ACT_CUE", "STANCE_NOUN"):
                act = node.classes.get(name)
                if act and act != "state":
                    return str(act)
        return "state"

    # --- who speaks

    def _voice(self, said: dict[str, Any], sentence: Sentence, out: list[Telling]) -> Voice | None:
        if said["speaker"] is not None:
            return self._named(said["speaker"], sentence, said["headline"])
        inside = [t for t in out if t.sentence is sentence]
        if said["participle"]:
            return inside[-1].voice if inside else self._subject(said, sentence) or self.last
        if said["several"] and not inside:
            return self._together(None)
        near = self._subject_before(said, sentence)
        if near is not None or not self._goes_on(said, sentence):
            return near
        return inside[-1].voice if inside else self._topic(said, sentence)

    def _topic(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """A verb without a subject and with no saying before it in its sentence: the sentence's own subject; at its head, the last speaker."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        for near, node in reversed(list(zip([None, *before], before, strict=False))):
            free = not node.flags & {"b", "l", "k"} and (near is None or not near.classes.keys() & _GOVERNORS)
            if free and {"PERSON", "OFFICE_OF", "ORG", "DELEGATION_OF"} & node.classes.keys():
                return self._named(node, sentence, False)
        unknown = sum("W" in n.features for n in before)
        return self.last if unknown <= 2 else None

    def _subject(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """The person or office that the main clause before a participle is about: the first named in the sentence, if no other is."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and {"PERSON", "OFFICE_OF"} & n.classes.keys() and not n.flags & {"b", "l"}]
        return self._named(before[0], sentence, False) if len(before) == 1 else None

    def _goes_on(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """A verb without a subject carries its speaker over only at the head of a clause; elsewhere its subject is a word not known."""
        verb = said["verb"]
        if verb is None or said["participle"] or verb.flags & {"w", "f"}:
            return True
        before = next((n for n in reversed(sentence.nodes) if n.last < verb.first), None)
        return before is None or bool(before.features & {"COMMA", "ACCORDING", "BUT", "HAD", "QC", "ALSO", "AND", "DASH"})

    def _subject_before(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """"The minister ... delivered a statement in which he said": the nearest person named before the verb in its sentence."""
        verb = said["verb"]
        people = [n for n in sentence.nodes if n.last < verb.first and "PERSON" in n.classes and self.page.in_quotation(n.first) is None]
        return self._named(people[-1], sentence, False) if people and "IN_IT" in {c for n in sentence.nodes if n.first > verb.last for c in n.classes} else None

    def _named(self, node: Node, sentence: Sentence, headline: bool) -> Voice | None:
        classes = node.classes
        if "PERSON" in classes:
            titled = classes.get("TITLED") or {}
            voice = Voice(classes["PERSON"], office=titled.get("office"), of=self._served(classes["PERSON"], titled.get("of")), node=node)
            self.last_person = (classes["PERSON"], titled.get("office") or self._office_held(classes["PERSON"]))
            return voice
        if "SOURCE" in classes:
            return self._body(node)
        if "OFFICE_OF" in classes or "COUNTERPART_OF" in classes:
            return self._by_office(node, headline)
        if "ACTORS" in classes:
            return Voice(by=tuple(classes["ACTORS"]["members"]), node=node)
        if "COLLECTIVE" in classes or ("OFFICES" in classes and "ORG" not in classes):
            return self._together(node)
        if "PAPER" in classes:
            return self._paper(node)
        if "THE_OUTLET" in classes:
            return Voice(self.last_outlet, node=node, transmits=True) if self.last_outlet else None
        if "THE_MINISTRY" in classes and "ORG" not in classes:
            return Voice(self.last_ministry, node=node, transmits=True) if self.last_ministry else None
        if "OFFICE" in classes and not {"STATE", "ORG", "SOURCE"} & classes.keys():
            return self._known_office(classes["OFFICE"], node)
        return self._body(node)

    def _served(self, person: Any, of: str | None) -> str | None:
        """The state or body said of a person's office, unless all that the world knows of the person speaks against it."""
        known = {h.get("of") for h in self.things.get(person, {}).get("holds", ())} if isinstance(person, str) else set()
        return of if not known or of in known else None

    def _body(self, node: Node) -> Voice | None:
        """A state, an organisation, an outlet or an unnamed source."""
        if "ORG" in node.classes and "members" in self.things.get(node.classes["ORG"], {}):
            return Voice(by=tuple(self.things[node.classes["ORG"]]["members"]), through=(JOINT,) if self.joint else (), node=node)
        if "W" in node.features:
            return Voice(self.page.words(self._body_words(node)), node=node)
        actor = node.classes.get("SOURCE") or node.classes.get("CAPITAL") or actor_of(node)
        if actor is None:
            return None
        return Voice(actor, node=node, transmits=bool({"OUTLET", "ORG", "SOURCE"} & node.classes.keys()))

    def _body_words(self, node: Node) -> list[Node]:
        """The words in a row that name a body which no list knows."""
        words = [n for n in self.page.nodes if node.first <= n.first < node.first + 3]
        return words[: next((k for k, n in enumerate(words) if "W" not in n.features), len(words))]

    def _office_held(self, person: str) -> str | None:
        holds = self.things.get(person, {}).get("holds", [])
        return str(holds[-1]["office"]) if holds else None

    def _by_office(self, node: Node, headline: bool) -> Voice | None:
        """Who "the Russian minister" is: the person introduced so in this article, else the one holder of that day that the world knows."""
        titled = node.classes.get("OFFICE_OF")
        if titled is None:
            titled = {"office": self.last_person[1] if self.last_person else None, "of": node.classes["COUNTERPART_OF"], "about": None}
        office, of = titled["office"], titled["of"]
        named = self._holder_named(office, of, node)
        if named:
            return named
        if office == "minister":
            office = "foreign-minister"
        anchor = self.page.anchor(self.article)
        day = anchor.edtf if anchor and anchor.edtf and "X" not in anchor.edtf else None
        person = holder(self.things, office, of, day, titled.get("about"))
        if person:
            return Voice(person, office=office, of=of, basis="inferred", node=node)
        speaks_for = of and self.things.get(office or "", {}).get("institution") != "delegation"
        return Voice(None, by=(of,), office=office, of=of, node=node) if speaks_for else None

    def _known_office(self, office: str, node: Node) -> Voice | None:
        """"The envoy": the person of this article with that office."""
        return self._holder_named(office, None, node)

    def _holder_named(self, office: str | None, of: str | None, node: Node) -> Voice | None:
        """The person of this article introduced with an office, or the only one that the world knows in it; the last one before, else after."""
        people = [p for n in self.page.nodes for p in n.find("PERSON")]
        people = [p for p in reversed(people) if p.first < node.first] + [p for p in people if p.first > node.first]
        for person in people:
            titled = person.classes.get("TITLED") or {}
            if _suits(titled.get("office"), office) and (of is None or titled.get("of") in (of, None)):
                return Voice(person.classes["PERSON"], office=titled["office"], of=titled.get("of") or of, basis="inferred", node=node)
        known = [p.classes["PERSON"] for p in people if self._held(p.classes["PERSON"], office, of)]
        if len(set(known)) == 1:
            return Voice(known[0], office=office, of=of, basis="inferred", node=node)
        return None

    def _held(self, person: Any, office: str | None, of: str | None) -> bool:
        holds = self.things.get(person, {}).get("holds", ()) if isinstance(person, str) else ()
        return any(_suits(h.get("office"), office) and of in (None, h.get("of")) for h in holds)

    def _together(self, node: Node | None) -> Voice | None:
        """Those who met: the participants of the session that is being told, speaking by their statement if one is told of."""
        sessions: list[Session] = [s for s in self.page.found.get("sessions", []) if s.article == self.article and len(s.rows) > 1]
        before = [s for s in sessions if node is None or s.spans[0][0] < node.start] or sessions
        actors: list[str] = []
        if before:
            main = max(before, key=lambda s: (s.process is not None, len(s.rows)))
            actors = [row["actor"] or row["person"] for row, _, _ in main.rows if row["role"] in ("guarantor", "party", None)]
        if len(actors) < 2:
            lists = [n for n in self.page.nodes if "ACTORS" in n.classes and (node is None or n.first < node.first)]
            actors = lists[-1].classes["ACTORS"]["members"] if lists else []
        if len(actors) < 2:
            return None
        return Voice(by=tuple(dict.fromkeys(a for a in actors if a)), through=(JOINT,) if self.joint else (), basis="inferred", node=node)

    def _paper(self, node: Node) -> Voice | None:
        """A joint statement speaks for its authors; any other statement for the body that issued it."""
        body = self._issuer(node)
        if body is not None:
            return body
        if "JOINT" in node.classes or self.joint:
            together = self._together(None)
            return Voice(by=together.by if together else (), through=(JOINT,), basis="inferred", node=node)
        return self.last

    def _is_own(self, voice: Voice) -> bool:
        return self.own is not None and voice.speaker == self.own

    def _issuer(self, node: Node) -> Voice | None:
        """The body that a statement is of, named right after it."""
        after = [n for n in self.page.nodes if node.last < n.first <= node.last + 3]
        for before, other in zip([node, *after], after, strict=False):
            if {"ORG", "PERSON"} & other.classes.keys() and ("l" in other.flags or "JOINT" not in node.classes and before is node):
                return self._named(other, None, False)  # type: ignore[arg-type]
        return None

    # --- relays

    def _transmitters(self, node: Node) -> tuple[str, ...]:
        voice = self._named(node, None, False)  # type: ignore[arg-type]
        return voice.chain if voice else ()

    def _opening(self, node: Node, sentence: Sentence, sayings: list[Node], closing: list[Node], out: list[Telling]) -> None:
        """"According to X, ...": X's words run to the first saying that splits, or the whole is relayed by X."""
        said = node.classes["ACCORDING_TO"]
        voice = self._named(said["speaker"], sentence, False)
        content = said["content"]
        if voice is None or content is None or self._is_own(voice):
            return
        ends = [sentence.span[1], *(c.start for c in closing)]
        ends += [n.classes["SAYING"]["verb"].start for n in sayings if n.classes["SAYING"]["verb"] and n.classes["SAYING"]["verb"].first > content.first and self._splits(n, sentence)]
        pieces, mode = self._words(content, min(ends))
        if pieces:
            out.append(Telling(voice, (), pieces, mode, "state", node.pattern, sentence, None, content, {"act": "state"}))
            self._remember(voice, node)

    def _close(self, closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        """A relay at the end of a sentence carries all that was told in it; with nothing told, what stands before it is the telling."""
        for node in closing:
            voice = self._closing_voice(node, sentence, out)
            if voice is None or not voice.known or self._is_own(voice):
                continue
            told = [t for t in out if t.pieces[0][0] < node.start]
            for telling in told:
                extra = tuple(x for x in voice.chain if x not in (*telling.relays, *telling.voice.chain))
                telling.relays = extra + telling.relays
            if not told and node.last >= sentence.end - 3:
                span = _trimmed(self.page.text, sentence.span[0], node.start)
                if span:
                    out.append(Telling(voice, (), [span], "paraphrase", "state", node.pattern, sentence, None, sentence.nodes[0], {"act": "state"}))
                    self._remember(voice, node)

    def _closing_voice(self, node: Node, sentence: Sentence, out: list[Telling]) -> Voice | None:
        """In "by a ministry's statement" the ministry is that of the speaker's state."""
        speaker = node.classes["ACCORDING_TO"]["speaker"]
        told = out[-1].voice if out else None
        if "THE_MINISTRY" in speaker.classes and "ORG" not in speaker.classes and told and told.speaker:
            of = told.of or next((h["of"] for h in reversed(self.things.get(told.speaker, {}).get("holds", []))), None)
            if of and self.things.get(of, {}).get("class") == "state":
                return Voice(ministry_of(self.things, of, "foreign-minister"), node=speaker)
        return self._named(speaker, sentence, False)

    def _drop_nested(self, out: list[Telling]) -> None:
        """"The agency said that the minister told ...": the agency relays the minister's words. Of several who are said to say, the first stands."""
        for inner in list(out):
            outer = next((t for t in out if t is not inner and t.pieces[0][0] < inner.pieces[0][0] < t.pieces[-1][1]), None)
            if outer is None or outer.mode == "quote":
                continue
            if outer.voice.transmits and inner.voice.speaker and inner.said.get("speaker") is not None and "PERSON" in inner.voice.node.classes if inner.voice.node else False:
                inner.relays = (*outer.relays, *outer.voice.chain, *inner.relays)
                out.remove(outer)
            elif inner in out:
                out.remove(inner)


def _suits(held: str | None, named: str | None) -> bool:
    """Whether an office is the one named, or one that its short name stands for ("minister", "envoy")."""
    return bool(held and named) and (held == named or str(held).endswith(f"-{named}"))


def _rank(node: Node) -> tuple[int, int, int, int]:
    said = node.classes["SAYING"]
    return (said["content"].first, 0 if said["speaker"] is not None else 1, -len(said["relays"]), -(said["verb"] or node).first)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space and punctuation at its ends; closing brackets and quotation marks that belong stay outside."""
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return (start, end) if end > start else None


def _claims(page: Page, telling: Telling, reposts: tuple[str, ...]) -> None:
    voice, spans = telling.voice, tuple(telling.pieces)
    chain = (*reposts, *(x for x in (*telling.relays, *voice.chain) if x not in reposts))
    subject = page.subject("statement")
    more: dict[str, Any] = {"chain": chain, "pattern": telling.pattern}
    start, end = spans[0][0], spans[-1][1]
    page.claim(subject, "statement", "content", page.text[start:end], spans, **more)
    who = ((voice.node.start, voice.node.end),) if voice.node is not None else spans
    for cell, value in (("speaker", voice.speaker), ("office", voice.office), ("of", voice.of)):
        page.claim(subject, "statement", cell, value, who, basis=voice.basis, **more)
    for actor in voice.by if not voice.speaker else ():
        page.claim(subject, "statement", "by", actor, who, basis=voice.basis, **more)
    page.claim(subject, "statement", "mode", telling.mode, spans, **more)
    page.claim(subject, "statement", "act", telling.act, ((telling.verb.start, telling.verb.end),) if telling.verb else spans, **more)
    day = _day_said(page, telling)
    if day is not None:
        mention = page.dates[day.start]
        page.claim(subject, "statement", "dates", mention.day.edtf, ((day.start, day.end),), when=mention.form, **more)


def _day_said(page: Page, telling: Telling) -> Node | None:
    """The day of the saying: a date before the words, near the verb or right at the sentence's head."""
    told = [t for t in page.found["tellings"] if t.sentence is telling.sentence and t.pieces[0][0] < telling.pieces[0][0]]
    after = max((t.pieces[-1][1] for t in told), default=telling.sentence.span[0])
    near = [n for n in telling.sentence.nodes if "DATE" in n.classes and after <= n.start and n.end <= telling.pieces[0][0]]
    return next((n for n in near if page.in_quotation(n.first) is None and page.dates.get(n.start)), None)
