"""Writes `sentencePieceOfOurs.json`: how SentencePiece cuts texts with a model that our own trainer wrote.

    node --import tsx test/engine/train/tokenizer/writeSmallTokenizer.script.ts FILE && python3 sentencePieceOfOurs.py FILE

Made with sentencepiece 0.1.97.
"""
import hashlib
import json
import sys
from pathlib import Path

import sentencepiece

SYSTEM = "你是由上海人工智能实验室联合商汤科技开发的书生多模态大模型，英文名叫InternVL, 是一个有用无害的人工智能助手。"

TEXTS = [
    "", " ", "  ", "red", " red", "What colour is the square?", "the circle", " the circle and the circles", "a\nb\n\n c",
    SYSTEM, f"system\n{SYSTEM}", "user\n", "assistant\nred", "users\n", "Is 12 left of 345?", "Größe: grün, blåbær", "日本 🙂 ünïcode",
    "tab\there", "café", " There  are 3 blue squares on a white ground.", "▁the", "AssistAnt\nUser\n", " greenish grün grünlich",
]


def main(file):
    model = Path(file).read_bytes()
    processor = sentencepiece.SentencePieceProcessor(model_file=file)
    cases = [[text, processor.encode(text), processor.decode(processor.encode(text))] for text in TEXTS]
    pieces = processor.get_piece_size()
    result = {"sha256": hashlib.sha256(model).hexdigest(), "pieces": pieces, "cases": cases}
    out = Path(__file__).with_suffix(".json")
    out.write_text(json.dumps(result, ensure_ascii=True) + "\n", encoding="utf-8")


main(sys.argv[1])
