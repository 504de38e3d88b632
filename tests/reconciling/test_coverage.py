"""Reconciling judged by the truth behind made-up coverage."""

import pytest

from bench import judging
from bench.coverage import Coverage, Rates
from mahdar.reconciling import reconcile, store


def record(claims=4000, **rates):
    coverage = Coverage(claims, Rates(**rates))
    connection = store.memory()
    store.add_readings(connection, coverage.readings())
    store.add_things(connection, coverage.truth.things, coverage.truth.processes)
    reconcile(connection)
    return connection, coverage.truth


@pytest.fixture(scope="module")
def usual():
    return record(12_000)  # enough that a few sessions do not decide


def test_the_same_seed_gives_the_same_collection_and_every_word_stands_where_its_claim_says():
    first, second = (list(Coverage(1500).readings()) for _ in range(2))
    assert first == second
    for reading in first:
        for claim in reading.claims:
            ((start, end),) = claim.spans
            shown = claim.value["actor"] if isinstance(claim.value, dict) else str(claim.value).rpartition("#")[2].replace("..", " to ")
            assert reading.document.text[start:end] == shown
            assert start == 0 or reading.document.text[start - 1] in " \n"
            assert reading.document.text[end] in " ."


def test_the_collection_has_the_rates_it_was_asked_for():
    truth = record(10_000)[1]
    copies = sum(outlet != origin for outlet, origin in truth.voices.values()) / len(truth.voices)
    assert 0.14 < copies < 0.22
    assert {"fulfilled", "late"} == set(truth.promises.values())


def test_without_error_and_vagueness_everything_is_found():
    connection, truth = record(wrong=0, vague=0, silent=0)
    assert judging.sessions(connection, truth).f1 == 1
    cells = judging.choices(connection, truth)
    assert cells.right == cells.cells > 50


def test_sessions_told_with_errors_and_vagueness_are_found(usual):
    found = judging.sessions(*usual)
    assert found.f1 >= 0.97
    assert found.precision >= found.recall >= 0.95


def test_copies_and_edited_copies_are_one_voice(usual):
    found = judging.shared_origins(*usual)
    assert found.precision >= 0.98
    assert found.f1 >= 0.95


def test_what_a_copy_reports_itself_is_its_own(usual):
    found = judging.shared_words(*usual)
    assert found.precision >= 0.95
    assert found.f1 >= 0.95


def test_a_voice_that_is_copied_much_counts_once():
    copied = judging.against_copies(*record(20_000, copied=0.6, reports=12))
    assert copied.cells >= 10
    assert copied.right / copied.cells >= copied.counted / copied.cells + 0.15


def test_where_most_independent_voices_are_right_the_record_is(usual):
    cells = judging.choices(*usual)
    assert cells.right / cells.cells >= 0.97


def test_promises_have_the_fate_that_they_had():
    connection, truth = record(10_000, moved=0.3, called_off=0.05, unmet=0.05)
    right, promises = judging.fates(connection, truth)
    assert promises > 100
    assert right / promises >= 0.94
    assert {"fulfilled", "late", "superseded", "not_fulfilled"} <= set(truth.promises.values())


def test_a_judge_sees_what_is_wrong(usual):
    connection, truth = usual
    connection = connection.cursor()
    connection.execute("BEGIN; UPDATE identities SET thing = 'one' WHERE kind = 'session'")
    assert judging.sessions(connection, truth).precision < 0.2
    connection.execute("ROLLBACK")
