"""Names and words in a text: the longest entry wins, and proclitics are taken off where the class allows them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mahdar.engine.cased import CasedGazetteer
from mahdar.engine.gazetteer import Clitics
from mahdar.engine.text import tokenise
from tests.engine.made import gazetteer, hits, steps

MADE = gazetteer(
    ("STATE", "russia", "روسيا", "proper"),
    ("OUTLET", "rt", "روسيا اليوم", "proper"),
    ("MONTH", 3, "آذار", "noun"),
    ("PREPOSITION", 1, "في", "none"),
    ("CITY", "libya-town", "بنغازي", "proper"),
    ("SHORT", 1, "آب", "noun"),
    ("MONTH", 1, "كانون الثاني", "noun"),
)


def test_the_longest_entry_wins() -> None:
    assert hits(MADE, "زار روسيا اليوم") == [("روسيا اليوم", {"OUTLET": "rt"}, [])]
    assert hits(MADE, "زار روسيا أمس") == [("روسيا", {"STATE": "russia"}, [])]


def test_an_entry_half_begun_gives_way_to_the_shorter_one() -> None:
    assert hits(MADE, "روسيا اليو") == [("روسيا", {"STATE": "russia"}, [])]


def test_spelling_does_not_matter() -> None:
    assert hits(MADE, "اذَار")[0][1] == {"MONTH": 3}


def test_proclitics_are_taken_off_and_told() -> None:
    assert hits(MADE, "وبروسيا") == [("وبروسيا", {"STATE": "russia"}, ["b", "w"])]
    assert hits(MADE, "والآذار") == [("والآذار", {"MONTH": 3}, ["al", "w"])]


def test_proclitics_that_the_class_does_not_license_are_not() -> None:
    assert hits(MADE, "الروسيا") == []
    assert hits(MADE, "وفي") == []


def test_a_contracted_article_is_seen() -> None:
    assert hits(MADE, "للآذار") == [("للآذار", {"MONTH": 3}, ["al", "l"])]


def test_a_letter_of_the_word_itself_is_no_proclitic() -> None:
    assert hits(MADE, "بنغازي") == [("بنغازي", {"CITY": "libya-town"}, [])]


def test_a_stem_is_not_shorter_than_it_may_be() -> None:
    assert hits(MADE, "آب")[0][1] == {"SHORT": 1}
    assert hits(MADE, "وآب") == []


def test_entries_of_several_words_carry_the_proclitic_of_the_first() -> None:
    assert hits(MADE, "وكانون الثاني") == [("وكانون الثاني", {"MONTH": 1}, ["w"])]


def test_one_form_may_have_several_classes() -> None:
    both = gazetteer(("STATE", "qatar", "قطر", "proper"), ("WORD", 1, "قطر", "none"))
    assert hits(both, "قطر") == [("قطر", {"STATE": "qatar", "WORD": 1}, [])]
    assert hits(both, "وقطر") == [("وقطر", {"STATE": "qatar"}, ["w"])]


def test_feature_sets_hold_all_that_one_entry_can_show() -> None:
    sets = gazetteer(("STATE", "qatar", "قطر", "proper")).feature_sets()
    assert frozenset({"STATE"}) in sets
    assert frozenset({"STATE", "w", "b"}) in sets
    assert frozenset({"STATE", "al"}) not in sets


@given(st.lists(st.sampled_from(["روسيا", "اليوم", "وروسيا", "آذار", "كانون", "الثاني", "،", "x", "للآذار"]), max_size=12))
def test_hits_do_not_overlap_and_stand_in_order(words: list[str]) -> None:
    tokens, last = tokenise(" ".join(words)), -1
    for hit in MADE.find(tokens):
        assert last < hit.first <= hit.last < len(tokens)
        assert hit.classes
        last = hit.last


@given(
    st.lists(st.sampled_from(["روسيا", "اليوم", "وبروسيا", "y"]), max_size=6),
    st.lists(st.sampled_from(["روسيا", "اليوم", "آذار"]), max_size=6),
)
def test_what_was_read_before_does_not_matter(first: list[str], second: list[str]) -> None:
    fresh = gazetteer(("STATE", "russia", "روسيا", "proper"), ("OUTLET", "rt", "روسيا اليوم", "proper"))
    alone = hits(fresh, " ".join(second))
    hits(fresh, " ".join(first))
    assert hits(fresh, " ".join(second)) == alone


def test_work_grows_with_the_text_only() -> None:
    deep = gazetteer(*[("DEEP", n, " ".join(["روسيا"] * n), "proper") for n in (1, 2, 4, 8, 16)])

    def work(times: int) -> int:
        tokens = tokenise("وروسيا " + "روسيا " * times)
        return steps(lambda: deep.find(tokens))

    work(100)
    assert work(20_000) < 2.5 * work(10_000)


# --- capital letters, in a language where they tell names from words

CAPITALS = CasedGazetteer(Clitics({}, {"none": []}, {}, {"default": 3}))
for entry in (
    ("MONTH", 5, "May"),
    ("STATE", "us", "US"),
    ("OFFICE", "minister", "foreign minister"),
    ("MODAL", 1, "may"),
    ("GROUP", "q", "al-Qaa"),
):
    CAPITALS.add(*entry)


def found(text: str) -> list[list[str]]:
    return [sorted(h.classes) for h in CAPITALS.find(tokenise(text), text)]


def test_an_entry_with_a_capital_is_found_only_with_one() -> None:
    assert found("in May") == [["MODAL", "MONTH"]]
    assert found("it may") == [["MODAL"]]
    assert found("al-Qaa") == [["GROUP"]]
    assert found("al-qaa") == []


def test_an_entry_all_in_capitals_is_found_only_so() -> None:
    assert found("the US") == [["STATE"]]
    assert found("Us and us") == []


def test_an_entry_without_capitals_is_found_however_it_is_written() -> None:
    assert found("Foreign Minister") == found("FOREIGN MINISTER") == found("foreign minister") == [["OFFICE"]]


def test_case_does_not_count_unless_the_language_says_so() -> None:
    made = gazetteer(("STATE", "us", "US", "none"))
    assert hits(made, "us") == [("us", {"STATE": "us"}, [])]
