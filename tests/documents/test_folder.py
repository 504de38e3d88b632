"""Files, folders and standard input: what is read, what is set aside, and that the good ones go on."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from mahdar.documents import Refused, from_text, open_documents
from mahdar.documents.charset import MAX_BYTES
from mahdar.errors import MahdarError
from mahdar.model import Document
from tests.documents.made import HEADLINE, PACKS, PAGE, STORY

TEXT = f"{HEADLINE}\n\n{STORY}\n"


def opened(path: Path | str, **more: object) -> tuple[list[Document], list[Refused]]:
    found = list(open_documents(path, PACKS, **more))
    return [d for d in found if isinstance(d, Document)], [r for r in found if isinstance(r, Refused)]


def stream(data: bytes) -> BufferedReader:
    return BufferedReader(BytesIO(data))


def test_a_folder_is_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html", "a/b.TXT", ".hidden.txt", ".git/x.txt", "a/style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE if name.endswith("html") else f"{name} {STORY}", encoding="utf-8")
    documents, refused = opened(tmp_path)
    assert [d.path for d in documents] == ["a/b.TXT", "a/c.html", "b.txt"]
    assert not refused


def test_the_text_is_kept_untouched(tmp_path: Path) -> None:
    text = f"  {HEADLINE}\r\n\r\n{STORY}\u200f ﻻ\n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    ((document,), _) = opened(tmp_path / "a.txt")
    assert document.text == text
    assert document.path == "a.txt"


def test_identity(tmp_path: Path) -> None:
    for name, text in {"one.txt": TEXT, "two.txt": TEXT, "sub/one.txt": TEXT, "sub/two.txt": TEXT + "."}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    documents, _ = opened(tmp_path)
    assert len(documents) == len({d.id for d in documents}) == 3  # same stem and text are one
    assert len({d.sha256 for d in documents}) == 2
    assert {d.id.rpartition("-")[0] for d in documents} == {"one", "two"}


def test_an_id_is_safe_in_the_names_of_claims(tmp_path: Path) -> None:
    (tmp_path / "خبر #3 (نسخة).txt").write_text(TEXT, encoding="utf-8")
    ((document,), _) = opened(tmp_path)
    assert document.id.startswith("خبر-3-نسخة-")


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"text": TEXT, "outlet": "Harbour Agency", "published": "2031-05-04T10:00:00+03:00", "language": "ar", "other": 1},
        {"text": STORY, "url": "https://example.org/2031/05/03/harbour", "title": None},
    ]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(json.dumps(r) for r in rows).encode()))
    (first, second), refused = opened(tmp_path)
    assert not refused
    assert (first.id.rpartition("-")[0], first.path, first.outlet, first.language) == ("a-1", "a.jsonl.gz:1", "Harbour Agency", "ar")
    assert (first.published.edtf, first.published_basis) == ("2031-05-04", "metadata")
    assert (second.published.edtf, second.published_basis, second.title) == ("2031-05-03", "url", None)


@pytest.mark.parametrize(
    ("line", "place", "why"),
    [
        (b"{not json", "line 2", "not JSON"),
        (b'["a"]', "line 2", "no text"),
        (b'{"text": 3}', "line 2", "no text"),
        (b'{"text": " "}', "line 2", "no text"),
        (b'{"text": "x", "published": "7/12/2031"}', "line 2", "'7/12/2031' is no day"),
        (b'{"text": "x", "published": "2031-02-30"}', "line 2", "'2031-02-30' is no day"),
        (b'{"text": "x", "outlet": 4}', "line 2", "outlet is not a text"),
        (b'{"text": "\xd3\xe6\xd1"}', "line 2", "not JSON"),
        (b"[" * 100_000, "line 2", "not JSON"),
        (b'{"text": "' + b"x" * MAX_BYTES + b'"}', "line 2", "longer than"),
    ],
)
def test_a_bad_line_is_set_aside_and_the_others_go_on(tmp_path: Path, line: bytes, place: str, why: str) -> None:
    good = [json.dumps({"text": f"{n} {STORY}"}).encode() for n in (1, 3)]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([good[0], line, b"", good[1]]))
    documents, (refused,) = opened(tmp_path)
    assert [d.path for d in documents] == ["a.jsonl:1", "a.jsonl:4"]
    assert refused.place == place
    assert why in str(refused)
    assert "\n" not in str(refused)
    assert refused.cure


def test_the_lines_before_a_gzip_was_cut_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": os.urandom(5000).hex()}) for _ in range(40)]
    data = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    documents, refused = opened(tmp_path)
    assert len(documents) > 10
    assert [r.why.partition(":")[0] for r in refused] == ["damaged gzip"]
    assert refused[0].place == f"line {len(documents) + 1}"


LEGACY = "قال الوزير إن الاجتماع سيعقد غدا في المدينة القديمة، وإن الوفود وصلت كلها."


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"\x00\x01\x02" * 50, "binary"),
        ("a.txt", b"%PDF-1.4\nabc", "PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.txt", gzip.compress(b"x" * 99, mtime=0), "gzip data, not text"),
        ("a.txt.gz", gzip.compress(os.urandom(500))[:-40], "damaged gzip"),
        ("a.txt.gz", b"no gzip at all", "damaged gzip"),
        ("a.jsonl.gz", b"no gzip at all", "damaged gzip"),
        ("a.txt", LEGACY.encode() + b"\xff" + LEGACY.encode(), "is not UTF-8"),
        ("a.txt", LEGACY.encode()[:-2], "is not UTF-8"),
        ("a.txt", bytes(range(128, 256)) * 3, "no other character set"),
        ("a.txt", b"\xff\xfea\x00b", "UTF-16"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "longer than"),
        ("a.txt.gz", gzip.compress(b"x" * (MAX_BYTES + 1)), "longer than"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.docx", b"PK\x03\x04", ".docx is not read"),
        ("README", b"text", "without suffix"),
    ],
)
def test_a_bad_file_is_set_aside_and_the_others_go_on(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    documents, (refused,) = opened(tmp_path)
    assert [d.path for d in documents] == ["good.txt"]
    assert why in str(refused)
    assert str(refused).startswith(str(tmp_path / name))
    assert "\n" not in str(refused)
    assert refused.cure


def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in str(opened(tmp_path)[1][0])


def test_a_file_that_may_not_be_read_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mahdar.documents.folder.opened", refuse)
    assert "cannot be read: Permission denied" in str(opened(tmp_path)[1][0])


def test_a_subfolder_that_may_not_be_read_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    walk = os.walk

    def half(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        yield from walk(folder)
        onerror(PermissionError(13, "Permission denied", str(folder / "shut")))

    monkeypatch.setattr("mahdar.documents.folder.os.walk", half)
    documents, (refused,) = opened(tmp_path)
    assert len(documents) == 1
    assert str(refused) == f"{tmp_path}/shut: cannot be read: Permission denied; check its permissions"


def test_a_name_that_is_not_utf8_is_shown_readably(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xd3\xe6.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    ((document,), _) = opened(tmp_path)
    assert (document.path or "").encode("utf-8") == "\ufffd\ufffd.txt".encode()


def test_a_missing_path_stops() -> None:
    with pytest.raises(MahdarError, match=r"^/no/such/place: there is no such file or folder; check the path$"):
        opened("/no/such/place")


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (TEXT.encode(), 1),
        (b"\xef\xbb\xbf" + TEXT.encode(), 1),
        (PAGE.encode(), 1),
        (b'\n{"text": "a b c"}\n{"text": "d e f"}\n', 2),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(data: bytes, count: int) -> None:
    documents, refused = opened("-", stdin=stream(data))
    assert len(documents) == count
    assert not refused
    assert all(d.id.startswith("stdin-") for d in documents)
    assert "<" not in documents[0].text


def test_bad_standard_input_is_set_aside() -> None:
    assert "standard input: empty" in str(opened("-", stdin=stream(b""))[1][0])
    assert "standard input: a PDF, not text" in str(opened("-", stdin=stream(b"%PDF-1"))[1][0])


def test_a_file_named_on_purpose_may_have_any_suffix(tmp_path: Path) -> None:
    (tmp_path / "report").write_text(PAGE, encoding="utf-8")
    ((document,), _) = opened(tmp_path / "report")
    assert document.title == HEADLINE


def test_the_sidecar_says_what_the_text_does_not(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt"):
        (tmp_path / name).write_text(f"{name} {STORY}", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(
        '["a.txt"]\noutlet = "Harbour Agency"\npublished = 2031-05-04\nretrieved_at = 2031-05-05T08:00:00Z\nsensitivity = "internal"\n'
        'url = "https://example.org/x"\narchived_url = "https://archive.example/x"\ntitle = "T"\nlanguage = "ar"\n'
    )
    (tmp_path / "sub/sources.toml").write_text('["a.txt"]\npublished = "2031-05"\n')
    (first, second), _ = opened(tmp_path)
    assert (first.outlet, first.sensitivity, first.title, first.language) == ("Harbour Agency", "internal", "T", "ar")
    assert (first.url, first.archived_url) == ("https://example.org/x", "https://archive.example/x")
    assert (first.published.edtf, first.published.said, first.published_basis) == ("2031-05-04", ("year", "month", "day"), "sidecar")
    assert first.retrieved_at.startswith("2031-05-05T08:00:00")
    assert (second.published.edtf, second.published.earliest, second.published.latest) == ("2031-05", "2031-05-01", "2031-05-31")
    assert opened(tmp_path / "a.txt")[0] == [first]


def test_the_sidecar_wins_over_a_page_and_a_line_over_the_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": STORY, "outlet": "Line"}))
    (tmp_path / "sources.toml").write_text('["a.html"]\npublished = "2030"\n["b.jsonl"]\noutlet = "Sidecar"\nlanguage = "ar"\n')
    (page, line), _ = opened(tmp_path)
    assert (page.published.edtf, page.published_basis, page.outlet) == ("2030", "sidecar", "Harbour Agency")
    assert (line.outlet, line.language) == ("Line", "ar")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('["a.txt"]\noutlt = "X"\n', r'sources.toml: \["a.txt"\]: unknown key \'outlt\'; use one of outlet, url, archived_url, published'),
        ('["b.txt"]\noutlet = "X"\n', r'sources.toml: \["b.txt"\]: there is no such file in this folder; name the table'),
        ('["a.txt"]\npublished = "May"\n', r'sources.toml: \["a.txt"\]: published = \'May\' is no day; write it as YYYY-MM-DD'),
        ('["a.txt"]\noutlet = ["X"]\n', r'sources.toml: \["a.txt"\]: outlet is not a text; write outlet ='),
        ('outlet = "X"\n', r"sources.toml: outlet: not a table; begin it with"),
        ('["a.txt"\n', r"sources.toml: not TOML: .*line 1.*; mend that line"),
        ("\udcff", r"sources.toml: byte 0 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_faulty_sidecar_stops_with_file_place_and_cure(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.toml").write_bytes(content.encode("utf-8", "surrogateescape"))
    for path in (tmp_path, tmp_path / "a.txt"):
        with pytest.raises(MahdarError, match=message) as raised:
            opened(path)
        assert "\n" not in str(raised.value)


def test_what_the_gate_rejects_has_no_sections(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    documents, _ = opened(tmp_path, relevant=lambda text: "لا شيء" in text)
    assert [d.sections for d in documents] == [(), ()]
    assert [bool(d.sections) for d in opened(tmp_path, relevant=lambda text: "الميناء" in text)[0]] == [True, True]


def test_twice_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    assert opened(tmp_path) == opened(tmp_path)


def test_a_text_at_hand() -> None:
    document = from_text(TEXT, PACKS, published="2031-05-04", language="ar")
    assert (document.text, document.path, document.published_basis) == (TEXT, None, "sidecar")
    assert [s.role for s in document.sections] == ["title", "body"]
    with pytest.raises(MahdarError, match="is no day"):
        from_text(TEXT, PACKS, published="soon")


def test_packs_without_cues_do(tmp_path: Path) -> None:
    assert from_text(TEXT, SimpleNamespace(languages={})).sections[0].role == "title"
