"""Packs: what is loaded, what a user's own packs add, and that the whole can be named by one hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.engine.explain import explain
from mahdar.engine.pack import Language, Packs, load_packs
from mahdar.engine.text import sentences, tokenise
from mahdar.errors import MahdarError
from mahdar.model import Document
from mahdar.reading import read
from mahdar.reading.page import Page
from tests.engine.made import steps


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


def classes(packs: Packs, word: str) -> set[str]:
    return set(packs.languages["ar"].nodes(tokenise(word))[0].classes)


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_city_and_the_process_named_after_it_are_both_known(packs: Packs) -> None:
    assert {"PLACE", "PROCESS_NAME", "CAPITAL"} <= classes(packs, "أستانا")


def test_the_lines_of_pages_are_no_words_of_a_sentence(packs: Packs) -> None:
    found = {name for sets in packs.languages["ar"].gazetteer.feature_sets() for name in sets}
    assert packs.languages["ar"].words.keys() >= {"LINE_RELATED"}
    assert not {name for name in found if name.startswith("LINE_")}


def test_an_unknown_word_shows_what_may_be_joined_to_it_and_carries_nothing(packs: Packs) -> None:
    (node,) = packs.languages["ar"].nodes(tokenise("بزغزغ"))
    assert node.features == {"W", "b"}
    assert not node.flags


def test_a_users_pack_adds_to_a_thing_that_is_known(tmp_path: Path, packs: Packs) -> None:
    write(tmp_path, "world/states.toml", '[[state]]\nid = "france"\nnames.ar = ["بلاد الغال"]\n')
    mine = load_packs(tmp_path)
    assert "STATE" in classes(mine, "بلاد الغال")
    assert "STATE" in classes(mine, "فرنسا")
    assert mine.things["france"]["iso2"] == packs.things["france"]["iso2"]
    assert mine.fingerprint != packs.fingerprint


def test_an_issue_that_processes_share_has_the_names_of_each(tmp_path: Path, packs: Packs) -> None:
    issue = '[[issue]]\nid = "ceasefire"\nnames.en = ["the quiet on the river"]\n'
    write(tmp_path, "processes/river-talks/process.toml", f'id = "river-talks"\nnames.en = ["River"]\n{issue}')
    names = load_packs(tmp_path).issues["ceasefire"]["names"]
    assert names["en"] == [*packs.issues["ceasefire"]["names"]["en"], "the quiet on the river"]
    assert names["ar"] == packs.issues["ceasefire"]["names"]["ar"]


def test_a_users_pack_adds_words_and_patterns_to_a_language(tmp_path: Path) -> None:
    write(
        tmp_path,
        "languages/ar/feasts.toml",
        '[words.feast]\n"عيد الزهر" = 1\n\n[[pattern]]\nname = "feast"\nstage = "dates"\nmatch = "FEAST y:D4"\nmake = "date"\n',
    )
    assert "takes «عيد الزهر 2031»: 2031" in explain(load_packs(tmp_path), "feast", "احتفلت المدينة في عيد الزهر 2031")


def test_a_users_language_is_read(tmp_path: Path) -> None:
    write(tmp_path, "languages/xx/language.toml", 'code = "xx"\n')
    write(
        tmp_path,
        "languages/xx/dates.toml",
        '[words.month]\n"maius" = 5\n\n[[pattern]]\nname = "day"\nstage = "dates"\nmatch = "d:D12 m:MONTH y:D4"\nmake = "date"\n',
    )
    (date,) = read(Document("d", "on 3 maius 2031", "x", language="xx"), load_packs(tmp_path)).dates
    assert date.day.edtf == "2031-05-03"


def test_the_same_data_has_the_same_fingerprint(packs: Packs) -> None:
    assert load_packs().fingerprint == packs.fingerprint


def test_explain_shows_what_is_taken_and_means(packs: Packs) -> None:
    told = explain(packs, "weekday, day, month", "وصل الوفد في 14 أيلول", published="2031-09-15")
    assert "takes «14 أيلول»: 2031-09-14" in told


def test_explain_shows_how_far_it_came_and_what_was_met(packs: Packs) -> None:
    told = explain(packs, "weekday, day, month", "وصل الوفد في 14 زغزغ")
    assert "does not fire: it came as far as «14»" in told
    assert "met «زغزغ» (W)" in told


def test_explain_shows_who_won(packs: Packs) -> None:
    assert "it lost to weekday, day, month, year" in explain(packs, "month and year", "وصل الوفد في 14 أيلول 2031")


def test_explain_names_the_nearest_patterns(packs: Packs) -> None:
    with pytest.raises(MahdarError, match="use a name such as 'weekday, day, month'"):
        explain(packs, "weekday, day, mont", "نص")
    with pytest.raises(MahdarError, match="no such language pack"):
        explain(packs, "weekday", "نص", language="zz")


UNITS = [
    "قال ",
    "وقال إن ",
    "روسيا وتركيا ",
    "«قال» ",
    "الثلاثاء ",
    "وزير ",
    "مصدر ",
    "12 ",
    "التقى مع ",
    "محادثات ",
    "، ",
    "أستانا 12 ",
    "قال: «نعم. » ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_that_repeats_itself_costs_the_stages_in_proportion(packs: Packs, unit: str) -> None:
    def work(times: int) -> int:
        page = Page(Document("d", unit * times, "x", language="ar"), packs, packs.languages["ar"])
        return steps(lambda: [page.run(stage) for stage in page.language.stages])

    work(100)
    assert work(1_200) < 2.5 * work(600)


def test_a_long_text_of_repeated_words_makes_no_more_nodes_than_words(packs: Packs) -> None:
    text = "التقى وزير الخارجية الروسي نظيره التركي وقال إن " * 4_200
    assert len(text) > 200_000
    nodes = packs.languages["ar"].nodes(tokenise(text))
    collapsed, kept = packs.languages["ar"].stages["dates"].run(nodes, None)
    assert len(nodes) <= len(text.split())
    assert len(collapsed) <= len(nodes)
    assert not kept


def test_an_unknown_word_with_a_capital_shows_it_where_capitals_count() -> None:
    small, capital = Language("xx", {"capitals": True}), Language("yy", {})
    text = "the Jabali"
    assert [n.features for n in small.nodes(tokenise(text), text)] == [{"W"}, {"W", "cap"}]
    assert [n.features for n in capital.nodes(tokenise(text), text)] == [{"W"}, {"W"}]


def test_a_dot_that_belongs_to_a_listed_word_ends_no_sentence() -> None:
    language = Language("xx", {}, words={"MONTH": {"Dec.": 12, "Mar. the Third": 3, "March": 3}}, policies={"MONTH": "none"})
    text = "held on Dec. 21 or Mar. the Third, in March. Then it rained."
    tokens = tokenise(text)
    language.nodes(tokens, text)
    assert [text[tokens[a].start : tokens[b - 1].end] for a, b in sentences(tokens)] == [
        "held on Dec. 21 or Mar. the Third, in March.",
        "Then it rained.",
    ]
