"""Citations: what is known is said, what is not is left out, and nothing that a source writes can act."""

import datetime

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from mahdar.showing.citing import cited, csl, link, sources
from mahdar.showing.tables import Names
from tests.reconciling.made import Doc, built

DAY = datetime.date(2031, 12, 7)
KNOWN = {
    "id": "talks-0a1b", "path": "talks.txt", "outlet": "wire", "title": "Talks end", "language": "en", "published": "2031-12-07",
    "published_basis": "sidecar", "date_start": DAY, "date_end": DAY, "date_precision": "day", "url": "https://wire.invalid/talks",
    "archived_url": "https://archive.invalid/2031/talks", "retrieved_at": "2031-12-09T10:00:00+01:00",
    "sha256": "0a1b", "sensitivity": None,
}  # fmt: skip
NOTHING = dict.fromkeys(KNOWN) | {"id": "talks-0a1b", "sha256": "0a1b", "date_precision": "open"}


@pytest.fixture(scope="module")
def connection():
    return built(Doc("a", "2031-12-07", outlet="wire"), Doc("b", "2031-12-01", outlet="cable"))


@pytest.fixture(scope="module")
def names(connection):
    return Names(connection, "en")


def test_sources_by_their_days(connection, names):
    found = sources(connection)
    assert list(found) == ["b", "a"]
    assert {"url", "archived_url", "sensitivity"} <= found["a"].keys()
    assert "2031-12-07" in cited(found["a"], names)


def test_a_sentence(names):
    assert cited(KNOWN, names) == (
        "Wire, “Talks end”, 2031-12-07, https://wire.invalid/talks, accessed: 2031-12-09, archived copy: https://archive.invalid/2031/talks."
    )
    assert cited(NOTHING, names) == "talks-0a1b, undated."
    assert cited(KNOWN | {"sensitivity": "internal"}, names).endswith(", sensitivity: internal.")


def test_a_sentence_in_arabic(connection):
    assert cited(KNOWN | {"published": None, "date_start": None}, Names(connection, "ar")).startswith("Wire، “Talks end”، بلا تاريخ، ")


def test_an_item(names):
    assert csl(KNOWN, names) == {
        "id": "talks-0a1b", "type": "article-newspaper", "title": "Talks end", "container-title": "Wire", "language": "en",
        "issued": {"date-parts": [[2031, 12, 7]]}, "accessed": {"date-parts": [[2031, 12, 9]]}, "URL": "https://wire.invalid/talks",
        "archive": "archive.invalid", "archive_location": "https://archive.invalid/2031/talks", "note": "sha256: 0a1b",
    }  # fmt: skip
    assert csl(NOTHING, names) == {"id": "talks-0a1b", "type": "webpage", "note": "sha256: 0a1b"}


@pytest.mark.parametrize(
    ("edtf", "first", "last", "issued"),
    [
        ("2031-12", (2031, 12, 1), (2031, 12, 31), {"date-parts": [[2031, 12]]}),
        ("2031", (2031, 1, 1), (2031, 12, 31), {"date-parts": [[2031]]}),
        ("[2031-07..2031-12]", (2031, 7, 1), (2031, 12, 31), {"date-parts": [[2031, 7, 1], [2031, 12, 31]], "circa": True}),
    ],
)
def test_a_vague_day_is_no_more_exact_in_a_citation(names, edtf, first, last, issued):
    row = KNOWN | {"published": edtf, "date_start": datetime.date(*first), "date_end": datetime.date(*last)}
    assert csl(row, names)["issued"] == issued


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "https://a.invalid/ x", 'https://a.invalid/"><b>', "https://known.invalid@other.invalid/",
     "https://a.invalid/\u202efdp", "https://", "https://[", "//a.invalid/x", "internal:Sheet1!A1", "https://a.invalid/\x1b[2J", "", None],
)  # fmt: skip
def test_no_address_but_of_the_web(url):
    assert link(url) is None


def test_addresses_of_the_web():
    assert link("https://a.invalid/خبر?q=1#top") == "https://a.invalid/خبر?q=1#top"


def test_what_a_source_says_of_itself_stays_words(names):
    hostile = "=1+1\u202e\x1b[2J\n<script>x</script><i>"
    row = KNOWN | {"title": hostile, "outlet": hostile, "sensitivity": hostile, "url": "javascript:alert(1)", "retrieved_at": "2031\n"}
    for text in (cited(row, names), csl(row, names)["title"], csl(row, names)["container-title"], csl(row, names)["note"]):
        assert not set("\n\x1b\u202e") & set(text)
        assert "javascript" not in text
    assert not set("<>") & set("".join(map(str, csl(row, names).values())))


def test_a_citation_processor_takes_the_items(names):
    made = CiteProcJSON([csl(KNOWN, names), csl(NOTHING | {"id": "other"}, names)])
    bibliography = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), made, formatter.plain)
    for key in made:
        bibliography.register(Citation([CitationItem(key)]))
    text = "\n".join(map(str, bibliography.bibliography()))
    assert "Talks end" in text
    assert "2031" in text
