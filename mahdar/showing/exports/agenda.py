"""Sessions and due dates as a calendar. What happened some time within a period is an all-day span over it, and marked so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mahdar.edtf import form
from mahdar.showing.citing import line
from mahdar.showing.exports.made import Made, Row
from mahdar.showing.words import word

if TYPE_CHECKING:
    from icalendar import Event

_MET = 3  # of those who met, named in a title
_STATUS = {"planned": "TENTATIVE", "proposed": "TENTATIVE", "postponed": "TENTATIVE", "suspended": "TENTATIVE", "cancelled": "CANCELLED"}
_MARKS = """(SELECT thing, kind, string_agg(DISTINCT sensitivity, '; ' ORDER BY sensitivity) AS sensitivity
    FROM claims c JOIN documents d ON d.id = c.document WHERE sensitivity IS NOT NULL GROUP BY ALL) m"""
_SESSIONS = f"""SELECT s.*, m.sensitivity,
    (SELECT list_sort(list(DISTINCT actor)) FROM participants p WHERE p.session = s.id AND p.chosen AND actor IS NOT NULL) AS who
    FROM sessions s LEFT JOIN {_MARKS} ON m.thing = s.id AND m.kind = 'session'
    WHERE date_start IS NOT NULL AND date_end IS NOT NULL ORDER BY date_start, id"""
_DUE = f"""SELECT c.*, due AS dates, m.sensitivity FROM commitments c LEFT JOIN {_MARKS} ON m.thing = c.id AND m.kind = 'commitment'
    WHERE date_start IS NOT NULL AND date_end IS NOT NULL ORDER BY date_start, id"""


def write(made: Made, path: Path) -> None:
    """A calendar of whole days; what has no bounds is no entry."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//mahdar {made.manifest.get('reader', '')}//{made.manifest['schema']}//EN")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):  # the second is older, and better known
        calendar.add(name, made.manifest["cite"])
    calendar.add("description", "; ".join(f"{key}: {value}" for key, value in made.manifest.items()))
    for row in made.rows(_SESSIONS):
        calendar.add_component(_session(row, made))
    for row in made.rows(_DUE):
        calendar.add_component(_due(row, made))
    path.write_bytes(calendar.to_ical())


def _session(row: Row, made: Made) -> Event:
    who = [line(made.names(actor)) for actor in row["who"] or []]
    event = _event(row, "session", _title(row, who, made), made)
    event.add("status", _STATUS.get(row["status"], "CONFIRMED"))
    place = ", ".join(made.names(row[key]) for key in ("venue", "city", "country") if row[key])
    if place:
        event.add("location", line(place))
    _describe(event, row, [made.names.value(row["status"] or ""), ", ".join(who)])
    return event


def _title(row: Row, who: list[str], made: Made) -> str:
    """`Astana process round 16`; what belongs to no process is told by who met."""
    kind = made.names.value(row["kind"] or "meeting")
    if not row["process"]:
        return f"{kind}: {', '.join(who[:_MET])}{' …' if len(who) > _MET else ''}" if who else kind
    return " ".join(part for part in (made.names(row["process"]), kind, str(row["number"] or "")) if part)


def _due(row: Row, made: Made) -> Event:
    event = _event(row, "commitment", f"{word('fields', 'due', made.names.tongue)}: {line(row['what']) or row['id']}", made)
    _describe(event, row, [", ".join(line(made.names(one)) for one in row["by"]), made.names.value(row["fate"]), line(row["fate_reason"])])
    return event


def _event(row: Row, kind: str, summary: str, made: Made) -> Event:
    """A whole-day entry; its stamp is the day of the record, since no clock is asked."""
    from icalendar import Event

    event, vague = Event(), not (row["date_precision"] == "day" and form(row["dates"]) in ("lasted", "within"))
    event.add("uid", f"{kind}.{line(row['id'])}@mahdar")
    event.add("dtstamp", datetime.combine(date.fromisoformat(made.day), datetime.min.time(), UTC))
    event.add("summary", f"{made.names.value('some_time_within') + ': ' if vague else ''}{line(summary)}")
    event.add("dtstart", row["date_start"])
    event.add("dtend", row["date_end"] + timedelta(1))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [kind, "vague"] if vague else [kind])
    event.add("class", "CONFIDENTIAL" if row["sensitivity"] else "PUBLIC")
    event.add("x-mahdar-dates", row["dates"])
    event.add("x-mahdar-date-precision", row["date_precision"])
    return event


def _describe(event: Event, row: Row, told: list[str]) -> None:
    marks = [f"sensitivity: {line(row['sensitivity'])}"] if row["sensitivity"] else []
    event.add("description", "\n".join([*(part for part in told if part), row["dates"], *marks]))
