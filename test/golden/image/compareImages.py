"""Writes compared/ and compareImages.json: pairs of small pictures, and what Pillow and numpy find to differ in them.

Rectangles of another colour are put on a picture at places far from each other, so that the places are known; how many pixels
differ by more than the tolerance, and by how much at most, is counted from ImageChops.difference. Run with a Python that has
Pillow and numpy: python3 compareImages.py
"""

import json
import pathlib

import numpy as np
from PIL import Image, ImageChops

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / "compared"
WIDTH, HEIGHT = 320, 220
LOSSY_TOLERANCE = 32


def picture():
    """Smooth and without symmetry."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [40 + x * 90 // WIDTH + y * (30 + 20 * c) // HEIGHT for c in range(3)]
    return Image.fromarray(np.stack(planes, axis=-1).astype(np.uint8))


def changed(image, rectangles, by):
    """Each rectangle is x, y, width, height; in it, green is moved `by`."""
    pixels = np.array(image).astype(int)
    for x, y, width, height in rectangles:
        pixels[y : y + height, x : x + width, 1] += by
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def save(image, name, **options):
    FOLDER.mkdir(exist_ok=True)
    image.save(FOLDER / name, **options)
    return name


def pair(says, before, after, tolerance, boxes):
    images = [Image.open(FOLDER / name).convert("RGB") for name in (before, after)]
    worst = np.asarray(ImageChops.difference(*images)).max(axis=-1)
    count = int((worst > tolerance).sum())
    numbers = {"count": count, "largest": int(worst.max()), "tolerance": tolerance}
    return {"says": says, "before": before, "after": after, **numbers, "boxes": boxes}


def main():
    two = [[200, 120, 60, 40], [10, 20, 30, 9]]
    one = [[0, 0, 1, 1]]
    corner = [[WIDTH - 3, HEIGHT - 2, 3, 2]]
    # Whole blocks of JPEG, so that it does not smear them.
    blocks = [[32, 48, 64, 32]]
    upright = picture()
    plain = save(upright, "plain.png")
    jpeg = save(upright, "plain.jpg", quality=80)
    webp = save(upright, "plain.webp", quality=80)
    changed_jpeg = save(changed(upright, blocks, 90), "blocks.jpg", quality=95, subsampling=0)
    pairs = [
        pair("a picture and itself", plain, plain, 0, []),
        pair("two rectangles", plain, save(changed(upright, two, 100), "two.png"), 0, two),
        pair("one step of one colour of one pixel", plain, save(changed(upright, one, 1), "one.png"), 0, one),
        pair("the last corner", plain, save(changed(upright, corner, -20), "corner.png"), 0, corner),
        pair("a picture saved as JPEG", plain, jpeg, LOSSY_TOLERANCE, []),
        pair("a picture saved as WebP", plain, webp, LOSSY_TOLERANCE, []),
        pair("a rectangle in a JPEG", jpeg, changed_jpeg, LOSSY_TOLERANCE, blocks),
    ]
    same = pairs[0]

    hole = (100, 50, 200, 150)
    white = upright.copy()
    white.paste("white", hole)
    see_through = upright.convert("RGBA")
    see_through.paste((9, 99, 200, 0), hole)
    names = {"before": save(white, "white.png"), "after": save(see_through, "hole.png")}
    pairs.append({**same, "says": "white, and what is white because nothing is there", **names})

    exif = Image.Exif()
    exif[0x0112] = 6
    turned = save(upright.transpose(Image.Transpose.ROTATE_90), "turned.png", exif=exif)
    pairs.append({**same, "says": "a picture that is stored turned", "after": turned})

    save(upright.resize((WIDTH + 1, HEIGHT)), "wide.png")
    lines = ",\n  ".join(json.dumps(entry) for entry in pairs)
    (HERE / "compareImages.json").write_text(f"[\n  {lines}\n]\n")


main()
