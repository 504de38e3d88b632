"""The desk on which the sessions of one article are put together: what was told so far, and which day is meant."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from mahdar.edtf import bounds
from mahdar.engine.cascade import Node
from mahdar.model import Day, Span
from mahdar.reading.clause import Place
from mahdar.reading.days import resolve
from mahdar.reading.encounters import rows_of
from mahdar.reading.gathering import Session, within
from mahdar.reading.page import Page, Sentence
from mahdar.reading.places import country_of, named_then
from mahdar.reading.sides import speaks_of

if TYPE_CHECKING:
    from mahdar.reading.phrases import Mention

# An article that tells of more sessions is a list, and is read no further; real reports name a dozen.
_MOST = 60
# What ended longer ago is no news.
_NEWS = timedelta(2)
# Years after which talks of no process known are history.
_HISTORY = 15
_NAMES = frozenset({"STATE", "NATIONALITY", "CAPITAL", "ORG", "PERSON", "DELEGATION_OF"})
_PEOPLE = frozenset({"PERSON", "OFFICE_OF", "DELEGATION_OF"})
# Before the name of one of whom a sentence tells.
_TELLS = frozenset(
    {"SAY", "SAY_ON", "SAY_TO", "SAY_ABOUT", "SAY_OBJ", "SAY_WITH", "SAY_STANCE", "MEET", "HOLD", "THAT", "BEEN", "ARRIVAL", "TRAVELS"}
)


class Desk:
    """One article while it is read; `current` is the session that the text goes on about, `process` the one named first."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.sentences = [s for s in page.sentences if s.article == article]  # the headline's among them
        self.things = page.packs.things
        self.processes = page.packs.processes
        self.sessions: list[Session] = []
        self.current: Session | None = None
        self.last_day = max(self._days_of_talks(), default=0)
        self.day: str | None = None
        self.waiting: list[tuple[Sentence, Node]] = []
        self.doubtful: list[tuple[Sentence, int, Mention]] = []
        self.between: list[tuple[Node, list[dict[str, Any]], str | None, str | None]] = []  # of which nothing else was told
        self.held_in: dict[tuple[int, int], tuple[Node | None, Place]] = {}
        self.whom: dict[Span, tuple[set[str], set[str]]] = {}  # by sentence: those whom it names, and for whom these stand
        self.talked_of: dict[str, Any] | None = None
        self.from_headline: list[Session] = []
        self._nodes = [n for s in self.sentences for n in s.nodes if n.classes]
        self._spoken: dict[str, bool] = {}
        self.process = self._main_process()

    @property
    def full(self) -> bool:
        """Whether the article tells of more sessions than are read."""
        return len(self.sessions) >= _MOST

    @cached_property
    def topics(self) -> set[str]:
        """The states that the article names, by themselves or by their people, parties and envoys; and the persons that it names."""
        said: set[str] = set()
        stack = [*self._nodes]
        while stack:
            node = stack.pop()
            stack += node.kids
            for name, value in node.classes.items():
                if name in _NAMES and isinstance(value, str):
                    said.add(value)
        things = [self.things.get(t, {}) for t in said]
        about = {str(h["about"]) for t in things for h in t.get("holds", ()) if "about" in h}
        return said | {str(t["of"]) for t in things if "of" in t} | about

    @cached_property
    def _called(self) -> set[str]:
        """The processes that the article calls by the name of their talks."""
        sessions = (n for n in self._nodes if "SESSION" in n.classes)
        return {kid.classes["PROCESS_TALKS"] for n in sessions for kid in n.kids if "PROCESS_TALKS" in kid.classes}

    def speaks_of(self, process: str) -> bool:
        """Whether the article names the talks of a process, or what it is about and a word that no report on it can do without."""
        if process not in self._spoken:
            self._spoken[process] = process in self._called or speaks_of(self.page, self.processes[process], self.topics)
        return self._spoken[process]

    @cached_property
    def spoken_of(self) -> list[str]:
        """The processes that the article speaks of."""
        return [process for process in self.processes if self.speaks_of(process)]

    def _main_process(self) -> str | None:
        """The process that the article names first: as a track, in a session's name, or by its bloc."""
        for found in (
            (n.classes.get("PROCESS") or n.classes.get("SESSION", {}).get("process") for n in self._nodes),
            (self.things.get(n.classes["ORG"], {}).get("process") for n in self._nodes if isinstance(n.classes.get("ORG"), str)),
        ):
            process = next((p for p in found if p and (self.processes[p].get("guarantors") or self.speaks_of(p))), None)
            if process:
                return str(process)
        ours = [p for p, rules in self.processes.items() if len(self.topics & set(rules.get("parties", ()))) > 1 and self.speaks_of(p)]
        return ours[0] if len(ours) == 1 else None

    def go_on(self, session: Session) -> None:
        """The text goes on about this session, unless it is an earlier round told beside the one that it is about."""
        current = self.current
        same = current is not None and current.process == session.process
        if not (same and current and current.number and session.number and session.number < current.number):
            self.current = session

    # --- who is talked of

    def subject(self, sentence: Sentence, node: Node | None = None) -> dict[str, Any] | None:
        """The one of whom a sentence tells before a node; none is named there, the one of the sentence before."""
        if sentence.classes.isdisjoint(_PEOPLE):
            return self.talked_of
        verb_first = not self.page.language.settings.get("subject_first")  # else who follows a verb is its object
        for near, other in zip([None, *sentence.nodes], sentence.nodes, strict=False):
            if node is not None and other.first >= node.first:
                break
            if _PEOPLE.isdisjoint(other.classes):
                continue
            begins = near is None or near is sentence.nodes[0] or (node is not None and other.last + 1 == node.first)
            if begins or (near is not None and verb_first and not _TELLS.isdisjoint(near.classes)):
                if node is not None and any("OFFICE" in n.classes and other.last + 2 < n.first < node.first for n in sentence.nodes):
                    return None  # "he" may be "the envoy" who is named by his office alone
                rows = rows_of(self.page, other)
                return rows[0] if rows else None
        return self.talked_of

    # --- days

    def _days_of_talks(self) -> list[int]:
        nodes = [n for s in self.sentences if "DATE" in s.classes for n in s.nodes if "DATE" in n.classes]
        return [n.classes["DATE"]["session_day"] for n in nodes if "session_day" in n.classes["DATE"]]

    def settle_day(self, sentence: Sentence) -> None:
        """'The first day of the talks' is counted back from the day published, which is the last day of the talks that is named."""
        published = self.day_published()
        if published is None or not self.last_day:
            return
        for node in sentence.nodes:
            nth = node.classes.get("DATE", {}).get("session_day")
            if nth is not None:
                self.day = (date.fromisoformat(published) - timedelta(self.last_day - nth)).isoformat()
                mention = self.page.dates[node.start]
                day = Day(self.day, None, self.day, self.day, ("session_day",), ("year", "month", "day"), "published")
                self.page.dates[node.start] = msgspec.structs.replace(mention, day=day)

    def day_published(self) -> str | None:
        """The day published, where it is known to the day."""
        anchor = self.page.anchor(self.article)
        return anchor.edtf if anchor and one_day(anchor.edtf) else None

    def look_ahead(self, node: Node | None) -> None:
        """A weekday, a month or a day of a month of what is still to come is the next one, not the last."""
        form = node.classes["DATE"] if node is not None else {}
        ahead = _to_come(form)
        if node is None or ahead is None:
            return
        mention, published = self.page.dates[node.start], self.day_published()
        past = "wd" in form or (published is not None and (mention.day.latest or published) < published)
        if past and mention.day.edtf != published:
            self.page.dates[node.start] = msgspec.structs.replace(mention, day=resolve(ahead, self.page.anchor(self.article)))

    def by_date(self, node: Node | None) -> str | None:
        """With no word of planning: a day not after the report ("today", "last month") was held, one after it is planned."""
        day, published = self.page.day_of(node), self.day_published()
        form = node.classes["DATE"] if node is not None else {}
        if form.get("rel") == 1:
            return "planned"
        if day and day.latest and published:
            return "held" if day.latest <= published else "planned" if str(day.earliest) > published else None
        return "held" if form.get("rel") == -1 or (form.get("rel"), form.get("unit")) == (0, "day") else None

    def long_ago(self, nodes: list[Node]) -> bool:
        """Whether all days told beside talks are history by the day of the report: it tells of years, not of decades."""
        days = [day.latest for n in nodes if (day := self.page.day_of(n)) and day.latest and "y" in n.classes["DATE"]]
        published = self.day_published()
        return bool(days) and published is not None and all(int(str(day)[:4]) < int(published[:4]) - _HISTORY for day in days)

    def is_over(self, node: Node | None) -> bool:
        """Whether what began on a day was over when it was reported: a day before the report, or one that cannot be set beside it."""
        form = node.classes["DATE"] if node is not None else {}
        told, published = self.page.day_of(node), self.day_published()
        if form.get("rel") == 0:
            return False
        if published and told and told.latest:
            return told.latest < published
        return "m" in form or form.get("rel") == -1

    def told_in(self, session: Session) -> list[int]:
        """Which sentences of the article tell of a session, by their places."""
        starts = sorted(start for start, _ in session.spans)
        bounds_of = [(bisect_left(starts, s.span[0]), bisect_left(starts, s.span[1])) for s in self.sentences]
        return [k for k, (first, last) in enumerate(bounds_of) if first < last]

    def around(self, places: list[int], before: int, after: int) -> list[Sentence]:
        """The sentences at these places, and so many before and after each, in their order."""
        near = {k for place in places for k in range(max(0, place - before), place + after + 1)}
        return [self.sentences[k] for k in sorted(near) if k < len(self.sentences)]

    def is_news(self, session: Session) -> bool:
        """Whether a session ended on the day of the report, or shortly before."""
        published, last = self.day_published(), bounds(str(session.cells.get("dates", (None,))[0] or ""))[1]
        return published is not None and last is not None and date.fromisoformat(last) >= date.fromisoformat(published) - _NEWS

    # --- cells

    def fill(self, session: Session, day: Node | None, place: Place, right: list[Node]) -> None:
        """When and where a session was, and at whose margins."""
        self._date(session, day)
        city, country, where = place
        if where is not None:
            if city is not None and not any("PLACE" in kid.classes for kid in where.kids or (where,)):
                city = named_then(self.things, city, self.day_published())  # only "the capital" is said: of now
            session.put("city", city, (where.start, where.end))
            session.put("country", country or country_of(self.things, city), (where.start, where.end))
        margin = next((k for k, n in enumerate(right) if "MARGINS" in n.classes), None)
        if margin is not None:
            self._margins(session, right[margin + 1 : margin + 9])

    def _margins(self, session: Session, after: list[Node]) -> None:
        """The event at whose margins a session was, with the body whose event it is."""
        first = next((k for k, n in enumerate(after[:4]) if {"SESSION", "FORUM", "PROCESS"} & n.classes.keys()), None)
        if first is None:
            return
        last = first
        while last + 1 < len(after) and {"ORG", "ORDINAL"} & after[last + 1].classes.keys():
            last += 1
        span = (after[first].start, after[last].end)
        session.put("margins_of", self.page.text[span[0] : span[1]], span)

    def _date(self, session: Session, node: Node | None) -> None:
        day = self.page.day_of(node)
        if node is None or day is None:
            return
        told = session.cells.get("dates", (None,))[0]
        if told and day.edtf and told != day.edtf and ("XXXX" not in day.edtf or "XXXX" in told) and within(day.edtf, told):
            del session.cells["dates"]  # "in July", and then the days
        session.put("dates", day.edtf, (node.start, node.end), node.classes["DATE"])
        session.put("part", day.part, (node.start, node.end))


def one_day(edtf: str | None) -> bool:
    """Whether a date is one known day."""
    return bool(edtf) and len(str(edtf)) == 10 and "X" not in str(edtf)


def _to_come(form: dict[str, Any]) -> dict[str, Any] | None:
    """The form of a date as one still to come; None for one that says its year or direction itself."""
    if "wd" in form and not form.keys() - {"wd", "rel"} and form.get("rel", 0) >= 0:
        return {**form, "rel": 1}
    return {**form, "ahead": True} if "m" in form and not form.keys() & {"y", "rel", "ahead", "wd"} else None
