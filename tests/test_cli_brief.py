"""The command that writes a brief."""

import msgspec
import pytest

from mahdar.cli import main
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, resolve
from tests.showing.brief.made import coverage


@pytest.fixture
def mahdar(capsys):
    """Runs a command in this process: exit status, standard output, standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        return stopped.value.code, *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record of which one source is sensitive."""
    path = tmp_path_factory.mktemp("record") / "made.duckdb"
    readings = [doc.reading() for doc in coverage()]
    readings[0] = msgspec.structs.replace(readings[0], document=msgspec.structs.replace(readings[0].document, sensitivity="internal"))
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, readings)
        reconcile(connection, None, resolve)
    return path


def written(mahdar, record, path, *options):
    status, out, err = mahdar("brief", record, "-o", path, *options)
    assert (status, err) == (0, "")
    assert out.startswith(f"{path}: ")
    return path.read_text(encoding="utf-8")


def test_a_brief_is_written_in_the_language_asked_for(mahdar, record, tmp_path):
    assert "# Chronology from public sources" in written(mahdar, record, tmp_path / "brief.md")
    status, _, _ = mahdar("--words", "ar", "brief", record, "-o", tmp_path / "brief.html", "--short")
    assert status == 0
    assert '<html lang="ar" dir="rtl">' in (tmp_path / "brief.html").read_text(encoding="utf-8")


def test_sensitive_sources_are_marked_or_left_out_with_what_only_they_tell(mahdar, record, tmp_path):
    found = written(mahdar, record, tmp_path / "brief.md")
    assert "Sensitive: some of these sources are marked **internal**." in found
    assert "sensitivity: **internal**" in found
    without = written(mahdar, record, tmp_path / "brief.md", "--exclude-sensitive")
    assert "Sources with a mark of sensitivity, and what only they tell, are left out." in without
    for gone in ("internal", "wire-report", "count the boats", "Anna Berg"):
        assert gone in found
        assert gone not in without


def test_a_day_and_a_process_can_be_asked_for(mahdar, record, tmp_path):
    found = written(mahdar, record, tmp_path / "brief.md", "--as-of", "2031-03-06", "--process", "River talks", "--no-text")
    assert "As of 6 March 2031: 2 sources read" in found
    assert "count the boats" not in found


def test_what_cannot_be_done_is_one_line_and_no_file(mahdar, record, tmp_path):
    for options, said in (
        (("-o", tmp_path / "brief.pdf"), "is no kind of brief; end its name in .docx, .html, .md"),
        (("-o", tmp_path / "none" / "brief.md"), "cannot be written"),
        (("-o", tmp_path / "brief.md", "--process", "hill-talks"), "no session of the record is of this process; the"),
        (("-o", tmp_path / "brief.md", "--since", "soon"), "'soon' is no day"),
    ):
        status, out, err = mahdar("brief", record, *options)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert said in err
    assert not [*tmp_path.iterdir()]
