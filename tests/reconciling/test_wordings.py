"""The same words said once and told by many are one statement with many tellings; every case in two worlds of other names and days."""

import pytest

from tests.reconciling.made import WORLDS, Doc, built, rows

SAID = "the ferry lines will open again before the spring and every town on the river will have its own landing"


@pytest.fixture(params=WORLDS, ids=lambda w: w.process)
def w(request):
    return request.param


def tellings(w, *words, days=(1, 1, 2), speakers=(0, 0, 0), **cells):
    """How many tellings each statement has; each of the words stands in a document of its own."""
    docs = [Doc(n, w.day(day)) for n, day in zip("abc", days, strict=False)]
    for doc, said, speaker in zip(docs, words, speakers, strict=False):
        doc.thing("statement", content=said, speaker=w.people[speaker], **cells)
    return sorted(n for (n,) in rows(built(*docs), "SELECT count(*) FROM identities WHERE kind = 'statement' GROUP BY thing"))


def test_the_same_words_are_one_statement_whatever_their_marks(w):
    assert tellings(w, SAID, SAID.upper(), f"«{SAID}!»") == [3]
    assert tellings(w, SAID, SAID, speakers=(0, 2)) == [1, 1]


def test_words_that_are_a_part_of_others_are_of_the_same_statement(w):
    assert tellings(w, SAID, "every town on the river will have its own landing") == [2]
    assert tellings(w, SAID, "every town on the river will have its own landing", days=(1, 40)) == [1, 1], "said again later"
    assert tellings(w, SAID, "its own landing") == [1, 1], "too few words"


def test_a_formula_that_stands_in_two_speeches_is_of_neither(w):
    formula = "every town on the river will have its own landing"
    assert tellings(w, SAID, f"we say it again and {formula}", formula) == [1, 1, 1]


def test_nearly_the_same_words_are_one_but_not_with_a_word_added_in_the_middle_or_another_count(w):
    assert tellings(w, SAID, SAID.replace("spring", "springtime")) == [2]
    assert tellings(w, SAID, SAID.replace("will open", "will not open")) == [1, 1]
    assert tellings(w, f"{SAID} in 2040", f"{SAID} in 2041") == [1, 1]


def test_another_translation_stays_apart(w):
    assert tellings(w, SAID, "ferries are to run anew by springtime, with a landing of its own for all the towns along the river") == [1, 1]


def test_few_words_are_one_only_in_the_same_week(w):
    assert tellings(w, "no comment", "no comment") == [2]
    assert tellings(w, "no comment", "no comment", days=(1, 30)) == [1, 1]


def test_words_said_on_other_days_are_two_statements(w):
    docs = [Doc(n, w.day(5)) for n in "ab"]
    for doc, day in zip(docs, (0, 4), strict=True):
        doc.thing("statement", content=SAID, speaker=w.people[0], dates=w.day(day))
    assert rows(built(*docs), "SELECT count(*) FROM statements") == [(2,)]


def test_every_telling_is_kept_with_the_reason(w):
    docs = [Doc(n, w.day(1)) for n in "ab"]
    for doc in docs:
        doc.thing("statement", content=SAID, speaker=w.people[0])
    connection = built(*docs)
    assert rows(connection, "SELECT DISTINCT reason FROM identities WHERE kind = 'statement'") == [("The same words of the same speaker.",)]
    assert rows(connection, "SELECT document FROM tellings WHERE kind = 'statement' ORDER BY 1") == [("a",), ("b",)]


def test_many_who_tell_the_same_words_on_one_day_are_no_more_work_than_few(w):
    docs = [Doc(f"d{n}", w.day(1)) for n in range(60)]
    for _n, doc in enumerate(docs):
        for part in range(4):
            doc.thing("statement", content=f"{SAID} and pier {part % 2} is the {part // 2} to open", speaker=w.people[0])
    connection = built(*docs)
    assert rows(connection, "SELECT DISTINCT count(*) FROM identities WHERE kind = 'statement' GROUP BY thing") == [(60,)]
    assert rows(connection, "SELECT count(*) FROM akin") == [(12,)], "of the four wordings each is compared with each other"
