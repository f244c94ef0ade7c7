"""Writes `models/` and `sentencePieceCases.json`: texts and ids as the sentencepiece library pairs them.

    python3 sentencePieceCases.py

Needs sentencepiece (made with 0.1.97). Trains small BPE models with different options and changes some of them by hand,
so that every rule of normalising, merging and decoding is met; also uses the two tokenizers of ../reference.
"""
import gzip
import json
import random
import struct
import tempfile
from pathlib import Path

import sentencepiece as spm

HERE = Path(__file__).resolve().parent

WORDS = (
    "the quick brown fox jumps over a lazy dog while reading images and words in one space; "
    "What is in the picture? A red square, two blue circles (left of it) and 17 green triangles. "
    "It's 3.50 dollars, isn't it? They're here; we've seen 'em all. Straße, naïve café, coöperate, Ελλάδα, Привет мир. "
    "图中有什么？一个红色的正方形和两个蓝色的圆。你好，请介绍一下你自己。日本語のテキスト、カタカナ。한국어 문장입니다. "
    "def embed(image, text): return model(image)[0:10] # comment != == <= >= -> => || && "
)

TEXTS = [
    "", " ", "  ", "   \t ", "a", " a", "a ", "  a  b  ", "\n", "a\nb", "\r\n", "\ta\t", "a\u00a0b", "\u3000全角\u3000",
    "▁", "▁a", "a▁", "▁ ▁", " ▁a▁ ", "a ▁ b", "▁▁▁", "Hello world", "hello  world", "Hello, World! It's 3.50?",
    "What is in the picture?", "the the the the", "THE QUICK BROWN FOX", "ﬁne ﬂow ① ② ½ ² Å ＡＢＣ １２３",
    "图中有什么？", "你好，世界。", "日本語のテキスト、カタカナ。ｶﾀｶﾅ", "한국어 문장입니다. 각", "Straße STRASSE ẞ ǅ İ ı",
    "Ελλάδα ΣΊΣΥΦΟΣ ς", "Привет мир", "שלום עולם", "مرحبا بالعالم", "\u202etrl\u202c\u200f\u200e", "नमस्ते दुनिया", "สวัสดีชาวโลก",
    "e\u0301 é o\u0308 ö", "a\u0301\u0302\u0303", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤", "👍", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈 🇩🇪🇫🇷", "🙂🙃", "a👍b", "\u200d", "\u200b\u200c\u2060",
    "\ufeff", "\ufeffa", "a\ufeffb", "\ufffd", "\ufffe\uffff", "\u0000", "a\u0000b", "\u0001\u0002\u001f\u007f\u0085\u009f", "\u001b[31mred\u001b[0m",
    "\u2028\u2029", "\u2003\u2009\u202f\u205f", "\u00ad", "\U0001f600\U0010ffff", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛", "㍿ ㌀ ℡ ™", "…‥․", "“quotes” ‘single’ — – -",
    "<s>", "</s>", "<unk>", "<0x41>", "<pad>", "x<s>y</s>", "[SYM]", "a[SYM]b", " [SYM] ", "[SYM][SYM]", "[SY", "[SYMBOL]", "two words", "xtwo wordsy",
    "  two words  ", "▁mark", "line\nbreak", "line\n", "Ｓ", "ab cd", "abcd", "aab", "aaaaaaaaaaaaaaaaaaaaa", "ababababababab", "====----====", "          x",
    "1234567890", "3.14159e-10", "https://example.org/a?b=c&d=%20#e", "C:\\Users\\x\\file.txt", "for (let i = 0; i < n; ++i) { x[i] += y; }",
    "def embed(image, text): return model(image)[0:10]", '{"a": [1, 2.5, null], "b": "c"}', "<b>bold</b> &amp; <i>it</i>", "# Title\n\n- item\n- item\n\n```\ncode\n```\n",
    "|  a |  b  |\n|----|-----|", "a\n\n\nb", "\n a \n b \n", "tab\tseparated\tvalues", "trailing   ", "   leading", "mixed 混合 текст نص",
    "İstanbul ŞIŞLI", "ﬀﬃﬅ ﬆ", "ǆ ǈ ǌ", "ⅠⅡⅢ ⅳ", "℃ ℉ K Å Ω", "゛゜ﾞﾟ", "ㄱㄴㄷ ㅏㅑ", "\u1100\u1161\u11a8", "ཀྱི", "\u0344\u0958", "a\u0308\u0323", "q\u0307\u0323",
]

# Around the borders of what is valid UTF-8.
BYTE_RUNS = [
    "c1bf", "c280", "dfbf", "e09fbf", "e0a080", "ed9fbf", "eda080", "edbfbf", "ee8080", "efbbbf41", "f08fbfbf", "f0908080", "f48fbfbf", "f4908080",
    "f5808080", "e4b8", "e4b841", "c2c2a0", "80", "bfbf", "f09f99", "f09f9982", "f09f41", "fffe",
]


def main():
    models = {name: (HERE.parent / "reference" / name / "tokenizer.model").read_bytes() for name in ("tiny-pre", "tiny-scaled")}
    for name, data in made_models().items():
        models[name] = data
        (HERE / "models" / f"{name}.model.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    cases = {name: cases_of(data) for name, data in models.items()}
    out = json.dumps({"texts": TEXTS, "models": cases}, ensure_ascii=True, separators=(",", ":"))
    (HERE / "sentencePieceCases.json").write_text(out.replace('},"', '},\n"').replace("]],", "]],\n"), encoding="utf-8")


def made_models():
    symbols = ["[SYM]", "two words", "▁mark", "line\n", "ab", "👍", " "]
    plain = train("identity", vocab_size=700, byte_fallback=True, add_dummy_prefix=True, remove_extra_whitespaces=False)
    rules = train_with_rules(vocab_size=600, byte_fallback=False, user_defined_symbols=symbols[:5])
    return {
        "folded-unknown": train("nmt_nfkc_cf", vocab_size=700, byte_fallback=False),
        "own-rules-symbols": rules,
        "identity-prefix-symbols": train("identity", vocab_size=700, byte_fallback=True, remove_extra_whitespaces=False, user_defined_symbols=symbols),
        "identity-remove-extra": train("identity", vocab_size=600, byte_fallback=True, add_dummy_prefix=False),
        "suffix": train("identity", vocab_size=600, byte_fallback=True, treat_whitespace_as_suffix=True),
        "ties": changed(plain, score=lambda index, score: float(-(index % 5))),
        "unused": changed(plain, kind=lambda index, kind: 5 if kind == 1 and index % 10 < 3 else kind),
        "frozen": changed(plain, kind=lambda index, kind: 4 if kind == 1 and index % 10 == 0 else kind),
        "unescaped": changed(train("identity", vocab_size=600, byte_fallback=True), escape=False),
    }


def train(rule, **options):
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        corpus.write_text("\n".join([WORDS] * 20 + [text for text in TEXTS if text.strip()]), encoding="utf-8")
        spm.SentencePieceTrainer.train(
            input=str(corpus), model_prefix=f"{folder}/m", model_type="bpe", hard_vocab_limit=False, character_coverage=0.98,
            split_digits=True, minloglevel=2, normalization_rule_name=rule, **options,
        )
        return Path(f"{folder}/m.model").read_bytes()


def train_with_rules(**options):
    """Rules of its own: several characters to one, one to several, one to none, spaces, a rule that begins another."""
    rules = {"ab": "X", "abc": "Y", "é": "e", "ß": "ss", "\u200b": "", "\t": " ", "\n": " ", "\u3000": "  ", "q": " q ", "👍": "up", "①": "(1)"}
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        hexes = lambda text: " ".join(f"{ord(char):X}" for char in text)  # noqa: E731
        table.write_text("".join(f"{hexes(key)}\t{hexes(value)}\n" for key, value in rules.items()), encoding="utf-8")
        return train("", normalization_rule_tsv=str(table), **options)


def changed(data, score=None, kind=None, escape=None):
    """The model with other scores or kinds of its pieces, or with `escape_whitespaces` set."""
    out, index = b"", 0
    for field, value in fields(data):
        if field == 1:
            piece = dict(fields(value))
            now_kind = piece.get(3, 1)
            now_score = struct.unpack("<f", piece[2])[0]
            if kind:
                now_kind = kind(index, now_kind)
            if score and now_kind == 1:
                now_score = score(index, now_score)
            value = block(1, piece[1]) + b"\x15" + struct.pack("<f", now_score) + b"\x18" + varint(now_kind)
            index += 1
        if field == 3 and escape is not None:
            value += b"\x28" + varint(int(escape))
        out += block(field, value)
    return out


def fields(data):
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        if tag & 7 == 0:
            value, at = read_varint(data, at)
        else:
            size, at = (4, at) if tag & 7 == 5 else read_varint(data, at)
            value, at = data[at : at + size], at + size
        yield tag >> 3, value


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def varint(value):
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def block(field, value):
    return varint(field << 3 | 2) + varint(len(value)) + value


def cases_of(data):
    processor = spm.SentencePieceProcessor(model_proto=data)
    chooser = random.Random(5)
    ids = [processor.encode(text) for text in TEXTS]
    drawn = [[draw(chooser, processor) for _ in range(chooser.randrange(1, 12))] for _ in range(40)]
    if processor.is_byte(3):
        drawn += [[3 + byte for byte in bytes.fromhex(run)] for run in BYTE_RUNS]
    return {
        "ids": ids,
        "decoded": [processor.decode(each) for each in ids],
        "drawn": [[each, processor.decode(each)] for each in drawn],
    }


def draw(chooser, processor):
    """A random id; with byte pieces often one of those, so that characters break and complete."""
    if processor.is_byte(3) and chooser.random() < 0.5:
        return 3 + chooser.choice([0x41, 0x80, 0xA0, 0xBF, 0xC2, 0xC0, 0xE0, 0xE4, 0xED, 0xEF, 0xBB, 0xF0, 0x9F, 0xF4, 0x8F, 0xF5, 0xFF, 0x20, 0x00])
    return chooser.randrange(processor.get_piece_size())


if __name__ == "__main__":
    main()
