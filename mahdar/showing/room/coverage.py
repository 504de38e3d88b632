"""Coverage: how many sources there are over time, by outlet, and how many of them were not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mahdar.showing.room.drawn import answer, asked_for, drawing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
COLOURS = 8  # outlets with a colour of their own, those with most sources; the others share one
_LONG, _LONGER = 3 * 366, 25 * 366  # days: sources are counted by week, over a longer time by month, over a still longer one by year
_REACH = "SELECT min(date_start), max(date_start), count(*) FILTER (date_start IS NULL) FROM documents"
_OUTLETS = f"""SELECT outlet FROM documents WHERE outlet IS NOT NULL AND date_start IS NOT NULL
  GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT {COLOURS}"""
_BARS = """SELECT first AS date_start, (first + ('1 ' || $unit)::INTERVAL - INTERVAL 1 DAY)::DATE AS date_end, rank, read, n FROM (
    SELECT date_trunc($unit, date_start)::DATE AS first, read,
      coalesce(list_position($outlets, outlet) - 1, len($outlets)) AS rank, count(*) AS n
    FROM documents WHERE date_start IS NOT NULL GROUP BY ALL)
  ORDER BY date_start, rank, NOT read"""
_WORDS = ("coverage_bars", "other_outlets", "not_read", "no_day", "sources_in")
_FIELDS = ("outlet", "dates", "sources", "read")


def coverage(request: Request) -> Response:
    """What the overview draws."""
    shown = asked_for(request, ())
    first, last, undated = shown.connection.execute(_REACH).fetchone() or (None, None, 0)
    width = (last - first).days if first else 0
    unit = "week" if width <= _LONG else "month" if width <= _LONGER else "year"
    outlets = [row["outlet"] for row in shown.rows(_OUTLETS)]
    bars = [_bar(shown, outlets, row) for row in shown.rows(_BARS, unit=unit, outlets=outlets)]
    named = [{"id": outlet, "name": shown.names(outlet)} for outlet in outlets]
    return answer(shown, _WORDS, _FIELDS, bars=bars, outlets=named, undated=undated)


def _bar(shown: View, outlets: list[str], row: Row) -> Row:
    """Some sources of one outlet and time lead to their listing."""
    outlet = outlets[row["rank"]] if row["rank"] < len(outlets) else None
    days = {"since": row["date_start"].isoformat(), "until": row["date_end"].isoformat()}
    return {**row, "href": shown.asked.url("/documents", outlet=outlet, **days)}


ROUTES = [drawing("/coverage.json", coverage)]
