"""What actors support, oppose and demand on the issues of a process, from what they are told to have said.

The issues are data of the process. A position is that of the speaker; inside the words told it may be that of the one actor
named right before the word of position ("... that the ministry rejects ..."). Everything less clear is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.reading.actors import actor_of
from mahdar.reading.page import Page
from mahdar.reading.told import Telling, day_said

_SIDES = {"FAVOUR": "support", "OPPOSE": "oppose", "DEMAND": "demand"}
_ACTS = {"support": "support", "agree": "support", "state": "support", "request": "demand", "reject": "oppose"}
_ACTORS = frozenset({"PERSON", "ORG", "STATE", "CAPITAL", "DELEGATION_OF", "ACTORS", "COLLECTIVE", "OFFICE_OF", "COUNTERPART_OF"})
# A word of denial this near before a word of position unsays it.
_UNSAID_WITHIN = 3
# What was told as a list of nouns ("... on X and the rejection of Y") has no other subject.
_NOMINAL = frozenset({"ON", "TO"})
# Quotation marks inside the name of an issue ("the fight against 'terrorism'") are no part of it.
_QUOTES = frozenset({"QO", "QC"})
# More unknown words between the beginning of what was told and the word of position may be another subject. "His country" is one.
_UNKNOWN = 1


@maker("stance", "s a i", "STANCE")
def make_stance(match: Match) -> dict[str, Any]:
    """A position on one or more issues: by its own word, or by the verb of saying that leads straight to the issue."""
    word = match.one("s")
    sides = [] if word is None else [side for name, side in _SIDES.items() if name in word.classes]
    if len(sides) > 1:
        raise Refused("the word means more than one position")
    side = match.rule.fixed.get("stance") or (sides[0] if sides else None)
    return {"STANCE": {"stance": side, "issues": [n.classes["ISSUE"] for n in match.slots["i"]]}}


def collect(page: Page) -> None:
    """Makes the claims of positions. The nodes of the earlier stages are put back afterwards."""
    tellings: list[Telling] = page.found["tellings"]
    nodes = page.nodes
    page.nodes = _with_issues(page, tellings)
    page.run("stances")
    page.nodes = nodes
    found = page.kept.get("stances", [])
    for telling in tellings if found else ():
        _claims(page, telling, [n for n in found if _within(n, telling)])


def _within(node: Node, telling: Telling) -> bool:
    """Whether a node stands in the words told, or is the verb of saying with the issue in them."""
    start = telling.verb.start if telling.verb is not None else telling.pieces[0][0]
    return min(start, telling.pieces[0][0]) <= node.start and node.end <= telling.pieces[-1][1]


def _with_issues(page: Page, tellings: list[Telling]) -> list[Node]:
    """The nodes with issues in the place of their words, in what was told; the same list where no issue is named."""
    found: dict[int, Node] = {}
    firsts = [t.start for t in page.tokens]
    for telling in tellings:
        first, end = bisect_left(firsts, telling.pieces[0][0]), bisect_left(firsts, telling.pieces[-1][1])
        words = [k for k in range(first, end) if page.tokens[k].shape not in _QUOTES]
        for hit in page.language.topics.find([page.tokens[k] for k in words], page.text):
            a, b = words[hit.first], words[hit.last]
            start, stop = page.tokens[a].start, page.tokens[b].end
            found[a] = Node(start, stop, a, b, hit.classes, hit.flags, hit.features, hit.code)
    return _merged(page.nodes, found) if found else page.nodes


def _merged(nodes: list[Node], issues: dict[int, Node]) -> list[Node]:
    """The nodes in reading order, an issue for those that it covers whole; one that cuts through a node is left out."""
    out: list[Node] = []
    firsts, at, until = [n.first for n in nodes], 0, -1
    for first, issue in sorted(issues.items()):
        begin, end = bisect_left(firsts, first), bisect_right(firsts, issue.last)
        if first > until and begin < end and firsts[begin] == first and nodes[end - 1].last == issue.last:
            out += [*nodes[at:begin], issue]
            at, until = end, issue.last
    return out + nodes[at:]


def _claims(page: Page, telling: Telling, found: list[Node]) -> None:
    for node, issue, side, actor in _positions(page, telling, found):
        subject, value = page.subject("stance"), node.classes["ISSUE"]
        more: dict[str, Any] = {"chain": telling.chain, "pattern": issue.pattern}
        span = ((issue.start, issue.end),)
        page.claim(subject, "stance", "actor", actor, span, basis="inferred", origin=(telling.subject,), **more)
        page.claim(subject, "stance", "issue", value, ((node.start, node.end),), **more)
        page.claim(subject, "stance", "stance", side, span, **more)
        page.claim(subject, "stance", "statement", telling.subject, tuple(telling.pieces), **more)
        day = day_said(page, telling)
        if day is not None:
            said = page.dates[day.start]
            page.claim(subject, "stance", "dates", said.day.edtf, (said.span,), when=said.form, **more)


def _positions(page: Page, telling: Telling, found: list[Node]) -> Iterator[tuple[Node, Node, str, str]]:
    """Each issue named, the node of the position, the position and whose it is; each issue of a telling once."""
    taken: set[str] = set()
    for node in sorted(found, key=lambda n: (n.classes["STANCE"]["stance"] is None, n.first, n.first - n.last)):
        side = node.classes["STANCE"]["stance"] or _by_verb(node, telling)
        holders = _holders(page, node, telling)
        if side is None or not holders or _unsaid(page, node):
            continue
        for issue in node.slots["i"]:
            if issue.classes["ISSUE"] not in taken:
                yield from ((issue, node, side, actor) for actor in holders)
        taken |= {issue.classes["ISSUE"] for issue in node.slots["i"]}


def _by_verb(node: Node, telling: Telling) -> str | None:
    """The position that a verb of saying takes on what its words begin with ("stressed the unity of ...").

    What somebody only points to is no position, unless he calls it important; what he calls important he does not demand.
    """
    heads = telling.content.first <= node.first <= telling.content.last + 1
    side = _ACTS.get(telling.act) if heads and telling.mode == "paraphrase" else None
    important = any("IMPORTANCE" in kid.classes for kid in node.kids)
    if important:
        return "support" if side else None
    points = "TO" in node.kids[0].classes and _ACTS.get(_own_act(telling)) != "demand" if node.kids else False
    return None if points else side


def _own_act(telling: Telling) -> str:
    """What the verb of saying itself says, whatever its words add."""
    said = telling.verb.classes if telling.verb is not None else {}
    return next((str(act) for name, act in said.items() if name.startswith("SAY")), "")


def _holders(page: Page, node: Node, telling: Telling) -> tuple[str, ...]:
    """Whose position it is: the speaker's state or body, the speaker, the authors; or the one actor right before the word."""
    named = node.slots["a"][0] if node.slots.get("a") else None
    if named is not None and telling.voice.node is not None and named.start == telling.voice.node.start:
        named = None  # the speaker himself
    before = [n for n in page.nodes_from(telling.pieces[0][0], node.start) if n.classes.keys() & _ACTORS]
    if named is None and before:
        named = before[-1] if before[-1].last == node.first - 1 and not before[-1].flags & {"b", "l", "k"} else None
        return _members(page, named) if named is not None else ()
    if named is not None and "PAPER" not in named.classes:
        return _members(page, named)
    voice = telling.voice
    unknown = sum(bool(n.features & {"W", "GIVEN_NAME"}) for n in page.nodes_from(telling.pieces[0][0], node.start))
    listed = "w" in node.flags and bool(_NOMINAL & telling.content.classes.keys())
    if (unknown > _UNKNOWN and not listed) or (voice.node is not None and voice.node.classes.keys() & {"OUTLET", "SOURCE"}):
        return ()
    return tuple(a for a in (voice.of or voice.speaker,) if a) or voice.by


def _members(page: Page, named: Node) -> tuple[str, ...]:
    """The actors that a node names: those of a list, the members of a group of states, or the one body; no person in passing."""
    if "ACTORS" in named.classes:
        return tuple(named.classes["ACTORS"]["members"])
    actor = None if "PERSON" in named.classes else actor_of(named)
    known = page.packs.things.get(str(actor), {})
    return tuple(known.get("members", [str(actor)])) if known.get("class") in ("state", "organisation") else ()


def _unsaid(page: Page, node: Node) -> bool:
    near = page.nodes_from(page.tokens[max(0, node.first - _UNSAID_WITHIN)].start, node.start)
    return any("DENIED" in n.classes for n in near)
