"""Who is one voice, and why."""

from tests.reconciling.made import Doc, built, rows

STORY = [f"On day {n} the delegations of the river met again and spoke at length about point {n} of their agenda" for n in range(8)]


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
    (reason,) = rows(built(first, edited), "SELECT reason FROM families WHERE id = 'wire'")[0]
    assert "6 of 7 sentences" in reason


def test_copies_of_copies_are_one_voice():
    docs = [report(n, text(*STORY[i : i + 5]), outlet=n, published=f"2031-12-0{i + 1}") for i, n in enumerate("abc")]
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
        own = text(*(f"Outlet {name} wrote in its line {n} what no other outlet wrote" for n in range(4)))
        docs.append(report(name, own + tail, sections=(((0, len(own)), "body"), ((len(own), len(own + tail)), "boilerplate"))))
    assert voices(*docs) == {"a": "a", "b": "b"}


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
