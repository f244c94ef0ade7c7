"""Notebooks by the reference implementation of the format (nbformat). Run in this folder: python3 make.py

Writes `by-nbformat.ipynb` (every kind of cell and output, for reading) and `nbformat.v4.5.schema.json` (what its validator
holds a notebook against, as published), and validates `by-hovle.ipynb`,
which the test of the writer compares byte for byte with what HoVLE writes.
"""

import shutil
from pathlib import Path

import nbformat
from nbformat import v4

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"


def sample():
    outputs = [
        v4.new_output("stream", name="stdout", text="one\ntwo"),
        v4.new_output("stream", name="stderr", text="careful\n"),
        v4.new_output("display_data", {"image/png": PNG, "text/plain": "<picture>"}, metadata={"image/png": {"width": 1}}),
        v4.new_output("execute_result", {"application/vnd.x+json": {"a": [1, None]}, "text/html": "<b>1</b>"}, execution_count=3),
        v4.new_output("error", ename="ValueError", evalue="no", traceback=["line 1", "line 2"]),
    ]
    markdown = v4.new_markdown_cell("![](attachment:p.png)", id="pictures", attachments={"p.png": {"image/png": PNG}})
    code = v4.new_code_cell("%seed 7\nWhat is this?\n", id="code-1", execution_count=3, outputs=outputs)
    code.metadata["tags"] = ["keep-me"]
    raw = v4.new_raw_cell("raw ☃ text", id="raw_1", metadata={"format": "text/plain"})
    return v4.new_notebook(cells=[markdown, code, raw, v4.new_code_cell("", id="empty")], metadata={"title": "Sample", "x": {"y": 1}})


schema = "nbformat.v4.5.schema.json"
shutil.copyfile(Path(v4.__file__).parent / schema, schema)
notebook = sample()
nbformat.validate(notebook)
nbformat.write(notebook, "by-nbformat.ipynb")
nbformat.validate(nbformat.read("by-hovle.ipynb", as_version=nbformat.NO_CONVERT))
