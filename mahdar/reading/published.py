"""The day published, from what the text itself shows: a dateline, a caption, "today"; else an interval with its evidence.

Never a guess: a weekday and a month without a year stay a weekday and a month without a year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Day
from mahdar.reading.dates import Form
from mahdar.reading.days import resolve
from mahdar.reading.page import Page, Sentence

# A line of this many words or fewer that holds a full date is a dateline, not a sentence; measured on the sample and on real pages.
_DATELINE_WORDS = 9
_HEAD_LINES = 12
_LEAD_WORDS = 14
_PLACE_WORDS = 5
# Nodes between a date and the time of the day that goes with it ("24 May 2031 - 14:10", "... at 14:10").
_BESIDE = 2
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def settle(page: Page) -> None:
    """Sets the day published of each article, with the nodes that show it, and makes the document's claims of it."""
    outside = page.document.published
    for article in sorted({s.article for s in page.sentences}):
        if article == 0 and outside is not None and outside.edtf:
            page.published[0] = outside
            page.claim(page.document.id, "document", "published", outside.edtf, (), pattern=page.document.published_basis or "metadata")
            continue
        day, nodes, basis, form = _from_text(page, article)
        if day is not None:
            page.published[article] = day
            if article == 0:
                spans = tuple((n.start, n.end) for n in nodes)
                page.claim(
                    page.document.id,
                    "document",
                    "published",
                    day.edtf,
                    spans,
                    pattern=basis,
                    when=form,
                    basis="said" if basis == "dateline" else "inferred",
                )
    _share_month(page)


def _share_month(page: Page) -> None:
    """Articles glued into one page were shown in one month; the day is not shared."""
    first = page.published.get(0)
    for article in {s.article for s in page.sentences} - page.published.keys():
        if first is not None and first.edtf:
            page.published[article] = Day(first.edtf[:7], inferred=("month",), anchor="page")


def _from_text(page: Page, article: int) -> tuple[Day | None, list[Node], str, Form | None]:
    lines = list(_dateline(page, article))
    if lines:
        day, node = min([lines[0], *_others(page, article, lines[1:])], key=lambda found: str(found[0].edtf))
        return day, [node], "dateline", None
    for day, node in _today(page, article):
        return day, [node], "today", None
    for day, node in _without_year(page, article):
        return day, [node], "dateline", None
    return _interval(page, article)


def _others(page: Page, article: int, lines: list[tuple[Day, Node]]) -> list[tuple[Day, Node]]:
    """Further datelines in the head: no sentences, or at the head of one. Of several the first day counts: a page's clock comes later."""
    head = [s for s in page.sentences if s.article == article][:_HEAD_LINES]
    plain = [s for s in head if page.tokens[s.end - 1].shape != "STOP"]
    plain += [s for s in head if any(s.first <= n.first < s.end and _placed(s, n) and _opens(s, n) for _, n in lines)]
    return [found for found in lines if any(s.first <= found[1].first < s.end for s in plain)]


def _placed(sentence: Sentence, node: Node) -> bool:
    """Whether a report begins with its place, before a date."""
    return any({"PLACE", "CAPITAL", "CITY"} & n.classes.keys() for n in sentence.nodes if n.last < node.first)


def _dates(page: Page, article: int) -> Iterator[tuple[Sentence, Node]]:
    for sentence in page.sentences:
        if sentence.article == article and "DATE" in sentence.classes:
            for node in sentence.nodes:
                if "DATE" in node.classes:
                    yield sentence, node


def _full(form: Form) -> bool:
    return all(isinstance(form.get(k), int) for k in "ymd") and not {"to", "d2", "either", "h"} & form.keys()


def _dateline(page: Page, article: int) -> Iterator[tuple[Day, Node]]:
    """A full date on a short line near the head that is no sentence, title or caption."""
    lines = [s for s in page.sentences if s.article == article]
    head = {s.first for s in lines[:_HEAD_LINES]}
    opening = next((s for s in lines if s.role == "body"), None)
    for sentence, node in _dates(page, article):
        if not _full(node.classes["DATE"]) or _shift(node):
            continue
        early = sentence.first in head or sentence.role == "dateline"
        if (early and (_is_short(page, sentence) or _is_stamp(page, sentence, node))) or (
            _opens(sentence, node) and (sentence is opening or (early and _placed(sentence, node)))
        ):
            yield resolve(node.classes["DATE"]), node


def _is_short(page: Page, sentence: Sentence) -> bool:
    """Whether a line of the head has no more words than a dateline has."""
    words = (t for t in page.tokens[sentence.first : sentence.end] if t.shape == "W")
    return sentence.role == "dateline" or (sentence.role in ("title", "body") and sum(1 for _ in words) <= _DATELINE_WORDS)


def _is_stamp(page: Page, sentence: Sentence, node: Node) -> bool:
    """Whether a date with which a line begins, or that follows a colon or bar, is set by the page and runs into the report.

    A time of the day stands beside it, or it is the first thing of the page and written as machines write it.
    """
    at = sentence.nodes.index(node)
    near = [*sentence.nodes[max(0, at - _BESIDE) : at], *sentence.nodes[at + 1 : at + 1 + _BESIDE]]
    if node.last - sentence.first <= _LEAD_WORDS and any("CLOCK" in n.classes for n in near):
        return at == 0 or bool({"COLON", "BAR", "DASH", "CLOCK"} & sentence.nodes[at - 1].features)
    return node.first - page.sentences[0].first <= 1 and _ISO.fullmatch(page.text[node.start : node.end]) is not None


def _without_year(page: Page, article: int) -> Iterator[tuple[Day, Node]]:
    """'ASTANA, May 4 (Agency) -': the day and month of a dateline that leaves its year out, right after the place that it begins with."""
    opening = next((s for s in page.sentences if s.article == article and s.role in ("body", "dateline")), None)
    for sentence, node in _dates(page, article):
        if sentence is not opening:
            continue
        form = node.classes["DATE"]
        bare = form.keys() <= {"d", "m", "wd"} and all(isinstance(form.get(k), int) for k in "dm")
        placed = _placed(sentence, node)
        alone = page.tokens[sentence.end - 1].shape == "STOP" and node.last >= sentence.end - 2
        if bare and placed and node.first - sentence.first <= _PLACE_WORDS and (alone or _opens(sentence, node)):
            yield resolve(form), node


def _opens(sentence: Sentence, node: Node) -> bool:
    """'Astana (Agency) 11 November 2024 - ...': a date that stands with place and outlet before a dash at the head of the report."""
    after = [n for n in sentence.nodes if n.first > node.last]
    if after and "PO" in after[0].features:  # the agency in brackets stands between
        after = after[next((k for k, n in enumerate(after) if "PC" in n.features), len(after)) + 1 :]
    ends = bool(after) and bool(after[0].features & {"DASH", "COLON", "BAR", "PC", "SLASH"})
    return node.last - sentence.first <= _LEAD_WORDS and ends


def _today(page: Page, article: int) -> Iterator[tuple[Day, Node]]:
    """'Today, Thursday 25 January': a full date said to be today, its year said elsewhere on the page (a caption), or by its weekday."""
    known = [resolve(n.classes["DATE"]) for _, n in _dates(page, article) if _full(n.classes["DATE"])]
    for _, node in _dates(page, article):
        form = node.classes["DATE"]
        shift = _shift(node)
        if shift is not None and _full(form):
            yield _days_after(resolve(form), -shift), node
        if "d" not in form or "m" not in form or shift != 0:
            continue
        for day in known:
            if day.edtf and isinstance(form["d"], int) and day.edtf.endswith(f"-{form['m']:02d}-{form['d']:02d}"):
                yield day, node


def _says_today(node: Node) -> bool:
    return _shift(node) == 0


def _shift(node: Node) -> int | None:
    """How many days from the day published a date is said to be: 0 for "today, 7 May", -1 for "yesterday, 6 May"."""
    return next((int(kid.classes["DAY_SHIFT"]) for kid in node.kids if "DAY_SHIFT" in kid.classes), None)


def _days_after(day: Day, days: int) -> Day:
    value = (date.fromisoformat(str(day.edtf)) + timedelta(days)).isoformat()
    return Day(value, None, value, value, day.said, ("day",) if days else (), "today" if days else None)


def _interval(page: Page, article: int) -> tuple[Day | None, list[Node], str, Form | None]:
    """Weekday and month as far as the text shows them; `when` keeps both, for linking."""
    weekday, month = _weekday(page, article), _month(page, article)
    form: dict[str, Any] = {**({"wd": weekday[0]} if weekday else {}), **({"m": month[0]} if month else {})}
    nodes = [found[1] for found in (weekday, month) if found]
    if not form:
        return None, [], "", None
    return Day(f"XXXX-{form['m']:02d}" if "m" in form else None, said=tuple(form)), nodes, "interval", form


def _weekday(page: Page, article: int) -> tuple[int, Node] | None:
    """A weekday called today; else the bare weekday of the report's first sentences, which is the day of the report."""
    bare = None
    for sentence, node in _dates(page, article):
        form = node.classes["DATE"]
        if "wd" in form and "d" not in form:
            if _says_today(node):
                return form["wd"], node
            if bare is None and "rel" not in form and sentence.role == "body" and not (node.flags & {"w"}):
                bare = (form["wd"], node)
    return bare


def _month(page: Page, article: int) -> tuple[int, Node] | None:
    """The month called the current one; or, when a sentence sets "this month" against a named next one, the month before that."""
    for _, node in _dates(page, article):
        form = node.classes["DATE"]
        if isinstance(form.get("m"), int) and form.get("rel") == 0 and form.get("unit") != "year":
            return form["m"], node
    for sentence in page.sentences:
        nodes = [n for n in sentence.nodes if "DATE" in n.classes and sentence.article == article]
        current = any(n.classes["DATE"].get("unit") == "month" and n.classes["DATE"].get("rel") == 0 for n in nodes)
        for node in nodes:
            form = node.classes["DATE"]
            if current and isinstance(form.get("m"), int) and form.get("rel") == 1:
                return (form["m"] - 2) % 12 + 1, node
    return None


def days_that_fit(form: Form, year: int) -> list[str]:
    """The days of a year that have a form's weekday and month, as ISO days; for linking."""
    first, last = date(year, form.get("m", 1), 1), date(year, form.get("m", 12), calendar.monthrange(year, form.get("m", 12))[1])
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [d.isoformat() for d in days if "wd" not in form or d.weekday() == form["wd"]]
