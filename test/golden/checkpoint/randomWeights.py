"""Independent numbers for the random weights: randomWeights.py > randomWeights.json

`xoshiro` are the first outputs of xoshiro128** on the state 1, 2, 3, 4, in plain integer arithmetic;
`quantiles` are the standard normal distribution's at (i + 1/2) / 65,536.
"""
import json
from statistics import NormalDist

MASK = 0xFFFFFFFF


def rotate(word, count):
    return (word << count | word >> (32 - count)) & MASK


def xoshiro128(state, count):
    s, outputs = list(state), []
    for _ in range(count):
        outputs.append(rotate(s[1] * 5 & MASK, 7) * 9 & MASK)
        shifted = s[1] << 9 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 11)
    return outputs


positions = [0, 1, 2, 100, 1000, 10000, 32767, 32768, 40000, 60000, 65534, 65535]
normal = NormalDist()
quantiles = [[i, normal.inv_cdf((i + 0.5) / 65536)] for i in positions]
print(json.dumps({"xoshiro": xoshiro128([1, 2, 3, 4], 16), "quantiles": quantiles}, indent=1))
