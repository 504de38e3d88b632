"""Whom the words that name a speaker mean: a person, an office and its holder, a body, several together, a paper and its authors.

A voice that is not named in so many words is inferred, and says so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.engine.text import normal
from mahdar.reading.actors import actor_of, holder, ministry_of, said_in
from mahdar.reading.gathering import Session
from mahdar.reading.heard import Heard, Voice
from mahdar.reading.page import Page

JOINT = "joint-statement"
# Offices that may call anybody who holds another one.
_CALLED = ("official", "diplomat", "politician")
_AGENCY, _OFFICIAL, _MINISTER = "agency", "official", "minister"
# People before and after an office who can be its holder: no report names more on the way.
_NEAR = 40
_BODIES = ("ORG", "DELEGATION_OF")
_first = attrgetter("first")


class Names:
    """Who the names, offices and words of one article mean, given what was heard so far."""

    def __init__(self, page: Page, article: int, heard: Heard) -> None:
        self.page, self.article, self.heard = page, article, heard
        self.things = page.packs.things
        self.last_person: tuple[str, str | None] | None = None
        self._people = [p for n in page.nodes if n.kids or "PERSON" in n.classes for p in n.find("PERSON")]
        self._people_firsts = [p.first for p in self._people]
        self._lists = [n for n in page.nodes if "ACTORS" in n.classes]

    def named(self, node: Node) -> Voice | None:
        """Who a node is, as a speaker or a transmitter."""
        classes = node.classes
        if "PERSON" in classes:
            titled = classes.get("TITLED") or {}
            voice = Voice(classes["PERSON"], office=titled.get("office"), of=self.served(classes["PERSON"], titled.get("of")), node=node)
            self.last_person = (classes["PERSON"], titled.get("office") or self._office_held(classes["PERSON"]))
            return voice
        if {"SOURCE", "PRONOUN"} & classes.keys():
            return self._introduced(node) or self._body(node) if "SOURCE" in classes else self._meant(classes["PRONOUN"])
        if {"OFFICE_OF", "COUNTERPART_OF", "THE_BODY", "BODY_CALLED"} & classes.keys():
            return self._the_body(node) if {"THE_BODY", "BODY_CALLED"} & classes.keys() else self._by_office(node)
        if "ACTORS" in classes:
            return Voice(by=self.named_last(classes["ACTORS"]["members"]), node=node)
        if "COLLECTIVE" in classes or ("OFFICES" in classes and "ORG" not in classes):
            return self._several(node)
        if "PAPER" in classes:
            return self._paper(node)
        if "THE_OUTLET" in classes:
            return self._the_source(node)
        if "THE_MINISTRY" in classes and "ORG" not in classes:
            ministry = self.heard.last_ministry or self._ministry_led(node)
            return Voice(ministry, node=node, transmits=True) if ministry else None
        if "OFFICE" in classes and not {"STATE", "ORG", "SOURCE"} & classes.keys():
            return None if self._is_of_another(node) else self._known_office(classes["OFFICE"], node)
        return self._body(node)

    def _ministry_led(self, node: Node) -> str | None:
        """'The ministry', where none was named: that of the one state whose minister was."""
        before = self._people[: bisect_left(self._people_firsts, node.first)]
        titles = [t for p in before if (t := p.classes.get("TITLED")) and str(t["office"]).endswith(_MINISTER) and self._is_state(t["of"])]
        led = {ministry_of(self.page.packs, t["of"], t["office"]) for t in titles}
        return led.pop() if len(led) == 1 else None

    def _is_state(self, actor: str | None) -> bool:
        return self.things.get(actor or "", {}).get("class") == "state"

    def _several(self, node: Node) -> Voice | None:
        """Several who met, by what they are called; where nobody is known to have met, or they are no office of one, by that word."""
        together = self.together(node) if node.classes.get("OFFICES") not in _CALLED else None
        many = "OFFICES" in node.classes or node.classes.get("COLLECTIVE") == 1
        return together or (Voice(self.page.words([node]), node=node) if many and self._is_definite(node) else None)

    def _introduced(self, node: Node) -> Voice | None:
        """Who was introduced by the very words that now stand without the name ("the minister of irrigation X")."""
        words, text = f"{self.page.words([node])} ", self.page.text
        before = reversed(self._people[: bisect_left(self._people_firsts, node.first)])
        person = next((p for p in before if words in text[max(0, p.start - len(words)) : p.end]), None)
        voice = self.named(person) if person is not None else None
        return replace(voice, basis="inferred", node=node) if voice is not None else None

    def _meant(self, sort: str) -> Voice | None:
        """'He', 'it', 'they': the person that the text went on with, else the voice that spoke last, if it is one of that sort."""
        last = self.heard.last
        if sort == "person" and self.heard.subject is not None and {"PERSON", "OFFICE"} & self.heard.subject.classes.keys():
            return self.named(self.heard.subject)
        sorts = _sorts(last, self.things) if last is not None else ()
        return last if sort in sorts else None

    def named_last(self, members: list[str]) -> tuple[str, ...]:
        """'The Russian president X and the Turkish Y' are two persons: a state whose official is named after it does not speak itself."""
        states = [self.things.get(m, {}).get("class") == "state" for m in members]
        named = [self.things.get(m, {}).get("class", "person") == "person" for m in members]
        return tuple(m for m, state, after in zip(members, states, [*named[1:], False], strict=True) if not (state and after))

    def _the_source(self, node: Node) -> Voice | None:
        """'The source': the unnamed one that spoke last, else its own words. 'The paper': the outlet named last, if it can be one."""
        kind = node.classes["THE_OUTLET"]
        if kind == "source":
            outlet = self.heard.last_outlet if self.heard.last_outlet != self.heard.own else None
            speaker = self.heard.last_source.speaker if self.heard.last_source else outlet or self.page.words([node])
            return Voice(speaker, node=node, transmits=True)
        known = self.things.get(self.heard.last_outlet or "", {}).get("kind", kind)
        unlike = (known == _AGENCY) != (kind == _AGENCY) and kind != "outlet"
        return Voice(self.heard.last_outlet, node=node, transmits=True) if self.heard.last_outlet and not unlike else None

    def _the_body(self, node: Node) -> Voice | None:
        """'The commission': the one body named before whose name begins with that word; of several, the one that spoke last.

        With none named before, it is called by its own word.
        """
        if "ORG" in node.classes:
            return self._body(node)
        if "BODY_CALLED" in node.classes:
            return self._body_called(node)
        article = self.page.language.settings.get("letters", {}).get("al", "")
        word = normal(self.page.words([node]).split()[0]).removeprefix(article)
        named = self._bodies_before(node)
        called = {body for n, body in named if normal(self.page.words([n]).split()[0]).removeprefix(article) == word}
        spoke = self.heard.last.speaker if self.heard.last is not None else None
        if not called:
            whose = [n for n in self.page.next_nodes(node.end, 1) if {"NATIONALITY", "OFFICE_CUE"} & n.classes.keys()]
            return Voice(self.page.words([node, *whose]), node=node, transmits=True)
        body = called.pop() if len(called) == 1 else spoke if spoke in called else None
        return Voice(body, basis="inferred", node=node, transmits=True) if body else None

    def _bodies_before(self, node: Node) -> list[tuple[Node, str]]:
        """The bodies named before, each with the node that names it."""
        before = self.page.nodes[: bisect_left(self.page.nodes, node.first, key=_first)]
        nodes = (n for top in before if top.kids or top.classes for n in top.walk())
        return [(n, n.classes[c]) for n in nodes for c in _BODIES if c in n.classes]

    def _body_called(self, node: Node) -> Voice | None:
        """'The group', 'the mission': the body that spoke last, else the one named, of such a kind or with that word in its name."""
        kinds = set(str(node.classes["BODY_CALLED"]).split())
        fit = {body for _, body in self._bodies_before(node) if self._is_called(body, kinds)}
        spoke = self.heard.last.speaker if self.heard.last is not None else None
        body = spoke if spoke in fit else next(iter(fit)) if len(fit) == 1 else None
        if body is None and "many" in kinds:
            return Voice(self.page.words([node]).split(maxsplit=1)[-1], node=node)
        return Voice(body, basis="inferred", node=node, transmits=True) if body else None

    def _is_called(self, body: str, kinds: set[str]) -> bool:
        """Whether a body is of one of these kinds, or has one of them for a word of its name."""
        thing = self.things.get(body, {})
        words = {word for name in thing.get("names", {}).get(self.page.language.code, (body,)) for word in normal(name).split()}
        return thing.get("kind") in kinds or bool(words & kinds)

    def served(self, person: Any, of: str | None) -> str | None:
        """The state or body said of a person's office, unless all that the world knows of the person speaks against it."""
        known = {h.get("of") for h in self.things.get(person, {}).get("holds", ())} if isinstance(person, str) else set()
        return of if not known or of in known else None

    def _body(self, node: Node) -> Voice | None:
        """A state, an organisation, an outlet or an unnamed source."""
        members = self.things.get(actor_of(node) or "", {}).get("members")
        if members:
            return Voice(by=tuple(members), through=(JOINT,) if self.heard.joint else (), node=node)
        if "W" in node.features:
            return Voice(self.page.words(self._body_words(node)), node=node)
        actor = node.classes.get("SOURCE") or node.classes.get("CAPITAL") or actor_of(node) or node.classes.get("NATIONALITY")
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
        if office in _CALLED and self.heard.last is not None and self._is_definite(node) and self.may_hold(self.heard.last, node):
            return replace(self.heard.last, basis="inferred", node=node) if "PERSON" in _classes_of(self.heard.last) else None
        return Voice(None, by=(of,), office=office, of=of, node=node) if of else None

    def _is_definite(self, node: Node) -> bool:
        """Whether the first word of a node has the article."""
        article = self.page.language.settings.get("letters", {}).get("al", "")
        return bool(article) and normal(self.page.words([node])).startswith(article)

    def _is_of_another(self, node: Node) -> bool:
        """Whether an office is that another's: of who stands before it, of one unnamed, or of unknown words after it ("head of a club")."""
        after = self.page.next_nodes(node.end, 2)
        at = bisect_left(self.page.nodes, node.first, key=_first)
        if any({"POSSESSIVE", "A"} & n.classes.keys() for n in self.page.nodes[max(0, at - 1) : at]):
            return True
        article = self.page.language.settings.get("letters", {}).get("al", "")
        words = self.page.tokens[node.first : node.last + 1]
        bare = bool(article) and not any(token.norm.startswith(article) for token in words)
        unknown = [bool(n.features & {"W", "BODY_NOUN", "INSTITUTION"}) for n in after]
        named_on = len(after) > 1 and "THE_BODY" in after[0].classes and "W" in after[1].features  # "head of the Green Front"
        return bare and (unknown[:1] == [True] or named_on)

    def _holder(self, office: str | None, of: str | None, day: str | None, about: str | None) -> str | None:
        """The one holder that the world knows, of an office that one alone holds; in a text without a day, one whose time is known."""
        if self.things.get(office or "", {}).get("many"):
            return None
        person = holder(self.page.packs.holders.get((office or "", of or ""), {}), office, of, day, about)
        held = [h for h in self.things.get(person or "", {}).get("holds", ()) if (h.get("office"), h.get("of")) == (office, of)]
        return person if day or any(h.get("from") for h in held) else None

    def _known_office(self, office: str, node: Node) -> Voice | None:
        """'The envoy': the person of this article with that office."""
        last = self.heard.last
        if last is not None and _suits(last.office, office) and not last.speaker:
            return replace(last, basis="inferred", node=node)
        named = self._holder_named(office, None, node)
        if named is not None:
            return named
        last = self._source_called(node) or (self._official(node) if office == _OFFICIAL else None)
        if last:
            return replace(last, basis="inferred", node=node)
        sender = said_in(self.page, node)
        return Voice(None, by=(sender,), office=office, of=sender, node=node) if sender else None

    def _source_called(self, node: Node) -> Voice | None:
        """'The diplomat': the unnamed diplomat who spoke last."""
        source = self.heard.last_source
        if source is None or source.node is None or self.heard.last is None or self.heard.last.speaker != source.speaker:
            return None
        called, article = self.page.tokens[node.first].norm, self.page.language.settings.get("letters", {}).get("al", "")
        words = {token.norm.removeprefix(article) for token in self.page.tokens[source.node.first : source.node.last + 1]}
        return source if called.removeprefix(article) in words else None

    def _official(self, node: Node) -> Voice | None:
        """'The official': the person who spoke last, unless said to be of another state or body."""
        after = self.page.nodes_from(node.end, len(self.page.text))[:1]
        of = next((n.classes["NATIONALITY"] for n in after if "NATIONALITY" in n.classes), None)
        person = self.heard.last.speaker if self.heard.last and self.heard.last.node and "PERSON" in self.heard.last.node.classes else None
        theirs = {h.get("of") for h in self.things.get(person or "", {}).get("holds", ())}
        return self.heard.last if person and (of is None or of in theirs) else None

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
                    origin=(self.place(person),),
                )
        known = [p.classes["PERSON"] for p in people if self._held(p.classes["PERSON"], office, of)]
        if len(set(known)) == 1:
            return Voice(known[0], office=office, of=of, basis="inferred", node=node, origin=(known[0],))
        return None

    def _held(self, person: Any, office: str | None, of: str | None) -> bool:
        holds = self.things.get(person, {}).get("holds", ()) if isinstance(person, str) else ()
        return any(_suits(h.get("office"), office) and of in (None, h.get("of")) for h in holds)

    def together(self, node: Node | None, many: int = 1, at: int | None = None) -> Voice | None:
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
            actors = list(self.named_last(named.classes["ACTORS"]["members"])) if named else []
            origin = (self.place(named),) if named else ()
        if not _as_many(actors, many):
            return None
        through = (JOINT,) if self.heard.joint else ()
        return Voice(by=tuple(dict.fromkeys(a for a in actors if a)), through=through, basis="inferred", node=node, origin=origin)

    def _signs(self, node: Node | None, session: Session) -> bool:
        """Whether guarantors alone speak: by the joint statement of a session that several of them came to."""
        paper = node is not None and bool({"PAPER", "JOINT"} & node.classes.keys())
        return paper and sum(row["role"] == "guarantor" for row, _, _ in session.rows) > 1

    def _list_before(self, node: Node | None, many: int) -> Node | None:
        """Several named together near the head: the guarantors of a process, else those named last before a place in the text."""
        fit = [n for n in self._lists[:_NEAR] if _as_many(list(self.named_last(n.classes["ACTORS"]["members"])), many)]
        lists = [n for n in fit if node is None or n.first < node.first] or fit[:1]
        standing = [set(p["guarantors"]) for p in self.page.packs.processes.values() if p.get("guarantors")]
        whole = [n for n in lists if any(s <= set(n.classes["ACTORS"]["members"]) for s in standing)]
        return next(iter([*whole, *lists[-1:]]), None)

    def _paper(self, node: Node) -> Voice | None:
        """A joint statement speaks for its authors; any other statement for the body that issued it."""
        body = self._issuer(node)
        if body is not None:
            return body
        joint = "JOINT" in node.classes or self.heard.joint
        if joint and self.heard.last is not None and len(self.heard.last.by) > 1:
            return Voice(by=self.heard.last.by, through=(JOINT,), basis="inferred", node=node, origin=self.heard.last.origin)
        if joint:
            together = self.together(node)
            by, origin = (together.by, together.origin) if together else ((), ())
            return Voice(by=by, through=(JOINT,), basis="inferred", node=node, origin=origin)
        outlet = self.heard.last is not None and "OUTLET" in _classes_of(self.heard.last)
        return self.heard.issuer or (Voice(self.page.words([node]), node=node) if outlet else self.heard.last)

    def place(self, node: Node) -> str:
        """Where in the document a node stands, as the origin of what is inferred from it."""
        return f"{self.page.document.id}@{node.start}-{node.end}"

    def _issuer(self, node: Node) -> Voice | None:
        """The body or the states that a statement is of, named right after it."""
        after = [n for n in self.page.next_nodes(node.end, 4) if "DASH" not in n.features]
        states = [str(n.classes["NATIONALITY"]) for n in takewhile(lambda n: "NATIONALITY" in n.classes, after)]
        if len(states) > 1:
            return Voice(by=tuple(states), through=(JOINT,), node=node)
        for before, other in zip([node, *after], after, strict=False):
            of = "l" in other.flags or ("JOINT" not in node.classes and (before is node or "ABOUT" in before.classes))
            if {"ORG", "PERSON", "THE_MINISTRY"} & other.classes.keys() and of:
                return self.named(other)
        return None

    def may_hold(self, voice: Voice, node: Node) -> bool:
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


def _classes_of(voice: Voice) -> dict[str, Any]:
    """The classes of the node that named a voice."""
    return voice.node.classes if voice.node is not None else {}


def _as_many(actors: list[str], many: int) -> bool:
    """Whether those who met can be "the two" or "the three", or several where no number is said."""
    number = len({a for a in actors if a})
    return number == many if many > 1 else number > 1


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
