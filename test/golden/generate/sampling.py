"""Writes sampling.json: which tokens the filters of the transformers library keep, and with which probability.

The filters are written out here after the definitions of RepetitionPenaltyLogitsProcessor, TemperatureLogitsWarper,
TopKLogitsWarper, TopPLogitsWarper and MinPLogitsWarper, applied in the order in which `generate` applies them, in
float64 so that the sums over a whole vocabulary are exact enough to be an oracle.

The logits are not stored: both sides compute them with `logits` below.
Run with a Python that has torch: python3 test/golden/generate/sampling.py
"""
import itertools
import json
import pathlib

import torch

TOP = 5


def logits(seed, size):
    """Three uniform numbers summed, and now and then a large one: a few likely tokens, a long tail."""
    state = seed

    def uniform():
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return state / 2**32

    values = []
    for _ in range(size):
        spread = uniform() + uniform() + uniform() - 1.5
        peak = uniform()
        for _ in range(6):
            peak = peak * peak
        values.append(4.0 * spread + 9.0 * peak)
    return torch.tensor(values, dtype=torch.float64).to(torch.float32).to(torch.float64)


def penalise(scores, answer, penalty):
    if not answer:
        return scores
    ids = torch.tensor(sorted(set(answer)))
    score = torch.gather(scores, 0, ids)
    return scores.scatter(0, ids, torch.where(score < 0, score * penalty, score / penalty))


def top_k(scores, k):
    least = torch.topk(scores, min(k, scores.numel()))[0][-1]
    return scores.masked_fill(scores < least, -float("inf"))


def top_p(scores, p):
    ascending, order = torch.sort(scores, descending=False)
    remove = ascending.softmax(-1).cumsum(-1) <= 1 - p
    remove[-1] = False
    return scores.masked_fill(remove.scatter(0, order, remove), -float("inf"))


def min_p(scores, p):
    probabilities = scores.softmax(-1)
    return scores.masked_fill(probabilities < p * probabilities.max(), -float("inf"))


def warp(scores, options, answer):
    scores = penalise(scores, answer, options["repetitionPenalty"])
    scores = scores / options["temperature"]
    if options["topK"] > 0:
        scores = top_k(scores, options["topK"])
    if options["topP"] < 1:
        scores = top_p(scores, options["topP"])
    if options["minP"] > 0:
        scores = min_p(scores, options["minP"])
    return scores.softmax(-1)


def case(seed, size, options, answer):
    probabilities = warp(logits(seed, size), options, answer)
    kept = torch.nonzero(probabilities > 0).flatten()
    best = torch.topk(probabilities, min(TOP, len(kept)))
    return {
        "seed": seed,
        "size": size,
        "options": options,
        "answer": answer,
        "kept": len(kept),
        "idSum": int(kept.sum()),
        "squareSum": int((kept % 65536).square().sum() % 2**32),
        "top": [[int(i), float(p)] for i, p in zip(best.indices, best.values)],
    }


def main():
    settings = itertools.product([0.3, 1.0, 1.7], [0, 1, 40], [1.0, 0.9, 0.3], [0.0, 0.05], [1.0, 1.3])
    names = ["temperature", "topK", "topP", "minP", "repetitionPenalty"]
    cases = []
    for number, values in enumerate(settings):
        size = 92553 if number % 9 == 0 else [2, 17, 300, 5000][number % 4]
        answer = [(number * 7 + i * i) % size for i in range(number % 6)]
        cases.append(case(number + 1, size, dict(zip(names, values)), answer))
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()
