"""Cosines and sines of RoPE as the published modelling code computes them, in float32 with torch.

Usage: python3 rotary.py > rotary.json
"""

import json

import torch


def tables(head_width, theta, scaling, max_positions, length):
    base = theta
    if scaling and scaling["type"] == "dynamic" and length > max_positions:
        stretch = scaling["factor"] * length / max_positions - (scaling["factor"] - 1)
        base = theta * stretch ** (head_width / (head_width - 2))
    frequencies = 1.0 / (base ** (torch.arange(0, head_width, 2).float() / head_width))
    positions = torch.arange(length, dtype=torch.float32)
    if scaling and scaling["type"] == "linear":
        positions = positions / scaling["factor"]
    angles = torch.einsum("i,j->ij", positions, frequencies)
    return angles.cos(), angles.sin()


CASES = [
    {"headWidth": 128, "theta": 10000.0, "scaling": None, "maxPositions": 4096, "length": 13312},
    {"headWidth": 128, "theta": 1000000.0, "scaling": {"type": "dynamic", "factor": 2.0}, "maxPositions": 32768, "length": 4000},
    {"headWidth": 8, "theta": 1000000.0, "scaling": {"type": "dynamic", "factor": 2.0}, "maxPositions": 96, "length": 150},
    {"headWidth": 16, "theta": 10000.0, "scaling": {"type": "linear", "factor": 4.0}, "maxPositions": 64, "length": 200},
]

out = []
for case in CASES:
    cosine, sine = tables(case["headWidth"], case["theta"], case["scaling"], case["maxPositions"], case["length"])
    rows = sorted({0, 1, case["length"] // 3, case["length"] - 1})
    out.append({**case, "rows": [{"position": r, "cosine": cosine[r].tolist(), "sine": sine[r].tolist()} for r in rows]})
print(json.dumps(out))
