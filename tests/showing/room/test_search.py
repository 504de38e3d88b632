from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.showing.room.search import fold, keys, sounds


def found(room, words):
    page = room.get("/statements", params={"q": words}).text
    return set(re.findall(r'href="/statements/([^?"]+)\?', page))


@pytest.mark.parametrize("spelling", ["Araghchi", "araqchi", "عراقجي", "عراقچی", "عَراقْجي", "Аракчи"])
def test_a_name_is_found_in_any_script_and_spelling(room, spelling):
    assert found(room, spelling) == found(room, "Abbas Araghchi") != set()


def test_a_word_is_found_with_and_without_what_is_joined_to_it(room):
    assert found(room, "دستورية") == found(room, "الدستوريّة") == found(room, "بالدستورية") != set()


def test_all_words_must_be_there(room):
    both, one = found(room, "Araghchi الدوحة"), found(room, "Araghchi")
    assert both < one
    assert found(room, "zzzzzz") == set()


def test_what_is_no_word_finds_all_and_breaks_nothing(room):
    assert found(room, "'; DROP TABLE statements; --") == set()
    assert len(found(room, "%*()")) > 10


def test_the_download_holds_what_was_searched(room):
    rows = room.get("/statements.json", params={"q": "Araghchi"}).json()
    assert {row["id"] for row in rows} == found(room, "Araghchi")


@pytest.mark.parametrize(("one", "other"), [("Lavrentiev", "لافرنتييف"), ("Lavrov", "Лавров"), ("Pedersen", "بيدرسون"), ("Fidan", "فيدان")])
def test_names_sound_the_same_in_every_script(one, other):
    assert sounds(one) == sounds(other)


@given(st.text())
def test_a_word_is_always_found_under_itself(word):
    assert not fold(word) or fold(word) in keys(word)
