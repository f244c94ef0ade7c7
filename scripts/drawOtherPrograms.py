"""Draws the benchmark media/benchmarks/other-programs: pictures by Pillow, matplotlib and gnuplot, none of which drew what models here learn from.

python3 scripts/drawOtherPrograms.py        (Debian: python3-pil, python3-matplotlib, gnuplot-nox, fonts-dejavu, fonts-liberation)

The pictures in the repository are those of Pillow 9.4, matplotlib 3.6 and gnuplot 5.4; another version may draw other bytes.
"""

import collections
import io
import json
import math
import pathlib
import random
import subprocess
import tarfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from PIL import Image, ImageDraw, ImageFont

chance = random.Random(2026)
size = 336
colours = {
    "red": (215, 30, 30),
    "green": (25, 150, 50),
    "blue": (35, 70, 205),
    "yellow": (245, 215, 30),
    "orange": (245, 135, 20),
    "purple": (130, 40, 160),
    "black": (15, 15, 15),
}
fonts = {
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "serif": "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "bold": "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
    "mono": "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
}
words = ["cat", "sun", "map", "stop", "exit", "open", "menu", "hello", "light", "music", "planet", "button"]
files = []
pictures = []


def add(name, image, *turns):
    data = io.BytesIO()
    image.convert("RGB").save(data, "PNG", optimize=True)
    files.append((name, data.getvalue()))
    asked = [{"task": task, "level": 0, "question": question, "expected": expected} for task, question, expected in turns]
    pictures.append({"picture": name, "turns": asked})


def regular(corners, x, y, radius, turn=-math.pi / 2):
    return [(x + radius * math.cos(turn + 2 * math.pi * i / corners), y + radius * math.sin(turn + 2 * math.pi * i / corners)) for i in range(corners)]


def draw_form(draw, form, x, y, radius, colour):
    if form == "circle":
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    elif form == "square":
        draw.rectangle((x - radius, y - radius, x + radius, y + radius), fill=colour)
    elif form == "triangle":
        draw.polygon(regular(3, x, y, radius * 1.1), fill=colour)
    elif form == "star":
        outer, inner = regular(5, x, y, radius * 1.1), regular(5, x, y, radius * 0.45, -math.pi / 2 + math.pi / 5)
        draw.polygon([corner for pair in zip(outer, inner) for corner in pair], fill=colour)


def pillow_shapes():
    forms = ["circle", "square", "triangle", "star"]
    for i in range(16):
        form, colour = forms[i % 4], chance.choice(list(colours))
        other = chance.choice([name for name in colours if name != colour])
        image = Image.new("RGB", (size, size), "white")
        radius = chance.uniform(50, 120)
        place = [chance.uniform(radius + 8, size - radius - 8) for _ in range(2)]
        draw_form(ImageDraw.Draw(image), form, *place, radius, colours[colour])
        wanted = colour if i % 2 else other
        add(
            f"pillow-shape-{i}.png",
            image,
            ("shapes/colour", "What colour is the shape?", colour),
            ("shapes/shape", "What shape is it?", form),
            ("shapes/exists", f"Is there a{'n' if wanted == 'orange' else ''} {wanted} shape?", "yes" if wanted == colour else "no"),
        )
    for i in range(9):
        count = 1 + i % 3
        image = Image.new("RGB", (size, size), "white")
        for at in chance.sample(range(9), count):
            x, y = 56 + 112 * (at % 3), 56 + 112 * (at // 3)
            draw_form(ImageDraw.Draw(image), chance.choice(forms), x, y, 40, colours[chance.choice(list(colours))])
        add(f"pillow-count-{i}.png", image, ("shapes/count", "How many shapes are there?", str(count)))


def pillow_text():
    texts = list("AKR57e") + ["Hi", "42", "No"] + words
    for i, text in enumerate(texts):
        pixels = chance.randrange(150, 220) if len(text) == 1 else int(size * 1.45 / max(len(text), 2))
        face = ImageFont.truetype(chance.choice(list(fonts.values())), pixels)
        image = Image.new("RGB", (size, size), "white")
        ImageDraw.Draw(image).text((size / 2, size / 2), text, font=face, fill="black", anchor="mm")
        kind = "letter" if len(text) == 1 else "pair" if len(text) == 2 else "word"
        add(f"pillow-text-{i}.png", image, (f"text/{kind}", "What does it say?", text))


def pillow_diagrams():
    face = ImageFont.truetype(fonts["sans"], 44)
    for i in range(8):
        image = Image.new("RGB", (size, size), "white")
        draw = ImageDraw.Draw(image)
        first, second = chance.sample("ABCDEFGH", 2)
        y = chance.randrange(90, 246)
        for x, name in ((70, first), (266, second)):
            draw.rectangle((x - 50, y - 40, x + 50, y + 40), outline="black", width=4)
            draw.text((x, y), name, font=face, fill="black", anchor="mm")
        forward = i % 2 == 0
        tip, back = (214, -16) if forward else (122, 16)
        draw.line((122, y, 214, y), fill="black", width=4)
        draw.polygon([(tip, y), (tip + back, y - 10), (tip + back, y + 10)], fill="black")
        begin, end = (first, second) if forward else (second, first)
        add(f"pillow-diagram-{i}.png", image, ("diagrams/next", f"Where does {begin} lead?", end))


def bar_turns(names, values):
    return (
        ("charts/highest", "Which bar is highest?", names[values.index(max(values))]),
        ("charts/lowest", "Which bar is lowest?", names[values.index(min(values))]),
        ("charts/count", "How many bars are there?", str(len(names))),
    )


def bars():
    count = chance.randrange(2, 6)
    return list("ABCDE"[:count]), chance.sample(range(2, 21, 2), count)


def matplotlib_bars():
    for i in range(10):
        names, values = bars()
        figure, axis = plt.subplots(figsize=(3.36, 3.36), dpi=100)
        axis.bar(names, values, color=chance.choice(["tab:blue", "black", "tab:green", "tab:red"]))
        axis.tick_params(labelsize=16)
        figure.tight_layout()
        data = io.BytesIO()
        figure.savefig(data, format="png")
        plt.close(figure)
        add(f"matplotlib-bars-{i}.png", Image.open(data), *bar_turns(names, values))


def gnuplot_bars():
    for i in range(6):
        names, values = bars()
        rows = "\n".join(f"{name} {value}" for name, value in zip(names, values))
        program = f"""
set terminal png size {size},{size} font '{fonts["sans"]},16'
set style fill solid
set boxwidth 0.6
unset key
set yrange [0:*]
$data << end
{rows}
end
plot $data using 2:xtic(1) with boxes
"""
        data = subprocess.run(["gnuplot"], input=program.encode(), capture_output=True, check=True).stdout
        add(f"gnuplot-bars-{i}.png", Image.open(io.BytesIO(data)), *bar_turns(names, values))


for draw_family in (pillow_shapes, pillow_text, pillow_diagrams, matplotlib_bars, gnuplot_bars):
    draw_family()

# What one gets without a look at the picture: the usual answer to questions of this kind.
usual = {}
for picture in pictures:
    for turn in picture["turns"]:
        usual.setdefault(turn["task"], collections.Counter())[turn["expected"]] += 1
for picture in pictures:
    for turn in picture["turns"]:
        turn["blind"] = usual[turn["task"]].most_common(1)[0][0]

# Families in turn, so that a beginning of the list is as varied as all of it.
order = sorted(range(len(pictures)), key=lambda i: (int(pictures[i]["picture"].rsplit("-", 1)[1][:-4]), i))
folder = pathlib.Path(__file__).parent.parent / "media" / "benchmarks" / "other-programs"
folder.mkdir(parents=True, exist_ok=True)
about = "Pictures drawn by Pillow, matplotlib and gnuplot: one or a few shapes, words of up to six letters, bars, two boxes and an arrow."
lines = ",\n".join(json.dumps(pictures[i], ensure_ascii=False, separators=(",", ":")) for i in order)
head = f'{{"version":1,"name":"other-programs","about":{json.dumps(about)},"pictures":[\n'
(folder / "benchmark.json").write_text(f"{head}{lines}\n]}}\n", encoding="utf-8")
with tarfile.open(folder / "pictures.tar", "w", format=tarfile.USTAR_FORMAT) as tar:
    for i in order:
        name, data = files[i]
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        tar.addfile(entry, io.BytesIO(data))
print(f"{len(pictures)} pictures in {folder}")
