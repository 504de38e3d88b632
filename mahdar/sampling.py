"""How often a record is right: a random, blind coding sheet drawn from it, and the error rates of the sheet once it is filled in.

The coder sees a passage and a fact, and says whether the passage tells it. Some of the facts are altered, and nothing on the sheet
tells which: how many of those are caught says how well it was coded. The key beside the sheet knows.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mahdar.errors import MahdarError
from mahdar.showing.sheets import KINDS, Table, read_sheets, write_sheets

if TYPE_CHECKING:
    import duckdb

ALTERED = 0.1  # share of the facts that are altered on purpose
AROUND = 400  # characters of the text shown on each side of the words
Z = 1.959964  # of a 95 % interval
# What is asked of: cells that a passage can tell by itself, each a stratum. Their values must not hang on other documents.
ASKED = {
    "session": ("kind", "process", "number", "dates", "city", "status", "participant"),
    "statement": ("speaker", "content", "mode", "act"),
    "commitment": ("what", "by", "due"),
    "control": ("place", "actor", "change", "dates"),
    "outcome": ("kind", "title", "signatory", "dates"),
    "stance": ("stance",),
}
_TOLD_BY = {"session": ("kind", "process", "number", "dates", "city"), "statement": ("speaker", "content"), "commitment": ("by", "what"),
            "control": ("actor", "change", "place"), "outcome": ("kind", "title"), "stance": ("actor", "issue")}  # fmt: skip
_FACTS = ("row", "source", "outlet", "published", "passage", "thing", "field", "value", "right", "note")
_MISSED = ("source", "thing", "told_on_the_sheet", "missed", "note")
_YES, _NO, _UNSURE = ("y", "yes", "1", "نعم"), ("n", "no", "0", "لا"), ("?", "")


class Fact(NamedTuple):
    """A claim as it is asked about."""

    claim: str
    document: str
    kind: str
    cell: str
    value: str
    about: str
    start: int
    end: int

    @property
    def stratum(self) -> str:
        """The kind of fact."""
        return f"{self.kind}.{self.cell}"


class Rate(NamedTuple):
    """A share with its 95 % interval: so many right of so many."""

    of: str
    right: int
    total: int
    share: float
    low: float
    high: float


def wilson(right: float, total: float) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927, JASA 22:209-212); without cases it says nothing: 0 to 1."""
    if not total:
        return 0.0, 1.0
    share, z2 = right / total, Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half) if right > 0 else 0.0, min(1.0, middle + half) if right < total else 1.0


def draw(connection: duckdb.DuckDBPyConnection, into: Path, size: int = 100, documents: int = 0, seed: int | None = None) -> int:
    """Writes a coding sheet of about `size` facts, as many of each kind, and all facts of `documents` random documents.

    The key is written beside it (`NAME.key.json`). Returns how many facts are on the sheet.
    """
    if into.suffix not in KINDS:
        raise MahdarError(str(into), "is no kind of sheet", f"end its name in {' or '.join(KINDS)}")
    seed = random.SystemRandom().randrange(1 << 30) if seed is None else seed
    chance, facts = random.Random(seed), _facts(connection)  # noqa: S311  # to be drawn again, not to be kept secret
    if not facts:
        raise MahdarError(str(into), "the record has no facts to ask about", "build a record of relevant documents")
    whole = set(chance.sample(sorted({f.document for f in facts}), min(documents, len({f.document for f in facts}))))
    picked = {f.claim for f in _stratified(facts, size, chance)}
    asked = [f for f in facts if f.claim in picked or f.document in whole]
    chance.shuffle(asked)
    altered = _altered(asked, picked, facts, chance)
    write_sheets(into, {"facts": _sheet(connection, asked, altered), **({"missed": _missed(asked, whole)} if whole else {})})
    key = _key(connection, asked, altered, picked, whole, facts, seed)
    _key_path(into).write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(asked)


def _facts(connection: duckdb.DuckDBPyConnection) -> list[Fact]:
    """Every claim that can be asked about, in a fixed order, with what tells its thing from others."""
    found = connection.execute("""
        SELECT c.id, c.document, c.kind, c.cell, c.value, c.subject, c.span_start, c.span_end FROM claims c
        WHERE c.value IS NOT NULL AND c.span_start IS NOT NULL AND c.basis <> 'linked'
        ORDER BY c.document, c.subject, c.span_start, c.id""").fetchall()
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for _, _, _, cell, value, subject, _, _ in found:
        told[subject][cell].append(_shown(value))
    return [
        Fact(claim, document, kind, cell, _shown(value), _about(kind, cell, told[subject]), start, end)
        for claim, document, kind, cell, value, subject, start, end in found
        if cell in ASKED.get(kind, ())
    ]


def _shown(value: str) -> str:
    """A value for the coder: bare text, a participant as its parts."""
    found = json.loads(value)
    return ", ".join(str(v) for v in found.values() if v is not None) if isinstance(found, dict) else str(found)


def _about(kind: str, cell: str, told: Mapping[str, list[str]]) -> str:
    """What tells the thing from others: its telling cells but the one that is asked about."""
    return f"{kind}: " + "; ".join(f"{c} {', '.join(told[c])}" for c in _TOLD_BY[kind] if c != cell and c in told)


def _stratified(facts: list[Fact], size: int, chance: random.Random) -> Iterator[Fact]:
    """As many facts of each kind; what a rare kind lacks goes to the others."""
    strata: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        strata[fact.stratum].append(fact)
    left = size
    for k, (_, some) in enumerate(sorted(strata.items(), key=lambda s: (len(s[1]), s[0]))):
        share = min(len(some), math.ceil(left / (len(strata) - k)))
        left -= share
        yield from chance.sample(some, share)


def _altered(asked: list[Fact], picked: set[str], facts: list[Fact], chance: random.Random) -> dict[str, str]:
    """Claim -> another value of the same kind of fact, that the document nowhere gives; for some of those drawn."""
    values, given = defaultdict(set), defaultdict(set)
    for fact in facts:
        values[fact.stratum].add(fact.value)
        given[fact.document, fact.stratum].add(fact.value)
    others = {f.claim: sorted(values[f.stratum] - given[f.document, f.stratum]) for f in asked if f.claim in picked}
    can = sorted(claim for claim, some in others.items() if some)
    return {claim: chance.choice(others[claim]) for claim in chance.sample(can, min(len(can), round(ALTERED * len(picked))))}


def _sheet(connection: duckdb.DuckDBPyConnection, asked: list[Fact], altered: Mapping[str, str]) -> Table:
    sources = {d: rest for d, *rest in connection.execute("SELECT id, outlet, published, text FROM documents").fetchall()}
    rows = []
    for number, fact in enumerate(asked, 1):
        outlet, published, text = sources[fact.document]
        value = altered.get(fact.claim, fact.value)
        rows.append((str(number), fact.document, outlet or "", published or "", _passage(text, fact), fact.about, fact.cell, value, "", ""))
    return _FACTS, rows


def _passage(text: str, fact: Fact) -> str:
    """The words and what stands around them, cut at spaces."""
    low, high = max(0, fact.start - AROUND), min(len(text), fact.end + AROUND)
    low = text.find(" ", low, fact.start) + 1 if low and " " in text[low : fact.start] else low
    high = text.rfind(" ", fact.end, high) if high < len(text) and " " in text[fact.end : high] else high
    return text[low : fact.start] + "⟦" + text[fact.start : fact.end] + "⟧" + text[fact.end : high]


def _missed(asked: list[Fact], whole: set[str]) -> Table:
    """For each document that is coded whole, how many facts of each kind are on the sheet; the coder adds how many are not."""
    counts = Counter((f.document, f.stratum) for f in asked if f.document in whole)
    strata = [f"{kind}.{cell}" for kind, cells in ASKED.items() for cell in cells]
    return _MISSED, [(document, stratum, str(counts[document, stratum]), "", "") for document in sorted(whole) for stratum in strata]


def _key_path(sheet: Path) -> Path:
    return sheet.with_suffix(".key.json")


def _key(
    connection: duckdb.DuckDBPyConnection,
    asked: list[Fact],
    altered: Mapping[str, str],
    picked: set[str],
    whole: set[str],
    facts: list[Fact],
    seed: int,
) -> dict[str, Any]:
    manifest = dict(connection.execute("SELECT key, value FROM manifest").fetchall())
    rows = [
        {"claim": f.claim, "document": f.document, "of": f.stratum, "drawn": f.claim in picked, "altered": f.claim in altered}
        for f in asked
    ]
    return {
        "schema": "mahdar-sample/1",
        "record": {k: manifest[k] for k in ("reader", "packs", "collection", "as_of", "cite") if k in manifest},
        "seed": seed,
        "population": dict(sorted(Counter(f.stratum for f in facts).items())),
        "whole": sorted(whole),
        "rows": rows,
    }


class Result(NamedTuple):
    """The error rates of a sheet: precision by kind of fact and of all, recall by kind, and how many altered facts were caught."""

    precision: list[Rate]
    recall: list[Rate]
    caught: Rate
    unsure: int
    record: dict[str, str]


def score(sheet: Path) -> Result:
    """The rates of a filled-in sheet, by its key."""
    key = _read_key(_key_path(sheet))
    tables = read_sheets(sheet)
    facts = tables.get("facts") or tables.get("") or []
    said = {int(row["row"]): _answer(row.get("right", ""), row["row"], sheet) for row in facts if row.get("row", "").isdigit()}
    coded = [(row, said.get(number)) for number, row in enumerate(key["rows"], 1)]
    altered = [answer is False for row, answer in coded if row["altered"] and answer is not None]
    judged = [(row, answer) for row, answer in coded if not row["altered"] and answer is not None]
    if not judged:
        raise MahdarError(str(sheet), "nothing is filled in", "write y or n in the column `right`")
    by_kind = _precision([(row["of"], answer) for row, answer in judged if row["drawn"]], key["population"])
    recall = _recall([(row, answer) for row, answer in judged if row["document"] in key["whole"]], tables.get("missed", []), sheet)
    unsure = sum(answer is None for _, answer in coded)
    return Result(by_kind, recall, _rate("altered facts caught", sum(altered), len(altered)), unsure, key["record"])


def _read_key(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise MahdarError(str(path), "the key of the sheet is missing or spoilt", "keep it beside the sheet, as it was written") from None
    return found


def _answer(text: str, row: str, sheet: Path) -> bool | None:
    word = text.strip().casefold()
    if word not in (*_YES, *_NO, *_UNSURE):
        raise MahdarError(f"{sheet}: row {row}", f"{text!r} is no answer", "write y, n or ? in the column `right`")
    return None if word in _UNSURE else word in _YES


def _precision(judged: list[tuple[str, bool]], population: Mapping[str, int]) -> list[Rate]:
    """By kind, then of all: there each kind counts as much as the record holds of it (Kish's effective size, Survey Sampling, 1965)."""
    right, total = Counter(of for of, answer in judged if answer), Counter(of for of, _ in judged)
    rates = [_rate(of, right[of], total[of]) for of in sorted(total)]
    weights = {of: population[of] / total[of] for of in total}
    whole, squares = sum(population[of] for of in total), sum(weights[of] ** 2 * total[of] for of in total)
    share, effective = sum(weights[of] * right[of] for of in total) / whole, whole**2 / squares
    return [*rates, Rate("all", right.total(), total.total(), share, *wilson(share * effective, effective))]


def _recall(judged: list[tuple[dict[str, Any], bool]], missed: list[dict[str, str]], sheet: Path) -> list[Rate]:
    """By kind, from the documents that were coded whole: right of right and missed."""
    right = Counter(row["of"] for row, answer in judged if answer)
    lacking = Counter[str]()
    for row in missed:
        lacking[row["thing"]] += _number(row, sheet)
    rates = [_rate(of, right[of], right[of] + lacking[of]) for of in sorted(right | lacking)]
    return [*rates, _rate("all", right.total(), right.total() + lacking.total())] if rates else []


def _number(row: Mapping[str, str], sheet: Path) -> int:
    text = row.get("missed", "").strip() or "0"
    if not text.isdecimal():
        raise MahdarError(f"{sheet}: {row['source']}: {row['thing']}", f"{text!r} is no number", "write how many facts were missed")
    return int(text)


def lines(result: Result) -> Iterator[str]:
    """The result as lines of a page."""
    yield from (f"{key}: {result.record[key]}" for key in ("cite", "reader") if key in result.record)
    for title, rates in (("precision", result.precision), ("recall, of sources coded whole", result.recall)):
        if rates:
            yield ""
            yield f"{title:32}{'right':>6}{'of':>6}{'share':>8}   95 % interval (Wilson)"
            yield from map(_line, rates)
    yield ""
    yield _line(result.caught)
    if result.unsure:
        yield f"{result.unsure} facts without an answer were left out"


def _line(rate: Rate) -> str:
    return f"{rate.of:32}{rate.right:6}{rate.total:6}{rate.share:8.3f}   {rate.low:.3f} to {rate.high:.3f}"


def _rate(of: str, right: int, total: int) -> Rate:
    return Rate(of, right, total, right / total if total else 0.0, *wilson(right, total))
