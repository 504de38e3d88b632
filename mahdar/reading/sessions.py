"""Meetings: rounds, summits, ministers' meetings, bilaterals and calls; when and where, planned or held, who took part as what.

A mention becomes a local session; mentions of one session inside an article are joined by process, kind and number, or
because the text goes on about "the meeting". Noun phrases are read in `mentions`, encounters in `meetings`, those who took
part in `attending`; of which process a session is, `tracks` says.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.attending import gatherings, guarantors, heads, standing_roles, take_part, take_part_later, told_by_headline, who_came
from mahdar.reading.counted import name_between, name_counted, the_sides
from mahdar.reading.desk import Desk, one_day
from mahdar.reading.earlier import add_earlier
from mahdar.reading.gathering import Session, agree, clash, covers, in_person, like, make_claims
from mahdar.reading.meetings import encounter
from mahdar.reading.mentions import mention, place_told, told_by_who_comes
from mahdar.reading.page import Page, Sentence
from mahdar.reading.places import named_then
from mahdar.reading.standing import known_by_process
from mahdar.reading.tracks import composed, kind_in, of_its_parties

_PAST = (None, "held", "under_way")
_BEGUN = ("held", "under_way")
_ENCOUNTERS = frozenset({"MEETING", "CONTEST"})
_OF_TWO = ("meeting", "bilateral", "round")
_OF_SEVERAL = ("meeting", "ministerial")
_TO_COME = (None, "planned", "proposed", "postponed")


def collect(page: Page) -> None:
    """All sessions of the document, mentions joined, with their claims made."""
    sessions: list[Session] = []
    for article, body in page.bodies():
        desk = Desk(page, article)
        for sentence in body:
            _read(desk, sentence)
        if who_came(desk) and not gatherings(desk):
            told_by_who_comes(desk)
        take_part_later(desk)
        _read_headline(desk)
        sessions += _close(desk)
    for session in sessions:
        make_claims(page, session)
    page.found["sessions"] = sessions


def _read(desk: Desk, sentence: Sentence) -> None:
    """Takes the sessions, encounters and participants of one sentence."""
    desk.settle_day(sentence)
    noted = desk.page.noted("meetings", sentence)
    widest = _widest([e for e in noted if not _ENCOUNTERS.isdisjoint(e.classes)])
    told = [e for e in widest if "MEETING" in e.classes and _sides_known(desk, e)]  # two teams that meet in a contest do not
    for i, node in enumerate(sentence.nodes if "SESSION" in sentence.classes else ()):
        if "SESSION" not in node.classes or _goes_on_a_name(sentence, i):
            continue
        if _is_named(node) or not any(e.first <= node.first <= e.last for e in told):
            mention(desk, sentence, i)
    for node in told:
        if any(_is_named(n) and node.first <= n.first <= node.last for n in sentence.nodes):
            take_part(desk, sentence, node)
        else:
            encounter(desk, sentence, node)
    for node in noted:
        inside = any(e.first <= node.first and node.last <= e.last for e in told)
        if "MEETING" not in node.classes and (not inside or _adds(node)):
            take_part(desk, sentence, node)
    guarantors(desk, sentence)
    heads(desk, sentence)
    desk.talked_of = desk.subject(sentence)


def _goes_on_a_name(sentence: Sentence, i: int) -> bool:
    """'The congress of the city for dialogue': the dialogue is no session of its own."""
    near, node = sentence.nodes[max(i - 1, 0)], sentence.nodes[i]
    named = near.classes.get("SESSION", {}).get("process") is not None and near.last + 1 == node.first
    return named and "l" in node.flags and not _is_named(node)


def _sides_known(desk: Desk, node: Node) -> bool:
    """Whether it is known who "the two" are between whom an encounter is told to be."""
    many = node.classes["MEETING"]["pair"]
    return many is None or bool(the_sides(desk, many, node.start)[0])


def _adds(node: Node) -> bool:
    """Whether words within those of an encounter tell more of it: who leads a side, in what role somebody comes, who else is present."""
    present = bool(node.kids) and "PRESENCE" in node.kids[0].classes
    return present or "HEAD" in node.classes or bool(node.classes.get("PART_TAKEN", {}).get("role"))


def _widest(told: list[Node]) -> list[Node]:
    """Of encounters that lie within another's words only that other: "X met A and B" is not "A and B met".

    Nor is "X met A, the envoy" one of A with the envoy: a verb whose subject stands before it has only its object after it.
    """
    widest = [e for e in told if not any(o.first <= e.first and e.last <= o.last and (o.first, o.last) != (e.first, e.last) for o in told)]
    led = [(v.first, e.slots["a"][0].first) for e in widest if e.slots.get("a") for v in e.slots.get("v", ())]
    subjects = {verb for verb, first in led if first < verb}
    return [e for e in widest if not any(v.first in subjects and e.first == v.first for v in e.slots.get("v", ()))]


def _read_headline(desk: Desk) -> None:
    """A headline often gives the number of the session that the text goes on about; it is read last, and fills gaps only."""
    current, known = desk.current, list(desk.sessions)
    for sentence in desk.sentences:
        for i, node in enumerate(sentence.nodes if sentence.role == "title" else ()):
            if _is_named(node):
                mention(desk, sentence, i)
    desk.current = current or desk.current
    desk.from_headline = [s for s in desk.sessions if s not in known]
    _place_of_headline(desk)
    told_by_headline(desk)


def _place_of_headline(desk: Desk) -> None:
    """The city that the headline tells of the only session of a report, where its sentences name none."""
    told = gatherings(desk)
    if len(told) != 1 or told[0].cells.keys() & {"city", "country"}:
        return
    for sentence in desk.sentences:
        for i, node in enumerate(sentence.nodes if sentence.role == "title" else ()):
            if "SESSION" in node.classes:
                place_told(desk, sentence, i, told[0])


def _is_named(node: Node) -> bool:
    """Whether a session is told by its process and number: those who met are then its participants, not an encounter of their own."""
    said = node.classes.get("SESSION")
    return said is not None and None not in (said["process"], said["number"])


def _close(desk: Desk) -> list[Session]:
    """Joins the unnumbered round of the report with its numbered one, and settles process, days and standing roles."""
    _name_summits(desk)
    _join_rounds(desk)
    _join_gatherings(desk)
    _join_ministers(desk)
    _join_days(desk)
    name_between(desk)
    _put_off(desk)
    for session in desk.sessions:
        name_counted(desk, session)
        if session.kind not in ("call", "bilateral"):
            _of_process(desk, session)
        session.kind = "ministerial" if session.kind == "meeting" and _of_ministers(session) else session.kind
        _talks_days(desk, session)
        _city_then(desk, session)
        standing_roles(desk.page, session)
    _join_rounds(desk)  # again: some are known to be of the process by who met
    _join_numbered(desk)
    _join_nations(desk)
    _join_summits(desk)
    _join_told_again(desk)
    _join_in_person(desk)
    _join_plans(desk)
    for session in desk.sessions:
        known_by_process(desk, session)
    add_earlier(desk)
    return desk.sessions


def _of_process(desk: Desk, session: Session) -> None:
    """Settles of which process a session is, by who met."""
    rows = [row for row, _, _ in session.rows]
    city, country = (session.cells.get(cell, (None,))[0] for cell in ("city", "country"))
    session.process = composed(desk, rows, session.kind) or session.process
    if session.process is None:
        session.process = of_its_parties(desk, rows, city, country)
        session.kind = kind_in(desk, session.kind, session.process, [])


def _join_numbered(desk: Desk) -> None:
    """Two mentions of one number, once it is known of which process each is."""
    for session in [s for s in desk.sessions if s.number is not None and s.process]:
        name = (session.kind, session.process, session.number)
        same = (s for s in desk.sessions if s is not session and (s.kind, s.process, s.number) == name)
        home = next((s for s in same if desk.sessions.index(s) < desk.sessions.index(session) and not clash(s, session)), None)
        if home is not None and agree(home, session.status, None):
            _join(desk, home, session)


def _join_nations(desk: Desk) -> None:
    """'The talks of the two states ended in the city', and "talks between the two were held there", are one."""
    told = [s for s in desk.sessions if s.kind in _OF_TWO and len(s.rows) == 2 and not in_person(s)]
    for session in [s for s in told if s.noun and s.number is None]:
        alike = (s for s in told if not s.noun and s.process == session.process)
        home = next((s for s in alike if like(s.status, session.status) and covers(s, session) and not clash(s, session)), None)
        if home is not None:
            _join(desk, home, session)


def _join_told_again(desk: Desk) -> None:
    """'At the end of their meeting in the city', and "the ministers of A, B and C met in the city": the same sides, there and then."""
    told = [s for s in desk.sessions if s.kind in ("meeting", "ministerial") and len(s.rows) > 1 and "city" in s.cells]
    for k, session in enumerate(told):
        name = (session.kind, session.process, _sides(session))
        alike = (s for s in told[:k] if s in desk.sessions and (s.kind, s.process, _sides(s)) == name)
        same = (s for s in alike if s.cells["city"][0] == session.cells["city"][0] and like(s.status, session.status))
        home = next((s for s in same if not clash(s, session)), None)
        if home is not None:
            _join(desk, home, session)


def _join_in_person(desk: Desk) -> None:
    """'Officials of two states met in the city', and "A sat down with B": the same sides, with no day or place of their own."""
    told = [s for s in desk.sessions if s.kind in _OF_TWO and s.status in _BEGUN and s.number is None and len(s.rows) > 1]
    for bare in [s for s in told if not in_person(s)]:
        alike = (s for s in told if in_person(s) and s.process in (None, bare.process) and _sides(s) == _sides(bare))
        met = [s for s in alike if not s.cells.keys() & {"dates", "city", "country"}]
        if len(met) == 1:
            _join(desk, bare, met[0])


def _sides(session: Session) -> set[str | None]:
    """The states and bodies that met."""
    return {row["actor"] for row, _, _ in session.rows}


def _join_summits(desk: Desk) -> None:
    """'The summit that gathers the leaders of three states' and "the three presidents hold the summit" are one."""
    summits = [s for s in desk.sessions if s.kind == "summit" and s.process and s.number is None]
    for k, session in enumerate(summits):
        alike = (
            s
            for s in summits[:k]
            if like(s.status, session.status) and (s.process, _when_and_where(s)) == (session.process, _when_and_where(session))
        )
        home = next((s for s in alike if s in desk.sessions and covers(s, session)), None)
        if home is not None:
            _join(desk, home, session)


def _when_and_where(session: Session) -> list[Any]:
    return [session.cells.get(cell, (None,))[0] for cell in ("dates", "city", "country")]


def _of_ministers(session: Session) -> bool:
    """Whether three or more met, all of them as foreign ministers."""
    return len(session.rows) > 2 and {row["level"] for row, _, _ in session.rows} == {"foreign minister"}


def _name_summits(desk: Desk) -> None:
    """Where the summits of a process are counted, its "seventh meeting" is the seventh summit."""
    summits = [s for s in desk.sessions if s.kind == "summit" and s.number is not None and s.process]
    for session in [s for s in desk.sessions if s.kind == "round" and s.noun == "meeting" and s.number is not None]:
        if any(s.process == session.process for s in summits):
            session.kind = "summit"
            same = next((s for s in summits if (s.process, s.number) == (session.process, session.number)), None)
            if same is not None:
                _join(desk, same, session)


def _join_rounds(desk: Desk) -> None:
    for statuses in (_PAST, _TO_COME):
        rounds = [s for s in desk.sessions if s.kind == "round" and s.status in statuses]
        numbered = [s for s in rounds if s.number is not None and (s.status is not None or s in desk.from_headline)]
        for session in [s for s in rounds if s.number is None]:
            homes = [n for n in numbered if n.process == session.process and not clash(n, session)]
            now = [n for n in homes if "dates" not in n.cells or "dates" in session.cells]  # earlier rounds are told with their days
            if len(homes) == 1 or len(now) == 1:
                _join(desk, [*now, *homes][0], session)
    _join_coming(desk)


def _join_plans(desk: Desk) -> None:
    """'The talks between A and B that are to be held', and "the talks in the city": of one process, one plan."""
    plans = [s for s in desk.sessions if s.process and s.number is None and s.status == "planned" and s.kind in ("round", "meeting")]
    for k, session in enumerate(plans):
        alike = (s for s in plans[:k] if s in desk.sessions and (s.process, s.kind) == (session.process, session.kind))
        home = next((s for s in alike if not clash(s, session)), None)
        if home is not None:
            _join(desk, home, session)


def _join_coming(desk: Desk) -> None:
    """'A new round on 24 January', and "the 21st round" of which no more is said, beside the 20th: the highest number is to come."""
    rounds = [s for s in desk.sessions if s.kind == "round" and s.process]
    for session in [s for s in rounds if s.number is None and s.status == "planned"]:
        numbered = [s for s in rounds if s.number is not None and s.process == session.process]
        last = max(numbered, key=lambda s: s.number or 0, default=None)
        dated = last is not None and "dates" in last.cells and "dates" in session.cells
        if last is not None and (len(numbered) > 1 or dated) and last.status is None and not clash(last, session):
            _join(desk, last, session)


def _join_days(desk: Desk) -> None:
    """Talks of the day published, told as held and as foreseen for it, are one."""
    day = desk.day_published()
    today = [s for s in desk.sessions if s.kind in ("round", "meeting") and s.process and day and s.cells.get("dates", (None,))[0] == day]
    for session in [s for s in today if s.number is None and s.status == "planned"]:
        alike = [s for s in today if (s.process, s.kind) == (session.process, session.kind)]
        homes = [s for s in alike if s.status in _BEGUN and not clash(s, session)]
        if len(homes) == 1:
            _join(desk, homes[0], session)


def _join_ministers(desk: Desk) -> None:
    """'A meeting of the foreign ministers began in the city' and "he said after his meeting with his counterparts there" are one."""
    for bare in [s for s in desk.sessions if s.kind in _OF_SEVERAL and not s.rows and s.number is None and "city" in s.cells]:
        met = [s for s in desk.sessions if s.kind in _OF_SEVERAL and len(s.rows) > 2 and s.noun is None and "city" in s.cells]
        same = [s for s in met if s.process in (None, bare.process) and not clash(s, bare) and agree(s, bare.status, None)]
        if len(same) == 1:
            _join(desk, bare, same[0])


def _join_gatherings(desk: Desk) -> None:
    """'A summit is held in the city today' and "the four presidents meet in the city today" are one: that of which nobody is named."""
    for bare in [s for s in desk.sessions if s.kind in ("summit", "meeting") and not s.rows and s.number is None]:
        met = [s for s in desk.sessions if s.kind == "summit" and len(s.rows) > 2 and s.noun is None and s.number is None]
        homes = [s for s in met if "city" in s.cells and "city" in bare.cells and s.process == bare.process and not clash(s, bare)]
        if len(homes) == 1 and (agree(homes[0], bare.status, None) or bare.cells.get("dates", (None,))[0]):
            _join(desk, homes[0], bare)


def _put_off(desk: Desk) -> None:
    """'The conference was put off, three sources said', in a report of only one that was planned."""
    plans = [s for s in gatherings(desk) if s.status == "planned"]
    for _, _, told in desk.doubtful if len(plans) == 1 else ():
        same = told.kind == plans[0].kind and told.process in (None, plans[0].process) and told.number in (None, plans[0].number)
        if same and told.status in ("postponed", "cancelled") and told.said["towards"] != -1:
            plans[0].status = told.status


def _join(desk: Desk, home: Session, session: Session) -> None:
    home.take(session)
    home.status = home.status or session.status
    desk.sessions.remove(session)
    for other in desk.sessions:
        if other.cells.get("margins_of", (None,))[0] == session.subject:
            other.cells["margins_of"] = (home.subject, *other.cells["margins_of"][1:])
    desk.current = home if desk.current is session else desk.current


def _talks_days(desk: Desk, session: Session) -> None:
    """A round reported on its nth day lasted the days up to it."""
    if session is desk.current and session.kind == "round" and desk.last_day > 1 and session.status in _BEGUN:
        value, spans, when, _ = session.cells.get("dates", (None, (), None, ""))
        if one_day(value):
            first = (date.fromisoformat(value) - timedelta(desk.last_day - 1)).isoformat()
            session.cells["dates"] = (f"{first}/{value}", spans, when, "inferred")


def _city_then(desk: Desk, session: Session) -> None:
    """A city is called by the name that it had on the days of the session."""
    city, spans, when, _ = session.cells.get("city", (None, (), None, ""))
    then = named_then(desk.things, city, session.cells.get("dates", (None,))[0]) if city else None
    if then != city:
        session.cells["city"] = (then, spans, when, "inferred")
