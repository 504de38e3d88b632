"""The coding sheet: random, blind, whole; and the rates of one that is filled in."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.coverage import Coverage
from mahdar import sampling
from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.showing.sheets import read_sheets, write_sheets


@pytest.fixture(scope="module")
def connection():
    coverage = Coverage(1500)
    connection = store.memory()
    store.add_readings(connection, coverage.readings())
    store.add_things(connection, coverage.truth.things, coverage.truth.processes)
    reconcile(connection)
    return connection


def key(sheet):
    return json.loads(sheet.with_suffix(".key.json").read_text(encoding="utf-8"))


def fill(sheet, answer, missed="0"):
    """Codes a CSV sheet: `answer` of each row of the key."""
    for path, column, values in (
        (sheet, "right", [answer(row) for row in key(sheet)["rows"]]),
        (sheet.with_suffix(".missed.csv"), "missed", None),
    ):
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            for k, row in enumerate(rows):
                row[column] = values[k] if values else missed
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)


def test_the_sheet_has_as_many_facts_of_each_kind_and_does_not_tell_which_are_altered(connection, tmp_path):
    sheet = tmp_path / "s.csv"
    assert sampling.draw(connection, sheet, 60, seed=1) == 60
    rows = read_sheets(sheet)[""]
    drawn = [row["of"] for row in key(sheet)["rows"]]
    counts = {of: drawn.count(of) for of in set(drawn)}
    assert max(counts.values()) - min(counts.values()) <= 1
    assert sum(row["altered"] for row in key(sheet)["rows"]) == 6
    assert set(rows[0]) == {"row", "source", "outlet", "published", "passage", "thing", "field", "value", "right", "note"}
    assert all("⟦" in row["passage"] and row["right"] == "" for row in rows)


def test_what_is_not_altered_stands_in_its_passage_and_what_is_altered_is_nowhere_said(connection, tmp_path):
    sheet = tmp_path / "s.csv"
    sampling.draw(connection, sheet, 80, seed=2)
    for row, known in zip(read_sheets(sheet)[""], key(sheet)["rows"], strict=True):
        words = row["passage"].partition("⟦")[2].partition("⟧")[0]
        if row["field"] in ("city", "number"):
            assert (words == row["value"]) is not known["altered"]


def test_a_seed_draws_the_same_sheet_again_and_another_seed_another(connection, tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        sampling.draw(connection, tmp_path / f"{name}.csv", 30, seed=seed)
    a, b, c = ((tmp_path / f"{name}.csv").read_bytes() for name in "abc")
    assert a == b != c


def test_precision_counts_each_kind_as_the_record_holds_it_and_altered_facts_apart(connection, tmp_path):
    sheet = tmp_path / "s.csv"
    sampling.draw(connection, sheet, 100, seed=3)
    fill(sheet, lambda row: "n" if row["altered"] or row["of"] == "session.city" else "y")
    result = sampling.score(sheet)
    rates = {rate.of: rate for rate in result.precision}
    assert rates["session.city"].share == 0
    assert rates["session.number"].share == 1
    population = key(sheet)["population"]
    assert rates["all"].share == pytest.approx(1 - population["session.city"] / sum(population.values()))
    assert result.caught.share == 1
    assert rates["all"].low < rates["all"].share < rates["all"].high


def test_recall_comes_from_documents_that_are_coded_whole(connection, tmp_path):
    sheet = tmp_path / "s.csv"
    sampling.draw(connection, sheet, 20, documents=3, seed=4)
    whole = key(sheet)["whole"]
    assert len(whole) == 3
    fill(sheet, lambda row: "n" if row["altered"] else "y", missed="1")
    result = sampling.score(sheet)
    kinds = sum(len(cells) for cells in sampling.ASKED.values())
    right = sum(row["document"] in whole and not row["altered"] for row in key(sheet)["rows"])
    assert result.recall[-1][:3] == ("all", right, right + 3 * kinds)
    assert any(line.startswith("recall") for line in sampling.lines(result))


def test_xlsx_is_read_as_it_was_written_and_formulas_stay_text(tmp_path):
    rows = [("1", "2017-01", "=1+1", "نص"), ("2", "007", "+962", "")]
    write_sheets(tmp_path / "s.xlsx", {"facts": (("row", "day", "formula", "words"), rows), "more": (("a",), [("b",)])})
    found = read_sheets(tmp_path / "s.xlsx")
    assert [tuple(row.values()) for row in found["facts"]] == rows
    assert found["more"] == [{"a": "b"}]


def test_a_sheet_in_xlsx_can_be_scored(connection, tmp_path):
    import python_calamine

    sheet = tmp_path / "s.xlsx"
    sampling.draw(connection, sheet, 10, seed=8)
    tables = {n: python_calamine.CalamineWorkbook.from_path(sheet).get_sheet_by_name(n).to_python() for n in ("facts",)}
    filled = tmp_path / "filled.xlsx"
    write_sheets(filled, {"facts": (tables["facts"][0], [[*map(str, row[:-2]), "y", ""] for row in tables["facts"][1:]])})
    filled.with_suffix(".key.json").write_bytes(sheet.with_suffix(".key.json").read_bytes())
    assert sampling.score(filled).precision[-1].share == 1


def test_a_sheet_is_never_written_over_and_bad_answers_are_named(connection, tmp_path):
    sheet = tmp_path / "s.csv"
    sampling.draw(connection, sheet, 10, seed=1)
    with pytest.raises(MahdarError, match="there already"):
        sampling.draw(connection, sheet, 10)
    with pytest.raises(MahdarError, match="nothing is filled in"):
        sampling.score(sheet)
    fill(sheet, lambda row: "perhaps")
    with pytest.raises(MahdarError, match="row 1: 'perhaps' is no answer"):
        sampling.score(sheet)
    sheet.with_suffix(".key.json").unlink()
    with pytest.raises(MahdarError, match="key"):
        sampling.score(sheet)
    with pytest.raises(MahdarError, match="no kind of sheet"):
        sampling.draw(connection, tmp_path / "s.doc", 10)


@given(total=st.integers(1, 500), data=st.data())
def test_the_interval_holds_the_share_and_narrows_with_more_cases(total, data):
    right = data.draw(st.integers(0, total))
    low, high = sampling.wilson(right, total)
    assert 0 <= low <= right / total <= high <= 1
    wider = sampling.wilson(right, total)
    narrower = sampling.wilson(right * 10, total * 10)
    assert narrower[1] - narrower[0] < wider[1] - wider[0]


def test_the_interval_of_the_textbook():
    assert sampling.wilson(0, 0) == (0.0, 1.0)
    assert sampling.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, Statistics in Medicine 17:857, method 3
