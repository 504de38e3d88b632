"""What the words of saying, relaying and naming a source mean: makers for the stages of relays and sayings."""

from __future__ import annotations

from itertools import islice
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.engine.text import normal


@maker("outlet", "k o", "OUTLET")
def make_outlet(match: Match) -> dict[str, Any]:
    """An outlet: the world's id, or the name as it stands for one that the world does not know."""
    known = match.value("o", "OUTLET", "OUTLET_GUARDED", "ORG_GUARDED")
    if known is not None and not _elsewhere(match, known):
        return {"OUTLET": known}
    nodes = match.slots["o"]
    return {"OUTLET": match.context.text[nodes[0].start : nodes[-1].end]}


def _elsewhere(match: Match, outlet: str) -> bool:
    """Whether a name that several outlets may have is said to be of another country than the outlet that the world knows by it."""
    if match.value("o", "OUTLET") is not None:
        return False
    things = match.context.packs.things
    said = {things[n.classes["NATIONALITY"]].get("iso2") for n in match.nodes if "NATIONALITY" in n.classes}
    return bool(said) and "country" in things[outlet] and things[outlet]["country"] not in said


@maker("organisation", "p", "ORG")
def make_organisation(match: Match) -> dict[str, Any]:
    """An organisation named in quotation marks."""
    return {"ORG": match.value("p", "ORG", "ORG_GUARDED")}


@maker("source", "s of", "SOURCE SENT_BY")
def make_source(match: Match) -> dict[str, Any]:
    """An unnamed source: the words themselves, or a world's id where the world lists them; and the side whose officials they are."""
    sender = match.value("of", "NATIONALITY", "STATE", "CAPITAL", "ORG")
    return {"SOURCE": match.context.words(match.slots["s"]), **({"SENT_BY": sender} if sender else {})}


@maker("aside", "", "ADVERB")
def make_aside(match: Match) -> dict[str, Any]:
    """Under which terms somebody speaks ("who did not want to be named"): words that go with the verb of saying."""
    return {"ADVERB": 1}


@maker("saying", "v s c r q o headline object", "SAYING")
def make_saying(match: Match) -> dict[str, Any]:
    """A telling: the verb with its act, the speaker, the relays before the speaker, and where the words begin."""
    verb, speakers = match.one("v"), match.slots.get("s", [])
    if match.slots.get("q"):
        match.slots["c"] = _opening_mark(match)
    _must_tell(match, verb, speakers[:1])
    participle = bool(verb and "PARTICIPLE" in verb.classes)
    return {
        "SAYING": {
            "verb": verb,
            "act": _act(verb, match.slots["c"][0]),
            "speaker": speakers[0] if speakers and not participle and not _is_object(match, verb, speakers[0]) else None,
            "relays": match.slots.get("r", []),
            "content": match.slots["c"][0],
            "participle": participle,
            "several": verb.classes.get("SEVERAL") if verb else None,
            "headline": match.rule.fixed.get("headline", False),
            "object": match.rule.fixed.get("object", False),
        }
    }


_SEVERAL = frozenset({"ACTORS", "COLLECTIVE", "OFFICES"})


def _must_tell(match: Match, verb: Node | None, speakers: list[Node]) -> None:
    """Refuses what looks like a telling and is none."""
    if _mere_name(match) or (match.slots.get("q") and _mere_term(match)):
        raise Refused("a name in quotation marks")
    for wrong, why in _WRONG:
        if verb is not None and wrong(match, verb):
            raise Refused(why)
    if verb is not None and "SETTLES" in verb.classes and any(_SEVERAL & speaker.classes.keys() for speaker in speakers):
        raise Refused("what came of a meeting of several, not what they say")
    if match.slots.get("o") and not _is_object(match, verb, match.slots["o"][0]):
        raise Refused("one who may be the subject")
    for speaker in speakers:
        _must_speak(match, verb, speaker)


def _must_speak(match: Match, verb: Node | None, speaker: Node) -> None:
    """Refuses one who is named in the place of the speaker and does not speak."""
    if match.rule.fixed.get("headline"):
        _must_head(match, speaker)
    if verb is not None and speaker.first == verb.last + 1 and "l" in speaker.flags:
        raise Refused("to whom it is said")
    if {"PAPER", "OUTLET"} & speaker.classes.keys() and speaker.flags & {"b"}:
        raise Refused("a paper or an outlet that is spoken in, not a speaker")
    if match.slots.get("q") and match.context.in_quotation(speaker.first) is not None:
        raise Refused("one whom the next words name")
    if verb is not None and _is_told(match, verb, speaker):
        raise Refused("one who is told, after the one who tells")
    if verb is not None and _speaks_after(match, verb, speaker):
        raise Refused("the one who speaks stands after the verb")


def _must_head(match: Match, speaker: Node) -> None:
    """Refuses a headline whose words before the colon are nobody who speaks."""
    if "THE_OUTLET" in speaker.classes:
        raise Refused("where the report is from")
    if _is_label(match):
        raise Refused("what a title is about")
    if _is_sentence(match.slots["c"][0]):
        raise Refused("where a sentence is from")


# Who may stand before the colon of a title and be meant to speak; a state or place there is what the report is about.
_HEADS = frozenset({"PERSON", "OFFICE_OF", "ORG", "SOURCE", "OUTLET"})


def _is_label(match: Match) -> bool:
    """Whether a state or place before the colon of a title line may be what the report is about."""
    speaker = match.slots["s"][0]
    return match.context.sentence_of(speaker.first).role == "title" and not _HEADS & speaker.classes.keys()


def _is_sentence(content: Node) -> bool:
    """Whether the words after a colon are a sentence that tells itself who says what."""
    return "SAY" in content.classes and not {"PARTICIPLE", "FIRST_PERSON"} & content.classes.keys()


def _is_relay(match: Match, verb: Node) -> bool:
    """Whether a verb stands in "as was told by": it says whom the clause before comes from, and has no words of its own."""
    before = match.context.nodes[: match.first + 1][-1 if match.nodes[0] is not verb else -2 :][:1]
    return bool(before) and before[0].last == verb.first - 1 and "AS_TOLD" in before[0].classes


def _speaks_after(match: Match, verb: Node, speaker: Node) -> bool:
    """Whether a verb without an object, or after a dash, is followed by somebody: a place or an outlet stands before it, not who speaks."""
    dated = any("DASH" in n.features for n in match.nodes if speaker.last < n.first < verb.first)
    if speaker.first > verb.first or not (dated or "SPEAKS" in verb.classes):
        return False
    after = next((n for n in match.nodes if n.first == verb.last + 1), None)
    return after is not None and bool(_TELLERS & after.classes.keys()) and not after.flags & {"b", "l", "k", "w"}


def _is_object(match: Match, verb: Node | None, node: Node) -> bool:
    """Whether who stands after a verb is asked or accused by it: one in the oblique case, or one with whom the verb does not agree."""
    if verb is None or node.flags & {"b", "l"}:
        return False
    if "OBLIQUE" in node.classes or node.classes.get("ACTORS", {}).get("oblique"):
        return True
    if "ADDRESSES" not in verb.classes or {"FEMININE", "SEVERAL"} & verb.classes.keys():
        return False
    first = node.kids[0] if "ACTORS" in node.classes and node.kids else node
    state = {"STATE", "CAPITAL"} & first.classes.keys() and not {"MASCULINE", "ORG", "PERSON", "OFFICE_OF"} & first.classes.keys()
    return bool(state) or _takes_feminine(match, first)


_PEOPLE = frozenset({"PERSON", "OFFICE", "OFFICE_OF", "OFFICES", "SOURCE", "MASCULINE"})


def _takes_feminine(match: Match, node: Node) -> bool:
    """Whether the verb of a body or of parties would be feminine, by how their first word ends or by the list of the language."""
    feminine = match.context.language.settings.get("feminine", {})
    if not feminine or _PEOPLE & node.classes.keys():
        return False
    word = match.context.tokens[node.first].norm
    article = match.context.language.settings.get("letters", {}).get("al", "")
    return word.endswith(tuple(map(normal, feminine["endings"]))) or word.removeprefix(article) in map(normal, feminine["nouns"])


# Nodes before a verb among which the one who tells stands, and what he stands after where he begins his clause.
_TOLD_WITHIN = 4
_CLAUSE_HEADS = frozenset(
    {"NL", "STOP", "COMMA", "QC", "ALSO", "BUT", "ACCORDING", "WHILE", "THAT", "HAD", "WAS", "DATE", "ADVERB", "BULLET", "AND"}
)
_TELLERS = frozenset({"PERSON", "OFFICE_OF", "ORG", "STATE", "CAPITAL", "DELEGATION_OF", "SOURCE"})


def _is_told(match: Match, verb: Node, node: Node) -> bool:
    """Whether a verb that has an addressee has its subject before it: "the delegation, told the ministry that"."""
    if verb.classes.get("ADDRESSES") != "addressee" or node.first < verb.first:
        return False
    near = match.context.nodes[max(0, match.first - _TOLD_WITHIN) : match.first]
    teller = next((k for k in range(len(near) - 1, -1, -1) if not near[k].features & {"COMMA", "HAD"}), None)
    if teller is None or not _TELLERS & near[teller].classes.keys() or near[teller].flags & {"b", "l", "k"}:
        return False
    return teller == 0 or bool(_CLAUSE_HEADS & near[teller - 1].features)  # one within an adjunct tells nothing


_NOUNS = frozenset({"STANCE_NOUN", "EVENT_NOUN"})
_PREPOSITIONS = frozenset({"IN", "OF", "LINK", "ABOUT", "BOUND_FOR", "WITH", "BETWEEN", "COMPLETED", "SINCE"})
_UNNAMED = frozenset({"OFFICE", "OFFICE_OF", "OFFICES", "SOURCE"})


def _is_governed(match: Match) -> bool:
    """Whether the noun that the words would begin with belongs to what stands before it: a preposition, or an office without its name."""
    content = match.slots["c"][0]
    before = next((n for n in reversed(match.nodes) if n.last < content.first), content)
    if before.features & {"COLON", "ELLIPSIS"}:
        return False
    if _NOUNS & content.classes.keys() and not {"ADVERB", "DATE"} & before.classes.keys():
        apart = {"COMMA", "al", "QUALIFIER", "OFFICIAL", "NATIONALITY", "PERSON"} & before.features or before in [
            *match.slots.get("s", ()),
            *match.slots["v"],
        ]
        return ("EVENT_NOUN" in content.classes and not apart) or bool(_PREPOSITIONS & before.classes.keys())
    bare = before in match.slots.get("s", ()) and "PERSON" not in before.classes
    a_name = "W" in content.features and "l" not in content.features
    return bool(match.rule.fixed.get("object")) and bare and a_name and bool(_UNNAMED & before.classes.keys())


def _affirms_a_thing(match: Match) -> bool:
    """Whether a noun follows the verb or its speaker, after an aside between commas: the preposition further on is the noun's."""
    content, before = match.slots["c"][0], (match.slots.get("s") or match.slots["v"])[-1]
    gap = [n for n in match.nodes if before.last < n.first < content.first]
    commas = [k for k, n in enumerate(gap) if "COMMA" in n.features]
    if commas and commas[0] == 0:
        gap = gap[commas[1] + 1 if len(commas) > 1 else 1 :]
    return bool(gap) and "W" in gap[0].features and (len(commas) == 1 or not gap[0].features & {"b", "l"})


# Fewer words in quotation marks, with no colon before them, are a name or a term.
_FEW_WORDS = 4
# ... and so are some more, when the sentence goes on after them without a pause and says "that" soon.
_MORE_WORDS = 7


def _opening_mark(match: Match) -> list[Node]:
    """The node of the mark that opens the quotation which a closing mark ends."""
    page, close = match.context, match.slots["q"][0]
    start = page.opening.get(close.first)
    if start is None:
        raise Refused("a quotation that is never opened")
    return [n for n in page.nodes_from(page.tokens[start].start, page.tokens[start].end) if "QO" in n.features][:1]


def _mere_name(match: Match) -> bool:
    """A short quotation with neither a colon nor the speaker right before it is no speech."""
    content = next(iter(match.slots["c"]), None)
    if content is None:
        raise Refused("no words")
    if "QO" not in content.features or match.slots.get("q"):
        return False
    at = next(k for k, n in enumerate(match.nodes) if n is content)
    before = match.nodes[at - 1]
    if any("CALLED_SO" in n.classes for n in match.nodes[max(0, at - 2) : at]):
        return True
    if before.features & {"COLON", "COMMA", "ELLIPSIS", "THAT"} or before in match.slots.get("s", []):
        return False
    page = match.context
    end = page.closing.get(content.first, len(page.tokens))
    if any("WE" in n.classes for n in page.next_nodes(content.end, 1)):
        return False
    words = _words(page, content.first, end)
    return words < _FEW_WORDS or (words < _MORE_WORDS and _tells_on(page, end))


def _tells_on(page: Any, end: int) -> bool:
    """Whether the sentence goes on without a pause after a quotation and says "that" soon, not by a participle of the speaker's."""
    goes_on = end + 1 < len(page.tokens) and page.tokens[end + 1].shape == "W"
    after = page.next_nodes(page.tokens[end + 1].start, _MORE_WORDS) if goes_on else []
    return any("THAT" in n.classes for n in after) and "PARTICIPLE" not in after[0].classes


def _mere_term(match: Match) -> bool:
    """Whether the quotation before a verb is a term of a few words within its clause, no speech."""
    page, mark = match.context, match.slots["c"][0]
    close = match.slots["q"][0].first
    return _words(page, mark.first, close) < _FEW_WORDS and bool(page.sentence_of(mark.first).first < mark.first)


def _words(page: Any, first: int, end: int) -> int:
    """How many words stand in a stretch of tokens, counted no further than it matters: a quotation never closed is long."""
    words = (k for k in range(first, end) if page.tokens[k].shape == "W")
    return len(list(islice(words, _MORE_WORDS)))


def _is_lasting(match: Match, verb: Node) -> bool:
    """Whether a participle stands after "still" ("the government is still insisting on")."""
    before = match.context.nodes[match.first - 1] if match.first and match.nodes[0] is verb else verb
    return "STILL" in before.classes and "PARTICIPLE" in verb.classes


def _is_thing_affirmed(match: Match, verb: Node) -> bool:
    """Whether what is affirmed stands before the preposition that the words would begin with."""
    return "AFFIRMS" in verb.classes and "ON" in match.slots["c"][0].classes and _affirms_a_thing(match)


def _is_of_another(match: Match, verb: Node) -> bool:
    """Whether somebody stands between a verb without its speaker and the words."""
    people = (n for n in _gap(match, verb) if {"PERSON", "OFFICE_OF"} & n.classes.keys())
    return not match.slots.get("s") and any(not n.flags & {"l", "b"} for n in people)


_WRONG = (
    (_is_relay, "a relay of the clause before"),
    (_is_thing_affirmed, "what is affirmed stands before the preposition"),
    (lambda match, _: _is_governed(match), "a noun after a preposition, not what is told"),
    (_is_of_another, "somebody stands between the verb and the words"),
    (_is_lasting, "how somebody still is, not what they say"),
)
_FRAMES = {"ON": ("SAY_ON", "SAY_AGREE"), "TO": ("SAY_TO",), "OF": ("SAY_OF",), "ABOUT": ("SAY_ABOUT",), "STANCE_NOUN": ("SAY_OBJ",)}
_VERBS = (
    "SAY", "SAY_STANCE", "SAY_WITH", "SAY_ON", "SAY_TO", "SAY_OF", "SAY_ABOUT", "SAY_OBJ", "SAY_AGREE", "SHOWS",
    "AFFIRMS", "BLAMES", "DENIES_IT", "CLOSES", "DESCRIBES", "STANCE_PART",
)  # fmt: skip


def _act(verb: Node | None, content: Node) -> str:
    """The act that the verb has in its frame: a verb may ask "of" and merely say "that"."""
    if verb is None:
        return "state"
    frames = [v for c in content.classes for v in _FRAMES.get(c, ())]
    return str(next((verb.classes[n] for n in (*frames, *_VERBS) if n in verb.classes), "state"))


def _gap(match: Match, verb: Node) -> list[Node]:
    """The nodes between a verb of saying and the words, those after "with" left out."""
    inside = [n for n in match.nodes if verb.last < n.first < match.slots["c"][0].first]
    return [n for k, n in enumerate(inside) if k == 0 or "WITH" not in inside[k - 1].classes]


@maker("issuer", "s", "ISSUER")
def make_issuer(match: Match) -> dict[str, Any]:
    """Who issued the statement that the text goes on about."""
    return {"ISSUER": match.one("s")}


def _begins_a_name(match: Match, speaker: Node) -> bool:
    """Whether a state is but the first word of what stands in quotation marks ("Malta in French", a site)."""
    nodes = match.context.nodes
    at = next((k for k in range(match.first, match.last + 1) if nodes[k] is speaker), None)
    if at is None or not at or not {"STATE", "CAPITAL"} & speaker.classes.keys() or "QO" not in nodes[at - 1].features:
        return False
    return at + 1 < len(nodes) and "W" in nodes[at + 1].features


@maker("according", "a s c r trailing inserted", "ACCORDING_TO")
def make_according(match: Match) -> dict[str, Any]:
    """'According to X': before the words it names who said them, after them whom they came through; "as he put it" names nobody."""
    speaker = match.one("s")
    if speaker is not None and _begins_a_name(match, speaker):
        raise Refused("the first word of a name in quotation marks")
    where = {key: match.rule.fixed.get(key, False) for key in ("trailing", "inserted", "headline")}
    return {"ACCORDING_TO": {"speaker": match.one("s"), "content": match.one("c"), "relays": match.slots.get("r", []), **where}}
