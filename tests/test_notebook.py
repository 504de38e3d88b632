"""The notebook of the examples: its outputs are stripped, and it runs to its end."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def notebook():
    return nbformat.read(EXAMPLES / "chronology.ipynb", as_version=4)


def test_its_outputs_are_stripped():
    cells = [cell for cell in notebook().cells if cell.cell_type == "code"]
    assert cells
    assert not any(cell.outputs or cell.execution_count for cell in cells)


@pytest.mark.filterwarnings("default")  # those of the kernel's libraries are not ours
def test_it_runs_and_draws_a_timeline():
    book = notebook()
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert "2024-11-11/2024-11-12" in "".join(output.get("text", "") for output in outputs)
