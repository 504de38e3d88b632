"""Commitments by what came of them, conflicting reports side by side, what is not found by process."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from mahdar.showing.room.asked import PAGE
from tests.reconciling.made import Doc


def main(answer):
    """The content of a page."""
    return LexborHTMLParser(answer.text).css_first("main")


def words(node):
    """The text of a part of a page, as a reader sees it."""
    return " ".join(node.text().split())


def links(node, css="a"):
    return [found.attributes["href"] for found in node.css(css)]


def promise(name, published, due, number, **rest):
    doc = Doc(name, published)
    plan = doc.session("river-talks", "round", status="planned", number=number, dates=due, city="portville")
    doc.thing("commitment", session=plan, what=f"to hold round {number}", due=due, many={"by": ["norland"]}, **rest)
    return doc


def held(name, published, day, number, outlet=None, **rest):
    doc = Doc(name, published, outlet=outlet)
    doc.session("river-talks", "round", number=number, dates=day, **rest)
    return doc


@pytest.fixture(scope="module")
def moved(made):
    """A round that was promised, put off by a later promise, and held then; another that no later source tells of."""
    return made(
        promise("first", "2031-01-10", "2031-03", 7),
        promise("second", "2031-02-20", "2031-06", 7, condition="if both come"),
        held("third", "2031-06-20", "2031-06-18/2031-06-19", 7),
        held("copy", "2031-06-20", "2031-06-18/2031-06-19", 7, outlet="wire"),
        promise("fourth", "2031-06-21", "2031-05", 8),
    )


def test_commitments_stand_by_what_came_of_them_the_late_ones_first(moved):
    page = main(moved.get("/commitments"))
    assert [words(group) for group in page.css("h2")] == ["overdue 1", "fulfilled 1", "superseded 1"]
    seen = words(page)
    assert seen.index("to hold round 8") < seen.index("if both come") < seen.index("promised for 2031-03")
    assert "some time in June 2031" in seen


def test_of_each_status_it_is_said_how_many_there_are_and_it_can_be_asked_for_alone(moved):
    (link,) = links(main(moved.get("/commitments")), ".fates a[href*=superseded]")
    only = words(main(moved.get(link)))
    assert "promised for 2031-03" in only
    assert "if both come" not in only


def test_what_settled_a_promise_is_named_once_for_every_source_and_leads_to_its_words(moved):
    found = links(main(moved.get("/commitments?fate=fulfilled")), "a[href*='#c-']")
    assert [link.split("?")[0] for link in found] == ["/sources/copy", "/sources/third"]


def test_a_commitment_tells_its_story(moved):
    link = links(main(moved.get("/commitments?fate=superseded")), "td a[href*='/commitments/']")[0]
    page = main(moved.get(link))
    first, second = map(words, page.css("ol.story li"))
    assert "some time in March 2031" in first
    assert "replaced by" in first
    assert "some time in June 2031" in second


def test_a_commitment_that_stands_alone_has_no_story(moved):
    link = links(main(moved.get("/commitments?fate=overdue")), "td a[href*='/commitments/']")[0]
    assert main(moved.get(link)).css(".story") == []


@pytest.fixture(scope="module")
def differing(made):
    one = held("one", "2031-12-08", "2031-12-07", 3, outlet="wire", city="portville", who=["norland", "sudland"])
    two = held("two", "2031-12-09", "2031-12-06", 3, outlet="cable", city="lakeside", who=[away("sudland"), "norland"])
    return made(one, two, held("three", "2031-12-09", "2031-12-07", 3, outlet="morning-post"))


def away(actor):
    return {"actor": actor, "role": "absent", "level": None, "person": None, "person_role": None}


def test_the_versions_of_a_field_stand_side_by_side_with_their_sources(differing):
    page = main(differing.get("/disagreements?cell=dates"))
    chosen, other = map(words, page.css("article"))
    assert chosen.startswith("2031-12-07 ✓ what the record shows")
    assert "Wire" in chosen
    assert "Morning Post" in chosen
    assert other.startswith("2031-12-06")
    assert "Cable" in other
    assert "Wire" not in other
    assert "/why/river-talks-round-3.dates" in links(page, "h3 a")[0]


def test_who_came_by_one_source_and_stayed_away_by_another_is_one_conflict(differing):
    page = main(differing.get("/disagreements?cell=participant"))
    assert words(page.css_first("h3")).startswith("participants: Sudland")
    assert {words(heading).removesuffix(" ✓ what the record shows") for heading in page.css("h4")} == {"took part", "did not come"}


def test_a_page_of_conflicts_holds_fields_and_not_values(made):
    told = [(paper, n, f"2031-{month:02}-{3 + n % 20:02}") for n in range(1, PAGE + 11) for paper, month in (("wire", 2), ("cable", 3))]
    room = made(*(held(f"{paper}-{n}", "2031-12-09", day, n, outlet=paper) for paper, n, day in told))
    first, second = (main(room.get(f"/disagreements?cell=dates&page={n}")) for n in (1, 2))
    assert [len(page.css(".versions")) for page in (first, second)] == [PAGE, 10]
    assert [len(page.css("article")) for page in (first, second)] == [2 * PAGE, 20]
    assert f"1–{PAGE} of {PAGE + 10}" in words(first)


def test_what_is_not_found_stands_by_process_with_how_many_sources_were_searched(made):
    page = main(made(held("one", "2031-12-08", "2031-12-07", 3), held("two", "2031-12-09", "2031-10-06", 1)).get("/gaps"))
    assert [words(process) for process in page.css("h2")] == ["River talks"]
    assert "round 2: not found in these 2 sources rounds 1 and 3 of the process are reported" in words(page)
    assert "does not mean that it did not happen" in words(page)


@pytest.mark.parametrize("path", ["/commitments", "/disagreements", "/gaps"])
def test_a_page_beyond_the_last_says_so(moved, path):
    answer = moved.get(f"{path}?page=99")
    assert answer.status_code == 200
    assert "nothing in this record fits" in answer.text


def test_dates_in_arabic_sentences_stay_whole(moved):
    assert 'عُقد في <bdi dir="ltr">2031-06-18 – 2031-06-19</bdi>' in moved.get("/commitments?words=ar").text
