"""The scorer counts what it says it counts, the floors only rise, and no figure is below its floor."""

import tomllib

import pytest
from click.testing import CliRunner

from mahdar import scoring
from mahdar.engine.pack import HOME, load_packs
from mahdar.errors import MahdarError
from mahdar.scoring import Tally, below, fingerprint, lowered, raised, score_case, written
from mahdar.showing.export import export_json
from tests.reconciling.made import Doc, built, person

SHARED = HOME.parent.parent / "shared"


def case(expected):
    """Scores one made-up report of a round with two delegations and one statement."""
    doc = Doc("a", "2031-12-07", "Norland said we met. Later they left.")
    doc.session(
        "river-talks",
        "round",
        number=3,
        dates="2031-12-06",
        city="portville",
        who=[{"actor": "norland", "role": "party"}, person("ewa-falk")],
    )
    told = doc.thing("statement", chain=["wire", "norland"], mode="quote", speaker="norland")
    doc.add("statement", "content", "we met", told, chain=["wire", "norland"], spans=((13, 19),))
    tally = Tally()
    score_case(tally, expected, export_json(built(doc)), doc.reading(), "a")
    return tally


def test_equal_cells_are_right_and_others_wrong():
    tally = case(
        {
            "published": "2031-12-07",
            "session": [{"kind": "round", "number": 3, "city": "lakeside", "participants": ["ewa-falk", "norland: party"]}],
        }
    )
    assert tally.figures() == {
        "document.published": (1.0, 1.0),
        "session": (1.0, 1.0),
        "session.kind": (1.0, 1.0),
        "session.number": (1.0, 1.0),
        "session.city": (0.0, 0.0),
        "session.participants": (1.0, 1.0),
    }
    assert tally.wrong == ["a: session.city: expected 'lakeside', found 'portville'"]


def test_a_missing_row_costs_recall_and_a_row_too_many_precision():
    row = {"kind": "round", "number": 3}
    assert case({"session": [row, {"kind": "summit", "number": 9}]}).figures()["session"] == (1.0, 0.5)
    assert case({"session": [], "control": []}).figures()["session"] == (0.0, 1.0)


def test_words_are_compared_by_their_place():
    found = case(
        {"statement": [{"begins": "we", "ends": "met", "speaker": "norland", "mode": "quote", "chain": ["norland", "wire"]}]}
    ).figures()
    assert found == dict.fromkeys(("statement", "statement.speaker", "statement.mode", "statement.chain"), (1.0, 1.0))
    assert case({"statement": [{"begins": "Later", "ends": "left", "speaker": "norland"}]}).figures()["statement"] == (0.0, 0.0)
    with pytest.raises(MahdarError, match="is not in the article"):
        case({"statement": [{"begins": "never", "ends": "said"}]})


def test_floors():
    corpus, good, worse = "abc", {"session": (0.9, 0.8)}, {"session": (0.95, 0.7)}
    pinned = raised({}, good, corpus)
    assert below(pinned, good, corpus) == []
    assert below(pinned, worse, corpus) == ["session: recall 0.7000 is below its floor 0.8000"]
    assert below({}, good, corpus) == ["no floors are pinned for it: pin them with --raise"]
    assert "not the one" in below(pinned, good, "other")[0]
    assert raised(pinned, worse, corpus)["floors"] == {"session": [0.95, 0.8]}, "raising never lowers"
    assert lowered(worse, corpus)["floors"] == {"session": [0.95, 0.7]}
    assert below(pinned, {}, corpus) == [
        "session: precision 0.0000 is below its floor 0.9000",
        "session: recall 0.0000 is below its floor 0.8000",
    ]
    assert tomllib.loads(written({"cases": pinned})) == {"cases": pinned}


def test_figures_are_rounded_down_so_that_a_floor_can_be_met_again():
    tally = Tally()
    for said in ("a", "b", "b"):
        tally.cell("x", "a", said, "here")
    assert tally.figures()["x"] == (0.3333, 0.3333)


def test_the_fingerprint_changes_with_the_corpus(tmp_path):
    (tmp_path / "a").write_text("one")
    before = fingerprint([tmp_path / "a"])
    assert before == fingerprint([tmp_path / "a"])
    (tmp_path / "a").write_text("two")
    assert before != fingerprint([tmp_path / "a"])


def test_the_command_fails_below_a_floor_and_each_flag_does_what_it_says(tmp_path, monkeypatch):
    state = {"tally": Tally()}
    state["tally"].cell("session", "row", "row", "here")
    monkeypatch.setattr(scoring, "FLOORS", tmp_path / "scores.toml")
    monkeypatch.setattr(scoring, "measured", lambda shared, packs: {"cases": (state["tally"], "abc")})
    monkeypatch.setattr(scoring, "load_packs", lambda: None)

    def run(*flags):
        return CliRunner().invoke(scoring.main, flags).exit_code

    assert run() == 1, "nothing is pinned yet"
    assert run("--raise") == 0
    assert run() == 0
    state["tally"].cell("session", "row", None, "there")
    assert run() == 1
    assert run("--raise") == 1, "raising does not lower"
    assert run("--lower") == 0
    assert run() == 0


@pytest.mark.parametrize("corpus", ["cases", "shared"])
def test_no_figure_is_below_its_floor(corpus):
    found = scoring.measured(SHARED if corpus == "shared" else None, load_packs())
    if corpus not in found:
        pytest.skip("the corpus is not here")
    tally, print_ = found[corpus]
    floors = tomllib.loads(scoring.FLOORS.read_text(encoding="utf-8"))
    assert below(floors.get(corpus, {}), tally.figures(), print_) == []
