"""Positions in the record: one position of one actor on one day is one thing, however many report it."""

from tests.reconciling.made import Doc, built, rows


def report(name, day, stance="oppose", said=None):
    doc = Doc(name, day, outlet=name)
    statement = doc.thing("statement", speaker="anna-berg", content=f"words of {name}")
    doc.thing("stance", actor="norland", issue="the-dam", stance=stance, statement=statement, **({"dates": said} if said else {}))
    return doc


def test_reports_of_one_day_are_one_position_with_both_statements():
    connection = built(report("wire", "2031-03-05"), report("cable", "2031-03-05"))
    ((thing, dates, statements),) = rows(connection, "SELECT id, dates, statements FROM stances")
    assert (thing, dates, len(statements)) == ("norland-oppose-the-dam-2031-03-05", "2031-03-05", 2)
    assert rows(connection, "SELECT count(*) FROM statements WHERE id IN (SELECT unnest(statements) FROM stances)") == [(2,)]


def test_the_day_said_goes_before_the_day_published():
    connection = built(report("wire", "2031-03-05", said="2031-03-01"))
    assert rows(connection, "SELECT dates, date_start::VARCHAR FROM stances") == [("2031-03-01", "2031-03-01")]


def test_another_position_or_another_day_is_another_thing():
    connection = built(report("wire", "2031-03-05"), report("cable", "2031-04-05"), report("post", "2031-03-05", stance="support"))
    assert rows(connection, "SELECT count(*) FROM stances") == [(3,)]
