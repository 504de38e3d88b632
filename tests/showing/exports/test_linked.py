"""JSON-LD: schema.org as rdflib reads it, without a network."""

import json

import pytest
import rdflib

from mahdar.showing.exports.linked import iri
from tests.showing.exports.made import HOSTILE, written

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # within rdflib
SCHEMA = rdflib.Namespace("https://schema.org/")


def graph(path):
    return rdflib.Graph().parse(path, format="json-ld")


@pytest.fixture(scope="module")
def found(connection, tmp_path_factory):
    return graph(written(connection, tmp_path_factory.mktemp("linked"), "jsonld"))


def values(found, subject, predicate):
    return {str(one) for one in found.objects(rdflib.URIRef(subject), SCHEMA[predicate])}


def test_ids_and_counts(connection, found):
    for table, kind, type_ in (
        ("sessions", "session", "Event"),
        ("documents", "source", "NewsArticle"),
        ("processes", "process", "EventSeries"),
    ):
        ids = {iri(kind, one) for (one,) in connection.execute(f"SELECT id FROM {table}").fetchall()}
        assert ids == {str(one) for one in found.subjects(rdflib.RDF.type, SCHEMA[type_])}
    claims = {str(one) for one in found.subjects(rdflib.RDF.type, SCHEMA.Claim)}
    said = {iri("statement", one) for (one,) in connection.execute("SELECT id FROM statements").fetchall()}
    assert said <= claims
    (cells,) = connection.execute(
        "SELECT count(*) FROM cells WHERE kind IN ('session', 'outcome', 'process') AND cell <> 'participant'"
    ).fetchone()
    assert len(claims) == len(said) + cells


def test_a_session(found):
    session = iri("session", "river-talks-round-3")
    assert values(found, session, "startDate") == {"2031-12-07"}
    assert values(found, session, "endDate") == {"2031-12-08"}
    assert values(found, session, "location") == {iri("place", "portville")}
    assert values(found, session, "attendee") == {iri("actor", "norland"), iri("actor", "sudland")}
    assert values(found, session, "superEvent") == {iri("process", "river-talks")}
    (start,) = found.objects(rdflib.URIRef(session), SCHEMA.startDate)
    assert start.datatype == SCHEMA.Date


def test_both_versions_of_a_disputed_value_stand_each_with_its_articles(found):
    session = rdflib.URIRef(iri("session", "river-talks-round-3"))
    dates = {
        str(found.value(claim, SCHEMA.text)): {str(one) for one in found.objects(claim, SCHEMA.appearance)}
        for claim in found.subjects(SCHEMA.about, session)
        if str(found.value(claim, SCHEMA.name)) == "dates"
    }
    assert len(dates) == 2
    assert dates["2031-12-07"] == {iri("source", "a")}


def test_a_vague_day_is_not_made_exact(found):
    summit = iri("session", "river-talks-summit-2032")
    assert values(found, summit, "startDate") == set()
    assert values(found, summit, "description") == {"dates: [2032-07..2032-12]; planned"}


def test_names_have_their_language_and_places_their_point(found):
    (name,) = found.objects(rdflib.URIRef(iri("actor", "norland")), SCHEMA.name)
    assert (str(name), name.language) == ("Norland", "en")
    point = found.value(rdflib.URIRef(iri("place", "portville")), SCHEMA.geo)
    assert float(found.value(point, SCHEMA.latitude)) == 1.5


def test_every_node_that_is_named_is_there(found):
    ours = {str(one) for one in found.objects() if str(one).startswith("urn:mahdar:")}
    assert ours <= {str(one) for one in found.subjects()}


def test_a_marked_article_is_of_limited_access(found):
    assert values(found, iri("source", "b"), "conditionsOfAccess") == {"internal"}


def test_what_a_source_says_is_no_node_and_no_markup_of_ours(hostile, tmp_path):
    path = written(hostile, tmp_path, "jsonld")
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(path.read_text(encoding="utf-8"))
    json.loads(path.read_text(encoding="utf-8"))
    found = graph(path)
    assert rdflib.URIRef(iri("actor", HOSTILE)) in set(found.subjects())
    assert not [one for one in found.objects() if str(one).startswith("javascript")]


def test_addresses_are_nodes(found):
    article = rdflib.URIRef(iri("source", "a"))
    assert found.value(article, SCHEMA.url) == rdflib.URIRef("https://wire.invalid/a")
    assert found.value(rdflib.URIRef(iri("place", "portville")), SCHEMA.sameAs) == rdflib.URIRef("https://sws.geonames.org/77/")
