"""Writes small data sets as other programs store them: run with Pillow and pyarrow, in this folder."""
import io, json, tarfile
import pyarrow as pa, pyarrow.parquet as pq
from PIL import Image

colours = {"red": (220, 30, 30), "green": (20, 160, 40), "blue": (30, 60, 220)}


def png(name, side=8):
    out = io.BytesIO()
    Image.new("RGB", (side, side), colours[name]).save(out, "PNG")
    return out.getvalue()


def jpg(name, side=16):
    out = io.BytesIO()
    Image.new("RGB", (side, side), colours[name]).save(out, "JPEG", quality=95)
    return out.getvalue()


def shard(path, files, format):
    with tarfile.open(path, "w", format=format) as tar:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


talk = {"conversations": [{"from": "human", "value": "<image>\nWhich colour?"}, {"from": "gpt", "value": "green"}]}
long = "pairs/" + "a-folder-with-a-long-name/" * 6 + "0002"
files = [
    ("pairs/0000.jpg", jpg("red")), ("pairs/0000.txt", b"a red square\n"), ("pairs/0000.json", b'{"width": 16}'),
    ("pairs/0001.png", png("green")), ("pairs/0001.json", json.dumps(talk).encode()),
    (long + ".png", png("blue")), (long + ".txt", "ein blaues Quadrat, größer".encode()),
    ("pairs/0003.txt", b""), ("pairs/0003.json", b"{not json"),
]
for kind, format in [("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)]:
    shard(f"{kind}.tar", files[:5] if kind == "ustar" else files, format)

picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
turn = pa.struct([("from", pa.string()), ("value", pa.string())])
names = ["red", "green", "blue"]
llava = pa.table({
    "id": pa.array(names),
    "image": pa.array([{"bytes": png(n), "path": f"{n}.png"} for n in names], picture),
    "conversations": pa.array([[{"from": "human", "value": "<image>\nWhich colour?"}, {"from": "gpt", "value": n}] for n in names], pa.list_(turn)),
})
pq.write_table(llava, "conversations.parquet", row_group_size=2, compression="zstd")
pair = pa.struct([("user", pa.string()), ("assistant", pa.string())])
many = pa.table({
    "images": pa.array([[{"bytes": png("red"), "path": None}, {"bytes": png("blue"), "path": None}]], pa.list_(picture)),
    "texts": pa.array([[{"user": "First?", "assistant": "red"}, {"user": "Second?", "assistant": "blue"}]], pa.list_(pair)),
})
pq.write_table(many, "texts.parquet", compression="snappy")
answers = pa.table({
    "image": pa.array([jpg("green")], pa.binary()), "question": pa.array(["What is it?"]),
    "answers": pa.array([["a square", "green"]], pa.list_(pa.string())),
})
pq.write_table(answers, "answers.parquet", compression="gzip")
