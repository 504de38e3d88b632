"""The brief as Markdown."""

import re

from markdown_it import MarkdownIt

from mahdar.showing.brief.markdown import escaped, text
from tests.showing.brief.made import ARABIC, bad, known, made


def test_citations_are_links_to_sources_and_conflicts_are_footnotes():
    found = text(made(record=known()))
    assert re.search(r"Held on 4–5 March 2031 \\\[\[1\]\(#source-1\):2; \[2\]\(#source-2\):1\\\]\[\^1\], in Portville", found)
    assert re.search(r"(?m)^\[\^1\]: Conflicting reports, dates: 4–5 March 2031, shown here", found)
    assert re.search(r'(?m)^<a id="source-1"></a>1\\\. Wire; ', found)
    assert "| by | what | due | status |\n| --- | --- | --- | --- |\n| Norland |" in found


def test_the_direction_of_the_brief_and_of_words_in_another_script_is_marked():
    assert text(made(record=known())).startswith('<div lang="en" dir="ltr">\n\n# Chronology')
    assert text(made(record=known(), tongue="ar")).startswith('<div lang="ar" dir="rtl">\n\n# ')
    assert re.search(rf'<bdi dir="rtl">[^<]*{ARABIC[-3:]}[^<]*</bdi>', text(made(record=known())))


def test_what_sources_say_is_text_and_nothing_else():
    found = text(made(record=bad()))
    page = MarkdownIt("commonmark", {"linkify": False}).enable("table").render(found)
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= {"div", "h1", "h2", "h3", "p", "strong", "ul", "li", "a", "bdi", "table", "thead", "tbody", "tr", "th", "td"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =HYPERLINK(&quot;x&quot;) [a](http://b)" in page
    assert all(link.startswith("#source-") for link in re.findall(r'href="([^"]*)"', page))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", found)


def test_no_letter_is_a_mark():
    for words in ("- a", "1. a", "# a", "a | b", "[^1]", "*a*", "`a`", "~~a~~", "$a$", "&lt;", "!", "+ a", "http://a.org", "===", "2) a"):
        assert MarkdownIt("gfm-like", {"linkify": False}).render(escaped(words)) == f"<p>{html(words)}</p>\n"


def html(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
