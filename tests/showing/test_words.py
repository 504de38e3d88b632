"""The reader's words: complete in both languages, and never in the way of an id."""

import tomllib
from importlib import resources

import pytest

from mahdar.showing.listings import LISTINGS
from mahdar.showing.words import keys, word

SHELVES = tomllib.loads(resources.files("mahdar.showing").joinpath("words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_word_is_there_in_both_languages(shelf):
    for key, words in SHELVES[shelf].items():
        assert words.keys() == {"en", "ar"}, key
        assert all(w and w == w.strip() for w in words.values()), key
        assert not any("a" <= letter <= "z" for letter in words["ar"]), key


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_column_and_title_has_its_word(listing):
    assert listing in keys("titles")
    assert set(LISTINGS[listing].shown) <= set(keys("fields"))


def test_the_words_of_the_design():
    assert word("things", "commitment", "en") == "commitment"
    assert word("things", "fate", "en") == "status"
    assert word("things", "dissent", "en") == "conflicting reports"
    assert word("values", "joint_statement", "en") == "joint statement"


def test_what_is_no_word_of_ours_is_shown_as_it_is():
    assert word("values", "astana-round-21", "ar") == "astana-round-21"
