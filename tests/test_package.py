"""The wheel carries its data and works away from the source tree."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = "عُقدت الجولة الحادية والعشرون من محادثات أستانا في 24 كانون الثاني 2024.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT], check=True)
    (path,) = folder.glob("mahdar-*.whl")
    return path


def test_all_data_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {path.relative_to(ROOT).as_posix() for kind in ("toml", "sql") for path in (ROOT / "mahdar").rglob(f"*.{kind}")}
    assert data <= inside
    assert not any(name.startswith(("tests", "bench", "examples")) for name in inside)


def test_the_wheel_works_in_another_folder(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(TEXT, encoding="utf-8")

    def run(*arguments):
        command = [
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, 'site'); import mahdar.cli as c; assert 'site' in c.__file__; c.main()",
        ]
        return subprocess.run([*command, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    run("build", "texts", "--into", "r.duckdb")
    assert [row["number"] for row in json.loads(run("sessions", "r.duckdb", "--format", "json"))] == [21]
