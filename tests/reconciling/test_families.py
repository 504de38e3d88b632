"""Who is one voice, and why."""

import pytest

from tests.reconciling.made import Doc, built, rows

STORY = [
    "The delegations of the river towns met again behind closed doors and spoke until the lamps were lit",
    "Nobody at the table had seen the new map of the river before it was unrolled that morning",
    "An old ferryman told the reporters outside that water would rise on the river whatever they signed",
    "Fishing rights below the second weir of the river were put off until the experts have counted the nets",
    "Both heads of delegation praised the cooks and walked along the river together without their guards",
    "A draft on the dredging of the river harbour lies with the lawyers of the three guarantors tonight",
    "Whether the bridge over the river opens to lorries before the harvest could not be learned from anyone",
    "Trade across the river has doubled since the tolls were lifted in spring, the chamber of merchants says",
]


def text(*sentences):
    return ".\n".join(sentences) + "."


def report(name, words, **rest):
    doc = Doc(name, rest.pop("published", "2031-12-07"), words, **rest)
    doc.session("river-talks", "round", number=1, dates="2031-12-07")
    return doc


def voices(*docs):
    return dict(rows(built(*docs), "SELECT id, family FROM documents"))


def backing(*docs, cell="number"):
    return rows(built(*docs), "SELECT backing, families FROM cells WHERE kind = 'session' AND cell = ?", cell)[0]


def test_a_copy_has_the_voice_of_what_came_first():
    first = report("first", text(*STORY), outlet="wire", published="2031-12-06")
    edited = report("edited", text("An opening of its own that nobody else printed that day", *STORY[:6]), outlet="morning-post")
    assert voices(first, edited) == {"first": "wire", "edited": "wire"}
    assert rows(built(first, edited), "SELECT copy_of FROM documents WHERE id = 'edited'") == [("first",)]
    ((copied, because),) = rows(built(first, edited), "SELECT copied, because FROM documents WHERE id = 'edited'")
    assert 0.9 < copied < 1
    assert because == "copy: the same words"
    assert rows(built(first, edited), "SELECT reason FROM families WHERE id = 'wire'") == [("copy: the same words; the same outlet",)]


def test_copies_of_copies_are_one_voice():
    docs = [Doc(n, f"2031-12-0{i + 1}", text(*STORY[i : i + 5]), outlet=n) for i, n in enumerate("abc")]
    for doc in docs:
        for cell, value in (("process", "river-talks"), ("kind", "round"), ("number", 1)):
            doc.add("session", cell, value, f"{doc.id}#session-1", "held", spans=((0, len("On day")),))
    assert backing(*docs) == (1, ["a"])


def test_marks_and_spaces_do_not_hide_a_copy_and_a_shared_quotation_is_none():
    shouted = text(*(s.upper().replace(" ", "  ") for s in STORY))
    assert voices(report("a", text(*STORY)), report("b", shouted)) == {"a": "a", "b": "a"}
    own = [f"Something else entirely was written here by the second outlet in line {n}" for n in range(6)]
    assert voices(report("a", text(*STORY)), report("b", text(STORY[0], STORY[1], *own))) == {"a": "a", "b": "b"}


def test_boilerplate_makes_no_copy():
    tail = text(*STORY)
    docs = []
    for name in "ab":
        own = text(*(" ".join(f"{name}{word}{n}" for word in ("one", "two", "three", "four", "five", "six")) for n in range(4)))
        docs.append(report(name, own + tail, sections=(((0, len(own)), "body"), ((len(own), len(own + tail)), "boilerplate"))))
    assert voices(*docs) == {"a": "a", "b": "b"}


def test_one_word_changed_in_a_line_hides_no_copy():
    changed = [s.replace("the river", "this river") for s in STORY]
    assert voices(report("a", text(*STORY)), report("b", text(*changed))) == {"a": "a", "b": "a"}


def test_of_two_of_one_day_the_one_with_a_lead_of_its_own_is_the_copy():
    lead = "A lead of its own that was written in haste by the paper that copied"
    assert voices(report("a", text(lead, *STORY)), report("b", text(*STORY))) == {"a": "b", "b": "b"}


LEAD = "A lead of its own that was written in haste by the paper that copied"


@pytest.mark.parametrize(
    ("early", "late"),
    [("09:00:00Z", "17:00:00Z"), ("17:00:00+05:00", "15:00:00+01:00"), ("09:00:00+03:00", "09:00:00+01:00")],
)
def test_of_two_of_one_day_the_one_of_the_earlier_hour_came_first(early, late):
    a = report("a", text(LEAD, *STORY), at=f"2031-12-07T{early}")
    b = report("b", text(*STORY), outlet="wire", at=f"2031-12-07T{late}")
    assert voices(a, b) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("hour", [None, "2031-12-07T09:00:00", "2031-12-06T09:00:00Z"], ids=["none", "no zone", "another day"])
def test_an_hour_that_cannot_be_compared_says_nothing(hour):
    a = report("a", text(LEAD, *STORY), at=hour)
    assert voices(a, report("b", text(*STORY), at="2031-12-07T17:00:00Z")) == {"a": "b", "b": "b"}


def test_without_hours_the_agency_came_first():
    agency = report("b", text(LEAD, *STORY), outlet="wire")
    assert voices(report("a", text(*STORY)), agency) == {"a": "wire", "b": "wire"}


def test_a_digest_of_two_stories_does_not_make_them_one_voice():
    other = [f"Far from there the ministers weighed paragraph {n} of a charter that nobody had seen before that week" for n in range(8)]
    docs = [report("a", text(*STORY)), report("b", text(*other)), report("c", text(*STORY, *other), published="2031-12-09")]
    found = voices(*docs)
    assert found["a"] != found["b"]


LINE = "The envoys of both banks met in the old customs house of the town on 7 December for the first round of talks"
OWN = "Our correspondent saw the cars of only one delegation arrive at the gate and waited there until the evening came"


def quoting(name, *lines, **rest):
    """A report whose claims stand in its second line: what it copies."""
    doc = Doc(name, rest.pop("published", "2031-12-08"), text(*lines), outlet=f"post-{name}")
    start = doc.text.index("7 December") if "7 December" in doc.text else doc.text.index("8 December")
    subject = f"{name}#session-1"
    for cell, value in (("process", "river-talks"), ("kind", "round"), ("number", 1), ("dates", rest.get("dates", "2031-12-07"))):
        doc.add("session", cell, value, subject, "held", spans=((start, start + 10),))
    return doc


def test_a_copied_paragraph_is_its_authors_and_the_rest_the_outlets_own():
    first = quoting("a", *STORY[:3], LINE, published="2031-12-07")
    mixed = quoting("b", *(f"{w} {OWN} {w}" for w in ("One", "Two", "Three")), LINE)
    at = mixed.text.index("only one")
    mixed.add("session", "city", "portville", "b#session-1", "held", spans=((at, at + 8),))
    connection = built(first, mixed)
    assert rows(connection, "SELECT id, family FROM documents ORDER BY id") == [("a", "post-a"), ("b", "post-b")]
    assert rows(connection, "SELECT families FROM cells WHERE cell = 'dates' AND kind = 'session'") == [(["post-a"],)]
    assert rows(connection, "SELECT families FROM cells WHERE cell = 'city'") == [(["post-b"],)]
    found = rows(connection, "SELECT DISTINCT because, copy_of FROM claims WHERE document = 'b' AND kind = 'session' ORDER BY ALL")
    assert found == [("copy: the same words", "a"), ("the same outlet", None)]


def test_a_copier_that_changes_the_day_says_so_itself():
    first, other = quoting("a", LINE, published="2031-12-07"), quoting("b", LINE.replace("7 Dec", "8 Dec"), dates="2031-12-08")
    found = rows(built(first, other), "SELECT value, families FROM cells WHERE cell = 'dates' AND kind = 'session' ORDER BY value")
    assert found == [('"2031-12-07"', ["post-a"]), ('"2031-12-08"', ["post-b"])]


def interviewed(name, line, words):
    doc = Doc(name, "2031-12-08", text(line), outlet=f"post-{name}")
    start = doc.text.index(words[:8])
    subject, spans = f"{name}#statement-1", ((start, start + len(words)),)
    doc.add("statement", "speaker", "anna-berg", subject)
    doc.add("statement", "content", words, subject, chain=("anna-berg",), spans=spans)
    for cell, value in (("place", "portville"), ("actor", "norland"), ("change", "left"), ("dates", "2031-12-06")):
        doc.add("control", cell, value, f"{name}#control-1", chain=("anna-berg",), spans=spans)
    return doc


def test_one_speaker_quoted_in_the_same_words_is_one_voice_for_what_she_says():
    words = "our troops have left the port and will not come back before the talks are over"
    cut = words.removesuffix(" before the talks are over")
    docs = [
        interviewed("a", f"Speaking to us in her office late on Sunday the minister of the north said that {words}", words),
        interviewed("b", f"In remarks that were carried everywhere the head of diplomacy let it be known: {cut}", cut),
    ]
    connection = built(*docs)
    assert rows(connection, "SELECT DISTINCT families FROM cells WHERE kind = 'control'") == [(["anna-berg"],)]
    assert rows(connection, "SELECT reason FROM families WHERE id = 'anna-berg'") == [("the same words of one speaker",)]
    speakers = rows(connection, "SELECT DISTINCT family FROM claims WHERE cell = 'speaker' ORDER BY family")
    assert speakers == [("post-a",), ("post-b",)], "that she said it, each heard for itself"


def test_words_that_many_quote_are_still_one_voice():
    words = "our troops have left the port and will not come back before the talks are over"
    leads = [" ".join(f"own{k}of{n}" for k in range(40)) for n in range(22)]
    docs = [interviewed(f"d{n:02}", f"{lead} {words}", words) for n, lead in enumerate(leads)]
    assert rows(built(*docs), "SELECT DISTINCT families FROM cells WHERE kind = 'control'") == [(["anna-berg"],)]


def test_a_newspaper_that_is_quoted_speaks_whoever_quotes_it():
    docs = [Doc(n, "2031-12-07", text(STORY[k]), outlet=f"post-{n}") for k, n in enumerate("ab")]
    for doc in docs:
        doc.thing("control", chain=["morning-post"], place="portville", actor="norland", change="took", dates="2031-12-06")
    assert rows(built(*docs), "SELECT DISTINCT families FROM cells WHERE kind = 'control'") == [(["morning-post"],)]


def test_a_repost_is_the_voice_of_the_source_it_names():
    a, b = report("a", text(STORY[0]), outlet="morning-post"), report("b", text(STORY[1]), outlet="river-forum")
    b.add("document", "reposts", "morning-post", subject="b")
    assert backing(a, b) == (1, ["morning-post"])


def test_an_address_that_is_copied_is_a_copy():
    a, b = report("a", text(STORY[0])), report("b", text(STORY[1]), published="2031-12-05")
    b.add("document", "copy_of_url", "https://example.org/a", subject="b")
    reading = a.reading()
    import msgspec

    from mahdar.reconciling import reconcile, store
    from tests.reconciling.made import resolve

    connection = store.memory()
    named = msgspec.structs.replace(reading.document, url="https://example.org/a")
    store.add_readings(connection, [msgspec.structs.replace(reading, document=named), b.reading()])
    reconcile(connection, None, resolve)
    assert dict(rows(connection, "SELECT id, family FROM documents")) == {"a": "a", "b": "a"}, (
        "what is copied comes first, whatever the days"
    )


def test_two_outlets_are_two_voices_and_two_reports_of_one_outlet_are_one():
    a, b, c = (
        report(n, text(s), outlet=o) for n, s, o in zip("abc", STORY, ("morning-post", "evening-post", "morning-post"), strict=False)
    )
    assert backing(a, b, c) == (2, ["evening-post", "morning-post"])


def test_an_agency_in_the_chain_speaks_whoever_prints_it():
    a, b = Doc("a", "2031-12-07", text(STORY[0]), outlet="morning-post"), Doc("b", "2031-12-07", text(STORY[1]), outlet="evening-post")
    for doc in (a, b):
        doc.thing("control", chain=["tabloid", "wire"], place="portville", actor="norland", change="took", dates="2031-12-06")
    connection = built(a, b)
    assert rows(connection, "SELECT DISTINCT families FROM cells WHERE kind = 'control'") == [(["wire"],)]
    assert rows(connection, "SELECT reason, members FROM families WHERE id = 'wire'") == [("the same agency", ["a", "b"])]
    assert rows(connection, "SELECT DISTINCT families FROM cells WHERE kind = 'document'") == []


def test_one_communique_quoted_by_two_is_one_voice():
    docs = []
    for name in "ab":
        doc = report(name, text(STORY[ord(name) - 97]), outlet=f"post-{name}")
        issued = doc.thing("outcome", kind="joint_statement", session=f"{name}#session-1")
        doc.thing("statement", chain=[issued], content=f"words in {name}", many={"by": ["norland"]})
        doc.thing("control", chain=[issued], place="portville", actor="norland", change="left", dates="2031-12-06")
        docs.append(doc)
    families = rows(built(*docs), "SELECT DISTINCT families FROM cells WHERE kind = 'control'")
    assert families == [(["joint-statement-of-river-talks-round-1"],)]


def test_a_glued_article_of_another_outlet_has_its_own_voice():
    doc = report("a", text(*STORY), outlet="morning-post")
    doc.sections = (((0, doc.at), "body"), ((doc.at, len(doc.text)), "body", 1, "evening-post"))
    doc.thing("control", place="portville", actor="norland", change="took", dates="2031-12-06")
    connection = built(doc)
    assert rows(connection, "SELECT DISTINCT families FROM cells WHERE kind = 'control'") == [(["evening-post"],)]
    assert rows(connection, "SELECT DISTINCT families FROM cells WHERE kind = 'session'") == [(["morning-post"],)]
