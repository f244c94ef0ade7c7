"""Half precision by numpy and bfloat16 by torch, for test/engine/tensor/float16.test.ts: float16.py > float16.json

`halves` and `brains` are SHA-256 over all 65,536 values as float32, with one bit pattern for every NaN.
`words` are float32 bit patterns: edges of both formats, ties, and random ones; `asHalf` and `asBrain` what they round to.
"""
import base64
import hashlib
import json

import numpy
import torch

NAN = 0x7FC00000


def one_nan(values):
    words = values.astype("<f4").view("<u4").copy()
    words[numpy.isnan(values)] = NAN
    return words.astype("<u4").tobytes()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def encode(array, kind):
    return base64.b64encode(array.astype(kind).tobytes()).decode()


def edge_words():
    """Every exponent with mantissas at, just under and just over the ties of both formats, in both signs."""
    tails = [0, 1, 0xFFF, 0x1000, 0x1001, 0x1FFF, 0x2000, 0x3000, 0x7FFF, 0x8000, 0x8001, 0x18000, 0x7FE000, 0x7FEFFF, 0x7FF000, 0x7FFFFF]
    exponents = [0, 1, 2, 60, *range(98, 146), 200, 253, 254]
    words = [sign << 31 | exponent << 23 | tail for sign in (0, 1) for exponent in exponents for tail in tails]
    return numpy.array(words + [0x7F800000, 0xFF800000], dtype="<u4")


def main():
    bits = numpy.arange(65536, dtype="<u2")
    halves = bits.view("<f2").astype("<f4")
    brains = (bits.astype("<u4") << 16).view("<f4")
    assert sha256(one_nan(brains)) == sha256(one_nan(torch.from_numpy(bits.view("<i2").copy()).view(torch.bfloat16).float().numpy()))
    random = numpy.random.default_rng(1).integers(0, 2**32, 1000, dtype="u4")
    words = numpy.concatenate([edge_words(), random[~numpy.isnan(random.view("f4"))]])
    values = words.view("<f4")
    with numpy.errstate(over="ignore"):
        as_half = values.astype("<f2").view("<u2")
    as_brain = torch.from_numpy(values.copy()).to(torch.bfloat16).view(torch.int16).numpy().view("<u2")
    result = {
        "halves": sha256(one_nan(halves)),
        "brains": sha256(one_nan(brains)),
        "words": encode(words, "<u4"),
        "asHalf": encode(as_half, "<u2"),
        "asBrain": encode(as_brain, "<u2"),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
