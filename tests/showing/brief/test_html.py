"""The brief as one page: it opens without a server, fetches nothing and runs nothing."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from mahdar.showing.brief.html import page
from mahdar.showing.brief.model import name
from tests.showing.brief.made import ARABIC, bad, known, made

VOID = {"meta", "col"}


class Tags(HTMLParser):
    """The elements of a page; it fails where they are not nested."""

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.text = [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize(("tongue", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_has_the_language_and_direction_of_the_brief(tongue, direction):
    found = Tags(page(made(record=known(), tongue=tongue)))
    assert found.all("html") == [{"lang": tongue, "dir": direction}]


def test_nothing_may_be_fetched_or_run_and_the_style_is_the_one_allowed():
    text = page(made(record=known()))
    found = Tags(text)
    assert not found.all("script")
    assert not [1 for tag, attributes in found.found if {"src", "srcset", "style", "onclick"} & attributes.keys() or tag in ("link", "img")]
    (policy,) = [one["content"] for one in found.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    style = re.search("<style>(.*?)</style>", text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import", style)


def test_citations_and_footnotes_lead_somewhere_and_back():
    found = Tags(page(made(record=known())))
    anchors = {attributes["id"] for _, attributes in found.found if "id" in attributes}
    links = {link["href"] for link in found.all("a")}
    assert links == {f"#{anchor}" for anchor in anchors}
    assert {"#source-1", "#source-2", "#source-3", "#note-1", "#at-note-1"} <= links


def test_names_and_words_of_sources_are_isolated_with_their_direction():
    text = page(made(record=known()))
    assert re.search(rf'<bdi dir="rtl">[^<]*{ARABIC[-3:]}[^<]*</bdi>', text)
    assert '<bdi dir="auto">Anna Berg</bdi>' in text


@pytest.mark.parametrize("short", [True, False])
def test_what_sources_say_is_text_and_nothing_else(short):
    found = Tags(page(made(record=bad(), short=short)))
    assert {tag for tag, _ in found.found} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "strong", "bdi", "ul", "ol", "li", "span", "a",
        "sup", "section", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert any('<script>alert(1)</script> =HYPERLINK("x") [a](http://b)' in text for text in found.text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", "".join(found.text))
    assert all(link["href"].startswith("#") for link in found.all("a"))


def test_printed_pages_are_numbered_in_the_language_of_the_brief():
    assert 'content: "الصفحة " counter(page) " من " counter(pages) ""' in page(made(record=known(), tongue="ar"))


def test_only_a_language_is_marked_as_one():
    for language, marked in (("ar", True), ("ar-SY", True), ('ar" onclick="x', False)):
        assert (name("x", language=language).language == language) == marked
