"""The sentences: complete in both languages, with the same slots."""

import re
import tomllib
from importlib import resources

import pytest

from mahdar.showing.brief.sentences import counted, pieces

TABLE = tomllib.loads(resources.files("mahdar.showing.brief").joinpath("sentences.toml").read_text(encoding="utf-8"))
SHELVES = ("months", "periods", "dates", "when", "text")


def slots(template):
    return {slot for _, slot in pieces(template) if slot}


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_sentence_is_there_in_both_languages_with_the_same_slots(shelf):
    for key, words in TABLE[shelf].items():
        assert words.keys() == {"en", "ar"}, key
        assert slots(words["en"]) == slots(words["ar"]), key
        assert not re.search("[a-z]", re.sub(r"\{\w+\}", "", words["ar"])), key


@pytest.mark.parametrize("what", TABLE["counts"])
def test_every_number_has_its_forms(what):
    assert TABLE["counts"][what].keys() == {"en", "ar"}
    for forms in TABLE["counts"][what].values():
        assert "other" in forms
        assert forms.keys() <= {"zero", "one", "two", "few", "many", "other"}


@pytest.mark.parametrize(
    ("n", "told"),
    [(0, "لا مصدر مستقل"), (1, "مصدر مستقل واحد"), (2, "مصدران مستقلان"), (3, "3 مصادر مستقلة"), (10, "10 مصادر مستقلة"),
     (11, "11 مصدرًا مستقلًا"), (99, "99 مصدرًا مستقلًا"), (100, "100 مصدر مستقل"), (103, "103 مصادر مستقلة"), (111, "111 مصدرًا مستقلًا")],
)  # fmt: skip
def test_arabic_numbers_take_their_forms(n, told):
    assert counted("independent", n, "ar") == told


def test_english_numbers_take_their_forms():
    assert [counted("sources", n, "en") for n in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]
