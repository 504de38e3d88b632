"""The page on R: its code runs on an export, and its two ways of counting agree with ours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.showing.exports.made import built, readings, written

PAGE = Path(__file__).resolve().parent.parent / "docs" / "r.md"
BLOCKS = re.findall(r"```r\n# (\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
RSCRIPT = shutil.which("Rscript")


def run(folder, *kinds):
    """What the blocks of these kinds print, one after the other."""
    (folder / "page.R").write_text("\n".join(code for kind, code in BLOCKS if kind in kinds), encoding="utf-8")
    done = subprocess.run([RSCRIPT, "--vanilla", "page.R"], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def has(package):
    return RSCRIPT and not subprocess.run([RSCRIPT, "-e", f"loadNamespace('{package}')"], capture_output=True).returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("r")
    record = built(readings())
    written(record, place, "csv").rename(place / "out")
    written(record, place, "parquet").rename(place / "out-parquet")
    return place


def test_every_block_is_of_a_kind():
    assert {kind for kind, _ in BLOCKS} == {"parquet", "csv", "both", "dplyr", "base"}


@pytest.mark.skipif(not RSCRIPT, reason="R is not installed (Debian: r-base-core)")
@pytest.mark.parametrize("way", ["base", "dplyr"])
def test_dyads_by_month_from_csv(folder, way):
    if way == "dplyr" and not has("dplyr"):
        pytest.skip("R has no dplyr (Debian: r-cran-dplyr)")
    told = " ".join(run(folder, "csv", "both", way).split())
    assert "2031-12 norland sudland consult 1" in told
    assert "2031-12 sudland norland coerce 1" in told
    assert "westmark" not in told, "a half year is no month"


@pytest.mark.skipif(not RSCRIPT, reason="R is not installed (Debian: r-base-core)")
def test_dyads_by_month_from_parquet(folder):
    if not has("arrow"):
        pytest.skip("R has no arrow (CRAN)")
    assert run(folder, "parquet", "both", "base") == run(folder, "csv", "both", "base")
