"""Days of the Hijri calendar, as far as arithmetic knows them.

The tabular calendar (30-year cycle, 11 leap years) lies within a day of the calendars that states proclaim, which follow the
moon as seen or as reckoned. A Hijri date alone is therefore a period, a day longer at either end, and never one day.
"""

from __future__ import annotations

from datetime import date, timedelta

# Ordinal of the day before 1 Muharram of the year 1 in the tabular calendar, in Python's count of days.
_EPOCH = 227014
_EITHER_WAY = timedelta(1)


def _first(year: int, month: int) -> date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + days + 1)


def period(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """The first and the last day that a Hijri day, month or year may have been."""
    if month is None:
        return _first(year, 1) - _EITHER_WAY, _first(year + 1, 1)
    if day is None:
        return _first(year, month) - _EITHER_WAY, _first(year + month // 12, month % 12 + 1)
    known = _first(year, month) + timedelta(day - 1)
    return known - _EITHER_WAY, known + _EITHER_WAY
