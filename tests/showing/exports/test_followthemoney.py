"""FollowTheMoney: entities and statements of its schema, as the library reads them."""

import csv
import json

import pytest

from mahdar.showing.exports.followthemoney import COLUMNS, entity_id, known
from tests.showing.exports.made import HOSTILE, written

# What followthemoney 4.11 says of the schemata in use: property -> type; those of a schema and of all that it extends.
THING = {
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("summary", "description", "notes"), "text"),
    **dict.fromkeys(("keywords", "publisher"), "string"),
    "country": "country",
    "sourceUrl": "url",
    "wikidataId": "identifier",
    "proof": "entity",
    "retrievedAt": "date",
}
INTERVAL = {"startDate": "date", "endDate": "date", "date": "date", "recordId": "string", "summary": "text", "description": "text"}
PINNED = {
    "Person": THING,
    "LegalEntity": THING,
    "Organization": THING,
    "PublicBody": THING,
    "Note": THING,
    "Event": THING | INTERVAL | {"location": "address", "organizer": "entity", "involved": "entity"},
    "Representation": INTERVAL | {"agent": "entity", "client": "entity", "role": "string"},
    "Article": THING | {"title": "string", "fileName": "string", "publishedAt": "date", "language": "language"},
}
REQUIRED = {"Article": ["fileName"], "Representation": ["agent", "client"], "Note": []}  # of every other its name


def entities(connection, folder, **options):
    path = written(connection, folder, "ftm", **options)
    return {one["id"]: one for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def statements(connection, folder):
    with written(connection, folder, "ftm-statements").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect=csv.unix_dialect))


@pytest.fixture(scope="module")
def found(connection, tmp_path_factory):
    return entities(connection, tmp_path_factory.mktemp("ftm"))


def test_what_is_written_is_in_the_schema():
    for schema, properties in known()["schema"].items():
        assert properties.items() <= PINNED[schema].items(), schema
    assert set(known()["kind"].values()) <= set(PINNED)


def test_every_entity_keeps_to_its_schema(found):
    for one in found.values():
        assert set(one["properties"]) <= set(PINNED[one["schema"]])
        assert all(one["properties"].get(name) for name in REQUIRED.get(one["schema"], ["name"])), one
        assert all(isinstance(value, str) and value for values in one["properties"].values() for value in values)


def test_ids_and_counts(connection, found):
    for table, kind, schema in (("actors", "actor", None), ("documents", "source", "Article")):
        ids = {entity_id(kind, one) for (one,) in connection.execute(f"SELECT id FROM {table}").fetchall()}
        assert ids == {i for i, one in found.items() if i.startswith(f"{kind}-") and schema in (None, one["schema"])}
    events = connection.execute("SELECT kind || '-' || id FROM events").fetchall()
    assert {entity_id("event", one) for (one,) in events} == {i for i, one in found.items() if one["schema"] == "Event"}


def test_every_entity_that_is_named_is_there(found):
    named = {"involved", "organizer", "proof", "agent", "client"}
    links = {value for one in found.values() for name, values in one["properties"].items() if name in named for value in values}
    assert links
    assert links <= set(found)


def test_who_spoke_for_whom(found):
    (one,) = [one for one in found.values() if one["schema"] == "Representation"]
    assert one["properties"]["agent"] == ["actor-anna-berg"]
    assert one["properties"]["client"] == ["actor-norland"]
    assert found["actor-norland"]["schema"] == "PublicBody"
    assert found["actor-norland"]["properties"]["country"] == ["no"]


def test_a_vague_day_is_not_made_exact(found):
    summit = next(one for i, one in found.items() if "summit" in i and one["schema"] == "Event")["properties"]
    assert not {"startDate", "endDate", "date"} & set(summit)
    assert summit["summary"] == ["[2032-07..2032-12] (half, said)"]


def test_statements_are_the_values_of_the_entities(connection, found, tmp_path):
    rows = statements(connection, tmp_path)
    assert tuple(rows[0]) == COLUMNS
    assert {row["entity_id"] for row in rows if row["prop"] == "id"} == set(found)
    values = {(i, name, value) for i, one in found.items() for name, some in one["properties"].items() for value in some}
    held = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    differing = {(i, name) for i, name, _ in values ^ held}
    assert {name for _, name in differing} <= {"notes"}, "the note says which format it is"
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["prop_type"] == PINNED[row["schema"]][row["prop"]] for row in rows if row["prop"] != "id")


def test_the_library_reads_the_entities(connection, found):
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed: pip install followthemoney").model
    for one in found.values():
        kept = model.get_proxy(one, cleaned=False)
        assert kept.id == one["id"]
        for name, values in one["properties"].items():
            assert set(kept.get(name)) == set(values), (one["id"], name)


def test_the_library_reads_the_statements(connection, tmp_path):
    statement = pytest.importorskip("followthemoney.statement", reason="followthemoney 4 is not installed: pip install 'followthemoney>=4'")
    path = written(connection, tmp_path, "ftm-statements")
    read = list(statement.read_path_statements(path, "csv"))
    rows = statements(connection, tmp_path)
    assert [one.id for one in read] == [row["id"] for row in rows]
    assert all(one.generate_key() == one.id for one in read)


def test_what_a_source_says_stays_in_its_field(hostile, tmp_path):
    found = entities(hostile, tmp_path)
    texts = [value for one in found.values() for values in one["properties"].values() for value in values]
    assert not set("\x1b\x07\x9b\u202e\u2066\n") & set("".join(texts))
    assert not any(text.startswith("javascript") for text in texts)
    assert entity_id("actor", HOSTILE) in found
