"""Parsed packs that are kept: read back unchanged, never for other bytes, and never in the way."""

import tomllib

import pytest

from mahdar.engine.kept import kept
from mahdar.engine.pack import read_toml


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "pack.toml"
    file.write_text('[words.day]\n"يوم" = 1\n', encoding="utf-8")
    return file


def beside(path):
    return path.parent / "__pycache__" / "pack.toml.json"


def never(path):
    raise AssertionError(f"{path} is parsed again")


def test_a_file_is_parsed_once(path):
    first = kept(path, read_toml)
    assert first == {"words": {"day": {"يوم": 1}}}
    assert kept(path, never) == first


def test_an_edited_file_is_parsed_again(path):
    kept(path, read_toml)
    path.write_text("[words.day]\nday = 2\n", encoding="utf-8")
    assert kept(path, read_toml) == {"words": {"day": {"day": 2}}}


@pytest.mark.parametrize("left", [b"", b"nonsense", b"\xff\n{}", None])
def test_what_was_kept_badly_is_parsed_again(path, left):
    kept(path, read_toml)
    digest = beside(path).read_bytes().partition(b"\n")[0]
    beside(path).write_bytes(digest + b'\n{"words": ' if left is None else left)
    assert kept(path, read_toml) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_days_are_not_kept_since_json_has_none(path):
    path.write_text("day = 2031-01-25\n", encoding="utf-8")
    assert kept(path, read_toml) == kept(path, read_toml) == tomllib.loads("day = 2031-01-25")
    assert not beside(path).exists()


def test_nothing_is_kept_where_python_keeps_nothing(path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert kept(path, read_toml)
    assert not beside(path).exists()


def test_a_folder_that_cannot_be_written_to_is_no_fault(path):
    beside(path).parent.write_text("a file where the folder would be", encoding="utf-8")
    assert kept(path, read_toml) == kept(path, read_toml)
