"""A web page becomes title, captions, body and what its metadata says. A header's "today" is never taken for the day published."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from mahdar.documents.known import Known, day, day_in_url, moment
from mahdar.documents.language import plausible

MAX_CAPTIONS = 8
_ARTICLE = re.compile(r"\w*Article|Report|\w*Posting|VideoObject")  # the JSON-LD types that carry a report
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "pubdate", "dc.date.issued", "dcterms.date", "dcterms.created",
)  # fmt: skip
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+)")
_SUFFIX = re.compile(r"\s+[|–—-]\s+")


class Page(NamedTuple):
    """What a page holds: its text (title first, then captions, then the body) and what its metadata says."""

    text: str
    captions: tuple[str, ...] = ()
    known: Known = Known()
    basis: str | None = None


def read_page(source: str, relevant: Callable[[str], bool] | None = None) -> Page:
    """The article of a page, with an empty text where there is none; all words of the page, roughly, where it is not `relevant`."""
    tree = LexborHTMLParser(source)
    if relevant and not relevant(words := tree.text(separator="\n")):
        return Page(words)
    metas, article = _metas(tree), _json_ld(tree)
    title, url, outlet = _title(tree, metas, article), _url(tree, metas, article, source), _outlet(metas, article)
    captions = tuple(dict.fromkeys(filter(None, (_flat(n.text()) for n in tree.css("article figcaption, main figcaption")[:MAX_CAPTIONS]))))
    text = _assembled(title, captions, _body(source))
    published, basis = _published(tree, metas, article, url)
    known = Known(outlet=outlet, url=url, published=published, title=title, language=plausible(_language(tree, article), text))
    return Page(text, captions, known, basis)


def _body(source: str) -> str:
    import trafilatura  # half a second to load: only where a page is read

    return trafilatura.extract(source, fast=True, include_comments=False) or trafilatura.baseline(source)[1] or ""


def _assembled(title: str | None, captions: tuple[str, ...], body: str) -> str:
    """One text; what the body already begins with or holds is not said twice."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not lines:
        return ""
    if title in lines[:3]:
        lines.remove(title)
    return "\n\n".join([*([title] if title else []), *(c for c in captions if c not in lines), *lines]) + "\n"


def _flat(text: str | None) -> str:
    return " ".join(entities.unescape(text or "").split())


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        a = node.attributes
        metas.setdefault((a.get("property") or a.get("name") or a.get("itemprop") or "").lower(), _flat(a.get("content")))
    return metas


def _json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first article of a page's JSON-LD; a damaged block says nothing."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            things = list(_things(json.loads(node.text(), strict=False)))
        except (ValueError, RecursionError):
            continue
        for thing in things:
            kinds = thing.get("@type")
            if any(_ARTICLE.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return thing
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _things(item)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph", []))


def _said(value: Any, key: str = "name") -> str | None:
    """A JSON-LD value as text: itself, or the name (or another key) of the thing it is."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get(key)
    return _flat(value) or None if isinstance(value, str) else None


def _title(tree: LexborHTMLParser, metas: dict[str, str], article: dict[str, Any]) -> str | None:
    """The headline, without the name of the site that follows it in titles."""
    heading, head = (_flat(node.text()) if (node := tree.css_first(css)) else "" for css in ("article h1, main h1, h1", "title"))
    title = _said(article.get("headline")) or metas.get("og:title") or heading or head
    if heading and title.startswith(heading):
        return heading
    parts = _SUFFIX.split(title)
    return (parts[0] if _outlet(metas, article) in parts[1:] else title) or None


def _outlet(metas: dict[str, str], article: dict[str, Any]) -> str | None:
    return _said(article.get("publisher")) or metas.get("og:site_name") or metas.get("application-name") or None


def _language(tree: LexborHTMLParser, article: dict[str, Any]) -> str | None:
    root = tree.css_first("html")
    return (root.attributes.get("lang") if root else None) or _said(article.get("inLanguage"))


def _url(tree: LexborHTMLParser, metas: dict[str, str], article: dict[str, Any], source: str) -> str | None:
    link, saved = tree.css_first('link[rel="canonical"]'), _SAVED_FROM.search(source[:2048])
    places = (link.attributes.get("href") if link else None, metas.get("og:url"), saved and saved[1], _said(article.get("url")))
    return next((u for u in (*places, _said(article.get("mainEntityOfPage"), "@id")) if u and u.startswith("http")), None)


def _published(tree: LexborHTMLParser, metas: dict[str, str], article: dict[str, Any], url: str | None) -> tuple[str | None, str | None]:
    """The day published, with the hour where it is given, and its basis, `metadata` or `url`."""
    node = tree.css_first('time[itemprop="datePublished"][datetime]')
    marked = node.attributes.get("datetime") if node else None
    for value in (_said(article.get("datePublished")), *(metas.get(name) for name in _PUBLISHED), marked):
        if value and (found := day(value)):
            return moment(value) or found.edtf, "metadata"
    if url and (found := day_in_url(url)):
        return found.edtf, "url"
    return (other, "metadata") if (other := _other_meta(metas)) else (None, None)


def _other_meta(metas: dict[str, str]) -> str | None:
    """What htmldate finds in the meta tags alone: it sees no body, no clock and no address."""
    dated = {name: value for name, value in metas.items() if "date" in name or "time" in name}
    if not dated:
        return None
    from htmldate import find_date

    tags = "".join(f'<meta name="{entities.escape(name)}" content="{entities.escape(value)}">' for name, value in dated.items())
    page = f"<html><head>{tags}</head><body></body></html>"
    return find_date(page, extensive_search=False, original_date=True, min_date="1995-01-01", max_date="2100-01-01") or None
