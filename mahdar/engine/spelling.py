"""How words of packs are spelled: in ordinary letters, each normal form once."""

from __future__ import annotations

import re
import unicodedata

from mahdar.engine.text import tokenise

_ODD = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u0640\u064b-\u0655\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def normal_form(surface: str) -> str:
    """The normal forms of a surface's tokens, joined as they stand."""
    tokens = tokenise(surface)
    gaps = ["" if not i or t.start == tokens[i - 1].end else " " for i, t in enumerate(tokens)]
    return "".join(gap + t.norm for gap, t in zip(gaps, tokens, strict=True))


def odd_letters(surface: str) -> str:
    """What of a surface is no ordinary letter: presentation forms, tatweel, vowel signs, invisible controls; as names."""
    return ", ".join(dict.fromkeys(unicodedata.name(c, hex(ord(c))).lower() for c in _ODD.findall(surface)))


def ordinary(surface: str) -> str:
    """A surface in ordinary letters, trimmed."""
    return _ODD.sub("", unicodedata.normalize("NFKC", " ".join(surface.split())))
