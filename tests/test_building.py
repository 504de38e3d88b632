"""Building a record in Python: what is reported, and the same bytes whatever the order and the number of workers."""

import duckdb
import pytest

import mahdar
from mahdar.errors import MahdarError
from mahdar.scaling import NO_PROCESS

ROUND = "عُقدت الجولة {} من محادثات أستانا في مدينة أستانا يومي {} و{} كانون الثاني 2024.\n"
TEXTS = {f"{n}.txt": ROUND.format(word, n, n + 1) for n, word in ((10, "العشرون"), (20, "الحادية والعشرون"), (25, "الثانية والعشرون"))}
HARVEST = """
id = "harvest"
names.en = ["Harvest talks"]
titles.en = ["Harvest talks"]
homes = []

[gate]
en = ["harvest"]
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "notes.doc").write_bytes(b"x")
    (folder / "english.txt").write_text("The harvest of the valley was good this year. " * 20, encoding="utf-8")
    (folder / "russian.txt").write_text("Переговоры прошли в городе, см. محادثات أستانا. " * 20, encoding="utf-8")
    return folder


def exported(record, into):
    with mahdar.open_record(record) as opened:
        opened.export(into)
    return into.read_bytes()


def test_the_report_counts_what_was_read_and_what_was_not(folder, tmp_path):
    seen = []
    report = mahdar.build(folder, tmp_path / "r.duckdb", progress=lambda done, of: seen.append((done, of)))
    assert report.read == 3
    assert report.unread == {NO_PROCESS: 1, "no language pack for ru": 1}
    assert [refused.path.endswith("notes.doc") for refused in report.aside] == [True]
    assert report.counts["sessions"] == 3
    assert report.processes == ["astana"]
    assert seen[-1] == (6, 6)


def test_a_collection_that_names_no_process_says_so(folder, tmp_path):
    report = mahdar.build(folder / "english.txt", tmp_path / "r.duckdb")
    assert (report.read, report.unread, report.processes) == (0, {NO_PROCESS: 1}, [])


def test_any_order_gives_the_same_bytes(folder, tmp_path):
    files = sorted(folder.glob("*.txt"))
    mahdar.build(files, tmp_path / "a.duckdb")
    mahdar.build(reversed(files), tmp_path / "b.duckdb", jobs=2)
    first, second = (exported(tmp_path / f"{name}.duckdb", tmp_path / f"{name}.json") for name in "ab")
    assert first == second


def test_what_is_new_is_added_and_gives_the_same_as_all_at_once(folder, tmp_path):
    into, whole, late = tmp_path / "r.duckdb", tmp_path / "whole.duckdb", folder / "25.txt"
    mahdar.build([p for p in sorted(folder.glob("*.txt")) if p != late], into)
    report = mahdar.build(folder, into)
    assert (report.read, report.held, report.met) == (1, 5, 5)
    mahdar.build(folder, whole)
    assert exported(into, tmp_path / "a.json") == exported(whole, tmp_path / "b.json")
    assert mahdar.build(folder, into).read == 0


def test_anew_holds_only_these_sources(folder, tmp_path):
    into = tmp_path / "r.duckdb"
    mahdar.build(folder, into)
    mahdar.build(folder / "10.txt", into, anew=True)
    with mahdar.open_record(into) as record:
        assert len(record.documents) == 1
    before = into.read_bytes()
    (tmp_path / "empty.txt").touch()
    with pytest.raises(MahdarError, match=r"empty\.txt"):
        mahdar.build(tmp_path / "empty.txt", into)
    assert into.read_bytes() == before


def test_with_other_packs_all_that_the_record_holds_is_read_again(folder, tmp_path):
    into, packs = tmp_path / "r.duckdb", tmp_path / "packs"
    mahdar.build(folder, into)
    (packs / "processes" / "harvest").mkdir(parents=True)
    (packs / "processes" / "harvest" / "process.toml").write_text(HARVEST, encoding="utf-8")
    report = mahdar.build(folder / "10.txt", into, packs=packs)
    assert (report.read, report.held) == (4, 5), "the English text is relevant now"


def test_nothing_that_can_be_read(folder, tmp_path):
    (tmp_path / "void").mkdir()
    for name in ("a.doc", "b.doc"):
        (tmp_path / "void" / name).write_bytes(b"\x00\x01")
    with pytest.raises(MahdarError, match="none of its 2 documents"):
        mahdar.build(tmp_path / "void", tmp_path / "r.duckdb")
    assert not (tmp_path / "r.duckdb").exists()


def test_a_record_of_an_earlier_mahdar_is_named_and_brought_up_to_date(folder, tmp_path):
    into = tmp_path / "r.duckdb"
    mahdar.build(folder / "10.txt", into)
    with duckdb.connect(str(into)) as record:
        record.execute("DROP TABLE behind; UPDATE about SET value = 'other' WHERE key = 'layout'")
    for day in (None, "2024-02-01"):
        with pytest.raises(MahdarError, match="made by an earlier mahdar; bring it up to date with: mahdar build"):
            mahdar.open_record(into, as_of=day)
    report = mahdar.build(folder / "20.txt", into)
    assert (report.read, report.held) == (2, 2)
    mahdar.open_record(into).close()
