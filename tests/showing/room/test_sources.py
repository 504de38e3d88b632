from __future__ import annotations

import html
import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.showing.room.sources import lines

CLAIMS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda at: [at[0], at[0] + at[1]]), max_size=8
)  # fmt: skip


@given(st.text(alphabet="ab \nس", min_size=60, max_size=60), CLAIMS)
def test_every_character_is_under_the_claims_whose_words_it_is_of(text, spans):
    claims = [{"id": f"c{i}", "kind": "session", "spans": [span]} for i, span in enumerate(spans)]
    at, begun = 0, []
    for line, whole in zip(lines(text, claims, []), text.split("\n"), strict=True):
        assert "".join(piece.text for piece in line.pieces) == whole
        for piece in line.pieces:
            for offset in range(len(piece.text)):
                assert set(piece.claims) == {c["id"] for c in claims if c["spans"][0][0] <= at + offset < c["spans"][0][1]}
            begun += piece.begins
            at += len(piece.text)
        at += 1
    assert len(begun) == len(set(begun))


@pytest.fixture(scope="module")
def claims(sample):
    """Claims of the sample with one span, and their words."""
    with duckdb.connect(str(sample), read_only=True) as record:
        return record.execute("""
            SELECT c.id, c.document, substring(d.text, c.span_start + 1, c.span_end - c.span_start) FROM claims c
            JOIN documents d ON d.id = c.document
            WHERE c.thing IS NOT NULL AND c.value IS NOT NULL AND len(c.spans) = 1 ORDER BY c.id""").fetchall()


def test_every_claim_leads_to_its_words_and_back(room, claims):
    pages = {}
    for claim, document, words in claims:
        page = pages.setdefault(document, room.get(f"/sources/{document}").text)
        assert f'id="c-{claim}"' in page
        assert f'id="of-{claim}"' in page
        marked = re.findall(rf'data-claims="(?:[^"]* )?{claim}(?: [^"]*)?"[^>]*>([^<]*)</a>', page)
        assert "".join(marked) == html.escape(words).replace("&quot;", "&#34;").replace("&#x27;", "&#39;").replace("\n", "")


def test_a_claim_that_stands_behind_two_values_is_listed_once(room, sample):
    with duckdb.connect(str(sample), read_only=True) as record:
        ((claim, document),) = record.execute("""
            SELECT id, document FROM claims JOIN (SELECT thing, cell, unnest(claims) AS id FROM cells) e USING (thing, cell, id)
            WHERE len(spans) > 0 GROUP BY ALL HAVING count(*) > 1 ORDER BY id LIMIT 1""").fetchall()
    assert room.get(f"/sources/{document}").text.count(f'id="of-{claim}"') == 1


def test_the_card_of_a_claim_shows_its_words_its_hash_and_how_to_cite_it(room, claims):
    claim, document, words = claims[0]
    page = room.get(f"/evidence/{claim}").text
    assert f"/sources/{document}?words=en#c-{claim}" in page
    assert f"<mark>{html.escape(words)}" in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    assert re.search(r"<code>[0-9a-f]{64}</code>", page)


def test_the_untouched_text_can_be_taken_along(room, sample, claims):
    _, document, _ = claims[0]
    with duckdb.connect(str(sample), read_only=True) as record:
        (text,) = record.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchone()
    assert room.get(f"/sources/{document}.txt").content.decode() == text


@pytest.mark.parametrize("address", ["/sources/none", "/sources/none.txt", "/evidence/none"])
def test_what_is_not_there_is_said(room, address):
    assert room.get(address).status_code == 404
