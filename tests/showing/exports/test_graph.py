"""The network: networkx reads every actor, act and count."""

import networkx
import pytest

from tests.showing.exports.made import HOSTILE, written


@pytest.fixture(scope="module")
def found(connection, tmp_path_factory):
    return networkx.read_gexf(written(connection, tmp_path_factory.mktemp("graph"), "gexf"))


def test_ids_and_counts(connection, found):
    pairs = connection.execute("SELECT source, target, act, mutual, count(*) FROM dyads WHERE target IS NOT NULL GROUP BY ALL").fetchall()
    held = {(source, target, act): n for source, target, act, _, n in pairs}
    held |= {(target, source, act): n for source, target, act, mutual, n in pairs if mutual}
    assert {(source, target, data["act"]): data["events"] for source, target, data in found.edges(data=True)} == held
    assert set(found.nodes) == {one for source, target, _ in held for one in (source, target)}


def test_what_is_known_of_an_actor_and_of_an_edge(found):
    assert found.is_directed()
    assert found.nodes["norland"]["label"] == "Norland"
    assert (found.nodes["norland"]["kind"], found.nodes["norland"]["gwno"]) == ("state", 901)
    edges = [data for source, target, data in found.edges(data=True) if (source, target) == ("sudland", "norland")]
    taken = next(data for data in edges if data["act"] == "coerce")
    assert (taken["mutual"], taken["weight"], taken["first_day"], taken["sensitivity"]) == (False, 1.0, "2031-12-05", "internal")
    assert next(data for data in edges if data["act"] == "consult")["mutual"] is True


def test_what_a_source_says_is_no_markup(hostile, tmp_path):
    from mahdar.showing.citing import line
    from tests.showing.exports.made import Doc, built

    doc = Doc("a", "2031-12-08")
    doc.session("river-talks", "round", number=1, dates="2031-12-07", who=["norland", HOSTILE])
    path = written(built([doc.reading()]), tmp_path, "gexf")
    assert "<script>" not in path.read_text(encoding="utf-8")
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(path.read_text(encoding="utf-8"))
    assert set(networkx.read_gexf(path).nodes) == {"norland", line(HOSTILE)}
