"""Makes the small reference set beside this file out of the whole one: trim.py SOURCE TARGET

Copies the checkpoints and the tokenizer texts as they are, and keeps only the most telling cases:
between them they cover one tile and several, a tie between tile grids, two images, two turns and no image at all.
Of training it keeps all gradients of one stage, and of the others those of small tensors; the pixels they came from go with them.
"""
import json
import math
import shutil
import struct
import sys
from pathlib import Path

KEPT_CASES = {
    "tiny-pre": ["square", "tall-tie", "text-only"],
    "tiny-post": ["two-turns"],
    "tiny-scaled": ["wide"],
    "tiny-internvl2": ["wide-and-tall"],
}

# Largest tensor kept, by stage; all gradients of a stage without a number here.
LARGEST_TRAINING_TENSOR = {
    "tiny-pre": {"align": 4096, "instruct": 4096},
    "tiny-post": {"distill": 9216, "align": 1100, "instruct": 9216},
}
LARGEST_UPDATED_TENSOR = 4096


def trim(source, target):
    for model, names in KEPT_CASES.items():
        shutil.copytree(source / model, target / model, copy_function=shutil.copyfile, dirs_exist_ok=True)
        copy_tokenizer_texts(model, source, target)
        trim_cases(model, names, source, target)
        trim_expected(model, names, source, target)
        if model in LARGEST_TRAINING_TENSOR:
            trim_training(model, source, target)


def copy_tokenizer_texts(model, source, target):
    texts = source / f"{model}-tokenizer.json"
    if texts.exists():
        shutil.copyfile(texts, target / texts.name)


def trim_cases(model, names, source, target):
    file = f"{model}-cases.json"
    whole = json.loads((source / file).read_text(encoding="utf-8"))
    whole["cases"] = [case for case in whole["cases"] if case["name"] in names]
    (target / file).write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    copy_images(whole["cases"], source, target)


def copy_images(cases, source, target):
    (target / "images").mkdir(exist_ok=True)
    for case in cases:
        for image in case["images"]:
            shutil.copyfile(source / image, target / image)


def trim_expected(model, names, source, target):
    file = f"{model}-expected.safetensors"
    header, data = read_safetensors(source / file)
    kept = {name: entry for name, entry in header.items() if name.split(".")[0] in names}
    write_safetensors(target / file, kept, data, header["__metadata__"])


def trim_training(model, source, target):
    whole = json.loads((source / f"{model}-training.json").read_text(encoding="utf-8"))
    header, data = read_safetensors(source / f"{model}-training.safetensors")
    pixels, pixel_data = read_safetensors(source / f"{model}-expected.safetensors")
    kept = {name: entry for name, entry in header.items() if is_kept(model, name, entry)}
    for stage, said in whole["stages"].items():
        said["trained"] = [name.removeprefix(f"{stage}.grad.") for name in header if name.startswith(f"{stage}.grad.")]
        tensor = f"{said.get('case') or said.get('case_pixels')}.pixel_values"
        begin, end = pixels[tensor]["data_offsets"]
        kept[tensor] = {**pixels[tensor], "data_offsets": [len(data), len(data) + end - begin]}
        data += pixel_data[begin:end]
    write_safetensors(target / f"{model}-training.safetensors", kept, data, header.get("__metadata__", {}))
    (target / f"{model}-training.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")


def is_kept(model, name, entry):
    stage, *kind = name.split(".")
    if stage not in ("distill", "align", "instruct"):
        return False
    count = math.prod(entry["shape"])
    if kind[0] == "after3":
        return count <= LARGEST_UPDATED_TENSOR
    return count <= LARGEST_TRAINING_TENSOR[model].get(stage, math.inf)


def read_safetensors(path):
    content = path.read_bytes()
    (header_size,) = struct.unpack("<Q", content[:8])
    return json.loads(content[8 : 8 + header_size]), content[8 + header_size :]


def write_safetensors(path, entries, data, metadata):
    header, parts, offset = {"__metadata__": metadata}, [], 0
    for name, entry in entries.items():
        begin, end = entry["data_offsets"]
        header[name] = {**entry, "data_offsets": [offset, offset + end - begin]}
        parts.append(data[begin:end])
        offset += end - begin
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


if __name__ == "__main__":
    trim(Path(sys.argv[1]), Path(sys.argv[2]))
