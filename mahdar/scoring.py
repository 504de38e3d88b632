"""Measures the reader and the record against gold, and keeps the floors: quality is a ratchet.

Our own gold are the cases of the processes: `processes/NAME/cases/CASE/article.txt` with `expected.toml` beside it. Where
the shared gold is there too, its own scorer is run on it. `scores.toml` pins the floors with the fingerprint of each corpus.

    python -m mahdar.scoring [SHARED] [--raise | --lower]
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from mahdar.documents import Refused, open_documents
from mahdar.engine.pack import HOME, Packs, load_packs
from mahdar.errors import MahdarError
from mahdar.model import Reading
from mahdar.reading import read
from mahdar.reconciling import reconcile, store
from mahdar.showing.export import dumps, export_json, reading_json

FLOORS = HOME.parent / "scores.toml"
Row = dict[str, Any]
Figures = dict[str, tuple[float, float]]  # fact -> precision and recall

# expected.toml: [[session]], [[statement]] and so on, each with the cells that are checked; the record's name of each list.
_TABLES = {"session": "sessions", "outcome": "outcomes", "statement": "statements", "commitment": "commitments", "control": "control"}
_LEAST = 2  # cells that must be equal before two rows are compared at all


@dataclass
class Tally:
    """How many cells gold has, how many are said, how many are right, for each kind of fact."""

    gold: dict[str, int] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def cell(self, fact: str, gold: Any, said: Any, where: str) -> None:
        """Counts one cell; None is silence."""
        for counts, counted in (
            (self.gold, gold is not None),
            (self.said, said is not None),
            (self.right, gold is not None and gold == said),
        ):
            counts[fact] = counts.get(fact, 0) + counted
        if gold != said:
            self.wrong.append(f"{where}: {fact}: expected {gold!r}, found {said!r}")

    def figures(self) -> Figures:
        """Precision and recall of each fact, rounded down so that a floor can be met again."""
        return {f: (_share(self.right[f], self.said[f]), _share(self.right[f], self.gold[f])) for f in sorted(self.gold)}

    def table(self) -> Iterable[tuple[str, int, int, int]]:
        """Fact, gold, said and right."""
        return ((f, self.gold[f], self.said[f], self.right[f]) for f in sorted(self.gold))


def _share(part: int, whole: int) -> float:
    return part * 10000 // whole / 10000 if whole else 1.0 if not part else 0.0


def built(folder: Path, packs: Packs) -> tuple[Row, list[Reading]]:
    """The record of a folder or file as JSON, and the readings behind it."""
    readings = [read(d, packs) for d in open_documents(folder, packs) if not isinstance(d, Refused)]
    connection = store.memory()
    store.add_things(connection, packs.things, packs.processes)
    store.add_readings(connection, readings)
    reconcile(connection)
    return export_json(connection), readings


def score_cases(home: Path, packs: Packs) -> Tally:
    """Scores every case under `home/*/cases/`."""
    tally = Tally()
    for folder in _cases(home):
        expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
        record, readings = built(folder / "article.txt", packs)
        score_case(tally, expected, record, readings[0], folder.name)
    return tally


def _cases(home: Path) -> list[Path]:
    return sorted(path.parent for path in home.glob("*/cases/*/expected.toml"))


def score_case(tally: Tally, expected: Row, record: Row, reading: Reading, where: str) -> None:
    """Compares one record with what is expected of it: the cells that the expectation names, and rows too many."""
    for cell in ("published", "outlet", "title", "language"):
        if cell in expected:
            tally.cell(f"document.{cell}", expected[cell], record["documents"][0][cell], where)
    for kind, table in _TABLES.items():
        if kind in expected:
            wanted = [_placed(row, reading.document.text) for row in expected[kind]]
            _score_rows(tally, kind, wanted, [_shown(row) for row in record[table]], where)
    for date in expected.get("date", []):
        start = reading.document.text.find(date["text"])
        found = next((m.day.edtf for m in reading.dates if start <= m.span[0] < start + len(date["text"])), None)
        tally.cell("date.value", date["edtf"], found, where)


def _placed(row: Row, text: str) -> Row:
    """A row with the span of its words, where it gives them by `begins` and `ends`."""
    if "begins" not in row:
        return row
    start = text.find(row["begins"])
    end = text.find(row["ends"], start) + len(row["ends"])
    if start < 0 or end < start + len(row["ends"]):
        raise MahdarError("expected.toml", f"{row['begins']!r} ... {row['ends']!r} is not in the article", "take both from its text")
    return {**{k: v for k, v in row.items() if k not in ("begins", "ends")}, "span": (start, end)}


def _shown(row: Row) -> Row:
    """A row of the record in the form of an expectation: one telling's span, mode and chain, participants as `actor: role`."""
    told = (row.get("tellings") or row.get("made") or [{}])[0]
    people = [": ".join(filter(None, (p["actor"] or p["person"], p["role"]))) for p in row.get("participants", [])]
    return {**row, **{k: told[k] for k in ("span", "mode", "chain") if k in told}, "participants": people}


def _score_rows(tally: Tally, kind: str, wanted: list[Row], found: list[Row], where: str) -> None:
    """Pairs rows one to one, the most alike first, and counts rows and cells."""
    pairs = sorted(((_alike(w, f), -i, -j) for i, w in enumerate(wanted) for j, f in enumerate(found)), reverse=True)
    mate: dict[int, int] = {}
    for points, i, j in pairs:
        if points >= _LEAST and -i not in mate and -j not in mate.values():
            mate[-i] = -j
    for i, row in enumerate(wanted):
        other = found[mate[i]] if i in mate else {}
        tally.cell(kind, "row", "row" if other else None, f"{where} {row}")
        for cell in row.keys() - {"span"}:
            tally.cell(f"{kind}.{cell}", _bare(row[cell]), _bare(other.get(cell)), where)
    for j in sorted(set(range(len(found))) - set(mate.values())):
        tally.cell(kind, None, "row", f"{where} {found[j]['id']}")


def _alike(wanted: Row, found: Row) -> float:
    """How many cells are equal; words that overlap by half count for two."""
    points = sum(1.0 for cell in wanted.keys() - {"span"} if _bare(wanted[cell]) == _bare(found.get(cell)))
    if "span" in wanted:
        (a, b), (c, d) = wanted["span"], found.get("span", (0, 0))
        return points + 2 if 2 * (min(b, d) - max(a, c)) >= max(b, d) - min(a, c) else 0.0
    return points


def _bare(value: Any) -> Any:
    """A list without its order, since a record sorts; silence for what is empty."""
    return (sorted(value) if isinstance(value, list) else value) or None


def score_shared(shared: Path, packs: Packs) -> Tally:
    """Runs the shared scorer on the shared gold, if it is there."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        record, readings = built(shared / "seeds", packs)
        (Path(folder) / "record.json").write_text(dumps(record), encoding="utf-8")
        for reading in readings:
            name = Path(reading.document.path or "").with_suffix(".json").name
            (Path(folder) / name).write_text(dumps(reading_json(reading)), encoding="utf-8")
        scorer = [sys.executable, str(shared / "score/score.py"), f"{folder}/record.json", str(shared / "gold/seeds.json")]
        told = subprocess.run([*scorer, "--readings", folder, "--json"], check=True, capture_output=True, text=True)  # noqa: S603  # our scorer
    for row in json.loads(told.stdout):
        tally.gold[row["kind"]], tally.said[row["kind"]], tally.right[row["kind"]] = row["gold"], row["said"], row["right"]
    return tally


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of files: floors hold for the corpus that they were measured on."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def below(floors: Row, figures: Figures, corpus: str) -> list[str]:
    """What is wrong with the figures of a corpus, one line each."""
    if not floors:
        return ["no floors are pinned for it: pin them with --raise"]
    changed = (
        ["the corpus is not the one that the floors were measured on: pin them anew with --raise"]
        if floors["fingerprint"] != corpus
        else []
    )
    lines = []
    for fact, floor in floors["floors"].items():
        for name, least, now in zip(("precision", "recall"), floor, figures.get(fact, (0.0, 0.0)), strict=True):
            if now < least:
                lines.append(f"{fact}: {name} {now:.4f} is below its floor {least:.4f}")
    return changed + lines


def raised(floors: Row, figures: Figures, corpus: str) -> Row:
    """The floors, none lower than before."""
    old = floors.get("floors", {})
    best = {f: [max(a, b) for a, b in zip(figures[f], old.get(f, (0.0, 0.0)), strict=True)] for f in figures}
    return {"fingerprint": corpus, "floors": {**old, **best}}


def lowered(figures: Figures, corpus: str) -> Row:
    """The figures as they are."""
    return {"fingerprint": corpus, "floors": {fact: list(pair) for fact, pair in figures.items()}}


def written(floors: dict[str, Row]) -> str:
    """`scores.toml`: per corpus its fingerprint and per fact the floors of precision and recall."""
    lines = ["# Floors of precision and recall, per fact. They only rise: python -m mahdar.scoring --raise; lowering one takes --lower."]
    for name, pinned in sorted(floors.items()):
        lines += ["", f"[{name}]", f'fingerprint = "{pinned["fingerprint"]}"', f"[{name}.floors]"]
        lines += [f'"{fact}" = [{p:.4f}, {r:.4f}]' for fact, (p, r) in sorted(pinned["floors"].items())]
    return "\n".join(lines) + "\n"


def measured(shared: Path | None, packs: Packs) -> dict[str, tuple[Tally, str]]:
    """Every corpus that is there: its tally and its fingerprint."""
    cases = [p for folder in _cases(HOME / "processes") for p in folder.iterdir()]
    found = {"cases": (score_cases(HOME / "processes", packs), fingerprint(cases))} if cases else {}
    if shared and (shared / "score/score.py").is_file():
        texts = [*(shared / "seeds").iterdir(), shared / "gold/seeds.json", shared / "gold/names.json", shared / "score/score.py"]
        found["shared"] = score_shared(shared, packs), fingerprint(texts)
    return found


@click.command()
@click.argument("shared", required=False, type=click.Path(path_type=Path))
@click.option("--raise", "up", is_flag=True, help="Raise the floors to what is reached now.")
@click.option("--lower", "down", is_flag=True, help="Set the floors to what is reached now, lower ones included.")
@click.option("--verbose", is_flag=True, help="List every cell that is missing or wrong.")
def main(shared: Path | None, up: bool, down: bool, verbose: bool) -> None:
    """Print the scores of every corpus that is there; fail below a floor."""
    floors: dict[str, Row] = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    failed = False
    for name, (tally, corpus) in measured(shared, load_packs()).items():
        figures = tally.figures()
        if down:
            floors[name] = lowered(figures, corpus)
        elif up:
            floors[name] = raised(floors.get(name, {}), figures, corpus)
        problems = below(floors.get(name, {}), figures, corpus)
        failed |= bool(problems)
        _print(name, tally, [*problems, *(tally.wrong if verbose else [])])
    if up or down:
        FLOORS.write_text(written(floors), encoding="utf-8")
    sys.exit(failed)


def _print(name: str, tally: Tally, lines: list[str]) -> None:
    click.echo(f"\n{name:28}{'gold':>6}{'said':>6}{'right':>6}{'P':>7}{'R':>7}")
    for fact, gold, said, right in tally.table():
        click.echo(f"{fact:28}{gold:6}{said:6}{right:6}{_share(right, said):7.2f}{_share(right, gold):7.2f}")
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
