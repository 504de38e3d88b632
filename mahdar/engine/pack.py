"""TOML becomes checked, frozen packs, or an error that names the file and the line.

Three kinds of knowledge: languages (words, patterns), world (states, people, offices, places, outlets) and processes.
All of them are loaded; which apply to a text is told by its language and its words.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mahdar.engine.alphabet import CODES
from mahdar.engine.cascade import MAKERS, NO_FLAGS, Node, Rule, Stage, shape_features
from mahdar.engine.cased import CasedGazetteer
from mahdar.engine.gazetteer import Clitics, Gazetteer
from mahdar.engine.kept import kept
from mahdar.engine.pattern import PatternError, parse
from mahdar.engine.text import Token, normal
from mahdar.errors import MahdarError

HOME = Path(__file__).resolve().parent.parent
_SIGNS = ["STOP", "DOT", "ELLIPSIS", "COMMA", "COLON", "PO", "PC", "DASH", "SLASH", "BAR", "BULLET", "PERCENT", "QO", "QC", "OTHER"]
SHAPES = frozenset(["W", "NUMBER", "D12", "D4", "NL", *_SIGNS])
_WORLD = {
    "state": {"names": "STATE", "adjectives": "NATIONALITY"},
    "organisation": {"names": "ORG", "guarded": "ORG_GUARDED"},
    "person": {"names": "PERSON", "surnames": "SURNAME"},
    "office": {"singular": "OFFICE", "plural": "OFFICES"},
    "place": {"names": "PLACE", "guarded": "PLACE_GUARDED"},
    "outlet": {"names": "OUTLET", "guarded": "OUTLET_GUARDED"},
    "process": {"names": "PROCESS_NAME", "titles": "PROCESS", "talks": "PROCESS_TALKS", "cities": "PROCESS_CITY"},
}
CAPITAL_LETTER = "cap"  # the flag of an unknown word with a capital letter, in a language whose capitals tell names from words
_CAPITALISED: dict[frozenset[str], frozenset[str]] = {}
ISSUE = "ISSUE"  # what a process is about; looked for in what was said only, so that its long names hide no word from the other stages
# Lists of whole lines are for the pages of documents, and a list to be looked up in is for a maker: no words of a sentence.
_ASIDE = ("LINE_", "LOOKUP_")
# Scraped pages lose spaces ("UnitedNations" as one word): names of two words and this many letters are also known without.
_GLUED, _GLUED_LETTERS = frozenset({"state", "organisation", "place"}), 9
_MOST_GUESSES = 1 << 17
_NOTHING: dict[str, Any] = {}
_PATTERN_KEYS = {"name", "stage", "match", "make", "priority", "keep", "fixed", "note"}
_SPELLING = {"letters", "policies", "contractions", "min_stem", "only_letters", "capitals"}
_LANGUAGE_KEYS = {"code", "name", "script", "world_policy", "gate", "feminine", "subject_first", *_SPELLING}


@dataclass
class Language:
    """One language's pack: its words by class, its rules by stage, and what is built from them."""

    code: str
    settings: dict[str, Any]
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    named: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    _guesses: dict[str, tuple[frozenset[str], int]] = field(default_factory=dict, repr=False)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All words of the language and all names of the world in it."""
        gazetteer = self._new_gazetteer()
        for name in [n for n in self.words if not n.startswith(_ASIDE)]:
            for surface, value in self.words[name].items():
                gazetteer.add(name, value, surface, self.policies[name])
        for thing in self.named:
            self._add_names(gazetteer, thing)
        return gazetteer

    @cached_property
    def lookups(self) -> dict[str, frozenset[str]]:
        """The lists that makers look words up in, in normal form: they hide no word from the patterns."""
        return {name: frozenset(map(normal, words)) for name, words in self.words.items() if name.startswith(_ASIDE[1])}

    @cached_property
    def topics(self) -> Gazetteer:
        """The issues of all processes, by their names in this language."""
        gazetteer, policy = self._new_gazetteer(), self.settings.get("world_policy", {}).get("names", "none")
        for issue in self.issues:
            for surface in _in_language(issue.get("names"), self.code):
                gazetteer.add(ISSUE, issue["id"], surface, policy)
        return gazetteer

    def _new_gazetteer(self) -> Gazetteer:
        s = self.settings
        policies = {"none": [], **s.get("policies", {})}
        make = CasedGazetteer if s.get("capitals") else Gazetteer
        return make(Clitics(s.get("letters", {}), policies, s.get("contractions", {}), {"default": 3, **s.get("min_stem", {})}))

    def _add_names(self, gazetteer: Gazetteer, thing: dict[str, Any]) -> None:
        policy = self.settings.get("world_policy", {})
        for key, name in _WORLD[thing["class"]].items():
            for surface in _in_language(thing.get(key), self.code):
                gazetteer.add(name, thing["id"], surface, policy.get(key, "none"))
                if thing["class"] in _GLUED and " " in surface and len(surface) >= _GLUED_LETTERS:
                    gazetteer.add(name, thing["id"], surface.replace(" ", ""), policy.get(key, "none"))
                if "capital_of" in thing and key == "names":
                    gazetteer.add("CAPITAL", thing["capital_of"], surface, policy.get(key, "none"))

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """The stages with their rules, compiled over every feature set that the words can show."""
        sets = self.gazetteer.feature_sets() | {frozenset({s}) for s in SHAPES}
        sets |= self.topics.feature_sets()
        sets |= {frozenset({"NUMBER", "D12"}), frozenset({"NUMBER", "D4"})}
        sets |= {self._guess(prefix + "x" * 9)[0] for prefix in self._prefixes}
        sets |= {frozenset({"W", CAPITAL_LETTER})} if self.settings.get("capitals") else set()
        flags = {frozenset(f) for f in ([], *[[x] for x in self.settings.get("letters", {})])}
        sets |= {frozenset(spec.makes) | f for spec in MAKERS.values() if spec.makes for f in flags}
        names = dict.fromkeys(r.stage for r in self.rules)
        stages = {n: Stage(n, [r for r in self.rules if r.stage == n], sets) for n in names}
        # What is built here lives as long as the process: the collector need not walk it again for every few reports read.
        gc.freeze()
        atexit.register(gc.unfreeze)
        return stages

    def nodes(self, tokens: list[Token], text: str = "") -> list[Node]:
        """The tokens of `text` as the first nodes: entries found, everything else by its shape. A stop within an entry ends no sentence."""
        nodes: list[Node] = []
        at = 0
        for first, last, classes, flags, features, code in self.gazetteer.find(tokens, text):
            if at < first:
                nodes += self._plain(tokens, at, first)
            token = tokens[first]
            if last > first:
                _quieten(tokens, first, last)
            nodes.append(Node(token.start, tokens[last].end, first, last, classes, flags, features, code, token.norm))
            at = last + 1
        nodes += self._plain(tokens, at, len(tokens))
        if self.settings.get("capitals"):
            _mark_capitals(nodes, text)
        return nodes

    def _plain(self, tokens: list[Token], first: int, end: int) -> list[Node]:
        """The tokens that no list knows, by their shape."""
        nodes, guesses = [], self._guesses
        for index in range(first, end):
            token = tokens[index]
            norm = token.norm
            features, code = (guesses.get(norm) or self._guess(norm)) if token.shape == "W" else shape_features(token)
            nodes.append(Node(token.start, token.end, index, index, _NOTHING, NO_FLAGS, features, code, norm))
        return nodes

    @cached_property
    def _prefixes(self) -> dict[str, frozenset[str]]:
        clitics = self.gazetteer.clitics
        return {prefix: flags for prefix, flags in clitics.prefixes.items() if prefix}

    def _guess(self, norm: str) -> tuple[frozenset[str], int]:
        """A word that no list knows, with the proclitics that it may begin with: a pattern can ask for W+b, but no node carries a guess."""
        shortest = self.gazetteer.clitics.min_stem["none"]
        found = [f for p, f in self._prefixes.items() if norm.startswith(p) and len(norm) - len(p) >= shortest]
        if len(self._guesses) > _MOST_GUESSES:
            self._guesses.clear()
        features = frozenset({"W"}).union(*found)
        guess = self._guesses[norm] = features, CODES[features]
        return guess


def _quieten(tokens: list[Token], first: int, last: int) -> None:
    """The dots of an entry ("U.N. envoy") end no sentence."""
    for k in range(first + 1, last + 1):
        if tokens[k].shape == "STOP":
            tokens[k] = Token(tokens[k].start, tokens[k].end, tokens[k].norm, "DOT")


def _mark_capitals(nodes: list[Node], text: str) -> None:
    """Shows which words that no list knows begin with a capital letter."""
    for node in nodes:
        if "W" in node.features and text[node.start].isupper():
            node.features = _CAPITALISED.setdefault(node.features, node.features | {CAPITAL_LETTER})
            node.code = CODES[node.features]


@dataclass
class Packs:
    """Everything that is known: languages by code, things of the world by id, processes by id, and a hash of it all."""

    languages: dict[str, Language] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    processes: dict[str, dict[str, Any]] = field(default_factory=dict)
    fingerprint: str = ""
    roots: tuple[Path, ...] = ()

    @cached_property
    def holders(self) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
        """Those who hold or held an office of a state or body, by both."""
        found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        for thing in self.things.values():
            for held in thing.get("holds", ()) if thing["class"] == "person" else ():
                found.setdefault((held.get("office", ""), held.get("of", "")), {})[thing["id"]] = thing
        return found

    @cached_property
    def bodies(self) -> dict[tuple[str, str], list[str]]:
        """The organisations of each kind that are of a state or body, by both."""
        found: dict[tuple[str, str], list[str]] = {}
        for thing in self.things.values():
            if thing["class"] == "organisation" and "kind" in thing and "of" in thing:
                found.setdefault((thing["kind"], thing["of"]), []).append(thing["id"])
        return found

    @cached_property
    def met_by_states(self) -> list[dict[str, Any]]:
        """The processes that are told by which states meet: its guarantors, or those that it is composed of."""
        return [process for process in self.processes.values() if process.get("compose") or process.get("guarantors")]

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties to all processes."""
        return frozenset(party for process in self.processes.values() for party in process.get("parties", ()))

    @cached_property
    def state_of_country(self) -> dict[str, str]:
        """The state of each country, by ISO 3166-1."""
        return {t["iso2"]: t["id"] for t in reversed(self.things.values()) if t["class"] == "state" and "iso2" in t}

    @cached_property
    def countries_at_war(self) -> frozenset[str]:
        """The countries that a process is about, or in which an armed group of their own fights, by ISO 3166-1."""
        about = {process["about"] for process in self.processes.values() if "about" in process}
        torn = {thing["of"] for thing in self.things.values() if thing.get("kind") == "armed-group" and "of" in thing}
        return frozenset(self.things[state]["iso2"] for state in about | torn if "iso2" in self.things.get(state, {}))

    @property
    def issues(self) -> dict[str, dict[str, Any]]:
        """What the processes are about, by id; one that processes share has the names that each gives it."""
        found: dict[str, dict[str, Any]] = {}
        for issue in (issue for process in self.processes.values() for issue in process.get("issue", ())):
            names = found.setdefault(issue["id"], {"id": issue["id"], "class": "issue", "names": {}})["names"]
            for language, own in issue.get("names", {}).items():
                names[language] = list(dict.fromkeys([*names.get(language, ()), *own]))
        return found


def load_packs(extra: Path | None = None, home: Path = HOME) -> Packs:
    """Loads the packs that come with Mahdar (in `home`) and a user's own from `extra`; MahdarError names a fault's file and line."""
    roots = [home] + ([Path(extra)] if extra else [])
    if extra and not Path(extra).is_dir():
        raise MahdarError(str(extra), "is not a folder", "give the folder that holds languages/, world/ or processes/")
    packs, digest = Packs(roots=tuple(roots)), hashlib.sha256()
    for root in roots:
        for path in sorted(p for kind in ("world", "processes", "languages") for p in (root / kind).rglob("*.toml") if not _is_case(p)):
            digest.update(path.read_bytes())
        _load_world(root, packs)
        _load_processes(root, packs)
        _load_languages(root, packs)
    for language in packs.languages.values():
        language.named = _named(packs)
        language.issues = list(packs.issues.values())
        _check_classes(language)
    packs.fingerprint = digest.hexdigest()[:16]
    return packs


def _named(packs: Packs) -> list[dict[str, Any]]:
    """All that has names: the world, and the processes beside it, since a process may share its id with the city it is named after."""
    return [*packs.things.values(), *packs.processes.values()]


def _is_case(path: Path) -> bool:
    """Cases test the packs and are no part of what they know."""
    return path.name.endswith(".cases.toml") or path.name == "expected.toml"


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file; a fault becomes one line with file, line and cure."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise MahdarError(str(path), f"byte {fault.start} is not UTF-8", "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as fault:
        raise MahdarError(str(path), f"not TOML: {fault}", "mend that line") from None
    except OSError as fault:
        raise MahdarError(str(path), f"cannot be read: {fault.strerror}", "check its permissions") from None


def _read_pack(path: Path) -> dict[str, Any]:
    """A pack's file; those that come with Mahdar are parsed once."""
    return kept(path, read_toml) if path.is_relative_to(HOME) else read_toml(path)


def fault(path: Path, needle: str, problem: str, cure: str) -> MahdarError:
    """An error that points to the first line of `path` with `needle` in it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((i for i, text in enumerate(lines, 1) if needle in text), 1)
    return MahdarError(f"{path}:{line}", problem, cure)


def _load_world(root: Path, packs: Packs) -> None:
    for path in sorted((root / "world").glob("*.toml")):
        for kind, blocks in _read_pack(path).items():
            if kind not in _WORLD or not isinstance(blocks, list):
                raise fault(path, kind, f"unknown table {kind!r}", f"use one of {', '.join(f'[[{k}]]' for k in _WORLD)}")
            for block in blocks:
                if "id" not in block:
                    raise fault(path, f"[[{kind}]]", "a block without an id", 'give it id = "..."')
                _add_thing(packs, {**block, "class": kind})
    for state in [t for t in packs.things.values() if t["class"] == "state" and "capital" in t]:
        if state["capital"] in packs.things:
            packs.things[state["capital"]] = {**packs.things[state["capital"]], "capital_of": state["id"]}


def _add_thing(packs: Packs, thing: dict[str, Any]) -> None:
    """A later block with a known id adds to its name lists and replaces the rest."""
    old = packs.things.get(thing["id"], {})
    merged = {**old, **thing}
    for key in _WORLD[thing["class"]]:
        if key in old and key in thing:
            merged[key] = {lang: [*old[key].get(lang, []), *thing[key].get(lang, [])] for lang in {*old[key], *thing[key]}}
    packs.things[thing["id"]] = merged


def _load_processes(root: Path, packs: Packs) -> None:
    for path in sorted((root / "processes").glob("*/process.toml")):
        process = _read_pack(path)
        if "id" not in process:
            raise MahdarError(f"{path}:1", "a process without an id", 'give it id = "..."')
        packs.processes[process["id"]] = {**process, "titles": _joined(process, "titles", "talks"), "class": "process"}


def _joined(thing: dict[str, Any], *keys: str) -> dict[str, list[str]]:
    """The names of several lists as one, by language: what names the talks of a process names the process, too."""
    lists = [thing.get(key, {}) for key in keys]
    return {code: [name for names in lists for name in names.get(code, ())] for names_by in lists for code in names_by}


def _load_languages(root: Path, packs: Packs) -> None:
    for folder in sorted(p for p in (root / "languages").glob("*") if p.is_dir()):
        settings_file = folder / "language.toml"
        if not settings_file.exists() and folder.name not in packs.languages:
            continue
        if settings_file.exists():
            settings = _read_pack(settings_file)
            for key in settings.keys() - _LANGUAGE_KEYS:
                raise fault(settings_file, key, f"unknown key {key!r}", f"use one of {', '.join(sorted(_LANGUAGE_KEYS))}")
            packs.languages[settings["code"]] = Language(settings["code"], settings)
        macros: dict[str, str] = {}
        files = [f for f in sorted(folder.glob("*.toml")) if f != settings_file and not f.name.endswith(".cases.toml")]
        data = {f: _read_pack(f) for f in files}
        for content in data.values():
            macros.update(content.get("macro", {}))
        for path, content in data.items():
            _add_language_file(packs.languages[folder.name], path, content, macros)


def _add_language_file(language: Language, path: Path, data: dict[str, Any], macros: dict[str, str]) -> None:
    for key in data.keys() - {"words", "pattern", "macro"}:
        raise fault(path, key, f"unknown table {key!r}", "use [words.NAME], [macro] or [[pattern]]")
    for name, words in data.get("words", {}).items():
        policy = words.pop("clitics", "none")
        if policy != "none" and policy not in language.settings.get("policies", {}):
            known = ", ".join(language.settings.get("policies", {}))
            raise fault(path, f"[words.{name}]", f"unknown clitics {policy!r}", f"use none or one of {known}")
        language.words.setdefault(name.upper(), {}).update(words)
        language.policies[name.upper()] = policy
    for block in data.get("pattern", []):
        language.rules.append(_rule(path, block, macros, len(language.rules)))


def _rule(path: Path, block: dict[str, Any], macros: dict[str, str], order: int) -> Rule:
    name = str(block.get("name", ""))
    place = f'"{name}"'
    for key in block.keys() - _PATTERN_KEYS:
        raise fault(path, place, f"pattern {name!r}: unknown key {key!r}", f"use {', '.join(sorted(_PATTERN_KEYS))}")
    for key in ("name", "stage", "match", "make"):
        if key not in block:
            raise fault(path, place, f"pattern {name!r} has no {key}", f'give it {key} = "..."')
    if block["make"] not in MAKERS:
        raise fault(path, place, f"pattern {name!r}: no maker {block['make']!r}", f"use one of {', '.join(sorted(MAKERS))}")
    try:
        pattern = parse(block["match"], macros)
    except PatternError as problem:
        raise fault(path, place, f"pattern {name!r}: {problem}", "see the grammar in CONTRIBUTING") from None
    slots = MAKERS[block["make"]].slots
    for slot in sorted(pattern.slots - slots):
        raise fault(path, place, f"pattern {name!r}: maker {block['make']} has no slot {slot!r}", f"use {', '.join(sorted(slots))}")
    priority, keep, fixed = block.get("priority", 0), block.get("keep", False), block.get("fixed", {})
    return Rule(name, block["stage"], pattern, block["make"], priority, keep, fixed, str(path), order)


def _check_classes(language: Language) -> None:
    """A pattern that names a class which nothing makes is a typo."""
    flags = {CAPITAL_LETTER, *language.settings.get("letters", {})}
    known = SHAPES | set(language.words) | {c for spec in MAKERS.values() for c in spec.makes} | {"CAPITAL", ISSUE} | flags
    known |= {c for keys in _WORLD.values() for c in keys.values()}
    for rule in language.rules:
        for unknown in sorted({f for a in rule.pattern.atoms.values() for f in a.features()} - known):
            problem = f"pattern {rule.name!r} names the unknown class {unknown!r}"
            raise fault(Path(rule.file), f'"{rule.name}"', problem, "use a word list, a maker's class or a shape")


def _in_language(names: Any, code: str) -> list[str]:
    return list(names.get(code, [])) if isinstance(names, dict) else []
