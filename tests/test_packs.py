"""All the data that comes with Mahdar is in order, and every kind of fault in data is found and named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.engine.check import guard_lines, guards, problems, rewrite
from mahdar.engine.pack import Packs, load_packs
from mahdar.errors import MahdarError

LANGUAGE = """
code = "xx"
name = "Made up"
script = "Latn"

[letters]
w = "wa"

[policies]
noun = [["w"]]
"""
WORDS = """
[words.month]
clitics = "noun"
"maius" = 5
"iunius" = 6

[[pattern]]
name = "day and month"
stage = "dates"
match = "d:D12 m:MONTH"
make = "date"
"""
CASES = """
[[case]]
pattern = "day and month"
text = "we met on [3 maius] there"
published = 2031-05-04
value = "2031-05-03"

[[case]]
no = "we met in maius"
guards = "a month alone is no date"
"""
STATE = """
[[state]]
id = "midland"
iso2 = "QM"
names.en = ["Midland"]
names.xx = ["midlandia"]
"""
PROCESS = """
id = "hill-talks"
names.en = ["Hill talks"]
guarantors = ["midland"]
"""


@pytest.fixture(scope="module")
def shipped() -> Packs:
    return load_packs()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound pack of a made-up language."""
    home = tmp_path / "languages" / "xx"
    home.mkdir(parents=True)
    (tmp_path / "world").mkdir()
    (home / "language.toml").write_text(LANGUAGE, encoding="utf-8")
    (home / "dates.toml").write_text(WORDS, encoding="utf-8")
    (home / "dates.cases.toml").write_text(CASES, encoding="utf-8")
    (tmp_path / "world" / "states.toml").write_text(STATE, encoding="utf-8")
    (tmp_path / "processes" / "hill-talks").mkdir(parents=True)
    (tmp_path / "processes" / "hill-talks" / "process.toml").write_text(PROCESS, encoding="utf-8")
    return tmp_path


def found(folder: Path) -> list[str]:
    """The faults of a pack alone, each with its path cut to the file's name."""
    return [line.replace(str(folder), "").lstrip("/") for line in problems(load_packs(home=folder))]


def spoil(folder: Path, name: str, old: str, new: str) -> Path:
    path = next(folder.rglob(name))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_all_packs_are_in_order(shipped: Packs) -> None:
    assert problems(shipped) == []


def test_a_sound_pack_has_no_fault(folder: Path) -> None:
    assert found(folder) == []


def test_the_cases_of_silence_that_ship_are_held_back_by_one_guard(shipped: Packs) -> None:
    found = [kept for case, kept in guards(shipped) if case.language == "ar"]
    assert sum(kept is not None for kept in found) >= 150


def test_a_case_of_silence_that_proves_nothing_is_listed(folder: Path) -> None:
    assert guard_lines(load_packs(home=folder)) == ["xx: 1 cases of patterns, 1 of silence, 1 of these one guard away from firing"]
    spoil(folder, "dates.cases.toml", "we met in maius", "we met them in town")
    assert "dates.cases.toml:8: nothing in «we met them in town»" in guard_lines(load_packs(home=folder))[0]


FAULTS = [
    ("dates.toml", '"maius" = 5', '"maius " = 5', "dates.toml:4", "spaces too many"),
    ("dates.toml", '"maius" = 5', '"maius" = 5\n"MAIUS" = 5', "dates.toml:5", "stands in line 4"),
    ("dates.toml", '"maius" = 5', '"maius" = 5\n"MAIUS" = 4', "dates.toml:5", "has another value in line 4"),
    ("dates.toml", '"maius" = 5', '"maius" = 5\n"\ufe8e\ufedf" = 5', "dates.toml:5", "arabic letter alef final form"),
    ("dates.toml", '"maius" = 5', '"maius" = 9', "dates.toml:4", "not in order"),
    ("dates.toml", 'stage = "dates"', 'stage = "dats"', "dates.toml:8", "which no pass runs"),
    (
        "dates.toml",
        "[[pattern]]",
        '[[pattern]]\nname = "bare"\nstage = "dates"\nmatch = "d:D12 SLASH m:D12"\nmake = "date"\n\n[[pattern]]',
        "dates.toml:8",
        "no case",
    ),
    (
        "dates.toml",
        "[[pattern]]",
        '[[pattern]]\nname = "day and month"\nstage = "dates"\nmatch = "y:D4"\nmake = "date"\n\n[[pattern]]',
        "dates.toml:8",
        "not the only one",
    ),
    ("dates.cases.toml", "[3 maius]", "on [3] maius", "dates.cases.toml:2", "not «3»"),
    ("dates.cases.toml", "[3 maius]", "3 maius", "dates.cases.toml:2", "not one pair of [ ]"),
    ("dates.cases.toml", "2031-05-03", "2031-05-13", "dates.cases.toml:2", "means '2031-05-03', not '2031-05-13'"),
    ("dates.cases.toml", "[3 maius]", "[3 aprilis]", "dates.cases.toml:2", "came as far as «3», wanted m:MONTH and met «aprilis» (W)"),
    ("dates.cases.toml", "[3 maius]", "[maius]", "dates.cases.toml:2", "nothing begins it; it wants d:D12"),
    ("dates.cases.toml", "[3 maius]", "[33 maius]", "dates.cases.toml:2", "refused: no such day or month"),
    ("dates.cases.toml", "we met in maius", "we met on 4 maius", "dates.cases.toml:8", "must not fire"),
    ("dates.cases.toml", 'guards = "a', 'guard = "a', "dates.cases.toml:8", "unknown key 'guard'"),
    ("dates.cases.toml", 'guards = "a month alone is no date"', "", "dates.cases.toml:8", "without 'guards'"),
    ("dates.cases.toml", 'value = "2031-05-03"', "", "dates.cases.toml:2", "without 'value'"),
    (
        "dates.cases.toml",
        'pattern = "day and month"',
        'pattern = "day and moth"',
        "dates.cases.toml:2",
        "use a name such as 'day and month'",
    ),
    ("states.toml", "midland", "mid land", "states.toml:3", "kebab case"),
    ("states.toml", 'iso2 = "QM"', 'iso2 = "QM"\ncapitol = "x"', "states.toml:3", "unknown key 'capitol'"),
    ("states.toml", 'iso2 = "QM"', 'iso2 = "QM"\ncapital = "nowhere"', "states.toml:3", "unknown place 'nowhere'"),
    ("states.toml", '["midlandia"]', '["midlandia", "Midlandia"]', "states.toml:3", "twice in names.xx"),
    ("states.toml", '["midlandia"]', '["midlandia "]', "states.toml:3", "spaces too many"),
    ("states.toml", '["Midland"]', "[]", "states.toml:3", "no English name"),
    ("process.toml", '["midland"]', '["midlund"]', "process.toml:1", "unknown actor 'midlund'"),
    ("process.toml", "guarantors", "homes", "process.toml:1", "unknown place 'midland'"),
    ("process.toml", "guarantors", "garantors", "process.toml:1", "unknown key 'garantors'"),
    ("process.toml", '"hill-talks"', '"hills"', "process.toml:1", "folder's name"),
]


@pytest.mark.parametrize(("name", "old", "new", "place", "problem"), FAULTS, ids=[f"{place} {problem}" for *_, place, problem in FAULTS])
def test_a_fault_is_found_and_placed(folder: Path, name: str, old: str, new: str, place: str, problem: str) -> None:
    spoil(folder, name, old, new)
    lines = [line for line in found(folder) if place in line and problem in line]
    assert lines, found(folder)
    assert all(";" in line for line in lines), "every fault names a cure"


def test_the_same_id_twice_is_found(folder: Path) -> None:
    spoil(folder, "states.toml", STATE, STATE + STATE)
    assert any("states.toml:9" in line and "has the id of" in line for line in found(folder))


def test_a_case_beside_the_wrong_pack_is_found(folder: Path) -> None:
    other = folder / "languages" / "xx" / "moons.toml"
    other.write_text('[[pattern]]\nname = "year"\nstage = "dates"\nmatch = "y:D4"\nmake = "date"\n', encoding="utf-8")
    other.with_name("moons.cases.toml").write_text(CASES, encoding="utf-8")
    assert any("moons.cases.toml:2" in line and "move the case beside it" in line for line in found(folder))


def test_lists_of_one_name_agree_on_their_clitics(folder: Path) -> None:
    (folder / "languages" / "xx" / "moons.toml").write_text('[words.month]\n"iulius" = 7\n', encoding="utf-8")
    assert any("moons.toml" in line and "clitics" in line for line in found(folder))


def test_rewriting_sorts_the_lists_and_leaves_one_of_each_form(folder: Path) -> None:
    path = spoil(folder, "dates.toml", '"maius" = 5', '"zz" = 9\n"maius" = 5\n"ma\u064eius" = 5  # with a vowel sign')
    assert found(folder)
    assert rewrite(load_packs(home=folder)) == [path]
    assert path.read_text(encoding="utf-8") == WORDS.replace('"iunius" = 6', '"iunius" = 6\n"zz" = 9')
    assert found(folder) == []
    assert rewrite(load_packs(home=folder)) == []


def test_rewriting_keeps_comments_in_their_place(folder: Path) -> None:
    text = WORDS.replace('"iunius" = 6', '# summer\n"iulius" = 7\n"iunius" = 6  # warm')
    next(folder.rglob("dates.toml")).write_text(text, encoding="utf-8")
    rewrite(load_packs(home=folder))
    assert '"maius" = 5\n# summer\n"iunius" = 6  # warm\n"iulius" = 7\n' in next(folder.rglob("dates.toml")).read_text(encoding="utf-8")


ERRORS = [
    ("dates.toml", "[[pattern]]", "[[patern]]", "dates.toml:7", "unknown table 'patern'"),
    ("dates.toml", 'make = "date"', 'make = "date"\nkeeps = true', "dates.toml:8", "unknown key 'keeps'"),
    ("dates.toml", 'make = "date"', 'make = "dat"', "dates.toml:8", "no maker 'dat'"),
    ("dates.toml", 'make = "date"', "", "dates.toml:8", "has no make"),
    ("dates.toml", "m:MONTH", "m:MOTH", "dates.toml:8", "unknown class 'MOTH'"),
    ("dates.toml", "m:MONTH", "mo:MONTH", "dates.toml:8", "no slot 'mo'"),
    ("dates.toml", "m:MONTH", "m:MONTH)", "dates.toml:8", "a ) with no ("),
    ("dates.toml", "m:MONTH", "m:MONTH{3,1}", "dates.toml:8", "cannot be compiled"),
    ("dates.toml", "m:MONTH", "m:MONTH*", "dates.toml:8", "cannot read '*"),
    ("dates.toml", "m:MONTH", "<month>", "dates.toml:8", "no macro <month>"),
    ("dates.toml", 'clitics = "noun"', 'clitics = "nouns"', "dates.toml:2", "unknown clitics 'nouns'"),
    ("dates.toml", '"maius" = 5', '"maius" = 5\n"maius" = 5', "dates.toml", "not TOML"),
    ("language.toml", 'script = "Latn"', 'scripts = "Latn"', "language.toml:4", "unknown key 'scripts'"),
    ("states.toml", "[[state]]", "[[states]]", "states.toml:2", "unknown table 'states'"),
    ("states.toml", 'id = "midland"', "", "states.toml:2", "without an id"),
]


@pytest.mark.parametrize(("name", "old", "new", "place", "problem"), ERRORS, ids=[problem for *_, problem in ERRORS])
def test_a_pack_that_cannot_be_used_says_where_and_how_to_mend_it(
    folder: Path, name: str, old: str, new: str, place: str, problem: str
) -> None:
    spoil(folder, name, old, new)
    with pytest.raises(MahdarError) as raised:
        load_packs(home=folder)
    line = str(raised.value)
    assert place in line
    assert problem in line
    assert raised.value.cure
    assert "\n" not in line


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MahdarError, match="is not a folder"):
        load_packs(tmp_path / "nowhere")


def test_bytes_that_are_no_text_are_named(folder: Path) -> None:
    next(folder.rglob("dates.toml")).write_bytes(b"[words.month]\n\xff")
    with pytest.raises(MahdarError, match="is not UTF-8"):
        load_packs(home=folder)
