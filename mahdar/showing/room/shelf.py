"""The record that the room shows, as it is now and as it stood on the days that are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from mahdar.reconciling import as_of_view, store
from mahdar.showing.room.held import Held
from mahdar.showing.tables import Names

if TYPE_CHECKING:
    from collections.abc import Callable

    from mahdar.showing.words import Tongue

Answer = TypeVar("Answer")
DAYS = 12  # as many days are kept at hand: moving back and forth costs nothing
ANSWERS = 2000  # of each day that are kept at hand
DRAWINGS = 30  # of each day that are kept at hand
_RECORD = "record"
MEMORY = "350MB"  # that DuckDB may take for a record on disk, besides the rows that are held


class Book:
    """The record on one day: every thread asks it through a cursor of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, attached: bool = False) -> None:
        self._connection = connection
        self._attached = attached
        self._names: dict[Tongue, Names] = {}
        self._kept: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self._asking: dict[tuple[str, ...], threading.Lock] = {}
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self.held = Held(self.cursor)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one thread."""
        cursor = self._connection.cursor()
        return cursor.execute(f"USE {_RECORD}") if self._attached else cursor

    def keep(self, what: tuple[str, ...], ask: Callable[[], Answer]) -> Answer:
        """An answer that is the same as long as this record is open; asked for once, whoever wants it."""
        with self._asking.setdefault(what, threading.Lock()):
            if what not in self._kept:
                self._kept[what] = ask()
            answer: Answer = self._kept[what]
        while len(self._kept) > ANSWERS:
            self._kept.popitem(last=False)
        return answer

    def names(self, tongue: Tongue) -> Names:
        """The names of things in a language."""
        if tongue not in self._names:
            self._names[tongue] = Names(self.cursor(), tongue)
        return self._names[tongue]

    def drawn(self, address: str, draw: Callable[[], bytes]) -> bytes:
        """The content of the drawing at an address, made once: on one day the record does not change."""
        if address not in self._drawn:
            self._drawn[address] = draw()
            while len(self._drawn) > DRAWINGS:
                self._drawn.popitem(last=False)
        return self._drawn[address]

    def close(self) -> None:
        """Lets the record go."""
        self._connection.close()


class Shelf:
    """Opens a record on any day; one that was built anew in the meantime is seen with the next request.

    `also` makes ready what else will be asked for of a record, before all that is held of it: it is less, and every page wants some of it.
    """

    def __init__(self, path: Path | str, also: Callable[[Book], object] | None = None) -> None:
        self.path, self._also = Path(path), also
        self._lock = threading.Lock()
        self._books: OrderedDict[str | None, Book] = OrderedDict()
        self._state: tuple[int, int] | None = None
        self._ahead: threading.Thread | None = None
        self.book()

    def ahead(self) -> None:
        """Makes ready what will be asked for of the record as it is, now and whenever it is another one."""
        self._ahead = threading.current_thread()
        self._ready(self.book())

    def _ready(self, book: Book) -> None:
        if self._also:
            self._also(book)
        book.held.all()

    def rest(self) -> None:
        """Makes nothing more ready."""
        ahead, self._ahead = self._ahead, None
        if book := self._books.get(None):
            book.held.stop()
        if ahead:
            ahead.join()

    def book(self, day: str | None = None) -> Book:
        """The record as it stood on `day`, or as it is."""
        with self._lock:
            self._look()
            if day not in self._books:
                self._books[day] = Book(as_of_view(self.path, day)) if day else self._opened()
            self._books.move_to_end(day)
            while len(self._books) > DAYS:
                self._books.popitem(last=False)
            return self._books[day]

    def _look(self) -> None:
        """Forgets what was opened of a record that is another one now."""
        found = self.path.stat() if self.path.exists() else None
        state = (found.st_ino, found.st_mtime_ns) if found else None
        if state != self._state:
            self._books.clear()
            self._state = state

    def _opened(self) -> Book:
        """The record on disk, attached: a connection to its path would be one to the earlier file while anybody still reads that."""
        connection = duckdb.connect()
        store.attach(connection, self.path, _RECORD)
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        book = Book(connection, attached=True)
        if self._ahead:
            self._ahead = threading.Thread(target=self._ready, args=[book], daemon=True)
            self._ahead.start()
        return book
