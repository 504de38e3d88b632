"""Pages: title, captions, body, outlet and day published; never a header's "today"."""

from __future__ import annotations

import json

import pytest

from mahdar.documents.page import read_page
from mahdar.documents.sections import sections
from tests.documents.made import CAPTION, CUES, HEADLINE, MORE, PAGE, STORY

TODAY = "<header><span>السبت 31 كانون الأول 2033</span><time datetime='2033-12-31'>2033-12-31</time></header>"


def page(head: str = "", lang: str = "ar", title: str = HEADLINE) -> str:
    body = f"<h1>{title}</h1><p>{STORY}</p><p>{MORE}</p><p>{STORY[:-1]}، كما قال مدير الميناء.</p>"
    return f"<html lang='{lang}'><head><title>{title}</title>{head}</head><body>{TODAY}<article>{body}</article></body></html>"


def ld(**more: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **more})}</script>"


def test_a_page_becomes_title_caption_and_body() -> None:
    found = read_page(PAGE)
    assert found.text.split("\n\n")[:4] == [HEADLINE, CAPTION, STORY, MORE]
    assert "الرئيسية" not in found.text
    assert found.text.count(HEADLINE) == 1
    roles = [(s.role, found.text[slice(*s.span)].strip()) for s in sections(found.text, CUES, found.known.title, found.captions)]
    assert roles[:2] == [("title", HEADLINE), ("caption", CAPTION)]
    assert [role for role, _ in roles[2:]] == ["body"]


def test_its_metadata() -> None:
    known = read_page(PAGE).known
    assert (known.title, known.outlet, known.language) == (HEADLINE, "Harbour Agency", "ar")
    assert (known.url, known.published, read_page(PAGE).basis) == ("https://example.org/harbour/17", "2031-05-04T10:00+03:00", "metadata")


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        (ld(datePublished="2031-05-04T23:30:00Z"), "2031-05-04T23:30Z", "metadata"),
        (
            f"<script type='application/ld+json'>{json.dumps({'@graph': [{'@type': 'WebPage', 'datePublished': '2030'}]})}</script>",
            None,
            None,
        ),
        (
            "<script type='application/ld+json'>"
            + json.dumps([{"@type": "Organization"}, {"@graph": [{"@type": ["ReportageNewsArticle"], "datePublished": "2031-05-04"}]}])
            + "</script>",
            "2031-05-04",
            "metadata",
        ),
        ("<script type='application/ld+json'>{damaged</script>" + ld(datePublished="2031-05-04"), "2031-05-04", "metadata"),
        ("<meta property='article:published_time' content='2031-05-04T10:00:00+03:00'>", "2031-05-04T10:00+03:00", "metadata"),
        ("<meta itemprop='datePublished' content='2031-05-04'>", "2031-05-04", "metadata"),
        ("<meta name='DC.date.issued' content='2031-05'>", "2031-05", "metadata"),
        ("<meta name='cXenseParse:recs:publishtime' content='2031-05-04T08:00:00Z'>", "2031-05-04", "metadata"),
        ("<meta property='article:published_time' content='soon'>", None, None),
        ("<link rel='canonical' href='https://example.org/2031/05/04/harbour/'>", "2031-05-04", "url"),
        ("<meta property='og:url' content='https://example.org/news/2031-05-04-harbour'>", "2031-05-04", "url"),
        ("<link rel='canonical' href='https://example.org/2031/05/harbour/'>", "2031-05", "url"),
        ("<link rel='canonical' href='https://example.org/2031/15/44/harbour/'>", None, None),
        ("<link rel='canonical' href='https://example.org/id/20310504'>", None, None),
        ("", None, None),
    ],
)
def test_the_day_published(head: str, published: str | None, basis: str | None) -> None:
    found = read_page(page(head))
    assert (found.known.published, found.basis) == (published, basis)


def test_metadata_comes_before_the_url() -> None:
    head = ld(datePublished="2031-05-04") + "<link rel='canonical' href='https://example.org/2029/01/01/x'>"
    assert read_page(page(head)).known.published == "2031-05-04"


def test_the_address_a_browser_saved_a_page_from() -> None:
    source = "<!-- saved from url=(0040)https://example.org/2031/05/04/harbour -->\n" + page()
    assert read_page(source).known.url == "https://example.org/2031/05/04/harbour"


@pytest.mark.parametrize(("lang", "language"), [("ar", "ar"), ("AR_sy", "ar"), ("fa", "fa"), ("en-US", None), ("ru", None), ("", None)])
def test_a_language_of_another_script_is_not_believed(lang: str, language: str | None) -> None:
    assert read_page(page(lang=lang)).known.language == language


@pytest.mark.parametrize(
    "head",
    [
        ld(headline=HEADLINE, publisher={"name": "Harbour Agency"}),
        ld(headline=[HEADLINE], publisher=[{"name": "Harbour Agency"}]),
        f"<meta property='og:title' content='{HEADLINE} | Harbour Agency'><meta property='og:site_name' content='Harbour Agency'>",
    ],
)
def test_the_title_is_the_headline_without_the_outlet(head: str) -> None:
    source = page(head).replace(f"<h1>{HEADLINE}</h1>", "")
    found = read_page(source)
    assert (found.known.title, found.known.outlet) == (HEADLINE, "Harbour Agency")
    assert found.text.startswith(HEADLINE + "\n")


def test_a_page_without_an_article_has_no_text() -> None:
    assert read_page("<html><body><script>x()</script></body></html>").text == ""


def test_a_page_that_is_not_relevant_is_not_taken_apart() -> None:
    found = read_page(PAGE, relevant=lambda words: "الميناء" not in words)
    assert STORY in found.text
    assert found.known.title is None
