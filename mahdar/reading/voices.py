"""Who speaks: named, known by office, carried over from the sentence before, inherited, or several together.

A voice that is not named in so many words is inferred, and says so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.engine.text import normal
from mahdar.reading.actors import actor_of, holder
from mahdar.reading.gathering import Session
from mahdar.reading.page import Page, Sentence

_SPEAKS = frozenset({"PERSON", "OFFICE_OF", "ORG", "STATE", "CAPITAL", "SOURCE", "THE_BODY", "DELEGATION_OF"})
_SUBJECTS = frozenset({"PERSON", "OFFICE_OF", "ORG", "DELEGATION_OF"})
_WITH = frozenset({"WITH", "BETWEEN"})
# Words between a preposition and the person whom they go with ("with his former deputy X").
_WORDS_WITH = 3
JOINT = "joint-statement"
# Offices that may call anybody who holds another one.
_CALLED = ("official", "diplomat", "politician")
_AGENCY, _OFFICIAL = "agency", "official"
# People before and after an office who can be its holder: no report names more on the way.
_NEAR = 40
# Nodes of a sentence within which its verb has its subject.
_HEAD = 4
# Sentences without a voice after which a bare quotation is no longer the last speaker's.
_PAUSE = 2
_ACTING = frozenset({"PERSON", "ORG", "OFFICE_OF", "STATE", "CAPITAL", "OUTLET", "ACTORS", "SOURCE", "PRONOUN"})
_GOVERNORS = frozenset(
    {"IN", "TO", "ON", "OF", "WITH", "ABOUT", "BOUND_FOR", "LINK", "BETWEEN", "SESSION", "HOLDING", "COMPLETED", "SINCE"}
)

_BODIES = ("ORG", "DELEGATION_OF")
_BEGINNINGS = frozenset({"COMMA", "ACCORDING", "BUT", "HAD", "QC", "ALSO", "AND", "DASH", "WHERE", "WHILE"})
_first = attrgetter("first")


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
    origin: tuple[str, ...] = ()
    transmits: bool = False

    @property
    def known(self) -> bool:
        """Whether anybody is named."""
        return bool(self.speaker or self.by or self.through)

    @property
    def chain(self) -> tuple[str, ...]:
        """The chain that this voice alone makes."""
        return (*self.through, *((self.speaker,) if self.speaker else ()))


class Voices:
    """The speakers of one article: who spoke last, which outlet and which ministry were named last, whether a joint statement is told."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.things = page.packs.things
        self.last: Voice | None = None
        self._last_by_gender: dict[bool, Voice] = {}
        self._last_gender: bool | None = None
        self.last_outlet: str | None = None
        self.last_source: Voice | None = None
        self.last_many: Voice | None = None
        self.last_ministry: str | None = None
        self.ministry_spoke = False
        self.last_person: tuple[str, str | None] | None = None
        self.subject: Node | None = None
        self.newcomer: Node | None = None
        self._coming: Node | None = None
        self.silent = 0
        self.joint = False
        self.issuer: Voice | None = None
        self.own = page.found.get("outlet")
        self._people = [p for n in page.nodes if n.kids or "PERSON" in n.classes for p in n.find("PERSON")]
        self._people_firsts = [p.first for p in self._people]
        self._lists = [n for n in page.nodes if "ACTORS" in n.classes]

    def note(self, sentence: Sentence) -> None:
        """Notes the ministries that a sentence names, whether it tells of a joint statement, and the person that it begins with."""
        self.silent += 1
        self.newcomer, self._coming = self._coming, _coming(sentence)
        if not sentence.classes.isdisjoint(_ACTING):
            first = next(n for n in sentence.nodes if _ACTING & n.classes.keys())
            self.subject = self.subject if "PRONOUN" in first.classes else first
        for node in sentence.nodes if "JOINT" in sentence.classes and not self.joint else ():
            if "JOINT" in node.classes and self.page.in_quotation(node.first) is None:
                self.joint = True
        for node in sentence.nodes if "ORG" in sentence.classes and not self.ministry_spoke else ():
            if self._is_ministry(node.classes.get("ORG")):
                self.last_ministry = node.classes["ORG"]

    def _is_ministry(self, body: Any) -> bool:
        """Whether a body is a ministry: one of the world's, or one made from its state's id."""
        return isinstance(body, str) and (body.endswith("ministry") or self.things.get(body, {}).get("kind") == "ministry")

    def remember(self, voice: Voice, said: dict[str, Any] | None = None) -> None:
        """The voice of a telling is the one that the next verb without a subject carries over; its verb tells its gender."""
        self.last, self.silent, self._coming = voice, 0, None
        verb = said["verb"] if said and not said["participle"] else None
        if said is None or not said["participle"]:
            self._last_gender = "FEMININE" in verb.classes if verb is not None else None
        if self._last_gender is not None:
            self._last_by_gender[self._last_gender] = voice
        self.subject = voice.node or self.subject
        before = self.page.nodes_from(verb.end, said["content"].start) if said and verb and "content" in said else []
        if any("PAPER" in n.classes for n in before) and not any("ACCORDING" in n.classes for n in before):
            self.issuer = voice
        if self._is_ministry(voice.speaker):
            self.last_ministry, self.ministry_spoke = voice.speaker, True
        if voice.speaker and "OUTLET" in (voice.node.classes if voice.node else {}):
            self.last_outlet = voice.speaker
        if voice.node is not None and "SOURCE" in voice.node.classes:
            self.last_source = voice
        if voice.by or (voice.node is not None and any(voice.node.find("MANY"))):
            self.last_many = voice if not voice.by else None

    def overhear(self, verb: Node, subject: Node, told: bool) -> None:
        """A verb of saying whose words were not made out: its subject speaks from then on; one that nobody knows, and nobody does."""
        free = not subject.flags & {"b", "l", "k"}
        if free and {"PERSON", "OFFICE_OF", "SOURCE", "ORG", "STATE"} & subject.classes.keys():
            voice = self.named(subject)
            if voice is not None and voice.known:
                self.remember(voice, {"verb": verb, "participle": False})
        elif told and subject.features & {"W", "GIVEN_NAME"}:
            self.last, self._last_by_gender = None, {}

    def of_saying(self, said: dict[str, Any], sentence: Sentence, inside: list[Voice]) -> Voice | None:
        """Who speaks in a saying; `inside` are the voices of the tellings that stand in its sentence already."""
        if said["speaker"] is not None:
            relative = self._of_relative(said, sentence)
            return relative[0] if relative else self._gone_on(said, self._in_apposition(said) or self.named(said["speaker"]))
        if said["verb"] is None:
            return self._goes_on_unsaid(said["content"], sentence)
        if said["participle"]:
            return (
                inside[-1] if inside else self._of_verb(said, sentence) or self._subject(said, sentence) or self._inherited(said, sentence)
            )
        if said["several"] and not inside:
            return self._several(said, sentence)
        near = self._subject_before(said, sentence)
        if near is not None or not self._goes_on(said, sentence):
            return near
        if inside:
            return inside[-1]
        return None if self._another(said, sentence) else self._topic(said, sentence)

    def _inherited(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """The speaker of a participle in whose sentence nobody is named: the last one, who "went on, saying"."""
        lead = next((n for n in sentence.nodes if n.last == said["verb"].first - 1), None)
        if lead is not None and "SAY" in lead.classes and "PARTICIPLE" not in lead.classes and lead.flags & {"w", "f"}:
            return self._carried({"verb": lead})
        return None if self._another(said, sentence) or self._pronoun_before(said, sentence) else self.last

    def _of_relative(self, said: dict[str, Any], sentence: Sentence) -> tuple[Voice | None] | None:
        """'The agency, which accused X of': who is named after the verb is its object; the one before the relative speaks, if known."""
        verb = said["verb"]
        if verb is None or "ADDRESSES" not in verb.classes:
            return None
        before = [n for n in sentence.nodes if n.last < verb.first and "COMMA" not in n.features][-2:]
        if not before or "WHO" not in before[-1].classes:
            return None
        spoke = before[0] if {"PERSON", "ORG", "OUTLET", "STATE"} & before[0].classes.keys() else None
        return (self.named(spoke) if spoke is not None else None,)

    def _several(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """'They said': those named together before in the sentence, else the sources or media that spoke last, else those who met."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and not n.flags & {"b", "l"}]
        named = next((n for n in reversed(before) if {"SOURCE", "ACTORS", "COLLECTIVE"} & n.classes.keys()), None)
        if named is not None and "OFFICE_OF" not in named.classes:
            voice = self.named(named)
            return replace(voice, through=(JOINT,)) if voice and voice.by and self.joint else voice
        if said["several"] != "dual" and self.last_many is not None:
            return self.last_many
        return self._together(None, 2 if said["several"] == "dual" else 1, said["verb"].start)

    def _in_apposition(self, said: dict[str, Any]) -> Voice | None:
        """'The head of the delegation in the committee, Doctor X, said': the person named after an office and words that go with it."""
        node = said["speaker"]
        if not {"OFFICE", "OFFICE_OF"} & node.classes.keys() or "SOURCE" in node.classes or said["verb"] is None:
            return None
        if said["verb"].first > node.first:
            return None
        gap = self.page.nodes_from(node.end, said["content"].start)
        k = next((k for k, n in enumerate(gap) if "PERSON" in n.classes), 0)
        bound = {"WITH", "BETWEEN", *_GOVERNORS} & gap[k - 1].classes.keys() if k else set()
        if not k or bound or gap[k].flags & {"b", "l", "k", "w", "f"}:
            return None
        voice = self.named(gap[k])
        titled = node.classes.get("OFFICE_OF") or {"office": node.classes.get("OFFICE"), "of": None}
        if voice is None:
            return None
        return replace(voice, office=titled["office"] or voice.office, of=voice.of or self._served(voice.speaker, titled["of"]))

    def _gone_on(self, said: dict[str, Any], voice: Voice | None) -> Voice | None:
        """'The head of the delegation added': one told by an office whose holder nobody names is the person who spoke last."""
        verb, node, last = said["verb"], said["speaker"], self.last
        nameless = voice is None or (voice.speaker is None and voice.office is not None)
        if not nameless or last is None or last.speaker is None or verb is None or "CONTINUES" not in verb.classes:
            return voice
        person = self.things.get(last.speaker, {}).get("class", "person") == "person"
        goes_on = person and self._carried(said) is last and self._may_hold(last, node)
        return replace(last, basis="inferred", node=node) if goes_on else voice

    def _may_hold(self, voice: Voice, node: Node) -> bool:
        """Whether an office may be that of who spoke last: one of the same side, or a title that does not differ from the one said."""
        if "OFFICE_OF" not in node.classes:
            return "OFFICE" in node.classes and (voice.office is None or _suits(voice.office, node.classes["OFFICE"]))
        of = node.classes["OFFICE_OF"]["of"]
        theirs = {voice.of, *(h.get("of") for h in self.things.get(str(voice.speaker), {}).get("holds", ()))}
        return of is None or theirs <= {None} or self._alike(of) in map(self._alike, theirs)

    def _alike(self, body: str | None) -> tuple[str, str | None] | str | None:
        """What bodies of one sort and state have in common; any other actor is like itself alone."""
        thing = self.things.get(body or "", {})
        return (thing["kind"], thing["of"]) if "kind" in thing and "of" in thing else body

    def _goes_on_unsaid(self, mark: Node, sentence: Sentence) -> Voice | None:
        """A quotation without a verb that ends its sentence, right after what somebody said: the same voice goes on."""
        end = self.page.closing.get(mark.first)
        whole = end is not None and end >= sentence.end - 2
        return self.last if whole and self.silent <= _PAUSE else None

    def _another(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """Whether someone unknown speaks before in the sentence: a verb of saying stands there that no telling is made of."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        return any("SAY" in n.classes for n in before)

    def _pronoun_before(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """Whether the main clause before a participle is about "they" or "it": that may be anybody."""
        return any("PRONOUN" in n.classes for n in sentence.nodes if n.last < said["verb"].first)

    def _topic(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """A verb without a subject, the first of its sentence: the sentence's own subject; at the sentence's head, the last speaker."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        if on_topic(sentence):
            return self._carried(said)
        subjects = [n for k, n in enumerate(before) if _SUBJECTS & n.classes.keys() and _is_free(before, k)]
        if subjects:
            first = subjects[0] is before[0] and len(before) > 1 and "COMMA" in before[1].features
            first = first or (subjects[0] is before[min(1, len(before) - 1)] and "WAS" in before[0].classes)
            return self.named(subjects[0 if first else -1])
        unknown = sum(bool(n.features & {"W", "GIVEN_NAME"}) for n in before)
        return self._carried(said) if unknown <= 2 else None

    def _carried(self, said: dict[str, Any]) -> Voice | None:
        """The last speaker with whom the verb agrees in gender: "she said" goes on with a ministry, not with its minister.

        A body's statement is masculine where the body is not: with nobody else to mean, "he said" goes on with the body.
        """
        gender = "FEMININE" in said["verb"].classes if said["verb"] is not None else None
        if self.newcomer is not None and gender is False and "CONTINUES" not in said["verb"].classes:
            return self.named(self.newcomer)
        if None in (gender, self._last_gender) or gender == self._last_gender:
            return self.last
        body = self.last is not None and self.last.node is not None and "PERSON" not in self.last.node.classes
        return self._last_by_gender.get(bool(gender)) or (self.last if body and not gender else None)

    def _of_verb(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """Who stands right after the last verb of saying before a participle, be the words of that verb made out or not."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first]
        for verb, after in reversed([*pairwise(before)]):
            if _says(verb) and "PARTICIPLE" not in verb.classes and self.page.in_quotation(verb.first) is None:
                free = _SPEAKS & after.classes.keys() and not after.flags & {"b", "l", "k", "w"}
                return self.named(after) if free else None
        return None

    def _subject(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """The person or office that the main clause before a participle is about: the first named in the sentence, if no other is."""
        before = [
            n
            for n in sentence.nodes
            if n.last < said["verb"].first and {"PERSON", "OFFICE_OF", "ACTORS"} & n.classes.keys() and not n.flags & {"b", "l"}
        ]
        before = [n for k, n in enumerate(before) if not (k and _in_apposition(before[k - 1], n, sentence))]
        if len(before) != 1 or "w" in before[0].flags or not _is_free(sentence.nodes, sentence.nodes.index(before[0])):
            return None
        return self.named(before[0]) if self.page.in_quotation(before[0].first) is None else None

    def _goes_on(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """A verb without a subject carries its speaker over only at the head of a clause; elsewhere its subject is a word not known."""
        verb = said["verb"]
        if verb is None or said["participle"] or verb.flags & {"w", "f"} or on_topic(sentence):
            return True
        before = next((n for n in reversed(sentence.nodes) if n.last < verb.first), None)
        return before is None or bool(before.features & _BEGINNINGS)

    def _subject_before(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """'The minister ... delivered a statement in which he said': the nearest one named before the verb in its sentence.

        A verb that may be a person's is that of a person, if one is named.
        """
        verb = said["verb"]
        if "IN_IT" not in {c for n in sentence.nodes if n.first > verb.last for c in n.classes}:
            return None
        before = [n for n in sentence.nodes if n.last < verb.first and self.page.in_quotation(n.first) is None]
        named = [n for n in before if {"PERSON", "ORG", "OFFICE_OF"} & n.classes.keys()]
        people = [n for n in named if "ORG" not in n.classes] if "FEMININE" not in verb.classes else []
        return self.named((people or named)[-1]) if named else None

    def named(self, node: Node) -> Voice | None:
        """Who a node is, as a speaker or a transmitter."""
        classes = node.classes
        if "PERSON" in classes:
            titled = classes.get("TITLED") or {}
            voice = Voice(classes["PERSON"], office=titled.get("office"), of=self._served(classes["PERSON"], titled.get("of")), node=node)
            self.last_person = (classes["PERSON"], titled.get("office") or self._office_held(classes["PERSON"]))
            return voice
        if {"SOURCE", "PRONOUN"} & classes.keys():
            return self._introduced(node) or self._body(node) if "SOURCE" in classes else self._meant(classes["PRONOUN"])
        if {"OFFICE_OF", "COUNTERPART_OF", "THE_BODY"} & classes.keys():
            return self._the_body(node) if "THE_BODY" in classes else self._by_office(node)
        if "ACTORS" in classes:
            return Voice(by=self._named_last(classes["ACTORS"]["members"]), node=node)
        if "COLLECTIVE" in classes or ("OFFICES" in classes and "ORG" not in classes):
            return self._together(node) if classes.get("OFFICES") not in _CALLED else Voice(self.page.words([node]), node=node)
        if "PAPER" in classes:
            return self._paper(node)
        if "THE_OUTLET" in classes:
            return self._the_source(node)
        if "THE_MINISTRY" in classes and "ORG" not in classes:
            return Voice(self.last_ministry, node=node, transmits=True) if self.last_ministry else None
        if "OFFICE" in classes and not {"STATE", "ORG", "SOURCE"} & classes.keys():
            return None if self._is_of_another(node) else self._known_office(classes["OFFICE"], node)
        return self._body(node)

    def _introduced(self, node: Node) -> Voice | None:
        """Who was introduced by the very words that now stand without the name ("the minister of irrigation X")."""
        words, text = f"{self.page.words([node])} ", self.page.text
        before = reversed(self._people[: bisect_left(self._people_firsts, node.first)])
        person = next((p for p in before if words in text[max(0, p.start - len(words)) : p.end]), None)
        voice = self.named(person) if person is not None else None
        return replace(voice, basis="inferred", node=node) if voice is not None else None

    def _meant(self, sort: str) -> Voice | None:
        """'He', 'it', 'they': the person that the text went on with, else the voice that spoke last, if it is one of that sort."""
        last = self.last
        if sort == "person" and self.subject is not None and "PERSON" in self.subject.classes:
            return self.named(self.subject)
        sorts = _sorts(last, self.things) if last is not None else ()
        return last if sort in sorts else None

    def _named_last(self, members: list[str]) -> tuple[str, ...]:
        """'The Russian president X and the Turkish Y' are two persons: a state whose official is named after it does not speak itself."""
        states = [self.things.get(m, {}).get("class") == "state" for m in members]
        named = [self.things.get(m, {}).get("class", "person") == "person" for m in members]
        return tuple(m for m, state, after in zip(members, states, [*named[1:], False], strict=True) if not (state and after))

    def _the_source(self, node: Node) -> Voice | None:
        """'The source': the unnamed one that spoke last, else its own words. 'The paper': the outlet named last, if it can be one."""
        kind = node.classes["THE_OUTLET"]
        if kind == "source":
            outlet = self.last_outlet if self.last_outlet != self.own else None
            speaker = self.last_source.speaker if self.last_source else outlet or self.page.words([node])
            return Voice(speaker, node=node, transmits=True)
        known = self.things.get(self.last_outlet or "", {}).get("kind", kind)
        unlike = (known == _AGENCY) != (kind == _AGENCY) and kind != "outlet"
        return Voice(self.last_outlet, node=node, transmits=True) if self.last_outlet and not unlike else None

    def _the_body(self, node: Node) -> Voice | None:
        """'The commission': the one body named before whose name begins with that word; of several, the one that spoke last.

        With none named before, it is called by its own word.
        """
        if "ORG" in node.classes:
            return self._body(node)
        article = self.page.language.settings.get("letters", {}).get("al", "")
        word = normal(self.page.words([node]).split()[0]).removeprefix(article)
        before = [n for n in self.page.nodes[: bisect_left(self.page.nodes, node.first, key=_first)] if n.kids or n.classes]
        named = [(n, n.classes[c]) for top in before for c in _BODIES for n in top.find(c)]
        called = {body for n, body in named if normal(self.page.words([n]).split()[0]).removeprefix(article) == word}
        spoke = self.last.speaker if self.last is not None else None
        if not called:
            return Voice(self.page.words([node]), node=node, transmits=True)
        body = called.pop() if len(called) == 1 else spoke if spoke in called else None
        return Voice(body, basis="inferred", node=node, transmits=True) if body else None

    def _served(self, person: Any, of: str | None) -> str | None:
        """The state or body said of a person's office, unless all that the world knows of the person speaks against it."""
        known = {h.get("of") for h in self.things.get(person, {}).get("holds", ())} if isinstance(person, str) else set()
        return of if not known or of in known else None

    def _body(self, node: Node) -> Voice | None:
        """A state, an organisation, an outlet or an unnamed source."""
        members = self.things.get(actor_of(node) or "", {}).get("members")
        if members:
            return Voice(by=tuple(members), through=(JOINT,) if self.joint else (), node=node)
        if "W" in node.features:
            return Voice(self.page.words(self._body_words(node)), node=node)
        actor = node.classes.get("SOURCE") or node.classes.get("CAPITAL") or actor_of(node)
        if actor is None:
            return None
        return Voice(actor, node=node, transmits=bool({"OUTLET", "ORG", "SOURCE"} & node.classes.keys()))

    def _body_words(self, node: Node) -> list[Node]:
        """The words in a row that name a body which no list knows."""
        words = self.page.next_nodes(node.start, 3)
        return words[: next((k for k, n in enumerate(words) if "W" not in n.features), len(words))]

    def _office_held(self, person: str) -> str | None:
        holds = self.things.get(person, {}).get("holds", [])
        return str(holds[-1]["office"]) if holds else None

    def _by_office(self, node: Node) -> Voice | None:
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
        person = self._holder(office, of, day, titled.get("about"))
        if person:
            return Voice(person, office=office, of=of, basis="inferred", node=node, origin=(person,))
        if office in _CALLED and self.last is not None and self._is_definite(node) and self._may_hold(self.last, node):
            return replace(self.last, basis="inferred", node=node) if "PERSON" in _classes_of(self.last) else None
        speaks_for = of and self.things.get(office or "", {}).get("institution") != "delegation"
        return Voice(None, by=(of,), office=office, of=of, node=node) if speaks_for else None

    def _is_definite(self, node: Node) -> bool:
        """Whether the first word of a node has the article."""
        article = self.page.language.settings.get("letters", {}).get("al", "")
        return bool(article) and normal(self.page.words([node])).startswith(article)

    def _is_of_another(self, node: Node) -> bool:
        """Whether an office without the article is that of the unknown words after it ("the head of a club")."""
        after = self.page.next_nodes(node.end, 1)
        article = self.page.language.settings.get("letters", {}).get("al", "")
        words = self.page.tokens[node.first : node.last + 1]
        bare = bool(article) and not any(token.norm.startswith(article) for token in words)
        return bare and bool(after) and bool(after[0].features & {"W", "BODY_NOUN", "INSTITUTION"})

    def _holder(self, office: str | None, of: str | None, day: str | None, about: str | None) -> str | None:
        """The one holder that the world knows, of an office that one alone holds; in a text without a day, one whose time is known."""
        if self.things.get(office or "", {}).get("many"):
            return None
        person = holder(self.page.packs.holders.get((office or "", of or ""), {}), office, of, day, about)
        held = [h for h in self.things.get(person or "", {}).get("holds", ()) if (h.get("office"), h.get("of")) == (office, of)]
        return person if day or any(h.get("from") for h in held) else None

    def _known_office(self, office: str, node: Node) -> Voice | None:
        """'The envoy': the person of this article with that office."""
        last = self.last
        if last is not None and _suits(last.office, office) and not last.speaker:
            return replace(last, basis="inferred", node=node)
        named = self._holder_named(office, None, node)
        if named is not None:
            return named
        last = self._source_called(node) or (self._official(node) if office == _OFFICIAL else None)
        return replace(last, basis="inferred", node=node) if last else None

    def _source_called(self, node: Node) -> Voice | None:
        """'The diplomat': the unnamed diplomat who spoke last."""
        source = self.last_source
        if source is None or source.node is None or self.last is None or self.last.speaker != source.speaker:
            return None
        called, article = self.page.tokens[node.first].norm, self.page.language.settings.get("letters", {}).get("al", "")
        words = {token.norm.removeprefix(article) for token in self.page.tokens[source.node.first : source.node.last + 1]}
        return source if called.removeprefix(article) in words else None

    def _official(self, node: Node) -> Voice | None:
        """'The official': the person who spoke last, unless said to be of another state or body."""
        after = self.page.nodes_from(node.end, len(self.page.text))[:1]
        of = next((n.classes["NATIONALITY"] for n in after if "NATIONALITY" in n.classes), None)
        person = self.last.speaker if self.last and self.last.node and "PERSON" in self.last.node.classes else None
        theirs = {h.get("of") for h in self.things.get(person or "", {}).get("holds", ())}
        return self.last if person and (of is None or of in theirs) else None

    def _holder_named(self, office: str | None, of: str | None, node: Node) -> Voice | None:
        """The person of this article introduced with an office, or the only one the world knows in it; the last before, else after."""
        at = bisect_left(self._people_firsts, node.first)
        people = [*reversed(self._people[max(0, at - _NEAR) : at]), *self._people[at : at + _NEAR]]
        for person in people:
            titled = person.classes.get("TITLED") or {}
            if _suits(titled.get("office"), office) and (of is None or titled.get("of") in (of, None)):
                return Voice(
                    person.classes["PERSON"],
                    office=titled["office"],
                    of=titled.get("of") or of,
                    basis="inferred",
                    node=node,
                    origin=(self._place(person),),
                )
        known = [p.classes["PERSON"] for p in people if self._held(p.classes["PERSON"], office, of)]
        if len(set(known)) == 1:
            return Voice(known[0], office=office, of=of, basis="inferred", node=node, origin=(known[0],))
        return None

    def _held(self, person: Any, office: str | None, of: str | None) -> bool:
        holds = self.things.get(person, {}).get("holds", ()) if isinstance(person, str) else ()
        return any(_suits(h.get("office"), office) and of in (None, h.get("of")) for h in holds)

    def _together(self, node: Node | None, many: int = 1, at: int | None = None) -> Voice | None:
        """Those who met: the participants of the session that is being told, speaking by their statement if one is told of."""
        many, at = (node.classes.get("COLLECTIVE", 1), node.start) if node is not None else (many, at)
        sessions: list[Session] = [s for s in self.page.found.get("sessions", []) if s.article == self.article and len(s.rows) > 1]
        before = [s for s in sessions if at is None or s.spans[0][0] < at] or sessions
        actors: list[str] = []
        origin: tuple[str, ...] = ()
        if before:
            pairs = [s for s in before if len(s.rows) == many == 2]
            main = pairs[-1] if pairs else max(before, key=lambda s: (s.process is not None, len(s.rows)))
            roles = ("guarantor",) if self._signs(node, main) else ("guarantor", "party", None)
            actors = [row["actor"] or row["person"] for row, _, _ in main.rows if row["role"] in roles]
            origin = (main.subject,)
        if not _as_many(actors, many):
            named = self._list_before(node, many)
            actors = list(self._named_last(named.classes["ACTORS"]["members"])) if named else []
            origin = (self._place(named),) if named else ()
        if not _as_many(actors, many):
            return None
        through = (JOINT,) if self.joint else ()
        return Voice(by=tuple(dict.fromkeys(a for a in actors if a)), through=through, basis="inferred", node=node, origin=origin)

    def _signs(self, node: Node | None, session: Session) -> bool:
        """Whether guarantors alone speak: by the joint statement of a session that several of them came to."""
        paper = node is not None and bool({"PAPER", "JOINT"} & node.classes.keys())
        return paper and sum(row["role"] == "guarantor" for row, _, _ in session.rows) > 1

    def _list_before(self, node: Node | None, many: int) -> Node | None:
        """Several named together near the head: the guarantors of a process, else those named last before a place in the text."""
        fit = [n for n in self._lists[:_NEAR] if _as_many(list(self._named_last(n.classes["ACTORS"]["members"])), many)]
        lists = [n for n in fit if node is None or n.first < node.first] or fit[:1]
        standing = [set(p["guarantors"]) for p in self.page.packs.processes.values() if p.get("guarantors")]
        whole = [n for n in lists if any(s <= set(n.classes["ACTORS"]["members"]) for s in standing)]
        return next(iter([*whole, *lists[-1:]]), None)

    def _paper(self, node: Node) -> Voice | None:
        """A joint statement speaks for its authors; any other statement for the body that issued it."""
        body = self._issuer(node)
        if body is not None:
            return body
        joint = "JOINT" in node.classes or self.joint
        if joint and self.last is not None and len(self.last.by) > 1:
            return Voice(by=self.last.by, through=(JOINT,), basis="inferred", node=node, origin=self.last.origin)
        if joint:
            together = self._together(node)
            by, origin = (together.by, together.origin) if together else ((), ())
            return Voice(by=by, through=(JOINT,), basis="inferred", node=node, origin=origin)
        outlet = self.last is not None and "OUTLET" in _classes_of(self.last)
        return self.issuer or (Voice(self.page.words([node]), node=node) if outlet else self.last)

    def _place(self, node: Node) -> str:
        """Where in the document a node stands, as the origin of what is inferred from it."""
        return f"{self.page.document.id}@{node.start}-{node.end}"

    def is_own(self, voice: Voice) -> bool:
        """Whether it is the report's own outlet, which is left out of chains."""
        return self.own is not None and voice.speaker == self.own

    def _issuer(self, node: Node) -> Voice | None:
        """The body or the states that a statement is of, named right after it."""
        after = [n for n in self.page.next_nodes(node.end, 4) if "DASH" not in n.features]
        states = [str(n.classes["NATIONALITY"]) for n in takewhile(lambda n: "NATIONALITY" in n.classes, after)]
        if len(states) > 1:
            return Voice(by=tuple(states), through=(JOINT,), node=node)
        for before, other in zip([node, *after], after, strict=False):
            of = "l" in other.flags or ("JOINT" not in node.classes and (before is node or "ABOUT" in before.classes))
            if {"ORG", "PERSON"} & other.classes.keys() and of:
                return self.named(other)
        return None


def _coming(sentence: Sentence) -> Node | None:
    """The person or the office that the verb which begins a sentence is of, saying nothing yet."""
    first = next((n for n in sentence.nodes[1:_HEAD] if {"PERSON", "OFFICE_OF"} & n.classes.keys()), None)
    before = sentence.nodes[: sentence.nodes.index(first)] if first is not None else []
    free = first is not None and not first.flags & {"b", "l", "k", "w"}
    return first if free and not any({"COMMA", "QO"} & n.features or n.classes.keys() & _GOVERNORS for n in before) else None


def _says(node: Node) -> bool:
    """Whether a node is a verb of saying, whatever its words begin with."""
    return any(name.startswith("SAY") for name in node.classes)


def _classes_of(voice: Voice) -> dict[str, Any]:
    """The classes of the node that named a voice."""
    return voice.node.classes if voice.node is not None else {}


def _in_apposition(person: Node, office: Node, sentence: Sentence) -> bool:
    """'X, head of the delegation, ...': the office of the person named before the comma."""
    between = [n for n in sentence.nodes if person.last < n.first < office.first]
    return (
        "PERSON" in person.classes
        and "PERSON" not in office.classes
        and len(between) <= 2
        and any("COMMA" in n.features for n in between[:1])
    )


def _is_free(nodes: list[Node], at: int) -> bool:
    """Whether no preposition governs a node, neither right before it nor before words that go with it."""
    words = [*takewhile(lambda n: {"W", "QUALIFIER", "OFFICE"} & n.features, reversed(nodes[max(0, at - _WORDS_WITH) : at]))]
    near, far = nodes[max(0, at - 1) : at], nodes[max(0, at - 1 - len(words)) : at]
    governed = any(n.classes.keys() & _GOVERNORS for n in near) or any(n.classes.keys() & _WITH for n in far)
    return not nodes[at].flags & {"b", "l", "k"} and not governed


def _as_many(actors: list[str], many: int) -> bool:
    """Whether those who met can be "the two" or "the three", or several where no number is said."""
    number = len({a for a in actors if a})
    return number == many if many > 1 else number > 1


def on_topic(sentence: Sentence) -> bool:
    """Whether a sentence begins with what it is about ("as to the talks, he said"): its verb of saying goes on with the last speaker."""
    return bool(sentence.nodes) and "TOPIC" in sentence.nodes[0].classes


def _sorts(voice: Voice, things: dict[str, Any]) -> tuple[str, ...]:
    """What a pronoun may call a voice: a person, a body, or several."""
    if voice.node is not None and "SOURCE" in voice.node.classes:
        return ("person", "several")
    if voice.speaker is None:
        return ("person",) if voice.office else ("several", "body")
    kind = things.get(voice.speaker, {}).get("class", "person")
    return ("person",) if kind == "person" else ("body",)


_STANDS_IN = frozenset({"deputy", "assistant", "vice"})


def _suits(held: str | None, named: str | None) -> bool:
    """Whether an office is the one named, or one that its short name stands for ("minister", "envoy"); a deputy's is another."""
    if not held or not named or held == named:
        return bool(held and named)
    longer, shorter = (held, named) if len(held) > len(named) else (named, held)
    return longer.endswith(f"-{shorter}") and _STANDS_IN.isdisjoint(longer.removesuffix(shorter).split("-"))
