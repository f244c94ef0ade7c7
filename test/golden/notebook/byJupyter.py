"""Notebooks as Jupyter writes them: random ones, from a seed, through nbformat. Run in this folder: python3 byJupyter.py

Writes `by-jupyter.jsonl`: one notebook a line, as the text of its file. Then validates the notebooks that were run and
saved in the workbench (`npm run test:host -- cells` leaves them in .cache/screenshots): `executed.hovle`, written by
HoVLE, and `executed.ipynb`, written by the editor's own serializer of Jupyter notebooks.
"""

import json
import random

import nbformat
from nbformat import v4

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"
WORDS = ["# Title", "text", "%seed 7", "![](cat.png)", "", " ", "ünïcode ☃ 😀", "\\n", '"quoted"', "tab\there", "<b>&amp;</b>", "line\r"]
draw = random.Random(7)


def text():
    return "\n".join(draw.choices(WORDS, k=draw.randrange(5)))


def metadata():
    return {key: draw.choice([1, -2.5, True, None, "x", ["a", 1], {"deep": {"er": []}}]) for key in draw.sample(["alpha", "own", "x", "zed"], draw.randrange(3))}


def output():
    return draw.choice(
        [
            lambda: v4.new_output("stream", name=draw.choice(["stdout", "stderr"]), text=text()),
            lambda: v4.new_output("display_data", {"image/png": PNG, "text/plain": text()}, metadata={"image/png": {"width": 3}}),
            lambda: v4.new_output("display_data", {"text/markdown": text(), "application/vnd.hovle.answer+json": {"text": text(), "version": 1}}),
            lambda: v4.new_output("execute_result", {"text/html": text(), "image/svg+xml": "<svg/>"}, execution_count=draw.randrange(99)),
            lambda: v4.new_output("error", ename="E", evalue=text(), traceback=[text(), "\x1b[31mred\x1b[0m"]),
        ]
    )()


def cell(index):
    given = {"source": text(), "metadata": metadata(), "id": f"cell-{index}"}
    attachments = {"attachments": {"p.png": {"image/png": PNG}}} if draw.random() < 0.4 else {}
    if draw.random() < 0.5:
        attached = {"attachments": {"p.png": {"image/png": PNG}}} if attachments else {}
        given["metadata"].update(attached)
        count = draw.choice([None, draw.randrange(99)])
        return v4.new_code_cell(**given, execution_count=count, outputs=[output() for _ in range(draw.randrange(3))])
    return draw.choice([v4.new_markdown_cell, v4.new_raw_cell])(**given, **attachments)


def notebook(minor):
    kernel = {"kernelspec": {"display_name": "HoVLE", "language": "hovle", "name": "hovle"}, "language_info": {"name": "hovle"}}
    made = v4.new_notebook(cells=[cell(index) for index in range(draw.randrange(6))], metadata={**(kernel if draw.random() < 0.7 else {}), **metadata()})
    if minor < 5:
        made.nbformat_minor = minor
        for each in made.cells:
            del each["id"]
    nbformat.validate(made)
    return nbformat.writes(made) + "\n"


with open("by-jupyter.jsonl", "w", encoding="utf-8") as file:
    for number in range(60):
        file.write(json.dumps(notebook(4 if number % 6 == 0 else 5), ensure_ascii=False) + "\n")

for name in ["executed.hovle", "executed.ipynb"]:
    nbformat.validate(nbformat.read(name, as_version=nbformat.NO_CONVERT))
