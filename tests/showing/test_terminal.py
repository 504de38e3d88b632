"""What a terminal is shown: nothing that steers it, and right-to-left text kept apart."""

import io

import pytest
from rich.text import Text

from mahdar.showing.terminal import FSI, PDI, escaped, isolate, safe, show


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("evil", "\x1b\x9b\x07\r\x00\x7f\x90\u2028\u2029")
def test_control_characters_become_a_visible_sign(evil):
    assert safe(f"before{evil}[2Jafter") == "before\ufffd[2Jafter"


@pytest.mark.parametrize("steer", "\u202e\u202b\u2066\u2067\u2068\u2069\u200f\u061c")
def test_bidi_controls_of_a_source_are_dropped(steer):
    assert safe(f"قال{steer} abc") == "قال abc"


def test_lines_tabs_and_joiners_stay():
    assert safe("a\tb\nc می\u200cخواهد") == "a\tb\nc می\u200cخواهد"


def test_escaped_text_is_the_same_json():
    import json

    value = {"text": "سوريا\u202e \x9b \x7f \u2028"}
    line = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(line) == value
    assert not set(line) & set("\u202e\x9b\x7f\u2028")
    assert "سوريا" in line


def test_each_cell_with_arabic_is_isolated_inside_its_spaces():
    assert isolate("│ سوريا  │ 12 │") == f"│ {FSI}سوريا{PDI}  │ 12 │"


def test_a_line_without_arabic_stays_as_it_is():
    assert isolate("  2031-03-04 │ Portville") == "  2031-03-04 │ Portville"


def test_isolates_go_to_a_terminal_only():
    terminal, pipe = Terminal(), io.StringIO()
    show(Text("سوريا"), terminal)
    show(Text("سوريا"), pipe)
    assert FSI in terminal.getvalue()
    assert pipe.getvalue() == "سوريا\n"
