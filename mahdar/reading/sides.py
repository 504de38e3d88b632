"""'The government', 'the army' in a report on one conflict: the party of that kind to the process that the report speaks of."""

from __future__ import annotations

from typing import Any

from mahdar.engine.cascade import Match, Refused, maker
from mahdar.reading.page import Page

_NAMES = ("STATE", "NATIONALITY")


@maker("side", "k", "ORG")
def make_side(match: Match) -> dict[str, Any]:
    """A party named by its kind alone, where the processes that the report speaks of have one of that kind.

    In a report on other talks "the government delegation" is of the one government that it names.
    """
    page, kind = match.context, match.value("k", "SIDE_KIND")
    found = [(one, rules) for rules in spoken_of(page) for one in rules.get("parties", ()) if page.packs.things[one].get("kind") == kind]
    facing = {one for one, rules in found if _named(page) & set(rules["parties"]) - {one}}
    parties = facing or {one for one, _ in found}
    if not parties and "GOVERNMENT_DELEGATION" in match.slots["k"][0].classes:
        parties = {one for one in _named(page) if page.packs.things.get(one, {}).get("kind") == kind}
    if len(parties) != 1:
        raise Refused("not one party of that kind")
    return {"ORG": parties.pop()}


def speaks_of(page: Page, rules: dict[str, Any], topics: set[str]) -> bool:
    """Whether what a process is about is among the topics of a report, and a word in it that no report on the process can do without."""
    about, words = rules.get("about"), rules.get("gate", {}).get(page.language.code, ())
    return (about is None or about in topics) and (not words or any(word in page.text for word in words))


def _named(page: Page) -> set[str]:
    """The bodies that a report names, by themselves or by those who serve them; looked for once."""
    if "named" not in page.found:
        people = {n.classes["PERSON"] for n in page.nodes if "PERSON" in n.classes}
        served = {str(held["of"]) for one in people for held in page.packs.things.get(one, {}).get("holds", ()) if "of" in held}
        page.found["named"] = served | {n.classes["ORG"] for n in page.nodes if isinstance(n.classes.get("ORG"), str)}
    found: set[str] = page.found["named"]
    return found


def spoken_of(page: Page) -> list[dict[str, Any]]:
    """The processes that a report speaks of, by the states that it names, and those of the bodies that it names; looked for once."""
    if "spoken_of" not in page.found:
        topics = {n.classes[name] for n in page.nodes for name in _NAMES if name in n.classes}
        topics |= {str(of) for one in _named(page) if (of := page.packs.things.get(one, {}).get("of"))}
        page.found["spoken_of"] = [rules for rules in page.packs.processes.values() if speaks_of(page, rules, topics)]
    found: list[dict[str, Any]] = page.found["spoken_of"]
    return found
