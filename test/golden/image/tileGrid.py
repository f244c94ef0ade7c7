"""Writes tileGrid.json: the order of candidate grids and chosen grids, as CPython and the published rule give them.

The order of equally large grids is that of a Python set, so this must be run with CPython: python3 tileGrid.py
"""

import json
import pathlib
import platform
import random


def candidates(least, most):
    grids = {(i, j) for n in range(least, most + 1) for i in range(1, n + 1) for j in range(1, n + 1) if least <= i * j <= most}
    return sorted(grids, key=lambda grid: grid[0] * grid[1])


def chosen(width, height, size, least, most):
    best, best_distance = (1, 1), float("inf")
    for grid in candidates(least, most):
        distance = abs(width / height - grid[0] / grid[1])
        if distance < best_distance:
            best, best_distance = grid, distance
        elif distance == best_distance and width * height > 0.5 * size * size * grid[0] * grid[1]:
            best = grid
    return best


def pictures():
    draw = random.Random(3)
    for most in range(1, 41):
        width, height = (int(2 ** draw.uniform(0, 12)) for _ in range(2))
        yield width, height, 448, 1, most
    for _ in range(160):
        size, most = draw.choice([14, 56, 224, 448]), draw.choice([1, 2, 4, 6, 9, 12, 18, 24, 36, 40])
        columns, rows = draw.randrange(1, 7), draw.randrange(1, 7)
        scale = draw.randrange(1, 2 * size)
        yield columns * scale, rows * scale, size, draw.randrange(1, most + 1), most
    for side in [316, 317, 633, 634, 950, 951]:
        yield side, side, 448, 1, 12
    yield 1, 30000, 448, 1, 12
    yield 30000, 1, 448, 1, 12


def line(key, value):
    return f"    {json.dumps(key)}: {json.dumps(value)}"


def main():
    bounds = [(1, most) for most in range(1, 41)] + [(1, 64), (1, 150), (2, 6), (2, 12), (3, 12), (4, 9), (6, 6), (5, 24), (7, 40), (12, 40), (40, 40), (7, 3)]
    orders = {f"{least}..{most}": " ".join(f"{i}x{j}" for i, j in candidates(least, most)) for least, most in bounds}
    choices = [[*picture, *chosen(*picture)] for picture in pictures()]
    text = "\n".join([
        "{",
        f'  "python": "{platform.python_version()}",',
        '  "orders": {',
        ",\n".join(line(key, value) for key, value in orders.items()),
        "  },",
        '  "columns": ["width", "height", "tileSize", "minTiles", "maxTiles", "gridColumns", "gridRows"],',
        '  "choices": [',
        ",\n".join(f"    {json.dumps(choice)}" for choice in choices),
        "  ]",
        "}",
        "",
    ])
    pathlib.Path(__file__).with_name("tileGrid.json").write_text(text)


main()
