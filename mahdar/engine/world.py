"""The checks of the world and the processes: ids, names and what refers to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mahdar.engine.pack import Packs, read_toml
from mahdar.engine.spelling import normal_form, odd_letters

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMES = {"names", "note"}
KEYS = {
    "state": {"id", "iso2", "iso3", "gwno", "capital", "adjectives", *_NAMES},
    "organisation": {"id", "kind", "of", "members", "process", "guarded", "wikidata", "source", *_NAMES},
    "person": {"id", "surnames", "holds", "wikidata", "source", *_NAMES},
    "office": {"id", "singular", "plural", "level", "institution", "of", "many", *_NAMES},
    "place": {"id", "country", "kind", "guarded", "name_of", "names_by_period", "geonames", "lat", "lon", "source", *_NAMES},
    "outlet": {"id", "kind", "country", "domains", "guarded", *_NAMES},
}
_NAMED = {"place", "from", "to", "source"}
_HOLDS = {"office", "of", "from", "to", "about", "source"}
# Which class a reference of a block leads to; "actor" is any of those that act.
_LEADS = {
    "capital": "place", "of": "actor", "members": "actor", "about": "actor", "office": "office", "process": "process", "place": "place",
    "name_of": "place",
}  # fmt: skip
_ROLES = ["guarantors", "parties", "observers", "hosts", "mediators"]
_PROCESS_LEADS = {**dict.fromkeys(_ROLES, "actor"), "homes": "place", "about": "state"}
_PROCESS_TABLES = {"compose", "resolutions", "gate", "expect", "issue", "delegations"}
_PROCESS_KEYS = {"id", "titles", "talks", "cities", "numbered", "began", *_PROCESS_TABLES, *_PROCESS_LEADS, *_NAMES}
_DELEGATIONS = {"delegations": "actor"}
_ACTORS = frozenset({"state", "organisation", "person"})


def world_faults(packs: Packs) -> Iterator[str]:
    """Ids are unique and in kebab case, keys known, names trimmed and unique in their list, and references lead somewhere."""
    known = _ids(packs)
    for root in packs.roots:
        seen: dict[str, str] = {}
        for path in sorted(root.glob("world/*.toml")):
            places = _places(path)
            for kind, blocks in read_toml(path).items():
                for block in blocks:
                    place = places.get(block["id"], f"{path}:1")
                    yield from (f"{place}: {kind} {block['id']!r} {fault}" for fault in _block(kind, block, known, seen, packs))
                    seen[block["id"]] = place
    yield from _processes(packs, known)


def _ids(packs: Packs) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {"actor": set(), "country": set(), "process": set(packs.processes)}
    for thing in packs.things.values():
        kind = thing["class"]
        known.setdefault(kind, set()).add(thing["id"])
        if kind in _ACTORS:
            known["actor"].add(thing["id"])
        known["country"].add(thing.get("iso2", ""))
    return known


def _places(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((re.match(r'id\s*=\s*"([^"]*)"', line), i) for i, line in enumerate(lines, 1))
    return {m[1]: f"{path}:{i}" for m, i in found if m}


def _block(kind: str, block: dict[str, Any], known: dict[str, set[str]], seen: dict[str, str], packs: Packs) -> Iterator[str]:
    if not _ID.fullmatch(block["id"]):
        yield "has an id that is not in kebab case; use small letters, digits and single hyphens"
    if block["id"] in seen:
        yield f"has the id of {seen[block['id']]}; join the two or rename one"
    for key in sorted(block.keys() - KEYS[kind]):
        yield f"has the unknown key {key!r}; use {', '.join(sorted(KEYS[kind]))}"
    if not block.get("names", {}).get("en"):
        yield "has no English name; give it names.en"
    yield from _names(block, packs)
    yield from _references(block, _LEADS, known)
    if "country" in block and block["country"] not in known["country"]:
        yield f"is in the country {block['country']!r}, which no state has as iso2; add the state"
    for named in block.get("names_by_period", []):
        yield from (f"has a name by period with the unknown key {k!r}" for k in sorted(named.keys() - _NAMED))
        yield from _references(named, _LEADS, known)
    for held in block.get("holds", []):
        yield from (f"holds an office with the unknown key {k!r}; use {', '.join(sorted(_HOLDS))}" for k in sorted(held.keys() - _HOLDS))
        yield from _references(held, _LEADS, known)


def _names(block: dict[str, Any], packs: Packs) -> Iterator[str]:
    """Faults of every list of names; in a language that is not read, where names are only shown, two of one normal form may stand."""
    for key in ("names", "adjectives", "surnames", "singular", "plural", "guarded", "titles", "talks", "cities"):
        for code, names in block.get(key, {}).items():
            forms: dict[str, str] = {}
            for name in names:
                form = normal_form(name) if code in packs.languages else name
                if name != " ".join(name.split()) or not name:
                    yield f"has a name with spaces too many, {name!r}; trim it"
                if odd := odd_letters(name):
                    yield f"has {odd} in {name!r}; use ordinary letters"
                if form in forms:
                    yield f"has {name!r} twice in {key}.{code} (as {forms[form]!r}); keep one"
                forms[form] = name


def _references(block: dict[str, Any], leads: dict[str, str], known: dict[str, set[str]]) -> Iterator[str]:
    for key, kind in leads.items():
        named = block.get(key, [])
        for thing in [named] if isinstance(named, str) else named:
            if thing not in known.get(kind, ()):
                yield f"names the unknown {kind} {thing!r} under {key!r}; add it or mend the id"


def _processes(packs: Packs, known: dict[str, set[str]]) -> Iterator[str]:
    for root in packs.roots:
        for path in sorted(root.glob("processes/*/process.toml")):
            process = read_toml(path)
            faults = [*_names(process, packs), *_references(process, _PROCESS_LEADS, known)]
            composed = process.get("compose", {})
            faults += _references(composed, {"members": "actor", "with": "actor"}, known)
            faults += _references({"delegations": [i for ids in process.get("delegations", {}).items() for i in ids]}, _DELEGATIONS, known)
            faults += [
                f"has the unknown key {key!r}; use {', '.join(sorted(_PROCESS_KEYS))}" for key in sorted(process.keys() - _PROCESS_KEYS)
            ]
            for issue in process.get("issue", ()):
                faults += [f"has the issue {issue.get('id')!r}, which {fault}" for fault in _issue(issue, packs)]
            if not _ID.fullmatch(process["id"]) or process["id"] != path.parent.name:
                faults.append("has an id that is not its folder's name in kebab case; rename one")
            yield from (f"{path}:1: process {process['id']!r} {fault}" for fault in faults)


def _issue(issue: dict[str, Any], packs: Packs) -> Iterator[str]:
    """An issue has an id and names; the id may be shared by processes that are about the same."""
    if not _ID.fullmatch(str(issue.get("id"))):
        yield "has no id in kebab case; use small letters, digits and single hyphens"
    if not issue.get("names", {}).get("en"):
        yield "has no English name; give it names.en"
    yield from (f"has the unknown key {key!r}; use id and names" for key in sorted(issue.keys() - {"id", "names"}))
    yield from _names(issue, packs)
