"""A session named by a noun phrase: it is found among those told, or is new, and is given what its clause says of it."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading import attending, tracks
from mahdar.reading.clause import has_ended
from mahdar.reading.counted import count_of
from mahdar.reading.desk import Desk
from mahdar.reading.encounters import row_of
from mahdar.reading.gathering import Session, agree, like
from mahdar.reading.page import Sentence
from mahdar.reading.phrases import Mention, is_no_talks, is_of_a_paper, is_vague, is_worth, noun_phrase
from mahdar.reading.places import country_of

# What is told of talks to which those named may come.
_MAY_COME = frozenset({None, "held", "under_way", "planned"})
_BEGUN = frozenset({"held", "under_way"})
# Nodes before a round among which a meeting of it and its end stand.
_OF_ITS_MEETING = 5
# Nodes after a session in which a verb says that it is held ("a summit on X is held today").
_NEAR = 5
# What stands before "in a meeting" where that is the meeting told of.
_ASIDE = frozenset({"COMMA", "W", "DATE", "PLACE", "CITY"})
# Nodes before a session in which such a verb can stand.
_GOVERNS = 4


def mention(desk: Desk, sentence: Sentence, i: int) -> None:
    """Takes one noun phrase: the session that it means is found among those told, or is new."""
    told = noun_phrase(desk, sentence, i)
    _of_its_meeting(desk, sentence, told)
    if told.number is None and (_is_frame(sentence.nodes[:i]) or _is_purpose(desk, sentence, told)):
        return
    if desk.full or tracks.before_it_began(desk, told.process, [*told.left, *told.right]):
        return
    if _is_the_one(desk, told):
        return
    paper = is_of_a_paper(told)
    told.status = "held" if paper else told.status
    worth = is_worth(desk, told, paper)
    to_come = _the_round(desk, told)
    dated = _dated_later(desk, told)
    named = _named_by_place(desk, told) or to_come or dated
    if named is None and not worth:
        if not is_no_talks(desk, told):
            desk.doubtful.append((sentence, i, told))
        return
    session = (
        named or _in_its_round(desk, sentence, told) or _same_as_known(desk, told) or _plan_now_numbered(desk, told) or _session(desk, told)
    )
    _take(desk, sentence, i, told, session, paper)
    desk.fill(session, told.day if worth or to_come or dated else None, told.place, told.right)
    if told.status == "proposed":
        attending.propose(desk, session, sentence, told.node)
    of_now = session.status in (None, "held", "under_way") and not any(is_vague(n) for n in told.right[:_NEAR])
    if told.process and of_now and told.kind not in ("bilateral", "call"):
        desk.go_on(session)


def told_by_who_comes(desk: Desk) -> None:
    """The talks of a report that tells who comes to them, in so many words of none: the first with a process, a place or many comers.

    Talks that those words name themselves, and of which it is told that they were held, come before others.
    """
    own = [told for _, _, told in desk.doubtful if told.status in _BEGUN and _is_named_with_them(desk, told)]
    for sentence, i, told in sorted(desk.doubtful, key=lambda each: each[2] not in own):
        since = (n for n in told.left[:_GOVERNS] if "COMPLETED" not in n.classes)  # "after", as against "since the talks failed"
        over = any({"FROM_THEN", "UNTIL"} & n.classes.keys() for n in since)
        told_enough = told.process or told.place[2] or told in own or (told.status in _BEGUN and attending.many_came(desk))
        if told_enough and told.status in _MAY_COME and not over:
            session = _session(desk, told)
            _take(desk, sentence, i, told, session, paper=False)
            desk.fill(session, told.day, told.place, told.right)
            return


def _is_named_with_them(desk: Desk, told: Mention) -> bool:
    """Whether the words that tell who comes name the talks, as one gathering: "the summit that gathered X and Y"."""
    named = any(node.first <= told.node.first <= node.last for _, node in desk.waiting)
    return named and (told.said["definite"] or told.place[2] is not None) and not any("SESSIONS" in n.classes for n in told.node.kids)


def place_told(desk: Desk, sentence: Sentence, i: int, session: Session) -> None:
    """Gives a session the place that a mention of it tells."""
    told = noun_phrase(desk, sentence, i)
    if told.process in (None, session.process) and told.kind not in ("bilateral", "call"):
        desk.fill(session, None, told.place, [])


def _take(desk: Desk, sentence: Sentence, i: int, told: Mention, session: Session, paper: bool) -> None:
    """Adds to a session what its noun phrase says of its status, its number and those who meet."""
    span = (told.node.start, told.node.end)
    session.spans.append(span)
    session.many = session.many or count_of(told)
    ended = (
        session.status in (None, "under_way") and told.status in (None, "held", "under_way") and (paper or _has_ended(sentence, i, told))
    )
    session.status = "held" if ended else session.status or told.status
    if told.said["also"] is not None:
        session.also.append((told.said["also"], told.said["also_at"]))
    for nation in told.said["nations"]:
        session.add(row_of(desk.things, nation, None), span)
    attending.brought_about(desk, session, told.node)


def _has_ended(sentence: Sentence, i: int, told: Mention) -> bool:
    """'At the end of the round', 'at the end of the plenary of the round'."""
    near = sentence.nodes[max(0, i - _OF_ITS_MEETING) : i][::-1]
    meeting = next((k for k, n in enumerate(near) if "SESSION" in n.classes), None)
    return has_ended(told.left) or ("l" in told.node.flags and meeting is not None and has_ended(near[meeting + 1 :]))


def _is_frame(left: list[Node]) -> bool:
    """'A meeting of ministers in the frame of the talks': the talks are what the meeting is of."""
    framed = len(left) > 1 and left[-1].classes.get("LINK") == "frame"
    return framed and any({"SESSION", "ACTORS"} & n.classes.keys() for n in left[-4:-1])


def _is_purpose(desk: Desk, sentence: Sentence, told: Mention) -> bool:
    """'Received him for holding talks', "will meet him to resume talks": the talks are the meeting that the sentence tells of."""
    noun = any("HOLDING" in n.classes and "l" in n.flags for n in told.left[:2]) or (
        bool(told.left) and told.left[0].classes.get("HOLD") == "now" and told.status == "planned"
    )
    met = any(n.first < told.node.first for n in desk.page.noted("meetings", sentence) if "MEETING" in n.classes)
    if met and _is_where_they_met(told):
        desk.held_in[sentence.span] = told.day, told.place
        return True
    return met and noun and (told.process is None or told.day is None)


def _is_where_they_met(told: Mention) -> bool:
    """'The three ministers met today, in a meeting that was held in Oslo': no other session, but its day and place are theirs."""
    bare = told.said["nouns"] == ["meeting"] and not told.said["definite"] and len(told.left) > 1 and "IN" in told.left[0].classes
    return bare and bool(_ASIDE & {*told.left[1].classes, *told.left[1].features})


def _is_the_one(desk: Desk, told: Mention) -> bool:
    """'It had been planned to hold this round in May': what was planned of the session that is being talked of is no other session."""
    current = desk.current
    this = bool(told.left) and "THIS" in told.left[0].classes
    return this and told.status not in (None, "held", "under_way") and current is not None and told.process in (None, current.process)


def _same_as_known(desk: Desk, told: Mention) -> Session | None:
    """'The meeting' that is being talked of, or the process's planned one in general words: nothing said is against it."""
    general = set(told.said["nouns"]) <= {"meeting", "conference", "talks", "sitting", "workshop"} and told.number is None
    for known in [desk.current, *reversed(desk.sessions)]:
        if known is not None and (general or known.kind == told.kind) and _can_be(known, told):
            return known
    return desk.sessions[-1] if general and desk.sessions and _goes_on(desk.sessions[-1], told) else None


def _in_its_round(desk: Desk, sentence: Sentence, told: Mention) -> Session | None:
    """'The talks of the committee began in their tenth round': the talks just told of, which are given their number."""
    its = "ITS" in told.node.classes and bool(told.left) and "IN" in told.left[0].classes
    last = desk.sessions[-1] if its and desk.sessions else None
    if last is None or last.number is not None or told.process not in (None, last.process) or last.spans[-1][0] < sentence.span[0]:
        return None
    last.number, last.kind = told.number, told.kind
    return last


def _of_its_meeting(desk: Desk, sentence: Sentence, told: Mention) -> None:
    """'The meeting began today in the format of X, in its 22nd round': the round is given the day and the status of the meeting."""
    if not any("ITS" in n.classes for n in [told.node, *told.node.kids]) or not desk.doubtful:
        return
    where, _, meeting = desk.doubtful[-1]
    if where is sentence and meeting.number is None and meeting.process in (None, told.process):
        told.status, told.day = told.status or meeting.status, told.day or meeting.day
        told.when = desk.page.day_of(told.day)


def _plan_now_numbered(desk: Desk, told: Mention) -> Session | None:
    """'The talks return to the city on 24 May. The 21st round will be held on that day': a plan of the process that is given its number."""
    if told.number is None or told.process is None or told.status != "planned" or told.day is not None:
        return None
    plans = [s for s in desk.sessions if (s.kind, s.process, s.number, s.status) == (told.kind, told.process, None, "planned")]
    if len(plans) != 1 or any((s.process, s.number) == (told.process, told.number) for s in desk.sessions):
        return None
    plans[0].number = told.number
    return plans[0]


def _named_by_place(desk: Desk, told: Mention) -> Session | None:
    """'The Geneva conference' after one that was told to be in Geneva, of no process known; "the talks" there after those of two."""
    if told.process is not None or told.place[0] is None or told.kind in ("bilateral", "call"):
        return None
    for known in desk.sessions:
        alike = known.kind == told.kind or (known.kind == "bilateral" and told.said["definite"] and "talks" in told.said["nouns"])
        same = known.process is None and alike and _is_there(desk, known, told.place[0]) and not _is_another(known, told)
        if same and agree(known, told.status, told.when):
            return known
    return None


def _is_there(desk: Desk, known: Session, city: str) -> bool:
    """Whether a session was told to be in a city, or in its country and no city."""
    where = known.cells.get("city") or known.cells.get("country") or (None,)
    return where[0] is not None and where[0] in (city, None if "city" in known.cells else country_of(desk.things, city))


def _the_round(desk: Desk, told: Mention) -> Session | None:
    """'The round ended', of the one that the text goes on about; "the round will be on 10 December", where one to come is told."""
    bare = told.process is None and told.number is None and told.said["definite"] and told.said["nouns"] == ["round"]
    if not bare or told.said["towards"] is not None:
        return None
    current = desk.current
    if current is not None and current.kind == "round" and told.status == "held" and {"ENDED", "HOLD"} <= told.left[0].classes.keys():
        return current
    if told.status != "planned":
        return None
    rounds = [s for s in desk.sessions if s.kind == "round" and s.process and s.status == "planned"]
    return rounds[0] if len(rounds) == 1 and agree(rounds[0], told.status, told.when) else None


def _dated_later(desk: Desk, told: Mention) -> Session | None:
    """'The talks began on Monday', after the only gathering told, of which no day is known yet."""
    if len(desk.sessions) != 1 or told.day is None or told.place[2] is not None or told.said["towards"] is not None:
        return None
    known, held = desk.sessions[0], any("HOLD" in n.classes for n in told.right[:_GOVERNS])
    same = told.said["nouns"] in (["talks"], ["meeting"]) or known.kind == told.kind
    bare = told.said["definite"] and told.number is None and not told.said["nations"] and "dates" not in known.cells
    return known if held and same and bare and known.kind != "call" and agree(known, told.status, told.when) else None


def _goes_on(last: Session, told: Mention) -> bool:
    """'The conference' after one of no process known, with a day that is still missing, or with nothing but its process."""
    if last.process is not None or not told.said["definite"] or told.place[2] is not None:
        return False
    open_day = told.process is None and last.kind == told.kind and told.day is not None and "dates" not in last.cells
    in_process = told.process is not None and told.day is None and like(last.status, told.status)
    return (open_day or in_process) and agree(last, told.status, told.when)


def _is_another(known: Session, told: Mention) -> bool:
    """'A meeting was held in January', 'the last round in June', after one of yesterday: what has a month of its own is new."""
    new = not told.said["definite"] or told.said["towards"] == -1
    form = told.day.classes["DATE"] if told.day is not None and new else {}
    value, _, when, _ = known.cells.get("dates", (None, (), None, ""))
    return "m" in form and value is None and when is not None and "m" not in when


def _can_be(known: Session, told: Mention) -> bool:
    if _is_another(known, told):
        return False
    city = known.cells.get("city", (None,))[0]
    goes_on = city is None and known.status is not None and told.said["definite"] and known.kind not in ("bilateral", "call")
    here = city == told.place[0] or (goes_on and told.number is None)
    again = told.process is None and told.place[0] and told.status and like(known.status, told.status) and here
    if not again and (told.process is None or known.process != told.process):
        return False
    if told.number is not None and known.number != told.number:
        return False
    unnumbered = known.number is None or bool(told.number) or not told.day
    return agree(known, told.status, told.when) and (told.place[0] in (None, city) or bool(again)) and unnumbered


def _session(desk: Desk, told: Mention) -> Session:
    """The session of this article with this number, or a new one."""
    name = (told.kind, told.process, told.number)
    for known in desk.sessions:
        same = (told.process or told.number) is not None and (known.kind, known.process, known.number) == name
        if same and (told.number is not None or (agree(known, told.status, told.when) and not _is_another(known, told))):
            return known
    span = (told.node.start, told.node.end)
    session = Session(desk.page.subject("session"), *name, told.status, desk.article, span, pattern=told.node.pattern)
    session.noun = next(iter(told.said["nouns"]), None)
    desk.sessions.append(session)
    return session
