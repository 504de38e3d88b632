"""What words are compared by."""

from mahdar.model import Document, Section
from mahdar.reconciling.shingles import sentences

LINE = "The delegations met in the old customs house"


def told(text, *sections):
    made = tuple(Section(*s) for s in sections) or (Section((0, len(text)), "body"),)
    return sentences(Document("d", text, "sha", sections=made))


def test_every_sentence_has_its_place_and_a_hash_for_every_three_words():
    text = f"{LINE}. Nobody spoke!\nThe end of it"
    assert [text[start:].split()[0] for start, _ in told(text)] == ["The", "Nobody", "The"]
    assert [len(hashes) for _, hashes in told(text)] == [6, 0, 2]


def test_case_spaces_and_marks_do_not_count_and_the_order_of_words_does():
    ((_, plain),) = told(LINE)
    assert told(LINE.upper().replace(" ", "  ").replace("customs", "«customs»,")) == [(0, plain)]
    ((_, turned),) = told(" ".join(reversed(LINE.split())))
    assert not set(plain) & set(turned)


def test_spellings_of_an_arabic_letter_do_not_count():
    assert told("إلى أن الاجتماع انتهى اليوم") == told("الى ان الاجتماع انتهي اليوم")


def test_one_other_word_leaves_most_hashes_as_they_are():
    ((_, one),), ((_, two),) = told(LINE), told(LINE.replace("house", "hall"))
    assert len(set(one) & set(two)) == len(one) - 1


def test_boilerplate_has_no_hashes_but_its_place():
    text = f"{LINE}. {LINE}"
    at = len(LINE) + 2
    found = told(text, ((0, at), "body"), ((at, len(text)), "boilerplate"))
    assert found[-1] == (at, [])
    assert len(found[0][1]) == 6


def test_hashes_are_the_same_on_every_machine():
    assert told("one two three") == [(0, [332042434])]
