"""The reader's words: complete in both languages, and never in the way of an id."""

import inspect
import re
import tomllib
from importlib import resources

import pytest

from mahdar.reconciling import features, pledges, wordings
from mahdar.reconciling.steps import __name__ as steps
from mahdar.record import sentences, sql
from mahdar.showing.listings import LISTINGS, rows
from mahdar.showing.tables import Names
from mahdar.showing.words import keys, reason, word
from tests.reconciling.made import Doc, built

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


@pytest.mark.parametrize("code", sentences())
def test_every_sentence_is_there_in_both_languages_with_the_same_places(code):
    said = sentences()[code]
    assert said.keys() == {"en", "ar"}
    assert set(re.findall(r"{\d}", said["en"])) == set(re.findall(r"{\d}", said["ar"]))
    assert not re.search("[a-z]", said["ar"])


@pytest.fixture(scope="module")
def connection():
    docs = [Doc("a", "2031-01-10"), Doc("b", "2031-06-10")]
    plan = docs[0].session("river-talks", "round", status="planned", number=6, dates="2031-03")
    docs[0].thing("commitment", session=plan, what="to hold the round", due="2031-03", many={"by": ["norland"]})
    docs[0].session("river-talks", "round", number=3, dates="2031-01-09")
    docs[1].session("river-talks", "round", number=5, dates="2031-06-09")
    return built(*docs)


def test_why_something_must_exist_is_told_in_both_languages(connection):
    told = {row["what"]: row for row in rows(connection, "gaps")}
    gap = told["round 4: not found in these 2 sources"]
    assert gap["because"] == Names(connection, "en").sentence(gap["because_coded"]) == "rounds 3 and 5 of the process are reported"
    for tongue in (Names(connection, "ar").sentence(gap[column]) for column in ("what_coded", "because_coded")):
        assert "جولة رقم" in tongue
        assert not re.search("[a-z{}]", tongue)


def test_why_a_promise_has_its_fate_is_told_in_both_languages_and_names_whom_it_names(connection):
    (row,) = rows(connection, "commitments")
    assert row["fate_reason"] == "due by 2031-03-31; reports on the process until 2031-06-10 do not tell of it"
    assert Names(connection, "ar").sentence(row["fate_coded"]) == "موعده حتى 2031-03-31؛ لا تذكره تقارير عن المسار حتى 2031-06-10"
    assert Names(connection, "en").sentence([["without", "norland, sudland"]]) == "without Norland, Sudland"


SAID = {
    "policy": r"\(\d, '(.+?)', '(.+?)'\)",
    "ranked": r"THEN '(.+?)'",
    "keyed": r"place_in_text, '(.+?)'",
}
RULES = [
    rule
    for rules in (features, wordings)
    for rule in vars(rules).values()
    if inspect.isfunction(rule) and rule.__module__ == rules.__name__
]
GIVEN = [
    "merged by Nour",
    "split off by Nour",
    "settled by Nour",
    "another value was settled",
    "all that are named",
    "told once",
    pledges.ONLY,
]


def untold(said):
    return [words for words in said if re.search("[a-z]", reason(words, "ar").replace("Nour", ""))]


@pytest.mark.parametrize("step", ["policy", "ranked", "leave_out", "document_voices", "claim_voices", "keyed"])
def test_every_reason_of_a_step_is_there_in_arabic(step):
    found = re.findall(SAID.get(step, r"(?:THEN|ELSE) '(.+?)'"), sql(step, steps))
    assert found
    assert untold(words for one in found for words in ([one] if isinstance(one, str) else one)) == []


def test_every_rule_and_what_readers_settled_is_there_in_arabic():
    assert len(RULES) > 25
    assert untold(rule.__doc__ for rule in RULES if not rule.__name__.startswith("_") and not inspect.signature(rule).parameters) == []
    assert untold(GIVEN) == []


def test_several_reasons_are_told_one_by_one_and_what_has_no_words_stays():
    assert (
        reason("The same process and number; the same kind of session.", "en") == "The same process and number; the same kind of session."
    )
    assert reason("The same city; delegations in common.", "ar") == "المدينة نفسها؛ وفود مشتركة"
    assert reason("merged by Nour", "ar") == "دمجها Nour"
    assert reason("of which nobody knows", "ar") == "of which nobody knows"
