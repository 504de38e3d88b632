"""Whom words bind: the states behind their officials, the members of a bloc, and all who met.

What a minister announces, signs or agrees to binds the state; what an outlet or a source tells binds nobody.
"""

from __future__ import annotations

from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.actors import actor_of, holder
from mahdar.reading.gathering import Session
from mahdar.reading.gathering import sides as met_as_sides
from mahdar.reading.page import Page

_OVER = frozenset({"held", "under_way", "cancelled"})
_SENDERS = frozenset({"opposition", "coalition", "armed-group", "bloc"})
_ARMS = frozenset({"ministry", "government", "parliament", "army", "armed-forces"})


def sides(page: Page, article: int, node: Node) -> list[str]:
    """Those for whom the actors of a node stand: states rather than their ministers."""
    if {"COLLECTIVE", "PAPER"} & node.classes.keys() or ("OFFICES" in node.classes and "ACTORS" not in node.classes):
        return together(page, article, None, node.classes.get("COLLECTIVE"), node.start)
    if "ACTORS" in node.classes:
        return [s for member in node.classes["ACTORS"]["members"] for s in side(page, article, member)]
    titled = node.classes.get("TITLED") or node.classes.get("OFFICE_OF") or {}
    return side(page, article, node.classes.get("COUNTERPART_OF") or actor_of(node), titled.get("of"))


def side(page: Page, article: int, actor: str | None, of: str | None = None) -> list[str]:
    """Whom one actor binds; `of` is the state or body that an office named with the actor is of.

    A government that a process lists as a party stands for itself.
    """
    thing = page.packs.things.get(actor or "", {})
    if "members" in thing:
        return list(thing["members"])
    if (
        thing.get("class") == "state"
        or (thing.get("class") == "organisation" and thing.get("kind") not in _ARMS)
        or actor in page.packs.parties
    ):
        return [str(actor)]
    sender = of or thing.get("of") or _sender(page, article, actor) or _state_of_ministry(page, actor)
    above = page.packs.things.get(sender or "", {})
    if above.get("class") == "state" or above.get("kind") in _SENDERS:
        return [str(sender)]
    return [str(actor)] if actor and thing.get("class", "person") == "person" else []


def bodies(page: Page, person: str | None) -> set[str]:
    """The states and bodies whose offices a person holds or held."""
    return {str(h["of"]) for h in page.packs.things.get(person or "", {}).get("holds", [])}


def _sender(page: Page, article: int, person: str | None) -> str | None:
    """The state or body whose office a person holds on the day of the report, else held last."""
    holds = page.packs.things.get(person or "", {}).get("holds", [])
    anchor = page.anchor(article)
    day = anchor.edtf if anchor and anchor.edtf and "X" not in anchor.edtf else None
    among = [page.packs.holders.get((h["office"], h["of"]), {}) for h in holds] if day else []
    now = [str(h["of"]) for h, those in zip(holds, among, strict=False) if holder(those, h["office"], h["of"], day) == person]
    return now[-1] if now else next((str(h["of"]) for h in reversed(holds)), None)


def _state_of_ministry(page: Page, actor: str | None) -> str | None:
    """The state of a ministry that the world does not list: its id begins with the state's."""
    if not actor or not actor.endswith("-ministry"):
        return None
    return next((i for i, t in page.packs.things.items() if t["class"] == "state" and actor.startswith(f"{i}-")), None)


def together(page: Page, article: int, session: Session | None = None, many: int | None = None, at: int | None = None) -> list[str]:
    """Those who met: the two of the last bilateral, else the guarantors of the process, else the parties of the fullest session."""
    here: list[Session] = [s for s in page.found.get("sessions", []) if s.article == article]
    met = [s for s in here if s.status in (None, *_OVER) and (at is None or s.spans[0][0] < at)] or here
    if many == 2 and session is None:
        pairs = [p for p in (_parties(page, article, s) for s in met) if len(p) == 2]
        return pairs[-1] if pairs else []
    main = session or max(met, key=lambda s: (s.process is not None, len(s.rows)), default=None)
    process = main.process if main else _process_of(page, article)
    guarantors: list[Any] = page.packs.processes.get(process or "", {}).get("guarantors", [])
    return list(guarantors) if guarantors or main is None else _parties(page, article, main)


def _parties(page: Page, article: int, session: Session) -> list[str]:
    return list(dict.fromkeys(s for row in met_as_sides(session) for s in side(page, article, row["actor"] or row["person"], row["actor"])))


def _process_of(page: Page, article: int) -> str | None:
    """The process that an article without sessions names."""
    named = page.first_named(article, "PROCESS")
    return named.classes["PROCESS"] if named else None
