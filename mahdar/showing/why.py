"""Why a cell says what it says: every candidate, the independent sources behind it, and the lines with the words marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import duckdb
import msgspec
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from mahdar.errors import MahdarError
from mahdar.model import Span
from mahdar.showing.listings import LINE, Row, fetched
from mahdar.showing.naming import Namings
from mahdar.showing.tables import Names
from mahdar.showing.terminal import safe
from mahdar.showing.words import word

AROUND = 160  # characters of a long line that are shown on each side of the marked words
MARKS = ("⟦", "⟧")  # around the words, so that a copy of the page keeps them
_ALSO = {"participants": "participant", "outcomes": "outcome", "signatories": "signatory", "text": "content", "words": "content"}


class Evidence(msgspec.Struct, frozen=True):
    """One claim: where it stands, how it came there, and the line with the words. `marks` are offsets into `line`.

    `copy_of` is the document whose sentence this one repeats; `named` tells, as codes, how the words became an actor or a place;
    `linked_to` are the lines of other reports (`document:line`) from which a linked claim became known.
    """

    claim: str
    document: str
    outlet: str | None
    published: str | None
    number: int
    line: str
    marks: tuple[Span, ...]
    basis: str
    modality: str
    chain: tuple[str, ...]
    pattern: str
    same: str | None
    copy_of: str | None
    named: tuple[tuple[str, ...], ...] = ()
    linked_to: tuple[str, ...] = ()


class Voice(msgspec.Struct, frozen=True):
    """One independent source: a family, why this evidence is of its voice, and all documents that have the voice."""

    family: str
    reason: str
    members: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Candidate(msgspec.Struct, frozen=True):
    """A value that a cell might have, whether the record shows it, why, and who says so; `coded` is the reason of a fate as codes."""

    value: Any
    chosen: bool
    backing: int
    reason: str
    conflicting: bool
    voices: tuple[Voice, ...]
    coded: tuple[tuple[str, ...], ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """The answer to `why`: a cell and its candidates, the chosen ones first; `rejected` are lines on claims that readers rejected."""

    thing: str
    kind: str
    cell: str
    candidates: tuple[Candidate, ...]
    rejected: tuple[str, ...] = ()


_CANDIDATES = """
SELECT e.kind, e.value, e.chosen, e.backing, e.families, e.reason, e.claims,
  EXISTS (FROM disagreements d WHERE d.subject = e.thing AND d.kind = e.kind AND d.cell = e.cell AND d.value = e.value) AS conflicting
FROM cells e WHERE e.thing = ? AND e.cell = ? ORDER BY e.chosen DESC, e.backing DESC, e.value"""
_FATE = "SELECT fate, fate_reason, fate_coded, settled_by FROM commitments WHERE id = ?"
# A long column is read of few rows sooner by their place in the table than by what they are called.
_READ = """
told AS MATERIALIZED (SELECT rowid AS place FROM documents WHERE id IN (SELECT document FROM said)),
read AS (SELECT id, outlet, published, date_start, date_end, text FROM documents WHERE rowid IN (SELECT place FROM told))"""
_CLAIMS = f"""
WITH said AS MATERIALIZED (
  SELECT id AS claim, document, subject, kind, cell, value, span_start, spans, basis, origin, modality, chain, pattern, family, because,
    copy_of
  FROM claims WHERE id IN (SELECT unnest($1)) AND ($2 IS NULL OR thing = $2)
), {_READ}, same AS (SELECT subject, kind, reason FROM identities WHERE subject IN (SELECT subject FROM said))
SELECT c.* EXCLUDE (span_start), d.outlet, d.published, d.date_end AS day, d.text, i.reason AS same
FROM said c JOIN read d ON d.id = c.document LEFT JOIN same i USING (subject, kind)
ORDER BY d.date_start NULLS LAST, c.document, c.span_start, c.claim"""
_TOLD = f"""
WITH said AS MATERIALIZED (
  SELECT rowid AS place, id AS claim, document, spans, basis, modality, chain, pattern, copy_of FROM claims
  WHERE rowid IN (SELECT unnest(?))
), {_READ}
SELECT s.*, r.outlet, r.published, r.text, NULL AS same FROM said s JOIN read r ON r.id = s.document"""

_NEAR = """
WITH known AS (SELECT DISTINCT thing IN ($name, $thing) AS own, thing || '.' || cell AS name FROM cells),
near AS (SELECT own, name, CASE WHEN own THEN 1 ELSE jaro_winkler_similarity(name, $name) END AS likeness FROM known)
SELECT name FROM near WHERE own OR (likeness > 0.8 AND NOT (SELECT bool_or(own) FROM known))
ORDER BY likeness DESC, name LIMIT (SELECT CASE WHEN bool_or(own) THEN 99 ELSE 3 END FROM known)"""

_LINKED_TO = f"""
SELECT DISTINCT c.document || ':' || ({LINE.format(text="d.text", at="c.span_start")}) AS place
FROM claims c JOIN documents d ON d.id = c.document WHERE c.id IN (SELECT unnest(?)) AND c.document <> ? ORDER BY place"""

_REJECTED = """
SELECT DISTINCT (s.value ->> '$') || ', which ' || s.document || ' says: rejected by ' || c.who || ' on ' || c.made || ': ' || c.why AS line
FROM said_claims s JOIN said_corrections c ON c."do" = 'reject' AND list_contains(flatten(c.claims), s.id)
JOIN identities i ON i.subject = s.subject AND i.kind = s.kind WHERE i.thing = ? AND s.cell = ? ORDER BY line"""


def why(connection: duckdb.DuckDBPyConnection, name: str) -> Answer:
    """The answer for a cell named `ID.CELL`; MahdarError names what there is where it is unknown."""
    thing, _, cell = name.rpartition(".")
    cell = _ALSO.get(cell, cell)
    found = fetched(connection, _CANDIDATES, [thing, cell])
    if found:
        told = fetched(connection, _CLAIMS, [[claim for row in found for claim in row["claims"]], thing])
        candidates = tuple(_candidate(connection, row, told) for row in found)
        rejected = tuple(row["line"] for row in fetched(connection, _REJECTED, [thing, cell]))
        return Answer(thing, found[0]["kind"], cell, candidates, rejected)
    fate = connection.execute(_FATE, [thing]).fetchone() if cell in ("fate", "status") else None
    if fate:
        return Answer(thing, "commitment", "fate", (_fate(connection, *fate),))
    raise _unknown(connection, name)


def busiest(connection: duckdb.DuckDBPyConnection) -> str:
    """The cell worth asking about first: one on which reports conflict, and of those the one with most independent sources."""
    row = connection.execute("""
        SELECT e.thing || '.' || e.cell FROM cells e LEFT JOIN disagreements d ON (d.subject, d.kind, d.cell) = (e.thing, e.kind, e.cell)
        WHERE e.kind = 'session' AND e.cell IN ('dates', 'city', 'number', 'status') AND e.chosen
        ORDER BY d.subject IS NULL, e.backing DESC, e.cell <> 'dates', e.thing LIMIT 1""").fetchone()
    if row is None:
        raise MahdarError("why", "the record has no session to ask about", "see what was read with: mahdar documents RECORD")
    return str(row[0])


def _unknown(connection: duckdb.DuckDBPyConnection, name: str) -> MahdarError:
    """What to ask instead: the cells of the thing, or the cells with the nearest names."""
    near = [row[0] for row in connection.execute(_NEAR, {"name": name, "thing": name.rpartition(".")[0]}).fetchall()]
    cure = f"ask for {', '.join(near)}" if near else "take an id from a listing, as in ID.dates"
    return MahdarError(name, "the record has no such cell", cure)


def _fate(connection: duckdb.DuckDBPyConnection, fate: str, reason: str, coded: list[list[str]], claims: list[str]) -> Candidate:
    voices = tuple(_voices(connection, fetched(connection, _CLAIMS, [claims, None])))
    return Candidate(fate, True, len(voices), reason, False, voices, tuple(map(tuple, coded)))


def _candidate(connection: duckdb.DuckDBPyConnection, row: Row, told: list[Row]) -> Candidate:
    own = [one for one in told if one["claim"] in row["claims"] and one["family"] in row["families"]]
    voices = tuple(_voices(connection, own))
    return Candidate(json.loads(row["value"]), row["chosen"], row["backing"], row["reason"], row["conflicting"], voices)


def _voices(connection: duckdb.DuckDBPyConnection, claims: list[Row]) -> Iterator[Voice]:
    """The claims by independent source, in the order in which the sources were first heard."""
    heard: dict[str, list[Row]] = {}
    for row in claims:
        heard.setdefault(row["family"], []).append(row)
    naming = Namings(connection)
    members = dict(connection.execute("SELECT id, members FROM families WHERE id IN (SELECT unnest(?))", [list(heard)]).fetchall())
    for family, told in heard.items():
        reason = "; ".join(sorted({row["because"] for row in told}))
        evidence = tuple(_evidence(row, naming(row), _linked_to(connection, row)) for row in told)
        yield Voice(family, reason, tuple(members.get(family, ())), evidence)


def evidence(connection: duckdb.DuckDBPyConnection, claims: Sequence[str]) -> dict[str, Evidence]:
    """The evidence of claims, by their ids, in the order in which it was published."""
    return {row["claim"]: _evidence(row, (), ()) for row in fetched(connection, _CLAIMS, [list(claims), None])}


def told(connection: duckdb.DuckDBPyConnection, rows: Sequence[int]) -> dict[int, Evidence]:
    """The evidence of many claims, by their rows in the table of claims; why each is of its thing (`same`) is left out."""
    return {row["place"]: _evidence(row, (), ()) for row in fetched(connection, _TOLD, [list(rows)])}


def _linked_to(connection: duckdb.DuckDBPyConnection, row: Row) -> tuple[str, ...]:
    if row["basis"] != "linked":
        return ()
    return tuple(place for (place,) in connection.execute(_LINKED_TO, [row["origin"], row["document"]]).fetchall())


def _evidence(row: Row, named: tuple[tuple[str, ...], ...], linked_to: tuple[str, ...]) -> Evidence:
    number, line, marks = line_of(row["text"], [(start, end) for start, end in row["spans"]])
    kept = {key: row[key] for key in ("claim", "document", "outlet", "published", "basis", "modality", "pattern", "same", "copy_of")}
    return Evidence(**kept, number=number, line=line, marks=marks, chain=tuple(row["chain"]), named=named, linked_to=linked_to)


def line_of(text: str, spans: Iterable[Span]) -> tuple[int, str, tuple[Span, ...]]:
    """The number (from 1) and text of the line or lines that hold the spans, and the spans as offsets into them."""
    spans = sorted(spans)
    first, last = (spans[0][0], max(end for _, end in spans)) if spans else (0, 0)
    start = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", max(last - 1, start))
    line = text[start : len(text) if stop < 0 else stop]
    return text.count("\n", 0, first) + 1, line, tuple((a - start, b - start) for a, b in spans)


def page(answer: Answer, names: Names) -> Group:
    """The answer for the terminal."""
    tongue = names.tongue
    title = Text(f"{answer.thing} · {word('fields', answer.cell, tongue)}", style="bold")
    several = len({e.document for candidate in answer.candidates for voice in candidate.voices for e in voice.evidence}) > 1
    candidates = (part for candidate in answer.candidates for part in _candidate_lines(candidate, names, several))
    rejected = (Text(f"\n✕ {safe(line)}") for line in answer.rejected)
    unread = names.unread()
    return Group(title, *candidates, *rejected, *([Text(f"\n{unread}", style="dim")] if unread else []))


def _candidate_lines(candidate: Candidate, names: Names, several: bool) -> Iterator[Text | Padding]:
    tongue = names.tongue
    state = [names.sentence(candidate.coded) if candidate.coded else names.reason(candidate.reason)]
    if candidate.voices:
        origins = ", ".join(safe(names(voice.family)) for voice in candidate.voices)
        state.insert(0, f"{word('things', 'backing', tongue)}: {candidate.backing} ({origins})")
    if candidate.conflicting:
        state.append(word("things", "dissent", tongue))
    sign = "●" if candidate.chosen else "○"
    yield Text("")
    yield Text.assemble((f"{sign} {safe(shown(candidate.value, names))}", "bold"), f"   {' · '.join(state)}")
    for voice in candidate.voices:
        yield from _voice_lines(voice, names, several)


def _voice_lines(voice: Voice, names: Names, several: bool) -> Iterator[Padding]:
    yield Padding(Text(f"{safe(names(voice.family))}: {safe(names.reason(voice.reason))}", style="dim"), (0, 0, 0, 2))
    for evidence in voice.evidence:
        yield Padding(Text(" · ".join(_whence(evidence, names, several))), (0, 0, 0, 4))
        yield Padding(_marked(evidence), (0, 0, 0, 6))
        if evidence.named:
            meant = f"{word('fields', 'named', names.tongue)}: {safe(names.sentence(evidence.named))}"
            yield Padding(Text(meant, style="dim"), (0, 0, 0, 6))


def _whence(evidence: Evidence, names: Names, several: bool) -> Iterator[str]:
    """Where a claim stands and how it came there; where several documents speak, also why it is of the same thing."""
    yield f"{evidence.document}:{evidence.number}"
    if evidence.outlet:
        yield safe(names(evidence.outlet))
    if evidence.published:
        yield evidence.published
    if evidence.chain:
        yield f"{word('things', 'chain', names.tongue)}: {' ← '.join(safe(names(one)) for one in evidence.chain)}"
    yield " ".join([names.value(evidence.basis), *([f"({', '.join(evidence.linked_to)})"] if evidence.linked_to else [])])
    if evidence.modality != "asserted":
        yield names.value(evidence.modality)
    if evidence.copy_of:
        yield f"{word('fields', 'copy_of', names.tongue)} {evidence.copy_of}"
    yield f"{word('things', 'claim', names.tongue)} {evidence.claim[:8]}"
    if evidence.same and several:
        yield f"{word('fields', 'same', names.tongue)}: {names.reason(evidence.same)}"


def _marked(evidence: Evidence) -> Text:
    """The line, cut where it is long, with the words marked."""
    line, marks = evidence.line, evidence.marks
    low, high = (max(0, marks[0][0] - AROUND), marks[-1][1] + AROUND) if marks else (0, 2 * AROUND)
    text, at = Text("… " if low else ""), low
    for start, end in marks:
        text.append(_one_line(line[at:start]))
        text.append(MARKS[0] + _one_line(line[start:end]) + MARKS[1], style="bold yellow")
        at = end
    text.append(_one_line(line[at:high]) + (" …" if high < len(line) else ""))
    return text


def _one_line(text: str) -> str:
    return safe(text.replace("\r", "").replace("\n", " ⏎ "))


def shown(value: Any, names: Names) -> str:
    """A value in the reader's words."""
    if isinstance(value, dict):
        return ", ".join(shown(part, names) for key, part in sorted(value.items()) if part is not None)
    text = str(value)
    known = names.value(text)
    return known if known != text else names(text)
