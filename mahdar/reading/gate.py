"""The relevance gate: whether a text names a known process, or speaks of talks at all. Cheap, since most texts of a collection do not."""

from __future__ import annotations

from collections.abc import Callable

import re2

from mahdar.engine.pack import Packs


def gate(packs: Packs) -> Callable[[str], bool]:
    """A test over texts: true where a word stands that a process or a language lists under `gate`, whatever is joined to it.

    RE2 takes some 15 microseconds for 3,000 letters, however many words there are; it is given bytes, since a text of
    others may hold what is not valid Unicode.
    """
    words = {word for process in packs.processes.values() for listed in process.get("gate", {}).values() for word in listed}
    words |= {word for language in packs.languages.values() for word in language.settings.get("gate", ())}
    pattern = re2.compile("|".join(re2.escape(word) for word in sorted(words)).encode("utf-8")) if words else None

    def may_tell(text: str) -> bool:
        return pattern is not None and pattern.search(text.encode("utf-8", "surrogatepass")) is not None

    return may_tell
