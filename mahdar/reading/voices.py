"""Who speaks in a saying: named, carried over from the sentence before, inherited by a participle, or several together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.heard import GOVERNORS, Heard, Voice
from mahdar.reading.naming import JOINT, Names
from mahdar.reading.page import Page, Sentence

_SPEAKS = frozenset({"PERSON", "OFFICE_OF", "ORG", "STATE", "CAPITAL", "SOURCE", "THE_BODY", "DELEGATION_OF"})
_SUBJECTS = frozenset({"PERSON", "OFFICE_OF", "ORG", "DELEGATION_OF"})
_JOINED = frozenset({"b", "l", "k", "f"})
# Who speaks, and is nobody known.
_STRANGERS = frozenset(
    {"W", "GIVEN_NAME", "OFFICE", "OFFICES", "OTHER_BODY", "SIDE_NOUN", "BODY_KIND", "DELEGATION", "PARTY_NOUN", "INSTITUTION"}
)
_WITH = frozenset({"WITH", "BETWEEN"})
# Words between a preposition and the person whom they go with ("with his former deputy X").
_WORDS_WITH = 3
# Sentences without a voice after which a bare quotation is no longer the last speaker's.
_PAUSE = 2
_BEGINNINGS = frozenset({"COMMA", "ACCORDING", "BUT", "HAD", "QC", "ALSO", "AND", "DASH", "WHERE", "WHILE"})


class Voices:
    """The speakers of the sayings of one article."""

    def __init__(self, page: Page, heard: Heard, names: Names) -> None:
        self.page, self.heard, self.names = page, heard, names
        self.things = page.packs.things

    def of_saying(self, said: dict[str, Any], sentence: Sentence, inside: list[Voice]) -> Voice | None:
        """Who speaks in a saying; `inside` are the voices of the tellings that stand in its sentence already."""
        if said["speaker"] is not None and not self._is_called_on(said):
            relative = self._of_relative(said, sentence)
            return relative[0] if relative else self._gone_on(said, self._in_apposition(said) or self.names.named(said["speaker"]))
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
        return self._same_subject(said, sentence) if self._another(said, sentence) else self._topic(said, sentence)

    def _same_subject(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """'He voiced hope for the talks and added that', where the subject stands first: it is that of the verb of saying before."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        if not self.page.language.settings.get("subject_first"):
            return None
        subject = next((one for one, verb in reversed([*pairwise(before)]) if "SAY" in verb.classes), None)
        speaks = subject is not None and {*_SPEAKS, "PRONOUN"} & subject.classes.keys()
        return self.names.named(subject) if subject is not None and speaks else None

    def _is_called_on(self, said: dict[str, Any]) -> bool:
        """'And (she) called on the parties to': after what a ministry said, the parties after "and called" are asked and do not ask."""
        verb, node = said["verb"], said["speaker"]
        if verb is None or "COLLECTIVE" not in node.classes or not {"ADDRESSES", "FEMININE"} <= verb.classes.keys():
            return False
        return "w" in verb.flags and bool(self.heard.last_gender) and self.heard.silent <= _PAUSE

    def overhear(self, verb: Node, subject: Node, told: bool, sentence: Sentence) -> None:
        """A verb of saying whose words were not made out: its subject speaks from then on; one that nobody knows, and nobody does."""
        free = not subject.flags & {"b", "l", "k"}
        if free and {"PERSON", "OFFICE_OF", "SOURCE", "ORG", "STATE"} & subject.classes.keys():
            voice = self.names.named(subject)
            if voice is not None and voice.known:
                self.heard.remember(voice, {"verb": verb, "participle": False})
        elif told and subject.features & _STRANGERS:
            self.heard.forget(sentence)

    def _inherited(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """The speaker of a participle in whose sentence nobody is named: the last one, who "went on, saying"."""
        lead = next((n for n in sentence.nodes if n.last == said["verb"].first - 1), None)
        if lead is not None and "SAY" in lead.classes and "PARTICIPLE" not in lead.classes:
            going_on = {"verb": lead, "participle": False}
            return self._carried(going_on) if self._goes_on(going_on, sentence) else None
        unknown = self._another(said, sentence) or self._pronoun_before(said, sentence) or self._someone_before(said, sentence)
        return None if unknown else self.heard.last

    def _someone_before(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """Whether a main clause whose subject stands first names anybody: the participle after it is not the last speaker's."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        return bool(self.page.language.settings.get("subject_first")) and any(
            n.classes.keys() & _SPEAKS | n.features & _STRANGERS for n in before
        )

    def _first(self, subject: Node, nodes: list[Node]) -> Voice | None:
        """The first one named in a clause, if no unknown word stands in its place before it."""
        lead = takewhile(lambda n: "COMMA" not in n.features, reversed(nodes[: nodes.index(subject)]))
        return None if any(n.features & {"W", "GIVEN_NAME"} for n in lead) else self.names.named(subject)

    def _of_relative(self, said: dict[str, Any], sentence: Sentence) -> tuple[Voice | None] | None:
        """'The agency, which accused X of': who is named after the verb is its object; the one before the relative speaks, if known."""
        verb = said["verb"]
        if verb is None or "ADDRESSES" not in verb.classes:
            return None
        before = [n for n in sentence.nodes if n.last < verb.first and "COMMA" not in n.features][-2:]
        if not before or "WHO" not in before[-1].classes:
            return None
        spoke = before[0] if {"PERSON", "ORG", "OUTLET", "STATE"} & before[0].classes.keys() else None
        return (self.names.named(spoke) if spoke is not None else None,)

    def _several(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """'They said': those named together before in the sentence, else the sources or media that spoke last, else those who met."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and not n.flags & {"b", "l"}]
        named = next((n for n in reversed(before) if {"SOURCE", "ACTORS", "COLLECTIVE"} & n.classes.keys()), None)
        if named is not None and "OFFICE_OF" not in named.classes:
            voice = self.names.named(named)
            return replace(voice, through=(JOINT,)) if voice and voice.by and self.heard.joint else voice
        if said["several"] != "dual" and self.heard.last_many is not None:
            return self.heard.last_many
        return self.names.together(None, 2 if said["several"] == "dual" else 1, said["verb"].start)

    def _in_apposition(self, said: dict[str, Any]) -> Voice | None:
        """'The head of the delegation in the committee, Doctor X, said': the person named after an office and words that go with it."""
        node = said["speaker"]
        if not {"OFFICE", "OFFICE_OF"} & node.classes.keys() or "SOURCE" in node.classes or said["verb"] is None:
            return None
        if said["verb"].first > node.first:
            return None
        gap = self.page.nodes_from(node.end, said["content"].start)
        k = next((k for k, n in enumerate(gap) if "PERSON" in n.classes), 0)
        bound = {"WITH", "BETWEEN", *GOVERNORS} & gap[k - 1].classes.keys() if k else set()
        if not k or bound or gap[k].flags & (_JOINED if "TITLED" in gap[k].classes else {*_JOINED, "w"}):
            return None
        voice = self.names.named(gap[k])
        titled = node.classes.get("OFFICE_OF") or {"office": node.classes.get("OFFICE"), "of": None}
        if voice is None:
            return None
        return replace(voice, office=titled["office"] or voice.office, of=voice.of or self.names.served(voice.speaker, titled["of"]))

    def _gone_on(self, said: dict[str, Any], voice: Voice | None) -> Voice | None:
        """'The head of the delegation added': one told by an office whose holder nobody names is the person who spoke last."""
        verb, node, last = said["verb"], said["speaker"], self.heard.last
        nameless = voice is None or (voice.speaker is None and voice.office is not None)
        if not nameless or last is None or last.speaker is None or verb is None or "CONTINUES" not in verb.classes:
            return voice
        person = self.things.get(last.speaker, {}).get("class", "person") == "person"
        goes_on = person and self._carried(said) is last and self.names.may_hold(last, node)
        return replace(last, basis="inferred", node=node) if goes_on else voice

    def _goes_on_unsaid(self, mark: Node, sentence: Sentence) -> Voice | None:
        """A quotation without a verb that ends its sentence, right after what somebody said: the same voice goes on."""
        end = self.page.closing.get(mark.first)
        whole = end is not None and end >= sentence.end - 2
        return self.heard.last if whole and self.heard.silent <= _PAUSE else None

    def _another(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """Whether someone unknown speaks before: a verb of saying, or of the stance of one in an office, has no telling made of it."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        return any("SAY" in n.classes for n in before) or any(_says(n) and "OFFICE" in after.classes for n, after in pairwise(before))

    def _pronoun_before(self, said: dict[str, Any], sentence: Sentence) -> bool:
        """Whether the main clause before a participle is about "they" or "it": that may be anybody."""
        return any("PRONOUN" in n.classes for n in sentence.nodes if n.last < said["verb"].first)

    def _topic(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """A verb without a subject, the first of its sentence: the sentence's own subject; at the sentence's head, the last speaker."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first and self.page.in_quotation(n.first) is None]
        if on_topic(sentence):
            return self._carried(said)
        subjects = [n for k, n in enumerate(before) if _SUBJECTS & n.classes.keys() and _is_free(before, k)]
        if subjects and self.page.language.settings.get("subject_first"):
            return self._first(subjects[0], before)
        if subjects:
            first = subjects[0] is before[0] and len(before) > 1 and "COMMA" in before[1].features
            first = first or (subjects[0] is before[min(1, len(before) - 1)] and "WAS" in before[0].classes) or _meets(before, subjects[0])
            return self.names.named(subjects[0 if first else -1])
        unknown = sum(bool(n.features & {"W", "GIVEN_NAME"}) for n in before)
        return self._carried(said) if unknown <= 2 else None

    def _carried(self, said: dict[str, Any]) -> Voice | None:
        """The last speaker with whom the verb agrees in gender: "she said" goes on with a ministry, not with its minister.

        A body's statement is masculine where the body is not: with nobody else to mean, "he said" goes on with the body.
        """
        gender = "FEMININE" in said["verb"].classes if said["verb"] is not None else None
        if self.heard.newcomer is not None and gender is False and "CONTINUES" not in said["verb"].classes:
            return self.names.named(self.heard.newcomer)
        if None in (gender, self.heard.last_gender) or gender == self.heard.last_gender:
            return self.heard.last
        body = self.heard.last is not None and self.heard.last.node is not None and "PERSON" not in self.heard.last.node.classes
        return self.heard.last_by_gender.get(bool(gender)) or (self.heard.last if body and not gender else None)

    def _of_verb(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """Who stands right after the last verb of saying before a participle, be the words of that verb made out or not."""
        before = [n for n in sentence.nodes if n.last < said["verb"].first]
        for verb, after in reversed([*pairwise(before)]):
            if _says(verb) and "PARTICIPLE" not in verb.classes and self.page.in_quotation(verb.first) is None:
                free = _SPEAKS & after.classes.keys() and not after.flags & {"b", "l", "k", "w"}
                return self.names.named(after) if free else None
        return None

    def _subject(self, said: dict[str, Any], sentence: Sentence) -> Voice | None:
        """The person or office that the main clause before a participle is about: the first named in the sentence, if no other is."""
        if self.page.language.settings.get("subject_first"):
            main = [n for n in sentence.nodes if n.last < said["verb"].first]
            subject = next((n for k, n in enumerate(main) if {*_SUBJECTS, "ACTORS"} & n.classes.keys() and _is_free(main, k)), None)
            return self._first(subject, main) if subject is not None and self.page.in_quotation(subject.first) is None else None
        before = [
            n
            for n in sentence.nodes
            if n.last < said["verb"].first and {"PERSON", "OFFICE_OF", "ACTORS"} & n.classes.keys() and not n.flags & {"b", "l"}
        ]
        before = [n for k, n in enumerate(before) if not (k and _in_apposition(before[k - 1], n, sentence))]
        if not before or "w" in before[0].flags or not _is_free(sentence.nodes, sentence.nodes.index(before[0])):
            return None
        alone = len(before) == 1 or _meets(sentence.nodes, before[0])
        return self.names.named(before[0]) if alone and self.page.in_quotation(before[0].first) is None else None

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
        return self.names.named((people or named)[-1]) if named else None


def on_topic(sentence: Sentence) -> bool:
    """Whether a sentence begins with what it is about ("as to the talks, he said"): its verb of saying goes on with the last speaker."""
    return bool(sentence.nodes) and "TOPIC" in sentence.nodes[0].classes


def _says(node: Node) -> bool:
    """Whether a node is a verb of saying, whatever its words begin with."""
    return any(name.startswith("SAY") for name in node.classes)


def _meets(nodes: list[Node], one: Node) -> bool:
    """'X met Y, stressing that': whether a node is the subject of a verb of meeting, which stands right before it."""
    lead = [n for n in nodes if n.last < one.first and not {"DATE", "ALSO", "ADVERB", "COMMA"} & n.features]
    return bool(lead) and "MEET" in lead[-1].classes and "PERSON" in one.classes


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
    governed = any(n.classes.keys() & GOVERNORS for n in near) or any(n.classes.keys() & _WITH for n in far)
    return not nodes[at].flags & {"b", "l", "k"} and not governed
