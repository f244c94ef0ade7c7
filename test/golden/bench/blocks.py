"""Writes blocks.json: random weights, llama.cpp's own blocks of them and what it reads back from these.

    LIBGGML=.../libggml-base.so python3 blocks.py
"""
import ctypes, json, os
import numpy as np

lib = ctypes.CDLL(os.environ["LIBGGML"])
floats = np.ctypeslib.ndpointer(np.float32, flags="C")
lib.ggml_quantize_chunk.restype = ctypes.c_size_t
lib.ggml_quantize_chunk.argtypes = [ctypes.c_int, floats, ctypes.c_void_p] + [ctypes.c_int64] * 3 + [ctypes.c_void_p]

# Code, weights of a block, bytes of a block.
types = {"Q4_0": (2, 32, 18), "Q4_K": (12, 256, 144), "Q6_K": (14, 256, 210)}
count = 256

weights = (np.random.default_rng(7).standard_normal(count) * 0.02).astype(np.float32)
weights[5] = 0.11
golden = {"weights": weights.tolist()}
for name, (code, elements, size) in types.items():
    blocks = ctypes.create_string_buffer(count // elements * size)
    lib.ggml_quantize_chunk(code, weights.reshape(1, count), blocks, 0, 1, count, None)
    values = np.empty(count, np.float32)
    decode = getattr(lib, "dequantize_row_" + name.lower().replace("_k", "_K"))
    decode.argtypes, decode.restype = [ctypes.c_void_p, floats, ctypes.c_int64], None
    decode(blocks, values, count)
    golden[name] = {"bytes": blocks.raw.hex(), "values": values.tolist()}

with open(os.path.join(os.path.dirname(__file__), "blocks.json"), "w") as file:
    json.dump(golden, file)
