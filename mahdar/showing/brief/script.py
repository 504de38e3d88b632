"""Which way words are written."""

from __future__ import annotations

import re
from typing import Literal

from mahdar.showing.brief.model import Words
from mahdar.showing.words import Tongue

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


def direction(tongue: Tongue) -> Direction:
    """Which way the brief is written."""
    return "rtl" if tongue == "ar" else "ltr"


def foreign(run: Words, tongue: Tongue) -> Direction | None:
    """The direction of a name or of words of a source, by their first letter, where it is not that of the brief."""
    letter = _LETTER.search(run.text) if run.voice != "own" else None
    if letter is None:
        return None
    way: Direction = "rtl" if RIGHT_TO_LEFT.match(letter[0]) else "ltr"
    return way if way != direction(tongue) else None
