"""CSL-JSON: every source and the record itself, as a citation processor takes them."""

import json

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from tests.showing.exports.made import written


def items(connection, folder):
    return json.loads(written(connection, folder, "csl").read_text(encoding="utf-8"))


def bibliography(some, form=formatter.plain):
    made = CiteProcJSON(some)
    found = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), made, form)
    for key in made:
        found.register(Citation([CitationItem(key)]))
    return [str(one) for one in found.bibliography()]


def test_ids_and_counts(connection, tmp_path):
    found = items(connection, tmp_path)
    ids = [one for (one,) in connection.execute("SELECT id FROM documents ORDER BY id").fetchall()]
    assert sorted(one["id"] for one in found[1:]) == ids
    assert found[0]["type"] == "dataset"
    assert len(bibliography(found)) == len(found)


@pytest.mark.parametrize("form", [formatter.plain, formatter.html])
def test_what_a_source_says_is_no_markup(hostile, tmp_path, form):
    text = "\n".join(bibliography(items(hostile, tmp_path), form))
    assert "alert(1)" in text
    assert "<script>" not in text
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(text)
