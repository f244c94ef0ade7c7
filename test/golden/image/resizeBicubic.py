"""Writes resizeBicubic.json: SHA-256 of pictures that Pillow resized with its bicubic filter.

The pictures are made from a formula that test/engine/image/formulaPicture.ts repeats, so only hashes are stored.
Run with a Python that has Pillow and numpy: python3 resizeBicubic.py
"""

import hashlib
import json
import pathlib
import random

import numpy as np
from PIL import Image, __version__

KINDS = ["noise", "slope", "checks", "lines"]


def picture(kind, seed, width, height):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    x, y, c = (a.astype(np.uint32) for a in (x, y, c))
    seed = np.uint32(seed)
    if kind == "noise":
        value = (x * np.uint32(73856093)) ^ (y * np.uint32(19349663)) ^ ((c + seed) * np.uint32(83492791))
        value = (value ^ (value >> np.uint32(13))) * np.uint32(1540483477)
        value = value >> np.uint32(24)
    elif kind == "slope":
        value = (x * (seed % np.uint32(7)) + y * (seed % np.uint32(5)) + c * np.uint32(85)) & np.uint32(255)
    elif kind == "checks":
        size = seed % np.uint32(4) + np.uint32(1)
        value = ((x // size + y // size + c) & np.uint32(1)) * np.uint32(255)
    else:
        value = np.where((x * np.uint32(3) + y + seed + c) % np.uint32(11) < 2, np.uint32(0), np.uint32(255))
    return value.astype(np.uint8)


def cases():
    draw = random.Random(20)
    fixed = [(1, 1, 56, 56), (1, 700, 56, 112), (700, 1, 9, 5), (3, 2, 448, 1), (56, 56, 56, 56), (80, 40, 80, 20),
             (80, 40, 20, 40), (2, 900, 2, 3), (900, 2, 3, 2), (500, 400, 1, 1), (13, 17, 12, 18), (449, 447, 448, 448)]
    for size in fixed:
        for kind in ["noise", "checks"]:
            yield kind, draw.randrange(1000), *size
    for _ in range(40):
        sizes = [int(2 ** draw.uniform(0, 8.6)) for _ in range(4)]
        yield draw.choice(KINDS), draw.randrange(1000), *sizes


def main():
    rows = []
    for kind, seed, width, height, to_width, to_height in cases():
        resized = Image.fromarray(picture(kind, seed, width, height)).resize((to_width, to_height), Image.BICUBIC)
        digest = hashlib.sha256(resized.tobytes()).hexdigest()
        rows.append([kind, seed, width, height, to_width, to_height, digest])
    body = ",\n".join("    " + json.dumps(row) for row in rows)
    text = f'{{\n  "pillow": "{__version__}",\n  "columns": ["kind", "seed", "width", "height", "toWidth", "toHeight", "sha256"],\n  "cases": [\n{body}\n  ]\n}}\n'
    pathlib.Path(__file__).with_name("resizeBicubic.json").write_text(text)


main()
