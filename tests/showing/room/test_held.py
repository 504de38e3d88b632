"""What is held in memory says what the record says: every listing, with every filter, page by page."""

import threading

import pytest

from mahdar.showing import listings
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
    assert listings.columns(connection, held) == listings.columns(connection, name)
    for wanted in asked(name, connection):
        whole = listings.rows(connection, name, wanted)
        assert listings.rows(connection, held, wanted) == whole
        assert listings.rows(connection, held, wanted, 1, 2) == whole[1:3]
        assert listings.count(connection, held, wanted) == len(whole)
    (source,) = connection.execute("SELECT id FROM documents WHERE read ORDER BY id LIMIT 1").fetchone()
    assert listings.rows(connection, held, {"document": source}) == listings.rows(connection, name, {"document": source})


def test_whoever_asks_at_once_finds_it_made_once(sample):
    book, found = Shelf(sample).book(), []
    asking = [threading.Thread(target=lambda: found.append(book.held.listing("statements"))) for _ in range(6)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(found) == 6
    assert len({id(one) for one in found}) == 1
