"""Who took, entered, besieged, left or lost which place: one thing for each place and each actor.

A stage finds the forces and the towns, a second one the changes. Plans, beginnings, parts of a place and what is denied
make no claim. An actor is named beside the verb, before it in the sentence, or was the last one told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.engine.text import normal
from mahdar.model import Span
from mahdar.reading.page import Page, Sentence

_JOINED = ("w", "f", "b", "l", "k")
_POWERS = frozenset({"armed-group", "army", "government", "opposition", "coalition"})
_TOWNS = frozenset({"city", "town"})
# To enter or leave a city abroad is travel; only these changes are of control wherever they happen.
_ANYWHERE = frozenset({"took", "lost", "besieged"})
_OBLIQUE = frozenset({"BESIDE", "ON", "IN", "OF", "WITH", "ABOUT", "TO", "SIDE", "IN_HAND", "HEADS"})
_SAYS = frozenset({"SAY", "SAY_ON", "SAY_TO", "SAY_OF", "SAY_ABOUT", "SAY_OBJ", "REPORTS", "ACCORDING", "RELAY"})
_DENIES_BACK = 4


@maker("force", "o n h t", "FORCE")
def make_force(match: Match) -> dict[str, Any]:
    """Fighters of an organisation or a state; "the force" and "their force" are settled by what was named before."""
    if match.slots.get("h"):
        return {"FORCE": {"actor": None, "refers": match.value("h", "THE_FORCE"), "head": match.slots["h"][0].norm}}
    if match.slots.get("t"):
        return {"FORCE": {"actor": None, "refers": "subject", "head": None}}
    things, state = match.context.packs.things, match.value("n", "NATIONALITY")
    actor = match.value("o", "ORG") or (_army_of(things, state) if state else None)
    if not _is_power(things, actor):
        raise Refused("not a power that can hold a place")
    return {"FORCE": {"actor": actor, "refers": None, "head": None}}


def _army_of(things: dict[str, Any], state: str) -> str:
    """The army of a state that the world lists alone, else the state."""
    armies = [t["id"] for t in things.values() if t.get("kind") == "army" and t.get("of") == state and t["id"].endswith(("-army", "-forces"))]
    return str(armies[0]) if len(armies) == 1 else state


def _is_power(things: dict[str, Any], actor: Any) -> bool:
    thing = things.get(actor, {}) if isinstance(actor, str) else {}
    return thing.get("class") == "state" or thing.get("kind") in _POWERS


@maker("town", "k p c n t", "TOWN TOWN_AT TOWN_INSIDE")
def make_town(match: Match) -> dict[str, Any]:
    """A place by its id, by its native name after a word for a town, or "the town". A town that others lie in is `TOWN_AT`."""
    things, kind = match.context.packs.things, match.value("k", "TOWN_NOUN")
    place = match.value("p", "PLACE") or match.value("c", "CITY")
    town = {"place": place, "name": None, "the": bool(match.slots.get("t")), "nodes": next(match.slots[s] for s in "pcnt" if match.slots.get(s))}
    if match.slots.get("n"):
        town["name"] = _native(match, kind)
    elif place is not None and place not in things:
        raise Refused("no known place")
    first = match.slots["c"][0].kids[0] if match.slots.get("c") and not match.slots.get("k") else match.nodes[0]
    if "INSIDE" in first.classes:
        return {"TOWN_INSIDE": town}
    return {"TOWN_AT" if "IN" in first.classes or {"b", "l", "k"} & first.flags else "TOWN": town}


def _native(match: Match, kind: str) -> str:
    """An unknown name, if marked as one: quoted, of two words, or with the article after a noun without it."""
    nodes, settings = match.slots["n"], match.context.language.settings
    name = str(match.context.text[nodes[0].start : nodes[-1].end])
    quoted = "QO" in match.nodes[-len(nodes) - 2].features if len(match.nodes) > len(nodes) + 1 else False
    article = settings.get("letters", {}).get("al", "")
    if quoted:
        return name
    if kind != "one" or (len(nodes) == 1 and not nodes[0].norm.startswith(article)):
        raise Refused("no name of a town")
    return name


@maker("site", "", "SITE")
def make_site(match: Match) -> dict[str, Any]:
    """A camp, a prison or a quarter: not the town that it is named after."""
    return {"SITE": match.context.text[match.nodes[0].start : match.nodes[-1].end]}


@maker("control", "v a p o g f h b", "CONTROL")
def make_control(match: Match) -> dict[str, Any]:
    """A change of control as its verb says it; in somebody's hands a place that fell was taken."""
    verb = match.one("v")
    words = (match.one("g") or verb).classes if verb else {}
    change = next((v for name, v in words.items() if name.startswith("CONTROL") or name in ("ARRIVES", "CLASHES", "GRIP")), None)
    if match.slots.get("g") and change == "took":
        change = match.value("v", "TIGHTENS", "TIGHTENING")
    change = match.rule.fixed.get("change") or ("took" if match.slots.get("h") else change)
    if match.slots.get("b") and change != "entered":
        raise Refused("only begun")
    return {"CONTROL": {"change": change, "more": match.rule.fixed.get("more", False)}}


@dataclass
class Change:
    """One change as a sentence tells it, before its claims are made."""

    node: Node
    verb: Node
    change: str
    actors: list[tuple[str, Node | None]]
    towns: list[tuple[str, Span, str]]
    sentence: Sentence


def collect(page: Page) -> None:
    """Makes the claims of control. The nodes of the earlier stages are put back afterwards."""
    nodes = page.nodes
    page.run("ground")
    page.deal()
    page.run("control")
    page.found["control"] = [c for article in sorted({s.article for s in page.sentences}) for c in _Front(page, article).read()]
    page.nodes = nodes
    page.deal()


class _Front:
    """The fighting as one article tells it: who was told of last, which towns, and which towns are still to be named."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article, self.things = page, article, page.packs.things
        self.home = {self.things.get(p.get("about", ""), {}).get("iso2") for p in page.packs.processes.values()}
        self.focus: str | None = None
        self.town: str | None = None
        self.open: Change | None = None
        self.last: Change | None = None
        self.named: list[Node] = []
        self.delegations = {normal(w) for w in page.language.words.get("DELEGATION", {})}

    def read(self) -> list[Change]:
        """The changes of the article, with their claims made."""
        found = []
        for sentence in self.page.sentences:
            if sentence.article != self.article or sentence.role != "body":
                continue
            open_before = self.open
            for change in self._changes(sentence):
                self._claims(change)
                found.append(change)
            self.open = None if self.open is open_before else self.open
            self.named += [n for n in sentence.nodes if self._actors_of(n, sentence)]
        return found

    def _changes(self, sentence: Sentence) -> Iterator[Change]:
        taken: set[int] = set()
        for node in sorted(self.page.noted("control", sentence), key=lambda n: (n.classes["CONTROL"]["more"], n.first, n.first - n.last)):
            key = (node.slots.get("v") or node.slots["p"])[0].first
            if key in taken or any(n.first in taken for n in node.slots.get("p", ())):
                continue
            change = self._more(node, sentence) if node.classes["CONTROL"]["more"] else self._told(node, sentence)
            if change is not None:
                taken |= {key, *(n.first for n in node.slots.get("p", ()))}
                yield change

    def _more(self, node: Node, sentence: Sentence) -> Change | None:
        """"The most notable of these towns are ...": the towns of the change told just before."""
        before = self.open
        if before is None or node.first < before.node.last:
            return None
        self.open = None
        return Change(node, before.verb, before.change, before.actors, self._towns(node, before.change), sentence)

    def _told(self, node: Node, sentence: Sentence) -> Change | None:
        verb, change = node.slots["v"][0], node.classes["CONTROL"]["change"]
        if change is None or not self._happened(verb, change, sentence):
            return None
        actors = self._actors(node, verb, change, sentence)
        towns = self._towns(node, change) if node.slots.get("p") or node.slots.get("o") else self._it(verb, sentence)
        if actors is None or not (towns or node.slots.get("o")):
            return None
        told = self.last = Change(node, verb, change, actors, towns, sentence)
        self.focus = actors[0][0] if actors else self.focus
        if node.slots.get("o"):
            self.open = told
        return told

    def _it(self, verb: Node, sentence: Sentence) -> list[tuple[str, Span, str]]:
        """"... and took control of it": the one place of the change told before in the sentence."""
        last = self.last
        if last is None or last.sentence is not sentence or len(last.towns) != 1:
            return []
        return [(last.towns[0][0], (verb.start, verb.end), "inferred")]

    # --- whether it happened

    def _happened(self, verb: Node, change: str, sentence: Sentence) -> bool:
        """Past tense, or a result, and nothing before it in its clause that unsays it."""
        before = [n for n in sentence.nodes if n.last < verb.first]
        if "s" in verb.flags or any("DENIES" in n.classes for n in before):
            return False
        near = before[-_DENIES_BACK:]
        cut = max((k for k, n in enumerate(near) if "COMMA" in n.features), default=-1)
        if any("UNREAL" in n.classes for n in near[cut + 1 :]):
            return False
        previous = before[-1] if before else None
        if "SO_THAT" in verb.classes:
            return previous is not None and "COMMA" in previous.features
        if "IMPERFECT" in verb.classes:
            return change == "besieged" and not (previous and {"HAD", "PLANNED"} & previous.classes.keys()) or bool(previous and "WHILE_THEY" in previous.classes)
        return True

    # --- who

    def _actors(self, node: Node, verb: Node, change: str, sentence: Sentence) -> list[tuple[str, Node | None]] | None:
        """The actors with the words that name them; an empty list where nobody is known, None where it is no change of control."""
        if node.slots.get("a"):
            found = [(actor, n) for n in node.slots["a"] for actor in self._actors_of(n, sentence)]
            return found or self._nobody(change)
        if change == "contested" or node.slots.get("h") or self._unknown_subject(node, verb):
            return self._nobody(change)
        if "CONTROL_FALLS" in verb.classes or "CONTROLLING_FALLS" in verb.classes:
            return []
        if any(name.startswith("CONTROLLING") for name in verb.classes) and change == "lost" and "b" in verb.flags and verb.first == sentence.first:
            return []
        return self._subject(verb, change, sentence)

    def _nobody(self, change: str) -> list[tuple[str, Node | None]] | None:
        return None if change in ("entered", "withdrew", "besieged") else []

    def _unknown_subject(self, node: Node, verb: Node) -> bool:
        """Words after the verb that no list knows are a subject that the world does not know."""
        place = (node.slots.get("p") or node.slots.get("o") or [verb])[0]
        gap = [n for n in node.kids if verb.last < n.first < place.first and n not in node.slots.get("g", ())]
        upto = next((k for k, n in enumerate(gap) if "ON" in n.classes or "OF" in n.classes), len(gap))
        return any("W" in n.features or "PERSON" in n.classes for n in gap[:upto] if not node.slots.get("o"))

    def _subject(self, verb: Node, change: str, sentence: Sentence) -> list[tuple[str, Node | None]] | None:
        """The nearest power named before the verb in its sentence and governed by no other word; else the one told of last."""
        before = [n for n in sentence.nodes if n.last < verb.first]
        for k in range(len(before) - 1, -1, -1):
            node = before[k]
            if "PERSON" in node.classes and change in ("entered", "withdrew"):
                return None
            if {"l", "b", "k"} & node.flags or (k and _OBLIQUE & _past_quote(before, k).classes.keys()):
                continue
            if "STATE" in node.classes and "ORG" not in node.classes and 0 < k < len(before) - 1:
                continue
            found = self._actors_of(node, sentence)
            if found:
                return [(actor, node) for actor in found]
        return [(self.focus, None)] if self.focus else self._nobody(change)

    def _actors_of(self, node: Node, sentence: Sentence) -> list[str]:
        """The powers that a node stands for."""
        if "FORCE" in node.classes:
            actor = self._force(node, sentence)
            return [actor] if actor else []
        if "ORG" in node.classes or "STATE" in node.classes:
            actor = node.classes.get("ORG") or node.classes["STATE"]
            envoys = self.page.tokens[node.first].norm in self.delegations
            return [actor] if _is_power(self.things, actor) and not envoys else []
        if "ACTORS" not in node.classes or node.classes["ACTORS"]["office"]:
            return []
        kids = [k for i, k in enumerate(node.kids) if not i or not {"l", "b", "k"} & k.flags]
        return [actor for kid in kids for actor in self._actors_of(kid, sentence)]

    def _force(self, node: Node, sentence: Sentence) -> str | None:
        """Fighters by their organisation; "the factions" are those that were named with that word, "its forces" those of who was named last."""
        force = node.classes["FORCE"]
        if not force["refers"]:
            return str(force["actor"])
        earlier = [*self.named, *(n for n in sentence.nodes if n.last < node.first)]
        known = [n for n in earlier if n.classes.get("FORCE", {"actor": 1})["actor"] and self._actors_of(n, sentence)]
        if force["refers"] == "subject":
            here = [n for n in known if n.first >= sentence.first]
            return self._actors_of(here[-1], sentence)[0] if here else self.focus
        same = [n for n in known if self._head(n) == self._head(node)]
        same = same or [n for n in known if self.things.get(self._actors_of(n, sentence)[0], {}).get("kind") == force["refers"]]
        if same:
            return self._actors_of(same[-1], sentence)[0]
        return self.focus if force["refers"] == "any" else None

    def _head(self, node: Node) -> str:
        """The first word of a name without what is joined to it."""
        letters = self.page.language.settings.get("letters", {})
        joined = sum(len(letters[f]) for f in _JOINED if f in node.flags)
        return self.page.tokens[node.first].norm[joined:].removeprefix(letters.get("al", ""))

    # --- which places

    def _towns(self, node: Node, change: str) -> list[tuple[str, Span, str]]:
        """The places of a list, each with its words and basis; those that others lie in are left out."""
        out: list[tuple[str, Span, str]] = []
        nodes = node.slots.get("p", [])
        for k, part in enumerate(nodes):
            named = next((part.classes[c] for c in ("TOWN", "TOWN_AT", "TOWN_INSIDE") if c in part.classes), None)
            before = nodes[k - 1].classes.keys() if k else ()
            if named is None and "QO" in part.features and out:
                out += self._quoted(nodes, k)
            if named is None or (k and ("TOWN_AT" in part.classes or {"IN", "SIDE"} & set(before))):
                continue
            town = self._town(named, node, change)
            if town is not None and town[0] not in {place for place, _, _ in out}:
                out.append(town)
        return out

    def _quoted(self, nodes: list[Node], k: int) -> Iterator[tuple[str, Span, str]]:
        """A name in quotation marks within a list of places, unless the world knows it."""
        end = next((j for j in range(k + 1, len(nodes)) if "QC" in nodes[j].features), None)
        inner = nodes[k + 1 : end] if end is not None else []
        if inner and not any("TOWN" in n.classes for n in inner):
            span = (inner[0].start, inner[-1].end)
            yield self.page.text[slice(*span)], span, "said"

    def _town(self, named: dict[str, Any], node: Node, change: str) -> tuple[str, Span, str] | None:
        words = named["nodes"]
        span = (words[0].start + self._joined(words[0]), words[-1].end)
        if named["the"]:
            place = self._named_before(node)
            return (place, span, "inferred") if place else None
        if named["name"]:
            return named["name"], span, "said"
        thing = self.things[named["place"]]
        return (thing["id"], span, "said") if change in _ANYWHERE or thing.get("country") in self.home else None

    def _joined(self, node: Node) -> int:
        """How many letters of a node are joined words, not part of the name."""
        letters = self.page.language.settings.get("letters", {})
        return sum(len(letters[f]) for f in _JOINED if f in node.flags) if "CITY" not in node.classes else 0

    def _named_before(self, node: Node) -> str | None:
        """Which town "the town" is: the nearest named before it in its sentence, else the one whose change was told last."""
        sentence = next(s for s in self.page.sentences if s.first <= node.first < s.end)
        before = [n.classes["TOWN"]["place"] for n in sentence.nodes if n.last < node.first and "TOWN" in n.classes]
        return next((p for p in reversed(before) if p and self.things[p].get("kind") in _TOWNS), self.town)

    # --- when, from whom, by whose word

    def _date(self, change: Change) -> Node | None:
        """A date inside the words, right after them, at their clause's end, or at the head of the sentence."""
        nodes = change.sentence.nodes
        inside = [n for n in nodes if change.node.first <= n.first <= change.node.last]
        after = list(self._clause_after(change))
        head = self._clause_head(change)
        dates = [n for n in (*inside, *after, *head) if "DATE" in n.classes and n.start in self.page.dates and self._is_when(nodes, n)]
        return dates[0] if dates else None

    def _is_when(self, nodes: list[Node], date: Node) -> bool:
        """"Since" and "until" a day do not say when; a day of the talks is no day."""
        k = nodes.index(date)
        return not (k and {"UNTIL"} & nodes[k - 1].classes.keys()) and "session_day" not in date.classes["DATE"]

    def _clause_after(self, change: Change) -> Iterator[Node]:
        """What follows up to the next comma (a date may stand right after the first one), verb of saying or change."""
        following = [n for n in change.sentence.nodes if n.first > change.node.last]
        starts = {n.first for n in self.page.noted("control", change.sentence)}
        for k, node in enumerate(following):
            if node.first in starts or _SAYS & node.classes.keys() or ("COMMA" in node.features and k):
                return
            yield node

    def _clause_head(self, change: Change) -> Iterator[Node]:
        """A date that opens the sentence, with nobody saying anything between it and the change."""
        before = [n for n in change.sentence.nodes if n.last < change.node.first]
        if any(_SAYS & n.classes.keys() or "THAT" in n.classes for n in before):
            return
        yield from before[:3]

    def _from(self, change: Change) -> tuple[str, Node] | None:
        """From whom a place was taken: one power after "from" (the hands of)."""
        nodes = [n for n in change.sentence.nodes if n.first > change.verb.last]
        end = change.node.last
        for k, node in enumerate(nodes[:-1]):
            here = node.first <= end or all("COMMA" not in n.features for n in nodes[:k] if n.first > end)
            following = [n for n in nodes[k + 1 : k + 4] if "OUT_OF_HAND" not in n.classes and "QO" not in n.features]
            if "OF" in node.classes and here and node.first <= end + 4 and following and not self._beside(nodes, k):
                found = self._actors_of(following[0], change.sentence)
                joined = len(following) > 1 and "w" in following[1].flags and self._actors_of(following[1], change.sentence)
                return (found[0], following[0]) if len(found) == 1 and not joined else None
        return None

    def _beside(self, nodes: list[Node], k: int) -> bool:
        """"With support of" is no "from"."""
        return bool(k) and not {"TOWN", "TOWN_AT", "PLACE_ADJ", "SIDE", "DATE", "CONTROL_AT"} & nodes[k - 1].classes.keys() and "QC" not in nodes[k - 1].features

    def _chain(self, change: Change) -> tuple[str, ...]:
        """The chain of the statement in whose words the change is told."""
        for telling in self.page.found.get("tellings", ()):
            if any(a <= change.verb.start < b for a, b in telling.pieces):
                return (*telling.relays, *telling.voice.chain)
        return ()

    def _claims(self, change: Change) -> None:
        reposts = tuple(self.page.found.get("reposts", ()))
        more: dict[str, Any] = {"chain": (*reposts, *(x for x in self._chain(change) if x not in reposts)), "pattern": change.node.pattern}
        verb, date, source = (change.verb.start, change.verb.end), self._date(change), self._from(change) if change.change == "took" else None
        for place, span, basis in change.towns:
            self.town = place if self.things.get(place, {}).get("kind") in _TOWNS else self.town
            for actor, node in change.actors or [(None, None)]:
                subject = self.page.subject("control")
                self.page.claim(subject, "control", "place", place, (span,), basis=basis, **more)
                self.page.claim(subject, "control", "change", change.change, tuple(sorted((verb, span))), **more)
                named = ((node.start, node.end),) if node else (verb,)
                self.page.claim(subject, "control", "actor", actor, named, basis="said" if node else "inferred", **more)
                if source:
                    self.page.claim(subject, "control", "from_actor", source[0], ((source[1].start, source[1].end),), **more)
                if date:
                    mention = self.page.dates[date.start]
                    self.page.claim(subject, "control", "dates", mention.day.edtf, ((date.start, date.end),), when=mention.form, **more)


def _past_quote(nodes: list[Node], k: int) -> Node:
    """The node before the k-th, over an opening quotation mark."""
    return nodes[k - 2] if k > 1 and "QO" in nodes[k - 1].features else nodes[k - 1]
