"""What is held in memory says what the record says: every listing, with every filter, page by page."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mahdar.showing import listings
from mahdar.showing.room.listing import ready
from mahdar.showing.room.shelf import Shelf

DAY = {"until": "2022-06-30"}


@pytest.fixture(scope="module")
def book(sample):
    return Shelf(sample).book()


def asked(name, connection):
    """No filter, and each filter with the first value that it could have."""
    yield {}
    for option in listings.LISTINGS[name].filters:
        yield from ({option: value} for value in listings.choices(connection, name, option)[:1])
    if "since" in dict(listings.LISTINGS[name].options()):
        yield DAY


@pytest.mark.parametrize("name", listings.LISTINGS)
def test_a_held_listing_is_the_listing(book, name):
    connection, held = book.cursor(), book.held.listing(name)
    assert held.columns == listings.columns(connection, name)
    for wanted in asked(name, connection):
        whole = listings.rows(connection, name, wanted)
        assert held.page(connection, wanted) == (whole, len(whole))
        assert held.page(connection, wanted, 1, 2) == (whole[1:3], len(whole))
    (source,) = connection.execute("SELECT id FROM documents WHERE read ORDER BY id LIMIT 1").fetchone()
    assert held.page(connection, {"document": source})[0] == listings.rows(connection, name, {"document": source})


def test_a_filter_takes_a_name_in_any_language_and_case(book):
    connection, held = book.cursor(), book.held.listing("statements")
    for name in ("russia", "RUSSIA", "روسيا"):
        whole = listings.rows(connection, "statements", {"of": name})
        assert whole
        assert held.page(connection, {"of": name}) == (whole, len(whole))


def test_a_page_after_the_last_is_empty_and_says_how_many_there_are(book):
    held = book.held.listing("sessions")
    (_, total) = held.page(book.cursor(), {})
    assert held.page(book.cursor(), {}, total, 25) == ([], total)


def test_whoever_asks_at_once_finds_it_made_once(sample):
    book, found = Shelf(sample).book(), []
    asking = [threading.Thread(target=lambda: found.append(book.held.listing("statements"))) for _ in range(6)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(found) == 6
    assert len({id(one) for one in found}) == 1


def test_the_fields_on_which_reports_conflict_are_numbered_in_their_order(book):
    numbered = f"SELECT DISTINCT field, subject, kind, cell FROM {book.held.table('versions')} ORDER BY field"
    fields = book.cursor().execute("SELECT DISTINCT subject, kind, cell FROM disagreements ORDER BY ALL").fetchall()
    assert fields
    assert book.cursor().execute(numbered).fetchall() == [(n, *field) for n, field in enumerate(fields, 1)]


def test_every_doubt_has_its_values_with_their_claims(book):
    asked = f'SELECT n, doubt, thing, other, kind, cell, "values" FROM {book.held.table("doubts")} ORDER BY n'
    doubts = book.cursor().execute(asked).fetchall()
    assert [n for n, *_ in doubts] == list(range(1, len(doubts) + 1))
    for _, _, thing, other, kind, cell, values in doubts:
        things = {thing, other or thing}
        own = "SELECT thing, value FROM cells WHERE thing IN (SELECT unnest(?)) AND kind = ? AND cell = ? ORDER BY ALL"
        held = sorted((value["thing"], value["value"]) for value in values)
        assert kind == "name" or held == book.cursor().execute(own, [sorted(things), kind, cell]).fetchall()
        assert all(value["places"] for value in values)


def test_an_answer_that_is_kept_is_found_once_whoever_wants_it(sample):
    book, found = Shelf(sample).book(), []

    def ask():
        time.sleep(0.05)
        found.append(None)
        return len(found)

    with ThreadPoolExecutor(4) as wanting:
        answers = [wanting.submit(book.keep, ("answer",), ask).result for _ in range(4)]
    assert [answer() for answer in answers] == [1, 1, 1, 1]


def test_what_else_is_asked_for_is_made_ready(sample):
    readied = []
    shelf = Shelf(sample, readied.append)
    shelf.ahead()
    assert readied == [shelf.book()]


def test_the_choices_of_filters_are_ready_before_anybody_asks(sample):
    book = Shelf(sample).book()
    ready("en", book)
    offered = book.keep(("choices", "sessions", "city", "en"), pytest.fail)
    assert '<option value="geneva">Geneva</option>' in offered
