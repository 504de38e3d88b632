"""The sample record says what a person finds in its texts (`examples/astana.expected.toml`), and what it misses is known."""

import tomllib
from pathlib import Path

import pytest

import mahdar

SAMPLE = Path(__file__).parent.parent / "examples" / "astana"
EXPECTED = tomllib.loads((SAMPLE.with_name("astana.expected.toml")).read_text(encoding="utf-8"))
MARKS = ("missed", "wrong")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    mahdar.build(SAMPLE, path)
    return path


@pytest.fixture(scope="module")
def record(path):
    with mahdar.open_record(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def on(path):
    """The commitments as of a day; each day is reckoned once."""
    kept = {}

    def commitments(day):
        if day not in kept:
            with mahdar.open_record(path, as_of=day) as opened:
                kept[day] = opened.commitments.to_arrow().to_pylist()
        return kept[day]

    return commitments


def each(kind):
    """The rows of one kind, each under a readable name."""
    rows = EXPECTED[kind]
    return pytest.mark.parametrize("row", rows, ids=[" ".join(str(v) for k, v in row.items() if k not in MARKS)[:60] for row in rows])


def found_as_marked(row, hits):
    """Exactly one thing fits, and none where the row is marked as missed."""
    assert len(hits) == (0 if row.get("missed") is True else 1), f"{len(hits)} fit; where a mark of the row holds no more, change the row"


@each("session")
def test_session(record, row):
    missed = row.get("missed") or []
    facts = {k: v for k, v in row.items() if k not in MARKS}
    sure = {k: v for k, v in facts.items() if missed is True or k not in missed}
    hits = [s for s in record.sessions.to_arrow().to_pylist() if all((s[k] or "") == v for k, v in sure.items())]
    found_as_marked(row, hits)
    assert missed is True or all(hits[0][column] != facts[column] for column in missed)


def test_no_other_round_has_a_number(record):
    rounds = {(s["process"], s["number"]) for s in record.sessions.to_arrow().to_pylist() if s["kind"] == "round" and s["number"]}
    assert rounds == {(s["process"], s["number"]) for s in EXPECTED["session"] if "number" in s}


@each("participants")
def test_participants(record, row):
    chosen = [p for p in record.participants.to_arrow().to_pylist() if p["session"] == row["session"] and p["chosen"]]
    came = {" ".join(filter(None, (p["actor"], p["role"], p["person"]))) for p in chosen}
    assert came & set(row["missed"]) == set()
    assert came == set(row["came"])


@each("commitment")
def test_commitment(on, row):
    for day, fate in row["fate"].items():
        hits = [c for c in on(day) if row["words"] in c["what"]]
        found_as_marked(row, hits)
        assert all((c["by"], c["due"], c["fate"]) == (row["by"], row["due"], fate) for c in hits)


@each("disagreement")
def test_disagreement(record, row):
    told = [d for d in record.disagreements.to_arrow().to_pylist() if d["subject"].startswith(row["subject"]) and d["cell"] == row["cell"]]
    values = sorted(d["value"].strip('"') for d in told)
    assert (values == row["values"]) is not row.get("missed", False)


def test_no_other_disagreement(record):
    told = {(d["subject"], d["cell"]) for d in record.disagreements.to_arrow().to_pylist()}
    assert told == {(d["subject"], d["cell"]) for d in EXPECTED["disagreement"] if "missed" not in d}


@each("gap")
def test_gap(record, row):
    gaps = {(g["process"], g["what"].partition(":")[0]) for g in record.gaps.to_arrow().to_pylist()}
    assert (row["process"], row["what"]) in gaps
