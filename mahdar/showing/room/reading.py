"""The desk: a text that is pasted or uploaded is read at once; two of them side by side, with what they share, copy and contradict.

What is put here becomes a record of its own for as long as the answer is made, and is not kept.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.routing import Route

from mahdar import building
from mahdar.opening import iso_day
from mahdar.reconciling import store
from mahdar.showing.listings import fetched
from mahdar.showing.room.guard import LARGEST
from mahdar.showing.room.pages import page, view
from mahdar.showing.room.sources import SECTIONS, lines
from mahdar.showing.tables import Names

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

Row = dict[str, Any]
LONGEST = 200_000  # characters of a text: the longest that the reader is tested on
_SEATS = ("1", "2")
_HTML = (".html", ".htm", ".xhtml")
_CLAIMS = """SELECT id, kind, thing, cell, value, spans, basis, modality FROM claims
  WHERE document = ? AND thing IS NOT NULL AND value IS NOT NULL AND len(spans) > 0 ORDER BY span_start, span_end, id"""
_SHARED = """SELECT thing, kind FROM claims WHERE thing IS NOT NULL AND kind <> 'document'
  GROUP BY ALL HAVING count(DISTINCT document) > 1 ORDER BY kind, thing"""
_CONFLICTS = "SELECT subject, kind, cell, class, value, families FROM disagreements ORDER BY subject, cell, chosen DESC, value"
_COPIES = "SELECT id, because, copy_of, copied FROM documents WHERE copy_of IS NOT NULL OR copied > 0 ORDER BY id"


def empty(request: Request) -> HTMLResponse:
    """The desk with nothing on it."""
    return page(request, "read.html", view(request), given={}, found=None)


async def put(request: Request) -> HTMLResponse:
    """The desk with what was put on it."""
    async with request.form(max_files=2, max_fields=12, max_part_size=LARGEST) as form:
        given = {seat: await _text(form, seat) for seat in _SEATS}
        texts = {seat: text for seat, text in given.items() if text[0].strip()}
        days = {seat: iso_day(day) for seat in texts if (day := str(form.get(f"published{seat}") or "").strip())}
    if not texts:
        raise HTTPException(400, "there is no text; paste one, or choose a file")
    return await run_in_threadpool(_answer, request, texts, days)


async def _text(form: FormData, seat: str) -> tuple[str, str]:
    """What was put on a seat, and the ending of its name: the file that was chosen, else what was pasted."""
    upload = form.get(f"file{seat}")
    if isinstance(upload, UploadFile) and upload.size:
        ending = ".html" if str(upload.filename or "").lower().endswith(_HTML) else ".txt"
        return (await upload.read()).decode("utf-8", "surrogateescape"), ending
    pasted = form.get(f"text{seat}")
    return (pasted if isinstance(pasted, str) else "").replace("\r\n", "\n"), ".txt"  # a browser sends every end of a line as CRLF


def _answer(request: Request, texts: dict[str, tuple[str, str]], days: dict[str, str]) -> HTMLResponse:
    shown = view(request)
    if long := [seat for seat, (text, _) in texts.items() if len(text) > LONGEST]:
        raise HTTPException(413, f"text {long[0]} is longer than {LONGEST} characters; cut it, or build a record of it with mahdar build")
    with tempfile.TemporaryDirectory() as folder:
        record = _built(Path(folder), texts, days, request.app.state.room.packs)
        with store.open_record(record) as connection:
            found = _found(connection, Names(connection, shown.asked.tongue))
    return page(request, "read.html", shown, given={seat: text for seat, (text, ending) in texts.items() if ending == ".txt"}, found=found)


def _built(folder: Path, texts: dict[str, tuple[str, str]], days: dict[str, str], packs: Path | None) -> Path:
    """A record of these texts alone."""
    articles = folder / "texts"
    articles.mkdir()
    for seat, (text, ending) in texts.items():
        (articles / f"{seat}{ending}").write_bytes(text.encode("utf-8", "surrogateescape"))
    told = (f'["{seat}{texts[seat][1]}"]\npublished = {day}\n' for seat, day in days.items())
    (articles / "sources.toml").write_text("".join(told), encoding="utf-8")
    report = building.build([articles], folder / "desk.duckdb", packs, jobs=1)
    if report.aside:
        raise HTTPException(400, f"{report.aside[0].why}; {report.aside[0].cure}")
    return folder / "desk.duckdb"


def _found(connection: duckdb.DuckDBPyConnection, names: Names) -> Row:
    """What is read in the texts, and what lies between them."""
    documents = fetched(connection, "SELECT * EXCLUDE (sentences, shingles) FROM documents ORDER BY path")
    return {
        "names": names,
        "texts": [_one(connection, document) for document in documents],
        "shared": fetched(connection, _SHARED),
        "conflicts": [{**row, "value": json.loads(row["value"])} for row in fetched(connection, _CONFLICTS)],
        "copies": fetched(connection, _COPIES),
    }


def _one(connection: duckdb.DuckDBPyConnection, document: Row) -> Row:
    claims = [{**row, "value": json.loads(row["value"])} for row in fetched(connection, _CLAIMS, [document["id"]])]
    sections = fetched(connection, SECTIONS, [document["id"]])
    things: dict[tuple[str, str], list[Row]] = {}
    for claim in claims:
        if claim["kind"] != "document":
            things.setdefault((claim["kind"], claim["thing"]), []).append(claim)
    return {"document": document, "lines": list(lines(document["text"], claims, sections)), "things": things}


ROUTES = [Route("/read", empty, methods=["GET"]), Route("/read", put, methods=["POST"])]
