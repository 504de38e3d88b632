"""What holds for every format: it says what it is, it is whole or not there, and it leaves out what it is told to."""

import json
import re

import pytest
from click.testing import CliRunner

from mahdar import cli, opening
from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.exports import FORMATS, export, format_of
from tests.reconciling.made import resolve
from tests.showing.exports.made import HOSTILE, PASSAGE, WORLD, built, files, readings, written

WORDS, SECRET = "We met.", "Source of secrets"


def plain(path, name):
    """All text of an export, unpacked where it is packed."""
    if name == "parquet":
        import pandas

        return "\n".join(pandas.read_parquet(p).to_csv() for p in sorted(path.iterdir()))
    if name == "xlsx":
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(path)
        return "\n".join(str(cell) for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python() for cell in row)
    found = b"\n".join(files(path).values()).decode()
    return re.sub(r"\r\n[ \t]", "", found) if name == "ics" else found


@pytest.fixture(scope="module")
def twin():
    return built(readings()[::-1])


@pytest.fixture(scope="module")
def nothing():
    return built([])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_is(connection, tmp_path, name):
    text = plain(written(connection, tmp_path, name), name).replace("\\", "")
    facts = dict(connection.execute("SELECT key, value FROM manifest").fetchall())
    for fact in (facts["cite"], facts["collection"], facts["packs"], facts["reader"], "with the words of the sources"):
        assert fact in text, fact


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_bytes(connection, twin, tmp_path, name):
    made = []
    for record, place in ((connection, "first"), (twin, "second")):
        (tmp_path / place).mkdir()
        made.append(files(written(record, tmp_path / place, name)))
    assert made[0] == made[1]


@pytest.mark.parametrize("name", FORMATS)
def test_the_words_of_the_sources_can_be_left_out(twin, tmp_path, name):
    assert re.search(f"{WORDS}|{PASSAGE}", plain(written(twin, tmp_path, name), name)) or name in ("csl", "gexf")
    bare = plain(written(twin, tmp_path, name, text=False), name)
    assert "without the words of the sources" in bare
    assert WORDS not in bare
    assert PASSAGE not in bare


@pytest.mark.parametrize("name", FORMATS)
def test_the_mark_of_a_source_is_carried(connection, tmp_path, name):
    assert "internal" in plain(written(connection, tmp_path, name), name)


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A record on disk in which one source is marked: it alone tells of the summit, the promise and the town."""
    path = tmp_path_factory.mktemp("marked") / "record.duckdb"
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, WORLD)
        store.add_readings(connection, readings(mark=SECRET))
        reconcile(connection, None, resolve)
    return path


@pytest.fixture(scope="module")
def without_marked(marked):
    with opening.open_record(marked, sensitive=False) as record:
        yield record


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_marked_can_be_left_out_with_all_that_only_it_tells(without_marked, tmp_path, name):
    text = plain(written(without_marked.connection, tmp_path, name), name)
    for told in (SECRET, "summit-2032", "lakeside", "b.txt", "westmark"):
        assert told not in text, told
    assert "sensitive_left_out" in text or name in ("plover", "csl")
    assert '"b"' not in text


def test_a_record_without_what_is_marked_is_made_anew(marked, without_marked):
    assert without_marked.documents.to_arrow()["id"].to_pylist() == ["a", "c"]
    assert without_marked.sessions.to_arrow()["id"].to_pylist() == ["river-talks-round-3"]
    manifest = dict(without_marked.connection.execute("FROM manifest").fetchall())
    assert (manifest["documents"], manifest["sensitive_left_out"], manifest["as_of"]) == ("2", "1", "2031-12-10")
    with opening.open_record(marked, as_of="2031-12-09", sensitive=False) as record:
        assert record.documents.to_arrow()["id"].to_pylist() == ["a"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_of_nothing(nothing, tmp_path, name):
    assert files(written(nothing, tmp_path, name))


@pytest.mark.parametrize(
    ("target", "name"),
    [("a.json", "json"), ("a.csl.json", "csl"), ("a.ftm.json", "ftm"), ("A.XLSX", "xlsx"), ("a.jsonl", "plover"), ("a.jsonld", "jsonld"),
     ("a.ics", "ics"), ("a.gexf", "gexf"), ("a.statements.csv", "ftm-statements")],
)  # fmt: skip
def test_the_longest_suffix_chooses(target, name):
    assert format_of(target).name == name
    assert format_of(target, "parquet").name == "parquet"


@pytest.mark.parametrize(("target", "form"), [("out", None), ("a.csv", None), ("a.docx", None), ("a.json", "docx")])
def test_what_is_no_format_is_told_with_those_that_are(target, form):
    with pytest.raises(MahdarError, match="json, csv, parquet"):
        format_of(target, form)


def test_a_file_is_whole_or_not_there(connection, tmp_path):
    with pytest.raises(MahdarError, match="cannot be written"):
        export(connection, tmp_path / "nowhere" / "a.json")
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(MahdarError, match="is a folder"):
        export(connection, tmp_path / "a.xlsx")
    assert [p.name for p in tmp_path.rglob("*")] == ["a.xlsx"]


def test_a_folder_takes_the_place_of_an_earlier_one_but_of_nothing_else(connection, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        export(connection, out, "csv")
        assert (out / "sessions.csv").is_file()
    with pytest.raises(MahdarError, match="no part of this export"):
        export(connection, out, "parquet")
    (out / "mine.csv").write_text("mine")
    with pytest.raises(MahdarError, match=r"holds mine\.csv, which is no part"):
        export(connection, out, "csv")
    assert (out / "mine.csv").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_fault_in_between_leaves_nothing(connection, tmp_path, monkeypatch):
    def fails(made, path):
        path.write_text("half") if not path.is_dir() else (path / "half.csv").write_text("half")
        raise KeyboardInterrupt

    for name in ("json", "csv"):
        monkeypatch.setitem(FORMATS, name, FORMATS[name]._replace(write=fails))
        with pytest.raises(KeyboardInterrupt):
            export(connection, tmp_path / "out", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"csv", "parquet"}))  # those two have the values as they are
def test_what_could_steer_a_terminal_or_turn_text_around_is_in_no_format_that_is_printed(hostile, tmp_path, name):
    assert not set("\x1b\x07\x9b\u202e\u2066\u2028") & set(plain(written(hostile, tmp_path, name), name))


def test_json_has_the_values_as_they_are(hostile, tmp_path):
    found = json.loads(written(hostile, tmp_path, "json").read_text(encoding="utf-8"))
    assert {one["title"] for one in found["documents"]} == {HOSTILE}


def test_as_of_a_day(marked, tmp_path):
    run = CliRunner().invoke
    assert run(cli.commands, ["export", str(marked), str(tmp_path / "a.csl.json"), "--as-of", "2031-12-09"], obj="en").exit_code == 0
    assert [one["id"] for one in json.loads((tmp_path / "a.csl.json").read_text(encoding="utf-8"))[1:]] == ["a", "b"]


def test_the_command(marked, tmp_path):
    run = CliRunner().invoke
    assert run(cli.commands, ["export", str(marked), str(tmp_path / "a.ics"), "--exclude-sensitive", "--no-text"], obj="en").exit_code == 0
    assert SECRET not in (tmp_path / "a.ics").read_text(encoding="utf-8")
    told = run(cli.commands, ["export", "--help"]).output
    assert all(name in told for name in FORMATS)
    with pytest.raises(MahdarError, match="its name does not say"):
        run(cli.commands, ["export", str(marked), str(tmp_path / "out")], obj="en", catch_exceptions=False)


def test_the_words_of_titles_are_in_the_language_of_the_reader(connection, tmp_path):
    export(connection, tmp_path / "a.ics", tongue="ar")
    assert "جولة" in (tmp_path / "a.ics").read_text(encoding="utf-8")
