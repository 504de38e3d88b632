"""The timeline: the sessions of every process on one axis, with what was planned, said and taken beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from mahdar.showing.brief.dated import dated
from mahdar.showing.room.cells import spaced
from mahdar.showing.room.drawn import answer, asked_for, bound, drawing
from mahdar.showing.room.listing import choices
from mahdar.showing.room.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
MOST = 1500  # marks of one kind that are drawn: of more, those that most independent sources tell
FILTERS = ("process", "kind")
OPTIONS = (*FILTERS, "since", "until")
_LONG, _LONGER = 400, 5 * 366  # days: statements are counted by day, over a longer time by week, over a still longer one by month
_WITHIN = "($since IS NULL OR date_end >= $since::DATE) AND ($until IS NULL OR date_start <= $until::DATE)"
_FITTING = f"FROM sessions WHERE ($process IS NULL OR process = $process) AND ($kind IS NULL OR kind = $kind) AND {_WITHIN}"
_SESSIONS = f"""SELECT s.*, len(b.families) AS backing,
    s.date_precision <> 'day' OR y.form <> 'lasted' AND s.date_start < s.date_end AS vague
  FROM (SELECT id, process, kind, number, status, dates, part, date_start, date_end, date_precision, city {_FITTING}) s
  LEFT JOIN days y ON y.edtf = s.dates LEFT JOIN behind b ON b.thing = s.id AND b.kind = 'session'
  ORDER BY backing DESC NULLS LAST, s.id LIMIT $most"""
_PLANS = "FROM {plans} WHERE session IN (SELECT unnest($shown)) ORDER BY ALL"
_CONTROL = f"""SELECT id, place, actor, change, dates, date_start, date_end, told FROM (
    SELECT t.* EXCLUDE (dates, date_start, date_end), coalesce(t.dates, b.told::VARCHAR) AS dates,
      coalesce(t.date_start, b.told) AS date_start, coalesce(t.date_end, b.told) AS date_end,
      t.date_start IS NULL AS told, len(b.families) AS backing
    FROM control t JOIN behind b ON b.thing = t.id AND b.kind = 'control')
  WHERE {_WITHIN} ORDER BY backing DESC, id LIMIT $most"""
# The statements that are held, each on its own day, else on that of the first report.
_SAID = f"""FROM (SELECT coalesce(date_start, told) AS date_start, coalesce(date_end, told) AS date_end FROM {{said}})
  WHERE date_start IS NOT NULL AND {_WITHIN}"""
_REACH = f"SELECT min(date_start), max(date_start) {_SAID}"
_SAYING = f"""SELECT greatest(first, $since::DATE) AS date_start,
    least((first + ('1 ' || $unit)::INTERVAL - INTERVAL 1 DAY)::DATE, $until::DATE) AS date_end, n
  FROM (SELECT date_trunc($unit, date_start)::DATE AS first, count(*) AS n {_SAID} GROUP BY ALL) ORDER BY ALL"""
_WORDS = ("first_report", "plan", "no_process", "no_day", "sessions", "statements", "control", "planned_value", "as_of_day", "pan")
_FIELDS = ("session", "process", "dates", "kind", "status", "city", "backing", "due", "what", "fate", "place", "change", "actor", "count")


def timeline(request: Request) -> HTMLResponse:
    """The page of the timeline."""
    shown = asked_for(request, OPTIONS)
    (total,) = shown.connection.execute(f"SELECT count(*) {_FITTING}", bound(shown, OPTIONS)).fetchone() or (0,)
    filters = {option: choices("sessions", option, shown) for option in FILTERS}
    return page(request, "timeline.html", shown, listing="sessions", total=total, filters=filters, options=("since", "until"))


def marks(request: Request) -> Response:
    """What the timeline draws."""
    shown = asked_for(request, OPTIONS)
    asked = bound(shown, OPTIONS)
    days = {"since": asked["since"], "until": asked["until"]}
    sessions = [_session(shown, row) for row in shown.rows(_SESSIONS, **asked, most=MOST)]
    planned = _PLANS.format(plans=shown.book.held.table("plans"))
    plans = [_plan(shown, row) for row in shown.rows(planned, shown=[one["id"] for one in sessions])]
    control = [_change(shown, row) for row in shown.rows(_CONTROL, **days, most=MOST)]
    said = _said(shown, days)
    (as_of,) = shown.connection.execute("SELECT day FROM as_of").fetchone() or (None,)
    return answer(
        shown,
        _WORDS,
        _FIELDS,
        lanes=_lanes(shown, sessions),
        plans=plans,
        control=control,
        statements=said,
        reach=_reach([*sessions, *plans, *control, *said], days),
        as_of=as_of,
        most=MOST,
        kinds=_spoken(shown, (one["kind"] for one in sessions)),
        states=_spoken(shown, (one["status"] for one in sessions)),
        changes=_spoken(shown, (one["change"] for one in control)),
    )


def _session(shown: View, row: Row) -> Row:
    names = shown.names
    name = " ".join(str(part) for part in (names.value(row["kind"] or "meeting"), row["number"]) if part)
    when = dated(row["dates"], names.tongue, row["part"]) if row["vague"] else spaced(row["dates"], names.tongue)
    city = names(row["city"]) if row["city"] else None
    return {**row, "name": name, "when": when, "city": city, "href": shown.asked.url(f"/sessions/{row['id']}")}


def _plan(shown: View, row: Row) -> Row:
    """A promise leads to its page; a planned value to why another one is shown."""
    path = f"/commitments/{row['commitment']}" if row["commitment"] else f"/why/{row['session']}.dates"
    when, fate = dated(row["dates"], shown.names.tongue), shown.names.value(row["fate"] or "")
    return {**row, "when": when, "fate_word": fate, "href": shown.asked.url(path)}


def _change(shown: View, row: Row) -> Row:
    names = shown.names
    place, actor = (names(row[key]) if row[key] else "" for key in ("place", "actor"))
    when = spaced(row["dates"], names.tongue)
    return {**row, "place": place, "actor": actor, "when": when, "href": shown.asked.url(f"/control/{row['id']}")}


def _said(shown: View, days: dict[str, str | None]) -> list[Row]:
    """How many statements there are of each day, week or month."""
    table = shown.book.held.listing("statements").listing.things
    first, last = shown.connection.execute(_REACH.format(said=table), days).fetchone() or (None, None)
    width = (last - first).days if first else 0
    unit = "day" if width <= _LONG else "week" if width <= _LONGER else "month"
    return [_bar(shown, row) for row in shown.rows(_SAYING.format(said=table), unit=unit, **days)]


def _bar(shown: View, row: Row) -> Row:
    days = {"since": row["date_start"].isoformat(), "until": row["date_end"].isoformat()}
    return {**row, "href": shown.asked.url("/statements", **days)}


def _lanes(shown: View, sessions: list[Row]) -> list[Row]:
    """A lane for each process, that with most sessions first, and one for meetings of none."""
    lanes: dict[str | None, list[Row]] = {}
    for one in sessions:
        lanes.setdefault(one["process"], []).append(one)
    order = sorted(lanes, key=lambda process: (process is None, -len(lanes[process]), process or ""))
    return [{"process": one, "sessions": lanes[one], **_process(shown, one)} for one in order]


def _process(shown: View, process: str | None) -> Row:
    return {"name": shown.names(process), "href": shown.asked.url(f"/processes/{process}")} if process else {"name": None, "href": None}


def _reach(marked: Iterable[Row], days: dict[str, str | None]) -> tuple[date, date] | None:
    """The first and the last day of the axis: those that are asked for, else those of all that is drawn."""
    found = [day for one in marked for day in (one["date_start"], one["date_end"]) if day]
    if not found:
        return None
    since, until = (date.fromisoformat(day) if day else None for day in (days["since"], days["until"]))
    first, last = since or min(found), until or max(found)
    return (first, last) if first <= last else None


def _spoken(shown: View, keys: Iterable[str | None]) -> dict[str, str]:
    """The entries of a closed list that occur, with the reader's words."""
    return {key: shown.names.value(key) for key in sorted({key for key in keys if key})}


ROUTES = [Route("/timeline", timeline), drawing("/timeline.json", marks)]
