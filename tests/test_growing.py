"""The growth loop: what a corpus holds that could not be placed, and what a change of the data changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.building import build
from mahdar.errors import MahdarError
from mahdar.growing import unread
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.growing import diff
from tests.reconciling.made import THINGS, Doc, resolve

TALKS = "عُقدت الجولة الحادية والعشرون من محادثات أستانا يومي 24 و25 كانون الثاني 2024.\n"
UNKNOWN = "قال الحاضرون جميعا في القاعة الكبيرة.\n"
SPEECH = "نقّب وزير الخارجية النرويجي أولاف الجبلي إن الطريق سيفتح أمام الشاحنات.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text(TALKS + UNKNOWN + SPEECH, encoding="utf-8")
    (folder / "two.txt").write_text(TALKS + "وكتب ذلك مرتين.\n" + UNKNOWN, encoding="utf-8")
    return folder


def test_the_most_frequent_comes_first_with_its_first_place(corpus: Path) -> None:
    first, *_ = unread([corpus], kind="saying")
    assert (first["form"], first["count"], first["sources"]) == ("قال", 2, 2)
    assert first["source"].startswith("one-")
    assert first["source"].endswith(":2")
    assert first["text"] == UNKNOWN.strip()


def test_a_folder_in_which_all_is_placed_has_nothing_to_list(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TALKS, encoding="utf-8")
    assert unread([tmp_path]) == []


def more_words(tmp_path: Path) -> Path:
    """A pack of the user's own in which one more verb says."""
    folder = tmp_path / "packs" / "languages" / "ar"
    folder.mkdir(parents=True)
    (folder / "statements.toml").write_text('[words.say]\nclitics = "verb"\n"نقب" = "state"\n', encoding="utf-8")
    return tmp_path / "packs"


def test_a_word_more_shows_as_the_claims_it_gained(corpus: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path / "old.duckdb")
    build(corpus, tmp_path / "new.duckdb", packs=more_words(tmp_path))
    found = diff(tmp_path / "old.duckdb", tmp_path / "new.duckdb")
    assert {row["change"] for row in found} == {"gained"}
    (speaker,) = (row for row in found if (row["kind"], row["cell"]) == ("statement", "speaker"))
    assert (speaker["before"], speaker["after"]) == (None, "أولاف الجبلي")
    assert speaker["source"].endswith(":3")
    back = diff(tmp_path / "new.duckdb", tmp_path / "old.duckdb")
    assert [row["change"] for row in back] == ["lost"] * len(found)


def test_a_value_that_differs_for_the_same_words_is_one_change(tmp_path: Path) -> None:
    for number in (3, 4):
        doc = Doc("wire-report", "2031-03-05")
        doc.session("river-talks", "round", number=number)
        with growing_record(tmp_path / f"{number}.duckdb", anew=True) as connection:
            store.add_things(connection, THINGS)
            store.add_readings(connection, [doc.reading()])
            reconcile(connection, None, resolve)
    (row,) = diff(tmp_path / "3.duckdb", tmp_path / "4.duckdb")
    assert (row["change"], row["cell"], row["before"], row["after"]) == ("changed", "number", 3, 4)


def test_what_is_no_record_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(MahdarError, match="no such record"):
        diff(tmp_path / "none.duckdb", tmp_path / "none.duckdb")
