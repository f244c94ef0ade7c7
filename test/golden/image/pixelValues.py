"""Writes tiles/ and pixelValues.json: the pictures of the reference sets, their grids and a hash of their pixel values.

The hash is over the float32 bytes that the published implementation made of each picture, [tiles, 3, size, size].
Run with the folder of the reference sets: python3 pixelValues.py REFERENCE_FOLDER
"""

import hashlib
import json
import pathlib
import shutil
import struct
import sys

HERE = pathlib.Path(__file__).parent
REFERENCE = pathlib.Path(sys.argv[1])


def tensors(path):
    data = path.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            yield name, (entry["shape"], data[start + begin : start + end])


def pictures(checkpoint):
    expected = dict(tensors(REFERENCE / f"{checkpoint}-expected.safetensors"))
    config = json.loads((REFERENCE / checkpoint / "config.json").read_text())
    for case in json.loads((REFERENCE / f"{checkpoint}-cases.json").read_text())["cases"]:
        if not case["images"]:
            continue
        shape, data = expected[f"{case['name']}.pixel_values"]
        tile_bytes = len(data) // shape[0]
        for image, grid, tiles in zip(case["images"], case["grids"], case["tiles"]):
            mine, data = data[: tiles * tile_bytes], data[tiles * tile_bytes :]
            rule = {"tileSize": config["force_image_size"], "minTiles": config["min_dynamic_patch"],
                    "maxTiles": case["max_tiles"], "thumbnail": config["use_thumbnail"]}
            yield image, {"file": pathlib.Path(image).name, **rule, "grid": grid, "tiles": tiles, "sha256": hashlib.sha256(mine).hexdigest()}


def main():
    (HERE / "tiles").mkdir(exist_ok=True)
    rows = []
    for checkpoint in ["tiny-pre", "tiny-post", "tiny-internvl2", "tiny-scaled"]:
        for image, row in pictures(checkpoint):
            shutil.copyfile(REFERENCE / image, HERE / "tiles" / row["file"])
            rows.append(row)
    body = ",\n".join("  " + json.dumps(row) for row in rows)
    (HERE / "pixelValues.json").write_text(f"[\n{body}\n]\n")


main()
