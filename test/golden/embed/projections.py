"""Principal components by scikit-learn, and the numbers of a shared space by numpy, of arrays made from a formula.

Usage: python3 projections.py > projections.json
"""

import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness


def formula(rows, width, seed, decay):
    """The same numbers as formulaVectors.ts makes: any rounding is far below the tolerance."""
    n = np.arange(rows)[:, None]
    d = np.arange(width)[None, :]
    waves = sum(np.sin(0.37 * (k + 1) * n + seed + k * k) * np.cos(0.11 * (k + 2) * d + k) * decay**k for k in range(6))
    return (waves + 0.5 * np.sin(12.9898 * (n + 1) * (d + 1) + seed) + 0.3).astype(np.float32)


def numbers(vectors, patches):
    units = vectors.astype(np.float64) / np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    images, words = units[:patches], units[patches:]
    cosines = units @ units.T
    return {
        "modalityGap": float(np.linalg.norm(images.mean(0) - words.mean(0))),
        "alignment": float((images @ words.T).max(1).mean()),
        "anisotropy": float(cosines[~np.eye(len(units), dtype=bool)].mean()),
    }


CASES = [
    {"rows": 60, "width": 8, "seed": 1, "decay": 0.7, "patches": 40},
    {"rows": 12, "width": 96, "seed": 2, "decay": 0.9, "patches": 8},
    {"rows": 150, "width": 64, "seed": 3, "decay": 0.5, "patches": 100},
    {"rows": 3, "width": 32, "seed": 4, "decay": 0.8, "patches": 2},
]

out = []
for case in CASES:
    vectors = formula(case["rows"], case["width"], case["seed"], case["decay"])
    pca = PCA(n_components=min(3, case["rows"]), svd_solver="full")
    scores = pca.fit_transform(vectors.astype(np.float64))
    out.append({
        **case,
        "scores": [[round(float(v), 7) for v in row] for row in scores],
        "explained": [round(float(v), 9) for v in pca.explained_variance_ratio_],
        "numbers": numbers(vectors, case["patches"]),
        "trustworthiness": None if case["rows"] < 12 else float(trustworthiness(vectors, scores[:, :2], n_neighbors=5)),
    })
print(json.dumps(out))
