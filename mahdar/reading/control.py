"""Who took, entered, besieged, left or lost which place: one thing for each place and each actor.

An actor is named beside the verb, before it in the sentence, or was the last one told of; "the city" is the one named
before. A date is that of the change's own clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.engine.text import normal
from mahdar.model import Span
from mahdar.reading.ground import Town, army_of, dated, is_power, listed, unknown_fighters, unknown_subject
from mahdar.reading.page import Page, Sentence
from mahdar.reading.told import tellings_near

_JOINED = ("w", "f", "b", "l", "k")
_GOVERNED = frozenset({"b", "l", "k"})
_TOWNS = frozenset({"city", "town"})
# To enter or leave a city abroad is travel; only these changes are of control wherever they happen.
_ANYWHERE = frozenset({"took", "lost", "besieged"})
# A subject that stands this near before its verb is its subject, whatever follows. Set on the cases.
_BESIDE = 3
_POWERS = frozenset({"FORCE", "ORG", "STATE", "ACTORS"})
# Years after which a change of control is history.
_HISTORY = 25
# The same where nobody knows when a report was published.
_RECENT = 1990
_FIGHTERS = frozenset({"armed-group", "army", "government"})
_NEED_ACTOR = frozenset({"entered", "withdrew", "besieged"})
_OBLIQUE = frozenset({"BESIDE", "ON", "IN", "OF", "WITH", "ABOUT", "TO", "SIDE", "IN_HAND", "HEADS"})
_SAYS = frozenset({"SAY", "SAY_ON", "SAY_TO", "SAY_OF", "SAY_ABOUT", "SAY_OBJ", "REPORTS", "ACCORDING", "RELAY"})
_FROM_AFTER = frozenset({"TOWN", "TOWN_AT", "PLACE_ADJ", "SIDE", "DATE", "CONTROL_AT"})
Actors = list[tuple[str, Node | None]]
# "The factions" are looked for among so many powers named before; a real report names fewer.
_NAMED = 400
_NOBODY: list[tuple[None, None]] = [(None, None)]
Places = list[tuple[str, Span, str]]


@dataclass
class Change:
    """One change as a sentence tells it, before its claims are made: actors with their words, places with words and basis."""

    node: Node
    verb: Node
    change: str
    actors: Actors
    places: Places
    sentence: Sentence


def collect(page: Page) -> None:
    """Makes the claims of control. The nodes of the earlier stages are put back afterwards."""
    nodes = page.nodes
    page.run("ground")
    page.deal()
    page.run("control")
    page.found["control"] = [c for article, body in page.bodies() for c in _Front(page, article).read(body)]
    page.nodes = nodes
    page.deal()


class _Front:
    """The fighting as one article tells it: who was told of last, which town, and which towns are still to be named."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article, self.things = page, article, page.packs.things
        self.letters = page.language.settings.get("letters", {})
        self.home = page.packs.countries_at_war
        self.envoys = {normal(w) for w in page.language.words.get("DELEGATION", {})}
        self.focus: str | None = None
        self.country: str | None = None
        self.town: str | None = None
        self.open: Change | None = None
        self.last: Change | None = None
        self.named: list[Node] = []

    def read(self, body: list[Sentence]) -> list[Change]:
        """The changes of the article, with their claims made."""
        found = []
        for sentence in body:
            open_before = self.open
            for change in self._changes(sentence):
                self._claims(change)
                found.append(change)
            self.open = None if self.open is open_before else self.open
            if not sentence.classes.isdisjoint(_POWERS):
                self.named += [n for n in sentence.nodes if not _POWERS.isdisjoint(n.classes) and self._powers(n, sentence)]
            del self.named[:-_NAMED]
        return found

    def _changes(self, sentence: Sentence) -> Iterator[Change]:
        """The changes of a sentence in reading order: one for each verb and one for each list of places."""
        taken: set[int] = set()
        for node in sorted(self.page.noted("control", sentence), key=lambda n: (n.classes["CONTROL"]["more"], n.first, n.first - n.last)):
            firsts = {n.first for slot in ("p", "v") for n in node.slots.get(slot, ())[:1]}
            if firsts & taken:
                continue
            change = self._more(node, sentence) if node.classes["CONTROL"]["more"] else self._told(node, sentence)
            if change is not None:
                taken |= firsts | {n.first for n in node.slots.get("p", ())}
                yield change

    def _more(self, node: Node, sentence: Sentence) -> Change | None:
        """'The most notable of these towns are ...': the towns of the change told just before."""
        before = self.open
        if before is None or node.first < before.node.last:
            return None
        self.open = None
        return Change(node, before.verb, before.change, before.actors, self._places(node, before.change), sentence)

    def _told(self, node: Node, sentence: Sentence) -> Change | None:
        verb, change = node.slots["v"][0], node.classes["CONTROL"]["change"]
        named = node.slots.get("p") or node.slots.get("o")
        places = self._places(node, change) if named else self._it(verb, sentence)
        self.country = self.things.get(places[0][0], {}).get("country") if places else None
        actors = self._actors(node, verb, change, sentence)
        if actors is None or not (places or node.slots.get("o")):
            return None
        self.last = Change(node, verb, change, actors, places, sentence)
        self.focus = actors[0][0] if actors and places else self.focus
        self.open = self.last if node.slots.get("o") else self.open
        return self.last

    # --- who

    def _actors(self, node: Node, verb: Node, change: str, sentence: Sentence) -> Actors | None:
        """The actors with the words that name them; an empty list where nobody is known, None where it is no change of control."""
        nobody: Actors | None = None if change in _NEED_ACTOR else []
        if node.slots.get("a"):
            return [(actor, n) for n in node.slots["a"] for actor in self._powers(n, sentence)] or nobody
        fell = any("FALLS" in name for name in verb.classes) or (verb.first == sentence.first and "b" in verb.flags)
        if change == "contested" or node.slots.get("h") or fell:
            return nobody
        if unknown_subject(node):
            return nobody if unknown_fighters(node) else None
        found = self._subject(node, verb, change, sentence)
        if found is None and ("CONTROL_AT" in verb.classes or (change == "took" and not self._passive(verb, sentence))):
            return None
        return found or nobody

    def _passive(self, verb: Node, sentence: Sentence) -> bool:
        """Whether it is told as "control was taken", without who took it."""
        before = next((n for n in reversed(sentence.nodes) if n.last < verb.first), None)
        return before is not None and "DONE" in before.classes

    def _subject(self, node: Node, verb: Node, change: str, sentence: Sentence) -> Actors | None:
        """The nearest power named before the verb in its sentence and governed by no other word; else the one told of last.

        "After its withdrawal from the town, ..." at the head of a sentence may be of who is named next: nobody is known then.
        """
        before = [n for n in sentence.nodes if n.last < verb.first]
        if first := self._and_manages(before, sentence):
            return first
        for k in range(len(before) - 1, -1, -1):
            candidate = before[k]
            if "PERSON" in candidate.classes and change in ("entered", "withdrew"):
                return None
            if self._governed(before, k):
                continue
            found = self._powers(candidate, sentence)
            if not found and "w" in candidate.flags:
                continue  # "and the factions allied to it": who is named first stands for both
            if found or "FORCE" in candidate.classes:
                beside = k >= len(before) - _BESIDE or not self._own_subject(node, verb, sentence)
                return [(actor, candidate) for actor in found] if beside else None
        told = self._teller(verb)
        if told and self.things.get(told, {}).get("kind") in _FIGHTERS:
            return [(told, None)]
        ahead = not before[1:] and any(name.startswith("CONTROLLING") for name in verb.classes)
        if ahead and before and (named := self._next(node, sentence)):
            return named
        return [(self.focus, None)] if self.focus and not ahead and not self._own_subject(node, verb, sentence) else None

    def _and_manages(self, before: list[Node], sentence: Sentence) -> Actors | None:
        """Of "the army attacked the post ... and managed to take the town": the first power named in the clause told."""
        near = [n for n in before[-_BESIDE:] if "MANAGES" in n.classes and "w" in n.flags]
        start = next((k + 1 for k in range(len(before) - 1, -1, -1) if _SAYS & before[k].classes.keys() or "THAT" in before[k].classes), 0)
        for k in range(start, len(before)) if near else ():
            if not self._governed(before, k) and (found := self._powers(before[k], sentence)):
                return [(actor, before[k]) for actor in found]
        return None

    def _next(self, node: Node, sentence: Sentence) -> Actors | None:
        """Of "after taking the town, the army ...": the power right after the comma, at most a verb between."""
        after = [n for n in sentence.nodes if n.first > node.last]
        comma = next((k for k, n in enumerate(after) if "COMMA" in n.features), len(after))
        for candidate in after[comma + 1 : comma + 3]:
            if (found := self._powers(candidate, sentence)) and not _GOVERNED & candidate.flags:
                return [(actor, candidate) for actor in found]
        return None

    def _teller(self, node: Node) -> str | None:
        """The side of the one in whose words something is told: a spokesman's fighters, a president's state."""
        telling = next((t for t in reversed(self.page.found.get("tellings", ())) if t.pieces[0][0] <= node.start < t.pieces[-1][1]), None)
        return (telling.voice.of or telling.voice.speaker) if telling else None

    def _governed(self, before: list[Node], k: int) -> bool:
        """After a preposition, or a state that neither opens the sentence nor stands beside the verb: not the subject."""
        node = before[k]
        if k and node.classes.get("ORG") is not None and node.classes.get("ORG") == before[k - 1].classes.get("ORG"):
            return self._governed(before, k - 1)  # its short name
        previous = before[k - 2] if k > 1 and "QO" in before[k - 1].features else before[max(0, k - 1)]
        if "BELONGING" in previous.classes:
            return False
        if _GOVERNED & node.flags or (k and _OBLIQUE & previous.classes.keys()) or self._related(before[:k]):
            return True
        return "STATE" in node.classes and "ORG" not in node.classes and 0 < k < len(before) - 1

    def _related(self, before: list[Node]) -> bool:
        """In a clause that says who somebody is: "the fighters whom the army backs"."""
        near = next((n for n in reversed(before) if "WHO" in n.classes or "COMMA" in n.features), None)
        return near is not None and "WHO" in near.classes

    def _own_subject(self, node: Node, verb: Node, sentence: Sentence) -> bool:
        """In "the city regained its calm" the city itself is the subject: an unknown word follows it."""
        after = next((n for n in sentence.nodes if n.first > node.last), None)
        return (
            "CONTROL_AT" in verb.classes and after is not None and bool(after.features & {"W", "GIVEN_NAME"}) and "w" not in after.features
        )

    def _powers(self, node: Node, sentence: Sentence) -> list[str]:
        """The powers that a node stands for; delegations and offices are none."""
        if "FORCE" in node.classes:
            actor = self._force(node, sentence)
            return [actor] if actor else []
        if "ORG" in node.classes or "STATE" in node.classes:
            actor = node.classes.get("ORG") or node.classes["STATE"]
            return [actor] if is_power(self.things, actor) and self.page.tokens[node.first].norm not in self.envoys else []
        if "ACTORS" not in node.classes or node.classes["ACTORS"]["office"]:
            return []
        kids = [k for i, k in enumerate(node.kids) if not i or not _GOVERNED & k.flags]
        return [actor for kid in kids for actor in self._powers(kid, sentence)]

    def _force(self, node: Node, sentence: Sentence) -> str | None:
        """Fighters by their organisation. "The factions" are those named with that word, "its forces" those of who was named last."""
        refers = node.classes["FORCE"]["refers"]
        if not refers:
            return str(node.classes["FORCE"]["actor"])
        here = [n for n in sentence.nodes if n.last < node.first]
        earlier = [n for k, n in enumerate(here) if not self._governed(here, k)] if refers == "subject" else [*self.named, *here]
        known = [(n, p[0]) for n in earlier if not n.classes.get("FORCE", {}).get("refers") and (p := self._powers(n, sentence))]
        if refers == "subject":
            return known[-1][1] if known else self._own_army(node) or self._own_fighters(node) or self.focus
        same = next((p for n, p in reversed(known) if self._head(n) == self._head(node)), None)
        if refers == "army" and not same and self.country:
            same = self._army()
        same = same or next((p for _, p in reversed(known) if self.things[p].get("kind") == refers), None)
        return same or (self.focus if refers == "any" else None)

    def _own_army(self, node: Node) -> str | None:
        """The army of the state for which somebody speaks: "his country's army"."""
        state = self._teller(node)
        return army_of(self.page.packs, state) if state and self.things.get(state, {}).get("class") == "state" else None

    def _own_fighters(self, node: Node) -> str | None:
        """The armed group for which somebody speaks: "his forces"."""
        body = self._teller(node)
        return body if body and self.things.get(body, {}).get("kind") in _FIGHTERS else None

    def _army(self) -> str | None:
        """The army of the country that the place lies in: who "the army" is with no other named before."""
        state = self.page.packs.state_of_country.get(self.country or "")
        return army_of(self.page.packs, state) if state else None

    def _head(self, node: Node) -> str:
        """The first word of a name without what is joined to it; of a part of the force, that of the force."""
        node = (node.slots.get("h") or [node])[0]
        return str(self.page.tokens[node.first].norm[self._joined(node) :].removeprefix(self.letters.get("al", "")))

    def _joined(self, node: Node) -> int:
        """How many letters of a node are joined words, not part of the name."""
        return sum(len(self.letters[f]) for f in _JOINED if f in node.flags)

    # --- which places

    def _places(self, node: Node, change: str) -> Places:
        """The places of a list, each once, with its words and basis."""
        found = [p for town in listed(node.slots.get("p", []), self.page.text) if (p := self._place(town, node, change))]
        return list({place: (place, span, basis) for place, span, basis in reversed(found)}.values())[::-1]

    def _place(self, town: Town, node: Node, change: str) -> tuple[str, Span, str] | None:
        words = town["nodes"]
        span = (words[0].start + (0 if "CITY" in words[0].classes else self._joined(words[0])), words[-1].end)
        if town["the"]:
            place = self._named_before(node)
            return (place, span, "inferred") if place else None
        if town["name"]:
            return town["name"], span, "said"
        near = change in _ANYWHERE or self.things[town["place"]].get("country") in self.home
        return (town["place"], span, "said") if near else None

    def _named_before(self, node: Node) -> str | None:
        """Which town "the town" is: the nearest named before it in its sentence, else the one whose change was told last.

        A town that something lies beside ("north of the city of ...") is not meant.
        """
        sentence = self.page.sentence_of(node.first)
        before = [n for n in sentence.nodes if n.last < node.first]
        beside = [k for k, n in enumerate(before) if k and "SIDE" in before[k - 1].classes]
        named = [self._town_of(n) for k, n in enumerate(before) if k not in beside]
        return next((p for p in reversed(named) if p and self.things[p].get("kind") in _TOWNS), self.town)

    def _town_of(self, node: Node) -> str | None:
        """The place that a node names as a town; one that others lie in only where a word for a town says so."""
        town = node.classes.get("TOWN") or (node.classes.get("TOWN_AT") if node.slots.get("k") else None)
        return town["place"] if town else None

    def _it(self, verb: Node, sentence: Sentence) -> Places:
        """'... and took control of it': the one place of the change told before in the sentence."""
        last = self.last
        if last is None or last.sentence is not sentence or len(last.places) != 1:
            return []
        return [(last.places[0][0], (verb.start, verb.end), "inferred")]

    # --- when, from whom, by whose word

    def _date(self, change: Change) -> Node | None:
        """A date inside the words, after them in their clause, or at the head of the sentence."""
        nodes = change.sentence.nodes
        inside = [n for n in nodes if change.node.first <= n.first <= change.node.last]
        clause = (*inside, *self._clause_after(change), *self._clause_head(change))
        return next((n for n in clause if "DATE" in n.classes and n.start in self.page.dates and self._is_when(nodes, n)), None)

    def _is_when(self, nodes: list[Node], date: Node) -> bool:
        """'Since' and "until" a day do not say when; a day of the talks is no day."""
        k = nodes.index(date)
        return not (k and "UNTIL" in nodes[k - 1].classes) and "session_day" not in date.classes["DATE"]

    def _clause_after(self, change: Change) -> Iterator[Node]:
        """What follows up to the next comma (a date may stand right after the first one), verb of saying or change."""
        following = [n for n in change.sentence.nodes if n.first > change.node.last]
        starts = {n.first for n in self.page.noted("control", change.sentence)}
        for k, node in enumerate(following):
            aside = k and "COMMA" in following[0].features and not {"DATE", "IN"} & following[1].classes.keys()
            if node.first in starts or _SAYS & node.classes.keys() or ("COMMA" in node.features and k) or aside:
                return
            yield node

    def _clause_head(self, change: Change) -> Iterator[Node]:
        """What opens the sentence: the day of an entry of a chronology, or any if nobody says anything between it and the change."""
        before = [n for n in change.sentence.nodes if n.last < change.node.first]
        if dated(before) or not any(_SAYS & n.classes.keys() or "THAT" in n.classes for n in before):
            yield from before[:3]

    def _from(self, change: Change) -> tuple[str, Node] | None:
        """From whom a place was taken: the one power after "from" (the hands of), within the words or right after them."""
        nodes = [n for n in change.sentence.nodes if n.first >= change.verb.first]
        for k, node in enumerate(nodes[:-1]):
            if "COMMA" in node.features and node.first > change.node.last:
                return None
            beside = _FROM_AFTER & nodes[max(0, k - 1)].classes.keys() or "QC" in nodes[max(0, k - 1)].features
            if "OF" in node.classes and beside and node.first <= change.node.last + 4:
                return self._alone(nodes[k + 1 : k + 5], change.sentence)
        return None

    def _alone(self, nodes: list[Node], sentence: Sentence) -> tuple[str, Node] | None:
        """The power that a phrase names, if it is the only one."""
        phrase = [n for n in nodes if "OUT_OF_HAND" not in n.classes and "QO" not in n.features]
        found = [(p, n) for n in phrase[:1] for p in self._powers(n, sentence)]
        joined = len(phrase) > 1 and "w" in phrase[1].flags and self._powers(phrase[1], sentence)
        return found[0] if len(found) == 1 and not joined else None

    def _chain(self, change: Change) -> tuple[str, ...]:
        """The chain of the statement in whose words the change is told, after those who repost it."""
        reposts = tuple(self.page.found.get("reposts", ()))
        near = tellings_near(self.page, change.sentence)
        told = next((t for t in near if any(a <= change.verb.start < b for a, b in t.pieces)), None)
        return told.chain_after(reposts) if told else reposts

    def _long_ago(self, change: Change) -> bool:
        """History: a year that lies further back than the conflicts that a report is of."""
        date, today = self._date(change), self.page.anchor(self.article)
        year = (self.page.dates[date.start].day.edtf or "")[:4] if date else ""
        now = ((today.edtf if today else None) or "")[:4]
        return year.isdigit() and int(year) < (int(now) - _HISTORY if now.isdigit() else _RECENT)

    def _claims(self, change: Change) -> None:
        if self._long_ago(change):
            return
        for place in change.places:
            self.town = place[0] if self.things.get(place[0], {}).get("kind") in _TOWNS else self.town
            for actor, words in change.actors or _NOBODY:
                self._thing(change, place, actor, words)

    def _thing(self, change: Change, place: tuple[str, Span, str], actor: str | None, words: Node | None) -> None:
        """The claims of one change of one place by one actor."""
        more: dict[str, Any] = {"chain": self._chain(change), "pattern": change.node.pattern}
        subject, verb = self.page.subject("control"), (change.verb.start, change.verb.end)
        self.page.claim(subject, "control", "place", place[0], (place[1],), basis=place[2], **more)
        self.page.claim(subject, "control", "change", change.change, tuple(sorted({verb, place[1]})), **more)
        named = ((words.start, words.end),) if words else (verb,)
        self.page.claim(subject, "control", "actor", actor, named, basis="said" if words else "inferred", **more)
        source = self._from(change) if change.change == "took" else None
        if source:
            self.page.claim(subject, "control", "from_actor", source[0], ((source[1].start, source[1].end),), **more)
        date = self._date(change)
        if date:
            mention = self.page.dates[date.start]
            self.page.claim(subject, "control", "dates", mention.day.edtf, ((date.start, date.end),), when=mention.form, **more)
