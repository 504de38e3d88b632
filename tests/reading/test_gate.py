"""The gate lets through what names a process, whatever is joined to the name, and nothing else."""

import pytest

from mahdar.engine.pack import Language, Packs
from mahdar.reading.gate import gate

RIVER, SEA = {"gate": {"en": ["River talk"], "ar": ["ضفاف"]}}, {"gate": {"ar": ["بحيرة", "a.b"]}}
LANGUAGE = Language("xx", {"gate": ["armistice"]})
PACKS = Packs(languages={"xx": LANGUAGE}, processes={"river": RIVER, "sea": SEA, "no-gate": {}})


@pytest.mark.parametrize(
    "text", ["the River talks began", "بضفاف النهر", "حول البحيرة", "بحيرة", "broken \ud83d بحيرة", "(a.b)", "an armistice"]
)
def test_what_names_a_process_or_talks_passes(text):
    assert gate(PACKS)(text)


@pytest.mark.parametrize("text", ["", "the river", "a-b", "\udcff", "الضفة", "سباق الدراجات في المدينة"])
def test_what_names_none_does_not(text):
    assert not gate(PACKS)(text)


def test_without_processes_nothing_passes():
    assert not gate(Packs())("the River talks")
