"""Which of the sayings that patterns found in a sentence stand: one for each verb, none that is a noun, denied or quoted."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading.page import Page, Sentence
from mahdar.reading.voices import on_topic

# What a verb may follow that looks like a noun.
_BEFORE_VERB = frozenset({"COMMA", "QC", "ALSO", "BUT", "HAD", "ACCORDING", "DASH", "BULLET"})


def chosen(page: Page, nodes: list[Node], sentence: Sentence) -> list[Node]:
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
    kept = _agreeing(sorted(starts.values(), key=lambda n: n.classes["SAYING"]["content"].first))
    return [n for n in kept if _outside(page, n) and not _denied(n, sentence) and not _noun(n, sentence)]


def _noun(node: Node, sentence: Sentence) -> bool:
    """A form of a verb right after a preposition is a noun ("about his hope that")."""
    verb = node.classes["SAYING"]["verb"]
    before = next((n for n in reversed(sentence.nodes) if verb is not None and n.last == verb.first - 1), None)
    if before is None or verb is None:
        return False
    if "NOUN_LIKE" in verb.classes and "w" not in verb.flags and not (before.features & _BEFORE_VERB or on_topic(sentence)):
        return True
    governed = before.classes.keys() & {"ABOUT", "ON", "TO", "OF"} or ("GOVERNS_NOUN" in before.classes and "w" not in verb.flags)
    return bool(governed) and "ACCORDING" not in before.classes


def _denied(node: Node, sentence: Sentence) -> bool:
    """'Did not say that': no telling."""
    verb = node.classes["SAYING"]["verb"]
    return (
        verb is not None
        and "DENIED" in sentence.classes
        and "RULES_OUT" not in verb.classes
        and any("DENIED" in n.classes and n.last == verb.first - 1 for n in sentence.nodes)
    )


def _outside(page: Page, node: Node) -> bool:
    """A verb of saying inside a quotation is part of what is quoted."""
    said = node.classes["SAYING"]
    return page.in_quotation((said["verb"] or node).first) is None


def _agreeing(sayings: list[Node]) -> list[Node]:
    """The sayings without the participles that cannot be the speaker's: "he said that his country is committed to"."""
    out: list[Node] = []
    feminine = True
    for node in sayings:
        verb = node.classes["SAYING"]["verb"]
        if verb is not None and not node.classes["SAYING"]["participle"]:
            feminine = bool({"FEMININE", "SEVERAL", "NOUN_LIKE"} & verb.classes.keys())
        elif verb is not None and "FEMININE" in verb.classes and not feminine:
            continue
        out.append(node)
    return out


def inside(node: Node, others: list[Node]) -> bool:
    """Whether a node is but a part of another one."""
    return any(o.first <= node.first and node.last <= o.last and (o.first, o.last) != (node.first, node.last) for o in others)


def apart(opening: list[Node], sayings: list[Node]) -> tuple[list[Node], list[Node]]:
    """Of "as X said, ... that" read as a relay and as a saying by the same verb, the one whose words begin first."""
    for relay in list(opening):
        said = relay.classes["ACCORDING_TO"]
        rivals = [n for n in sayings if (v := n.classes["SAYING"]["verb"]) and relay.first <= v.first < said["speaker"].first]
        if not rivals:
            continue
        words = rivals[0].classes["SAYING"]["content"]
        first = said["content"] is not None and said["content"].first < words.first
        if first and ("THAT" not in words.classes or "AS_TOLD" in relay.kids[0].classes):
            sayings = [n for n in sayings if n not in rivals]
        else:
            opening = [o for o in opening if o is not relay]
    return opening, sayings


def passed_on(relay: Node, sayings: list[Node]) -> bool:
    """'According to the paper, a source said that': whoever opens the sentence passes on what is said by the verb right after."""
    said = relay.classes["ACCORDING_TO"]
    first = said["content"].first if said["content"] is not None else None
    inner = next((n.classes["SAYING"] for n in sayings if (v := n.classes["SAYING"]["verb"]) is not None and v.first == first), None)
    if inner is None or inner["speaker"] is None or inner["participle"]:
        return False
    through = said["relays"] if "SOURCE" in said["speaker"].classes and said["relays"] else [said["speaker"], *said["relays"]]
    inner["relays"] = [*through, *inner["relays"]]
    return True


def _rank(node: Node) -> tuple[bool, int, bool, int, int, int]:
    """A verb's clause before its object, and before a quotation within it; then the nearest words, the named speaker nearest to them.

    Who says the words stands before whom they are according to. Then the most relays, the last verb.
    """
    said = node.classes["SAYING"]
    speaker = said["speaker"].first if said["speaker"] is not None else -1
    thing = said["object"] or "QO" in said["content"].features
    cited = said["verb"] is not None and "ACCORDING" in said["verb"].classes
    return (thing, said["content"].first, cited, -speaker, -len(said["relays"]), -(said["verb"] or node).first)
