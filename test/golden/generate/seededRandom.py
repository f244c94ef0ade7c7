"""Writes seededRandom.json: the first 32-bit words of sfc32, written with Python's unbounded integers.

The generator and its seeding (12 rounds from a = 0, b and c the halves of the seed, counter = 1) are those of PractRand.
Run: python3 test/golden/generate/seededRandom.py
"""
import json
import pathlib

MASK = 2**32 - 1


def words(seed, count):
    a, b, c, counter = 0, seed & MASK, seed >> 32, 1
    result = []
    for _ in range(12 + count):
        word = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = (((c << 21) | (c >> 11)) + word) & MASK
        result.append(word)
    return result[12:]


def main():
    seeds = [0, 1, 7, 2**31, 2**32 - 1, 2**32, 2**53 - 1]
    cases = [{"seed": seed, "words": words(seed, 6)} for seed in seeds]
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()
