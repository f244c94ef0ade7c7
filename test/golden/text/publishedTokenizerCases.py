"""Writes `publishedTokenizerCases.json`: what the published tokenizer makes of texts and ids under different settings.

    python3 publishedTokenizerCases.py FOLDER

FOLDER holds the published `tokenization_internlm2.py`. Needs transformers (made with the slow tokenizer of 4.37.2) and
sentencepiece. The models are those of ../reference; the JSON files beside them are made here, and kept in the result.
"""
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from sentencePieceCases import draw

HERE = Path(__file__).resolve().parent
REFERENCE = HERE.parent / "reference"

PIECE_1193 = "待"

TEXTS = [
    "", " ", "plain text", "<|im_start|>user\nhi<|im_end|>", "<|im_start|><|im_end|>", " <img> <IMG_CONTEXT> </img> ",
    "a<box>[[1,2,3,4]]</box>b", "<ref>the cat</ref><box>", "</s>x<s>", "<unk>", "<s><s>", "<|im_", "<<img>>", "<im<img>g>",
    "It 's here , is n't it ? I 'm sure . They 've ! We 're ' quoted ' .", " . , ? !", " ' ' '", "a  .b  ,c",
    "x\u00a0<wide>\u3000y", "x <wide> y", "x\n<wide>\t\ny", "word", "a word b", "sword", "words", " word ", "word<img>word", "<img>word",
    "ab abc abcd bcd abce abcbcd", "<apart>", "a<apart>b", " <apart> ", "<apart><apart>", "hello<apart>.", "往 当 尝", "\ufeff<img>\ufeff",
    "你好<|im_end|>世界", "①", "1 ① 12", "<over>", "a 待 b", "<ignored>", "  <unk>  ", "<quad></quad> <|plugin|><|action_start|>", "tail<left>", "head <left> mid <right> tail", "é<img>🙂",
]


def main(folder):
    sys.path.insert(0, folder)
    from tokenization_internlm2 import InternLM2Tokenizer

    sets = {name: cases_of(InternLM2Tokenizer, *setting) for name, setting in settings().items()}
    lines = [json.dumps([name, value], ensure_ascii=True, separators=(",", ":")) for name, value in sets.items()]
    texts = json.dumps(TEXTS, ensure_ascii=True)
    (HERE / "publishedTokenizerCases.json").write_text('{"texts":' + texts + ',\n"sets":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def settings():
    """Model, then the files beside it as objects."""
    published = {key: read("tiny-pre", f"{key}.json") for key in ("tokenizer_config", "added_tokens", "special_tokens_map")}
    decoder = published["tokenizer_config"]["added_tokens_decoder"]
    flags = {
        "1203": token("<wide>", lstrip=True, rstrip=True), "1204": token("word", single_word=True), "1205": token("<apart>"),
        "1206": token("abc"), "1207": token("bcd"), "1208": token("abcd"), "1209": token("<left>", lstrip=True, special=True),
        "1210": token("<right>", rstrip=True), "1212": token("1"), "1211": token("word<", single_word=True, rstrip=True),
    }
    odd = {**published["tokenizer_config"], "added_tokens_decoder": {**decoder, **flags}}
    bare = {key: value for key, value in published["tokenizer_config"].items() if key not in ("added_tokens_decoder", "additional_special_tokens")}
    return {
        "published": ("tiny-pre", published),
        "published, dummy prefix": ("tiny-scaled", published),
        "flags": ("tiny-pre", {"tokenizer_config": odd, "special_tokens_map": {"additional_special_tokens": ["<ignored>"]}}),
        "flags, dummy prefix, cleaned twice": ("tiny-scaled", {"tokenizer_config": {**odd, "clean_up_tokenization_spaces": True}}),
        "older files": ("tiny-pre", {**published, "tokenizer_config": bare}),
        "older files, roles as objects": ("tiny-pre", {"added_tokens": {**published["added_tokens"], "<over>": 1193}, "special_tokens_map": role_objects()}),
        "no files": ("tiny-pre", {}),
        "no bos, eos, other roles": ("tiny-pre", {"tokenizer_config": {"add_bos_token": False, "add_eos_token": True, "pad_token": None, "mask_token": "the", "additional_special_tokens": ["<new>", "is"]}}),
    }


def role_objects():
    plain = {"single_word": False, "normalized": False}
    return {
        "bos_token": {"content": "<s>", "lstrip": False, "rstrip": True, **plain},
        "unk_token": "<unk>",
        # The piece of 1193 lies under an added token; <unk> was named before, so its flags do not count here.
        "additional_special_tokens": [
            "<|im_start|>", {"content": "<unk>", "lstrip": True, "rstrip": True, **plain}, PIECE_1193,
            {"content": "<img>", "lstrip": True, "rstrip": True, **plain}, "<left>",
        ],
    }


def token(content, lstrip=False, rstrip=False, single_word=False, special=False):
    return {"content": content, "lstrip": lstrip, "rstrip": rstrip, "single_word": single_word, "normalized": False, "special": special}


def read(model, name):
    return json.loads((REFERENCE / model / name).read_text(encoding="utf-8"))


def cases_of(tokenizer_class, model, files):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(REFERENCE / model / "tokenizer.model", Path(folder) / "tokenizer.model")
        for name, value in files.items():
            (Path(folder) / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
        tokenizer = load(tokenizer_class, folder)
    ids = [tokenizer(text)["input_ids"] for text in TEXTS]
    return {
        "model": model,
        "files": {name: json.dumps(value) for name, value in files.items()},
        "size": max(tokenizer.get_vocab().values()) + 1,
        "ids": ids,
        "decoded": [both(tokenizer, each) for each in ids],
        "drawn": [[each, *both(tokenizer, each)] for each in drawn(tokenizer)],
    }


def load(tokenizer_class, folder):
    paths = {f"{name}_file": Path(folder) / f"{name}.json" for name in ("tokenizer_config", "added_tokens", "special_tokens_map")}
    config = paths["tokenizer_config_file"]
    # A configuration that names the class keeps the loader from looking for that of a model; it changes nothing else.
    named = {**(json.loads(config.read_text()) if config.exists() else {}), "tokenizer_class": "InternLM2Tokenizer"}
    config.write_text(json.dumps(named), encoding="utf-8")
    files = {"vocab_file": f"{folder}/tokenizer.model", **{key: str(path) if path.exists() else None for key, path in paths.items()}}
    return tokenizer_class._from_pretrained(files, folder, {}, _is_local=True)


def both(tokenizer, ids):
    return [tokenizer.decode(ids, skip_special_tokens=True), tokenizer.decode(ids, skip_special_tokens=False)]


def drawn(tokenizer):
    chooser = random.Random(3)
    added = sorted(tokenizer.added_tokens_decoder)
    space = tokenizer.sp_model.piece_to_id("▁")
    alone = [ids for apart in added[-12:] for ids in ([apart, space], [space, apart, space, apart])]
    pick = lambda: chooser.choice(added) if chooser.random() < 0.3 else draw(chooser, tokenizer.sp_model)  # noqa: E731
    return alone + [[pick() for _ in range(chooser.randrange(1, 12))] for _ in range(40)]


if __name__ == "__main__":
    main(sys.argv[1])
