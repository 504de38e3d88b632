"""The command line: what it prints, and one clear line with exit status 2 where nothing can be done."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mahdar.cli import main
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, Doc, resolve

GOOD = "أستانا (وكالة)\n\nعُقدت الجولة الحادية والعشرون من محادثات أستانا في العاصمة الكازاخستانية يومي 24 و25 كانون الثاني 2024.\n"


@pytest.fixture
def mahdar(capsys):
    """Runs a command in this process: exit status, standard output, standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return stopped.value.code, out, err

    return run


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record of made-up claims: what listings print does not hang on the reader."""
    path = tmp_path_factory.mktemp("record") / "made.duckdb"
    doc = Doc("wire-report", "2031-03-05", outlet="wire")
    doc.session("river-talks", "round", number=3, dates="2031-03-04/2031-03-05", city="portville", who=["norland"])
    later = Doc("cable-report", "2031-04-01", outlet="cable")
    later.session("river-talks", "round", number=3, dates="2031-03-02", city="portville")
    later.session("river-talks", "summit", number=4, dates="2031-03-30")
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, [doc.reading(), later.reading()])
        reconcile(connection, None, resolve)
    return path


def one_line(err, *parts):
    assert err.count("\n") == 1, err
    assert err.startswith("mahdar: ")
    for part in parts:
        assert part in err


def test_build_reads_a_folder_and_says_what_it_did(mahdar, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "good.txt").write_text(GOOD, encoding="utf-8")
    status, out, err = mahdar("build", tmp_path / "texts", "--into", tmp_path / "r.duckdb")
    assert (status, err) == (0, "")
    assert "1 sources read: 1 sessions" in out
    status, out, _ = mahdar("sessions", tmp_path / "r.duckdb", "--format", "json")
    assert [row["number"] for row in json.loads(out)] == [21]


def test_bad_documents_are_listed_and_the_good_ones_built(mahdar, tmp_path):
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "r").mkdir()
    status, out, err = mahdar("build", tmp_path, "--into", tmp_path / "r" / "r.duckdb")
    assert (status, err) == (0, "")
    assert "1 sources read" in out
    listed = [line for line in out.splitlines() if line.startswith("set aside: ")]
    assert len(listed) == len(BAD)
    assert all(any(name in line for line in listed) for name in BAD)


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t",
    "binary.txt": bytes(range(256)) * 40,
    "truncated.txt.gz": gzip.compress(GOOD.encode() * 200)[:100],
    "no-page.html": "<html><!-- محادثات أستانا --><head></head><body></body></html>".encode(),
    "line.jsonl": b'{"text": 7}\n',
    "picture.pdf": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_document_is_one_line_and_leaves_nothing(mahdar, tmp_path, name):
    (tmp_path / name).write_bytes(BAD[name])
    into = tmp_path / "into" / "r.duckdb"
    into.parent.mkdir()
    for command in (("build", tmp_path / name, "--into", into), ("read", tmp_path / name)):
        status, out, err = mahdar(*command)
        assert (status, out) == (2, "")
        one_line(err, name, "; ")
    assert list(into.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("build", "missing", "--into", "r.duckdb"), ("missing", "no such")),
        (("build", "empty-folder", "--into", "r.duckdb"), ("empty-folder", "no documents")),
        (("build", "good.txt"), ("--into", "--help")),
        (("build", "good.txt", "--into", "other.txt"), ("other.txt", "not a record")),
        (("build", "good.txt", "--into", "empty-folder"), ("empty-folder", "is a folder")),
        (("build", "good.txt", "--into", "nowhere/r.duckdb"), ("nowhere", "does not exist")),
        (("build", "good.txt", "--into", "r.duckdb", "--jobs", "0"), ("jobs",)),
        (("build", "good.txt", "--into", "r.duckdb", "--packs", "missing"), ("missing", "not a folder")),
        (("build", "good.txt", "--into", "r.duckdb", "--packs", "typo"), ("world.toml", "line 2")),
        (("build", "good.txt", "--into", "r.duckdb", "--packs", "wrong"), ("language.toml:1", "clitic")),
        (("build", "sidecar", "--into", "r.duckdb"), ("sources.toml",)),
        (("read", "good.txt", "--published", "someday"), ("someday", "YYYY-MM-DD")),
        (("read",), ("FILE", "--help")),
        (("read", "empty-folder"), ("empty-folder", "mahdar build")),
        (("sessions", "missing.duckdb"), ("missing.duckdb", "no such record")),
        (("sessions", "other.txt"), ("other.txt", "not a record")),
        (("explain", "no such pattern", "text"), ("no such pattern",)),
        (("nonsense",), ("nonsense",)),
        ((), ("--help",)),
    ],
    ids=str,
)
def test_bad_input_is_one_line_with_file_place_and_cure(mahdar, tmp_path, monkeypatch, arguments, parts):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.txt").write_text("my thesis", encoding="utf-8")
    (tmp_path / "empty-folder").mkdir()
    for pack, file, text in (
        ("typo", "world/world.toml", '[[state]]\nid = "x\n'),
        ("wrong", "languages/xx/language.toml", 'clitic = "x"\ncode = "xx"\n'),
        ("sidecar", "sources.toml", "[x\n"),
    ):
        (tmp_path / pack / file).parent.mkdir(parents=True)
        (tmp_path / pack / file).write_text(text, encoding="utf-8")
    (tmp_path / "sidecar" / "good.txt").write_text(GOOD, encoding="utf-8")
    status, out, err = mahdar(*arguments)
    assert (status, out) == (2, "")
    one_line(err, *parts)
    assert (tmp_path / "other.txt").read_text() == "my thesis"
    assert not (tmp_path / "r.duckdb").exists()


def test_an_unwritable_export_is_one_line(mahdar, record, tmp_path):
    for target in (tmp_path / "nowhere" / "r.json", tmp_path):
        status, _, err = mahdar("export", record, target)
        assert status == 2
        one_line(err, str(target))
    assert list(tmp_path.iterdir()) == []


def test_export_writes_the_whole_record_as_it_stood(mahdar, record, tmp_path):
    assert mahdar("export", record, "--format", "json", tmp_path / "all.json")[0] == 0
    assert mahdar("export", record, tmp_path / "then.json", "--as-of", "2031-03-10")[0] == 0
    everything, then = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("all.json", "then.json"))
    assert everything["schema"] == "mahdar-record/1"
    assert (len(everything["documents"]), len(then["documents"])) == (2, 1)
    assert then["as_of"] == "2031-03-10"


@pytest.mark.parametrize("listing", ["sessions", "outcomes", "statements", "commitments", "control", "disagreements", "gaps", "documents"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_every_listing_in_every_form(mahdar, record, listing, form):
    status, out, err = mahdar(listing, record, "--format", form)
    assert (status, err) == (0, "")
    assert out


def test_a_listing_as_of_a_day(mahdar, record):
    assert len(json.loads(mahdar("sessions", record, "--format", "json")[1])) == 2
    assert len(json.loads(mahdar("sessions", record, "--format", "json", "--as-of", "2031-03-10")[1])) == 1
    assert mahdar("disagreements", record, "--as-of", "2031-03-10")[1] == "no disagreements\n"


def test_a_filter_that_fits_nothing_says_what_it_may_be(mahdar, record):
    status, out, _ = mahdar("sessions", record, "--status", "cancelled")
    assert status == 0
    assert "--status may be held" in out


@pytest.mark.parametrize(("form", "words"), [("text", "New sessions"), ("markdown", "## New sessions"), ("json", '"new_sessions"')])
def test_a_digest_in_every_form(mahdar, record, form, words):
    status, out, err = mahdar("digest", record, "--since", "2031-01-01", "--format", form)
    assert (status, err) == (0, "")
    assert words in out
    status, _, err = mahdar("digest", record, "--since", "2031-03-02", "--until", "2031-03-01")
    assert (status, err.count("\n")) == (2, 1)


def test_headings_in_arabic(mahdar, record):
    assert "الاجتماعات" in mahdar("--words", "ar", "sessions", record)[1]


def test_why_shows_the_cell_or_the_one_in_dispute(mahdar, record):
    status, out, _ = mahdar("why", record, "river-talks-round-3.dates")
    assert status == 0
    assert "wire-report:1" in out
    assert mahdar("why", record)[1] == out
    assert json.loads(mahdar("why", record, "river-talks-round-3.dates", "--format", "json")[1])["cell"] == "dates"


def test_why_of_an_unknown_cell_is_one_line(mahdar, record):
    status, out, err = mahdar("why", record, "river-talks-round-3.date")
    assert (status, out) == (2, "")
    one_line(err, "river-talks-round-3.dates")


def test_read_shows_claims_json_and_trace(mahdar, tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    assert "2024-01-24/2024-01-25" in mahdar("read", path)[1]
    assert "fired" in mahdar("read", path, "--trace")[1]
    reading = json.loads(mahdar("read", path, "--format", "json")[1])
    assert reading["schema"] == "mahdar-reading/1"
    assert [date["edtf"] for date in reading["dates"]] == ["2024-01-24/2024-01-25"]


def test_read_takes_the_day_published(mahdar, tmp_path):
    path = tmp_path / "open.txt"
    path.write_text("قال الوزير أمس الأربعاء إن المحادثات تبدأ غدا.\n", encoding="utf-8")
    reading = json.loads(mahdar("read", path, "--format", "json", "--published", "2024-01-25")[1])
    assert reading["dates"][0]["edtf"] == "2024-01-24"


def test_what_a_source_hides_does_not_reach_the_terminal(mahdar, tmp_path):
    path = tmp_path / "evil.txt"
    path.write_text(GOOD.replace("العاصمة", "\x1b[2J\u202eالعاصمة"), encoding="utf-8")
    for form in ("table", "json"):
        _, out, _ = mahdar("read", path, "--format", form)
        assert not set(out) & set("\x1b\u202e")


def test_explain_tells_what_a_pattern_makes_of_a_text(mahdar):
    pattern = "weekday, day, month, year"
    status, out, _ = mahdar("explain", pattern, "عُقد اللقاء في 24 كانون الثاني 2024")
    assert status == 0
    assert "takes «24 كانون الثاني 2024»: 2024-01-24" in out
    assert "does not fire" in mahdar("explain", pattern, "عُقد اللقاء في 24 كانون")[1]


def test_check_walks_the_packs_of_a_user_too(mahdar, tmp_path):
    (tmp_path / "world").mkdir()
    mine = '[[state]]\nid = "atlantis"\n[state.names]\nen = ["Atlantis", " Atlantis"]\n'
    (tmp_path / "world" / "mine.toml").write_text(mine, encoding="utf-8")
    status, out, _ = mahdar("check", "--packs", tmp_path)
    assert status == 1
    assert "mine.toml" in out


def test_help_needs_no_record(mahdar):
    for arguments in (("--help",), ("sessions", "--help"), ("--version",)):
        status, out, err = mahdar(*arguments)
        assert (status, err) == (0, "")
        assert "mahdar" in out


def test_a_closed_pipe_is_no_fault(record):
    command = [sys.executable, "-m", "mahdar", "sessions", record]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(record):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "mahdar", "sessions", record], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    one_line(done.stderr, "standard output", "No space left")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_leaves_nothing_behind(tmp_path, number):
    command = [sys.executable, "-m", "mahdar", "build", "-", "--into", tmp_path / "r.duckdb"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not list(tmp_path.iterdir()) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(number)
        process.send_signal(number)
        assert process.wait() == 130
        assert process.stderr.read().strip() == "mahdar: stopped"
    assert list(tmp_path.iterdir()) == []


def test_standard_input_is_a_source(tmp_path):
    command = [sys.executable, "-m", "mahdar", "read", "-", "--format", "json"]
    done = subprocess.run(command, input=GOOD.encode(), capture_output=True, env={**os.environ, "LC_ALL": "C"}, check=True)
    assert json.loads(done.stdout.decode("utf-8"))["dates"]


# --- the growth loop


def test_unread_lists_what_could_not_be_placed(mahdar, tmp_path):
    (tmp_path / "one.txt").write_text(GOOD + "قال الحاضرون جميعا في القاعة الكبيرة.\n", encoding="utf-8")
    status, out, _ = mahdar("unread", tmp_path)
    assert status == 0
    assert "saying without a statement" in out
    status, out, _ = mahdar("unread", tmp_path, "--format", "csv", "--kind", "saying")
    assert out.splitlines()[0] == "kind,form,count,sources,source,text"
    assert mahdar("unread", tmp_path, "--least", 9)[1] == "nothing unread\n"


def test_diff_of_a_record_with_itself_is_empty(mahdar, record):
    assert mahdar("diff", record, record) == (0, "no claim differs\n", "")


def test_diff_says_which_file_is_no_record(mahdar, record, tmp_path):
    status, _, err = mahdar("diff", record, tmp_path / "none.duckdb")
    assert (status, err.count("\n")) == (2, 1)
    assert "none.duckdb" in err


def test_a_correction_is_made_shown_and_told_when_it_no_longer_applies(mahdar, record, tmp_path):
    path = tmp_path / "r.duckdb"
    path.write_bytes(record.read_bytes())
    claim = re.search(r"wire-report:1 .* evidence (\w{8})", mahdar("why", path, "river-talks-round-3.dates")[1])[1]
    signed = ("--who", "Nour", "--when", "2031-05-01", "--why", "the agency took it back")
    status, out, _ = mahdar("correct", "reject", path, claim, *signed)
    assert (status, out) == (0, f"{tmp_path / 'r.corrections.toml'}: reject by Nour\n")
    out = mahdar("why", path, "river-talks-round-3.dates")[1]
    assert "✕ 2031-03-04/2031-03-05, which wire-report says: rejected by Nour on 2031-05-01: the agency took it back" in out
    assert "the agency took it back" in mahdar("corrections", path)[1]
    status, _, err = mahdar("correct", "reject", path, claim, *signed)
    assert status == 2
    one_line(err, claim, "no claims begin like this")
    status, _, err = mahdar("correct", "merge", path, "river-talks-round-3", *signed)
    one_line(err, "two things")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    out = mahdar("build", tmp_path / "good.txt", "--into", path, "--anew")[1]
    assert "correction 1 (claim" in out
    assert "does not apply" in out
