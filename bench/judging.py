"""Judges a record of made-up coverage by its truth: sessions, shared origins, chosen cells, fates of promises."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from bench.coverage import Meeting, Truth
from mahdar import edtf

if TYPE_CHECKING:
    import duckdb

CELLS = ("number", "dates", "city", "kind")


class Pairs(NamedTuple):
    """Pairs that belong together, that are put together, and both."""

    true: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that are put together."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.true + self.said) if self.true + self.said else 1.0


class Choices(NamedTuple):
    """Cells of which most independent voices are right, and how many are chosen right; of them those where counting documents is misled.

    Counting documents takes the value that most documents have, and is wrong on every one of `misled`.
    """

    cells: int
    right: int
    misled: int
    right_though_misled: int


class Copied(NamedTuple):
    """Cells of which the most copied voice is wrong and most voices are right: how many, chosen right, right by counting documents."""

    cells: int
    right: int
    counted: int


def sessions(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Pairs:
    """Pairs of tellings of sessions that are of one session."""
    things = _things(connection)
    return _pairs((truth.sessions[subject], things[subject]) for subject in truth.sessions)


def shared_origins(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Pairs:
    """Pairs of documents of different outlets that are of one voice, among those that tell of one session."""
    voices = dict(connection.execute("SELECT id, family FROM documents").fetchall())
    about = sorted({(meeting, subject.partition("#")[0]) for subject, meeting in truth.sessions.items() if subject.endswith("session-1")})
    total = Counter[str]()
    for _, group in groupby(about, key=lambda pair: pair[0]):
        documents = [document for _, document in group]
        for k, a in enumerate(documents):
            for b in documents[:k]:
                if truth.voices[a][0] != truth.voices[b][0]:
                    total.update(_both(truth.voices[a][1] == truth.voices[b][1], voices[a] == voices[b]))
    return Pairs(total["true"], total["said"], total["right"])


def shared_words(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Pairs:
    """Pairs of claims of different outlets on one cell of one session that are of one voice: a copy may also report itself."""
    query = "SELECT subject, cell, document, span_start, family FROM claims WHERE kind = 'session' AND cell IN ? ORDER BY ALL"
    told: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for subject, cell, document, start, family in connection.execute(query, [CELLS]).fetchall():
        told[truth.sessions[subject], cell].append((truth.voices[document][0], truth.voice(document, start), family))
    total = Counter[str]()
    for said in told.values():
        for (a, true_a, said_a), (b, true_b, said_b) in combinations(said, 2):
            if a != b:
                total.update(_both(true_a == true_b, said_a == said_b))
    return Pairs(total["true"], total["said"], total["right"])


def _both(true: bool, said: bool) -> list[str]:
    return [name for name, holds in (("true", true), ("said", said), ("right", true and said)) if holds]


def choices(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Choices:
    """The cells that the record shows, of the thing that most tellings of each session are in."""
    tally = Counter[str]()
    for meeting, cell, shown, told in _answers(connection, truth):
        if _most_are_right({(v, is_so(meeting, cell, value)) for _, v, value in told}):
            tally.update(_judged(meeting, cell, shown, [value for _, _, value in told]))
    return Choices(*(tally[name] for name in Choices._fields))


def against_copies(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Copied:
    """The cells that the record shows where the reports that most documents copy are wrong."""
    tally = Counter[str]()
    for meeting, cell, shown, told in _answers(connection, truth):
        if _most_are_right({(v, is_so(meeting, cell, value)) for _, v, value in told}) and _most_copied_is_wrong(meeting, cell, told):
            right = shown is not None and is_so(meeting, cell, shown)
            counted = is_so(meeting, cell, _counted([value for _, _, value in told]))
            tally.update(["cells", *["right"] * right, *["counted"] * counted])
    return Copied(*(tally[name] for name in Copied._fields))


def _most_copied_is_wrong(meeting: Meeting, cell: str, told: list[tuple[str, str, Any]]) -> bool:
    """Whether one value of one voice stands in more documents than any other, in two at least, and is wrong."""
    spread = Counter((voice, msgspec.json.encode(value)) for _, voice, value in told)
    ((_, value), most), *others = spread.most_common(2)
    leads = most > 1 and all(n < most for _, n in others)
    return leads and not is_so(meeting, cell, msgspec.json.decode(value))


def _answers(connection: duckdb.DuckDBPyConnection, truth: Truth) -> Iterator[tuple[Meeting, str, Any, list[tuple[str, str, Any]]]]:
    """Every cell that is told of a meeting, with what the record shows of the thing that most tellings of it are in."""
    chosen = _chosen(connection)
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for subject, thing in _things(connection).items():
        if subject in truth.sessions:
            homes[truth.sessions[subject]][thing] += 1
    for (meeting, cell), told in _told(connection, truth).items():
        thing = min(homes[meeting], key=lambda t: (-homes[meeting][t], t))
        yield truth.meetings[meeting], cell, chosen.get((thing, cell)), told


def _judged(meeting: Meeting, cell: str, chosen: Any, told: list[Any]) -> list[str]:
    right = chosen is not None and is_so(meeting, cell, chosen)
    misled = len(told) > 1 and not is_so(meeting, cell, _counted(told))
    return ["cells", *["right"] * right, *["misled"] * misled, *["right_though_misled"] * (misled and right)]


def _counted(told: list[Any]) -> Any:
    """The value that most documents have."""
    counted = Counter(map(msgspec.json.encode, told))
    return msgspec.json.decode(min(counted, key=lambda v: (-counted[v], v)))


def _most_are_right(votes: set[tuple[str, bool]]) -> bool:
    return sum(right for _, right in votes) > sum(not right for _, right in votes)


def is_so(meeting: Meeting, cell: str, value: Any) -> bool:
    """Whether a value is true of a meeting: the value itself, or a vaguer date that its first day fits in."""
    if cell != "dates" or value == meeting.dates:
        return bool(value == meeting.cells.get(cell))
    if value.startswith("XXXX"):
        return bool(value[5:] == f"{meeting.first:%m-%d}")
    low, high = edtf.bounds(value)
    return edtf.precision(value) != "day" and low is not None and high is not None and low <= str(meeting.first) <= high


def fates(connection: duckdb.DuckDBPyConnection, truth: Truth) -> tuple[int, int]:
    """Promises whose fate is right, and all."""
    said = dict(connection.execute("SELECT i.subject, c.fate FROM identities i JOIN commitments c ON c.id = i.thing").fetchall())
    return sum(said.get(subject) == fate for subject, fate in truth.promises.items()), len(truth.promises)


def _things(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("SELECT subject, thing FROM identities WHERE kind = 'session'").fetchall())


def _chosen(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Any]:
    found = connection.execute("SELECT thing, cell, value FROM cells WHERE kind = 'session' AND chosen AND cell IN ?", [CELLS]).fetchall()
    return {(thing, cell): msgspec.json.decode(value) for thing, cell, value in found}


def _told(connection: duckdb.DuckDBPyConnection, truth: Truth) -> dict[tuple[str, str], list[tuple[str, str, Any]]]:
    """What documents say of the cells of each meeting that took place: (document, voice, value); plans are left out."""
    columns = "document, subject, cell, value, span_start"
    query = f"SELECT {columns} FROM claims WHERE kind = 'session' AND modality = 'held' AND cell IN ? ORDER BY ALL"
    told: dict[tuple[str, str], list[tuple[str, str, Any]]] = defaultdict(list)
    for document, subject, cell, value, start in connection.execute(query, [CELLS]).fetchall():
        told[truth.sessions[subject], cell].append((document, truth.voice(document, start), msgspec.json.decode(value)))
    return told


def _pairs(labels: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs of a clustering (the second label) against the true one (the first)."""
    both = Counter(labels)
    true, said = Counter[str](), Counter[str]()
    for (a, b), n in both.items():
        true[a] += n
        said[b] += n
    return Pairs(*(sum(n * (n - 1) // 2 for n in counts.values()) for counts in (true, said, both)))
