"""The checks of all packs: words, patterns, cases and the world; one line per fault, with file, line and cure.

`python -m mahdar.engine.check` prints them; with `--rewrite` the word lists are first put in canonical order; with `--guards` it
prints instead the cases of silence in which no pattern is one guard away from firing, and how many are.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from mahdar.engine.cases import Case, case_files, fault_of, guard_of, load_cases, pack_file
from mahdar.engine.explain import lay_out
from mahdar.engine.pack import Packs, load_packs, read_toml
from mahdar.engine.spelling import normal_form, odd_letters, ordinary
from mahdar.engine.world import world_faults
from mahdar.errors import MahdarError

_HEAD = re.compile(r"\[words\.([a-z0-9_]+)\]")
_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*")\s*=')
REWRITE = "run: mahdar check --rewrite"


@dataclass(frozen=True)
class Entry:
    """One word of a list, with the line it stands on and the run of neighbouring lines that it may be sorted in."""

    words: str
    surface: str
    value: Any
    line: int
    run: int

    @property
    def form(self) -> str:
        """The normal form, with the spaces that the surface has."""
        return normal_form(self.surface)

    @property
    def rank(self) -> tuple[tuple[float, str], str, str]:
        """Canonical order: by value (numbers first), then by normal form."""
        number = isinstance(self.value, (int, float))
        order = (float(self.value), "") if number else (float("inf"), json.dumps(self.value, ensure_ascii=False, sort_keys=True))
        return order, self.form, self.surface


def pack_files(packs: Packs) -> list[Path]:
    """The files of words and patterns of all languages."""
    found = [p for root in packs.roots for p in sorted(root.glob("languages/*/*.toml"))]
    return [p for p in found if p.name != "language.toml" and not p.name.endswith(".cases.toml")]


def entries(path: Path) -> list[Entry]:
    """The words of a file's lists, in order."""
    data, words, run, out = read_toml(path).get("words", {}), "", 0, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        head, entry = _HEAD.match(line), _ENTRY.match(line)
        if line.startswith("["):
            words = head[1] if head else ""
        if words and entry:
            surface = json.loads(entry[1])
            out.append(Entry(words, surface, data[words][surface], number, run))
        else:
            run = number
    return out


def word_faults(packs: Packs) -> Iterator[str]:
    """Words are trimmed, in ordinary letters, unique in their list and in canonical order."""
    for path in pack_files(packs):
        seen: dict[tuple[str, str], Entry] = {}
        for entry in entries(path):
            yield from (f"{path}:{entry.line}: {text}" for text in _entry_faults(entry, seen.get((entry.words, entry.form))))
            seen.setdefault((entry.words, entry.form), entry)
        for _, group in groupby(entries(path), key=lambda e: (e.words, e.run)):
            run = list(group)
            if [e.rank for e in run] != sorted(e.rank for e in run):
                yield f"{path}:{run[0].line}: the list {run[0].words!r} is not in order of value and normal form; {REWRITE}"


def _entry_faults(entry: Entry, rival: Entry | None) -> Iterator[str]:
    surface = entry.surface
    if surface != " ".join(surface.split()) or not surface:
        yield f"the word {surface!r} has spaces too many; trim it"
    if odd := odd_letters(surface):
        yield f"the word {surface!r} of {entry.words!r} has {odd}; use ordinary letters, or {REWRITE}"
    if rival is not None and rival.value == entry.value:
        yield f"the word {surface!r} of {entry.words!r} stands in line {rival.line} as {rival.surface!r}; {REWRITE}"
    elif rival is not None:
        yield f"the word {surface!r} of {entry.words!r} has another value in line {rival.line}; keep one"


def pattern_faults(packs: Packs) -> Iterator[str]:
    """Pattern names are unique, stages are run, lists of one name agree on their clitics, and every pattern fires in a case."""
    for code, language in packs.languages.items():
        run = lay_out(packs, code, "").before.keys()
        names = Counter(r.name for r in language.rules)
        for rule in language.rules:
            place = f"{rule.file}:{_line(Path(rule.file), rule.name)}: pattern {rule.name!r}"
            if names[rule.name] > 1:
                yield f"{place} is not the only one of that name; rename one"
            if rule.stage not in run:
                yield f"{place} is of the stage {rule.stage!r}, which no pass runs; use {', '.join(run)}"
    yield from _clitics(packs)
    yield from _unproven(packs)


def _line(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((i for i, text in enumerate(lines, 1) if text.startswith("name") and f'"{name}"' in text), 1)


def _clitics(packs: Packs) -> Iterator[str]:
    said: dict[tuple[str, str], tuple[str, Path]] = {}
    for path in pack_files(packs):
        for name, words in read_toml(path).get("words", {}).items():
            policy = words.get("clitics", "none")
            other, where = said.setdefault((path.parent.name, name), (policy, path))
            if other != policy:
                yield f"{path}:{_line(path, name)}: the list {name!r} has clitics {other!r} in {where.name}; give both the same"


def _unproven(packs: Packs) -> Iterator[str]:
    proven = {(c.file.parent, c.pattern) for c in _cases(packs) if isinstance(c, Case) and c.span}
    for language in packs.languages.values():
        for rule in language.rules:
            path = Path(rule.file)
            if (path.parent, rule.name) not in proven:
                yield f"{path}:{_line(path, rule.name)}: pattern {rule.name!r} has no case; add one to {path.stem}.cases.toml"


def _cases(packs: Packs) -> Iterator[Case | MahdarError]:
    for path in case_files(packs):
        yield from load_cases(path)


def case_faults(packs: Packs) -> Iterator[str]:
    """Every case can be read, is exact, and means what it says; every negative one is silent; patterns stand beside their cases."""
    for case in _cases(packs):
        fault = str(case) if isinstance(case, MahdarError) else _astray(case, packs) or fault_of(case, packs)
        if fault:
            yield fault


def _astray(case: Case, packs: Packs) -> str | None:
    rules = [r for r in packs.languages[case.language].rules if r.name == case.pattern]
    if rules and Path(rules[0].file).name != pack_file(case.file).name:
        return f"{case.place}: {case.pattern!r} is a pattern of {Path(rules[0].file).name}; move the case beside it"
    return None


CHECKS: list[Callable[[Packs], Iterator[str]]] = [word_faults, pattern_faults, case_faults, world_faults]


def problems(packs: Packs) -> list[str]:
    """All that is wrong with the packs: one line per fault, with file, line and cure."""
    return [line for check in CHECKS for line in check(packs)]


def guards(packs: Packs) -> list[tuple[Case, str | None]]:
    """Every case of silence with the one guard that keeps it silent; None where nothing fires whichever is taken away."""
    return [(c, guard_of(c, packs)) for c in _cases(packs) if isinstance(c, Case) and c.span is None]


def guard_lines(packs: Packs) -> list[str]:
    """The cases of silence that prove nothing, one line each, and last how many of each language do."""
    found, lines = guards(packs), []
    for case, kept in found:
        if kept is None:
            lines.append(f"{case.place}: nothing in «{case.text}» is one guard away from firing; change its words, or name the pattern")
    counts = Counter((c.language, kept is not None) for c, kept in found)
    heard = Counter(c.language for c in _cases(packs) if isinstance(c, Case) and c.span)
    for code in sorted(packs.languages):
        silent = counts[code, True] + counts[code, False]
        held = f"{counts[code, True]} of these one guard away from firing"
        lines.append(f"{code}: {heard[code]} cases of patterns, {silent} of silence, {held}")
    return lines


def rewrite(packs: Packs) -> list[Path]:
    """Puts all word lists in canonical order and ordinary letters, one entry for each normal form; returns the files that changed."""
    changed = []
    for path in pack_files(packs):
        old = path.read_text(encoding="utf-8")
        new = _rewritten(old, entries(path))
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def _rewritten(text: str, found: list[Entry]) -> str:
    lines: list[str | None] = list(text.splitlines())
    known: set[Any] = set()
    for _, group in groupby(found, key=lambda e: (e.words, e.run)):
        run = list(group)
        kept = []
        for entry in sorted(run, key=lambda e: e.rank):
            if (key := (entry.words, *entry.rank[:2])) not in known:
                known.add(key)
                kept.append(_plain_line(str(lines[entry.line - 1])))
        first = run[0].line - 1
        lines[first : first + len(run)] = kept + [None] * (len(run) - len(kept))
    return "\n".join(line for line in lines if line is not None) + "\n"


def _plain_line(line: str) -> str:
    match = _ENTRY.match(line)
    if match is None or not odd_letters(match[1]):
        return line
    return json.dumps(ordinary(json.loads(match[1])), ensure_ascii=False) + line[match.end(1) :]


def main(arguments: list[str]) -> int:
    """Prints the faults of the packs that come with Mahdar; exit status 1 if there are any. Or, with `--guards`, the cases of silence."""
    if "--guards" in arguments:
        print("\n".join(guard_lines(load_packs())))
        return 0
    if "--rewrite" in arguments:
        for path in rewrite(load_packs()):
            print(f"rewritten: {path}")
    found = problems(load_packs())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
