"""The pages of docs/: their commands print what they show, the site made of them opens from a disk and leads nowhere that is not there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import mahdar
from docs import shown, site
from mahdar.cli import commands
from mahdar.showing.exports import FORMATS

HOWTO = """\
Begin.

```toml mypacks/words.toml
[words]
```

```
$ mahdar --version
old
$ mahdar codebook
old
old
...

$ mahdar check
```
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shown.record(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, made: Path) -> dict[str, LexborHTMLParser]:
    """Every page of the site, by the name of its file."""
    home = tmp_path_factory.mktemp("made") / "site"
    site.build(home, made)
    return {path.name: LexborHTMLParser(path.read_text(encoding="utf-8")) for path in home.glob("*.html")}


@pytest.mark.parametrize("page", shown.PAGES, ids=lambda page: page.stem)
def test_commands_of_a_page_print_what_it_shows(page: Path, made: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert shown.renewed(text, tmp_path, made) == text, "make readme"


def test_output_is_pasted_as_far_as_it_is_shown_and_files_are_written(made: Path, tmp_path: Path) -> None:
    blocks = shown.renewed(HOWTO, tmp_path, made)
    assert (tmp_path / "mypacks" / "words.toml").read_text(encoding="utf-8") == "[words]\n"
    printed = blocks.partition("$ mahdar --version\n")[2]
    assert printed == f"mahdar, version {mahdar.__version__}\n$ mahdar codebook\n# Codebook\n\n...\n\n$ mahdar check\n```\n"


@pytest.mark.parametrize("command", ["mahdar why nothing.duckdb", "mahdar nonsense", "rm -r examples"])
def test_a_command_that_fails_or_is_not_ours_is_told(command: str, made: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=re.escape(command)):
        shown.renewed(f"```\n$ {command}\n```\n", tmp_path, made)


def test_every_page_is_in_the_menu_of_every_page(pages: dict[str, LexborHTMLParser]) -> None:
    for page in pages.values():
        assert sorted(node.attributes["href"] for node in page.css("nav li a")) == sorted(pages)
    assert {path.with_suffix(".html").name for path in site.HOME.glob("*.md")} < set(pages)


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, LexborHTMLParser]) -> None:
    ids = {name: [node.attributes["id"] for node in page.css("[id]")] for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name])), f"{name}: an id stands twice"
        for node in page.css("a[href]"):
            target, _, anchor = str(node.attributes["href"]).partition("#")
            assert (target or name) in pages, f"{name}: {target}"
            assert not anchor or anchor in ids[target or name], f"{name}: {target}#{anchor}"


def test_nothing_is_fetched_and_nothing_runs(pages: dict[str, LexborHTMLParser]) -> None:
    for page in pages.values():
        assert not page.css("script, iframe, object, embed, form, img, base, [onclick], [style]")
        assert [node.attributes["href"] for node in page.css("link")] == ["page.css"]
    sheet = (site.HOME / "page.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|http", sheet)


def test_arabic_stands_apart_from_what_is_beside_it(pages: dict[str, LexborHTMLParser]) -> None:
    for page in pages.values():
        assert {part.attributes["dir"] for part in page.css("bdi")} == {"rtl"}
        assert not [part.text() for part in page.css("bdi") if part.text()[0] in "(:," or part.text()[-1] in "):,"]
        left = LexborHTMLParser(page.html)
        left.strip_tags(["bdi", "svg"])
        assert not re.search(r"[\u0600-\u06ff]", left.body.text())


def test_the_reference_has_every_command_option_and_format(pages: dict[str, LexborHTMLParser]) -> None:
    told = pages["commands.html"].body.text()
    for command in commands.commands.values():
        assert f"mahdar {command.name}" in told
        assert all(option in told for parameter in command.params for option in parameter.opts if option.startswith("--"))
    assert all(node in pages["formats.html"].body.text() for node in FORMATS)


def test_the_keys_of_the_json_have_their_meaning(pages: dict[str, LexborHTMLParser]) -> None:
    rows = [[cell.text() for cell in row.css("td")] for row in pages["json.html"].css("tr") if row.css("td")]
    assert ["sessions", "a list"] in rows
    assert [row for row in rows if not row[-1]] == []


def test_figures_count_what_the_record_counts(pages: dict[str, LexborHTMLParser], made: Path) -> None:
    with mahdar.open_record(made) as record:
        answer = record.why("astana-round-22.dates")
    drawn = pages["independent-sources.html"].css("svg")[1]
    values = [one for one in answer.candidates if one.chosen or one.conflicting]
    told = [node.text() for node in drawn.css(".chosen text, .conflict text")]
    assert told == [part for one in values for part in (one.value, f"independent sources: {one.backing}")]
    assert len(drawn.css(".voice")) == len({voice.family for one in values for voice in one.voices})
    assert len(drawn.css(".chosen")) == 1
    assert all(ET.fromstring(node.html) is not None for node in pages["independent-sources.html"].css("svg"))
