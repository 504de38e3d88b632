"""Cases: sentences beside a pack in which a pattern takes exactly the marked characters, or in which it stays silent.

The marks [ and ] stand in the sentence itself, so that nobody counts offsets. A case of a pattern says what the match means:
for a date its EDTF ("2024-12-07", "XXXX-12 end", "open weekday"), else the value, or those keys of its table that matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mahdar.engine.cascade import Node, Rule
from mahdar.engine.explain import Desk, lay_out, meaning, rule_named, why_not
from mahdar.engine.pack import Packs, read_toml
from mahdar.engine.proof import guard
from mahdar.errors import MahdarError
from mahdar.model import Span

_YES = {"pattern", "text", "published", "value"}
_NO = {"no", "guards", "of", "published"}


@dataclass(frozen=True)
class Case:
    """One case: a positive one has a pattern, the span it takes and its value; a negative one may name the pattern that stays silent."""

    file: Path
    line: int
    language: str
    text: str
    pattern: str | None
    span: Span | None = None
    value: Any = None
    published: str | None = None

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"


def pack_file(path: Path) -> Path:
    """The pack that a file of cases stands beside."""
    return path.with_name(path.name.replace(".cases.toml", ".toml"))


def case_files(packs: Packs) -> list[Path]:
    """The files of cases beside packs that have patterns; lists of whole lines are proven by the pages they are for."""
    found = [p for root in packs.roots for p in sorted(root.glob("languages/*/*.cases.toml"))]
    return [p for p in found if pack_file(p).exists() and "pattern" in read_toml(pack_file(p))]


def load_cases(path: Path) -> Iterator[Case | MahdarError]:
    """The cases of a file in order; one that cannot be read comes as the error that says so."""
    lines = [i for i, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip() == "[[case]]"]
    for line, block in zip(lines, read_toml(path).get("case", []), strict=True):
        try:
            yield _case(path, line, block)
        except MahdarError as problem:
            yield problem


def _case(path: Path, line: int, block: dict[str, Any]) -> Case:
    place, negative = f"{path}:{line}", "no" in block
    allowed = _NO if negative else _YES
    for key in block.keys() - allowed:
        raise MahdarError(place, f"unknown key {key!r} of a case", f"use {', '.join(sorted(allowed))}")
    for key in ({"no", "guards"} if negative else {"pattern", "text", "value"}) - block.keys():
        raise MahdarError(place, f"a case without {key!r}", f"give it {key} = ...")
    published = str(block["published"]) if "published" in block else None
    if negative:
        return Case(path, line, path.parent.name, block["no"], block.get("of"), published=published)
    before, opened, rest = block["text"].partition("[")
    inside, closed, after = rest.partition("]")
    if not (opened and closed and inside) or set("[]") & set(after):
        raise MahdarError(place, "the text has not one pair of [ ]", "put the characters that the pattern takes in [ ]")
    span = (len(before), len(before) + len(inside))
    return Case(path, line, path.parent.name, before + inside + after, block["pattern"], span, block["value"], published)


def fault_of(case: Case, packs: Packs) -> str | None:
    """What is wrong with a case, in one line, or None."""
    try:
        if case.pattern is not None:
            rule_named(packs.languages[case.language], case.pattern)
        desk = lay_out(packs, case.language, case.text, case.published)
    except MahdarError as problem:
        return f"{case.place}: {problem.problem}; {problem.cure}"
    return _noise(case, desk) if case.span is None else _unheard(case, desk, case.span)


def _noise(case: Case, desk: Desk) -> str | None:
    """A negative case speaks of the pattern that it names, or of all patterns of its file."""
    names = {r.name for r in _silent(case, desk)}
    for node in desk.made:
        if node.pattern in names:
            return f"{case.place}: {node.pattern!r} must not fire, and takes «{_cut(case, node)}»; guard the pattern"
    return None


def _silent(case: Case, desk: Desk) -> list[Rule]:
    return [r for r in desk.language.rules if Path(r.file).name == pack_file(case.file).name and case.pattern in (None, r.name)]


def guard_of(case: Case, packs: Packs) -> str | None:
    """The guard without which a pattern would fire in a case of silence, or None: then the case proves nothing."""
    desk = lay_out(packs, case.language, case.text, case.published)
    return guard(desk, _silent(case, desk))


def _unheard(case: Case, desk: Desk, span: Span) -> str | None:
    mine = [n for n in desk.made if n.pattern == case.pattern]
    exact = [n for n in mine if (n.start, n.end) == span]
    name = repr(case.pattern)
    if not mine:
        why = why_not(desk, rule_named(desk.language, case.pattern or ""))
        return f"{case.place}: {name} does not fire: {why}; mend the pattern or the case"
    if not exact:
        return f"{case.place}: {name} takes «{_cut(case, mine[0])}», not «{case.text[span[0] : span[1]]}»; mend the pattern or the marks"
    met = meaning(desk, exact[0])
    if not agrees(case.value, met):
        return f"{case.place}: {name} means {met!r}, not {case.value!r}; mend the pattern or the value"
    return None


def _cut(case: Case, node: Node) -> str:
    return case.text[node.start : node.end]


def agrees(wanted: Any, met: Any) -> bool:
    """Whether a meaning has every value that a case names; an empty text stands for nothing, lists are compared whole."""
    if isinstance(wanted, dict) and isinstance(met, dict):
        return all(agrees(value, met.get(key, "")) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(met, list):
        return len(wanted) == len(met) and all(map(agrees, wanted, met))
    return bool(wanted == met)
