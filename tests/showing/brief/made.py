"""Made-up coverage for the briefs: conflicts, a vague plan, statements, a promise, copies, and texts that would act if they could."""

import functools

from mahdar.showing.brief import Asked, brief
from mahdar.showing.brief.model import Cite, Note, Words, runs_of
from tests.reconciling.made import Doc, built, person

ARABIC = "\u0623\u0646 \u064a\u062c\u062a\u0645\u0639\u0648\u0627"
HOSTILE = '\u202eevil\u2066 <script>alert(1)</script> =HYPERLINK("x") [a](http://b) \x1b[31m | **x** &amp; \ufffe'


def coverage():
    """A round that three outlets tell, two of which differ; a plan; a promise that was kept and one in silence; words of two speakers."""
    wire = Doc("wire-report", "2031-03-05", text=f"first line\nsecond {ARABIC}\n" * 40, outlet="wire")
    wire.session("river-talks", "round", number=3, dates="2031-03-04/2031-03-05", city="portville",
                 who=[person("anna-berg", "norland", "guarantor"), "sudland"])  # fmt: skip
    wire.thing("statement", speaker="anna-berg", content=ARABIC, mode="quote", act="request", chain=("cable", "anna-berg"))
    wire.thing("commitment", what="to count the boats", due="2031-03-20", many={"by": ["norland"]})
    cable = Doc("cable-report", "2031-03-06", outlet="cable")
    cable.session("river-talks", "round", number=3, dates="2031-03-02", city="portville")
    later = Doc("post-report", "2031-04-01", outlet="morning-post")
    later.session("river-talks", "summit", "planned", dates="2031-06")
    later.session("river-talks", "round", number=3, dates="2031-03-04/2031-03-05")
    return wire, cable, later


def hostile():
    """Everything that a source says of itself and of others is out to act."""
    doc = Doc("bad", "2031-03-05", text=f"{HOSTILE} " * 40, outlet=HOSTILE)
    doc.session("river-talks", "call", dates="2031-03-04", who=[person(HOSTILE, "norland")], margins_of=HOSTILE)
    doc.thing("statement", speaker=HOSTILE, content=HOSTILE, mode="quote", act="state", many={"by": [HOSTILE]})
    doc.thing("commitment", what=HOSTILE, many={"by": [HOSTILE]}, condition=HOSTILE)
    doc.add("document", "title", HOSTILE, "bad")
    return doc


@functools.cache
def known():
    """The record of the coverage, made once."""
    return built(*coverage())


@functools.cache
def bad():
    """The record of what is out to act, made once."""
    return built(hostile())


def made(*docs, as_of=None, record=None, **asked):
    """The brief of made-up documents, or of a record."""
    return brief(record or built(*docs, as_of=as_of), Asked(**asked))


def plain(runs):
    """The words of runs, citations as `[document:lines]`, footnotes in braces."""
    told = {Words: lambda run: run.text, Note: lambda run: f"{{{plain(run.runs)}}}", Cite: lambda run: f"[{cited(run)}]"}
    return "".join(told[type(run)](run) for run in runs)


def cited(cite):
    return "; ".join(f"{ref.document}:{','.join(map(str, ref.lines))}" for ref in cite.refs)


def lines(found):
    """Every block of a brief as one line."""
    return [plain(runs_of(block)) for block in (*found.blocks, *found.sources)]
