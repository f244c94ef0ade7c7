"""What the reference checkpoints hold, for test/engine/checkpoint: tensors.py REFERENCE_FOLDER > tensors.json

Per checkpoint and tensor, in the order of the files: element type, shape, and SHA-256 of the values as little-endian float32.
"""
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy
import torch


def main(folder):
    names = ["tiny-pre", "tiny-post", "tiny-scaled", "tiny-internvl2"]
    print(json.dumps({name: read_checkpoint(folder / name) for name in names}, indent=1))


def read_checkpoint(folder):
    tensors = {}
    for shard in sorted(folder.glob("*.safetensors")):
        tensors.update(read_shard(shard))
    return tensors


def read_shard(path):
    content = path.read_bytes()
    (header_size,) = struct.unpack("<Q", content[:8])
    header, data = json.loads(content[8 : 8 + header_size]), content[8 + header_size :]
    header.pop("__metadata__")
    in_order = sorted(header.items(), key=lambda item: item[1]["data_offsets"])
    return {name: describe(entry, data) for name, entry in in_order}


def describe(entry, data):
    begin, end = entry["data_offsets"]
    values = as_float32[entry["dtype"]](data[begin:end])
    return [entry["dtype"], entry["shape"], hashlib.sha256(values.astype("<f4").tobytes()).hexdigest()[:16]]


as_float32 = {
    "F32": lambda data: numpy.frombuffer(data, "<f4"),
    "F16": lambda data: numpy.frombuffer(data, "<f2").astype("<f4"),
    "BF16": lambda data: torch.frombuffer(bytearray(data), dtype=torch.bfloat16).float().numpy(),
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
