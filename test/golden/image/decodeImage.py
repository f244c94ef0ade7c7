"""Writes pictures/ and decodeImage.json: small files of many kinds and the colours that Pillow reads from them.

`reference` is `Image.open(file).convert('RGB')`, which is what the published pipeline does; `user` is the picture upright,
over white and converted to sRGB. Each is width, height and base64 of the RGB bytes; `tolerance` is for the user's, where
blending and colour profiles round differently. Run with a Python that has Pillow and numpy: python3 decodeImage.py
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

HERE = pathlib.Path(__file__).parent
PICTURES = HERE / "pictures"
WIDTH, HEIGHT = 13, 9


def colours(seed, channels=3):
    """A smooth picture without symmetry, so that a wrong orientation or channel shows, and JPEG keeps it well."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [(x * (17 - 3 * c) + y * (5 + 8 * c) + 40 * c + seed) % 256 for c in range(channels)]
    return np.stack(planes, axis=-1).astype(np.uint8)


def png16_of(colour_type, rows):
    return png(struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour_type, 0, 0, 0), b"".join(b"\0" + row.astype(">u2").tobytes() for row in rows))


def huge_png():
    """30,000 by 30,000 pixels in its header, and a few rows of them."""
    return png(struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0), bytes(3 * 90001))


def png(header, body):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def swapped_profile():
    """sRGB with red and green exchanged: what is stored as red must be shown as green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Its date of making, so that every run of this script writes the same file.
    profile = profile[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + profile[36:]
    return profile.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")


def files():
    rgb = Image.fromarray(colours(0))
    rgba = Image.fromarray(np.dstack([colours(1), (np.arange(WIDTH * HEIGHT).reshape(HEIGHT, WIDTH) * 37 % 256).astype(np.uint8)]))
    palette = rgb.quantize(16)
    yield "jpeg-444.jpg", save(rgb, "JPEG", quality=90, subsampling=0)
    yield "jpeg-420-progressive.jpg", save(rgb, "JPEG", quality=75, subsampling=2, progressive=True)
    yield "jpeg-grey.jpg", save(rgb.convert("L"), "JPEG")
    yield "jpeg-cmyk.jpg", save(Image.fromarray(colours(2, 4), "CMYK"), "JPEG", quality=95)
    yield "jpeg-profile.jpg", save(rgb, "JPEG", quality=95, subsampling=0, icc_profile=swapped_profile())
    yield "png-rgb.png", save(rgb, "PNG")
    yield "png-rgba.png", save(rgba, "PNG")
    yield "png-grey-alpha.png", save(rgba.convert("LA"), "PNG")
    yield "png-bits.png", save(rgb.convert("1"), "PNG")
    yield "png-palette.png", save(palette, "PNG")
    yield "png-palette-transparent.png", save(palette, "PNG", transparency=3)
    yield "png-rgb16.png", png16_of(2, (colours(5).astype(np.uint16) * 256 + colours(9)).reshape(HEIGHT, -1))
    yield "png-grey16.png", png16_of(0, (colours(5).astype(np.uint16) * 256 + colours(9))[:, :, 0])
    yield "webp-lossy.webp", save(rgb, "WEBP", quality=80)
    yield "webp-alpha.webp", save(rgba, "WEBP", lossless=True, exact=True)
    yield "tiff-rgb.tif", save(rgb, "TIFF", compression="tiff_lzw")
    yield "tiff-cmyk.tif", save(Image.fromarray(colours(3, 4), "CMYK"), "TIFF")
    yield "gif-three-frames.gif", save(palette, "GIF", save_all=True, append_images=[Image.fromarray(colours(s)).quantize(16) for s in (90, 180)])
    transparent = save(palette, "GIF", transparency=3)
    yield "gif-transparent.gif", transparent
    # The frame leaves a border of the canvas free, which is transparent too.
    yield "gif-transparent-border.gif", transparent[:6] + struct.pack("<HH", WIDTH + 3, HEIGHT + 2) + transparent[10:]
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = orientation
        yield f"turned-{orientation}.jpg", save(rgb, "JPEG", quality=90, exif=exif.tobytes())


def save(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def for_user(image):
    tolerance = 0
    if image.mode == "I":
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB"), 0
    image = ImageOps.exif_transpose(image)
    if image.info.get("icc_profile"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        image, tolerance = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), renderingIntent=0), 2
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image, tolerance = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image), 1
    return image.convert("RGB"), tolerance


def stored(image):
    return {"width": image.width, "height": image.height, "rgb": base64.b64encode(image.tobytes()).decode()}


def main():
    PICTURES.mkdir(exist_ok=True)
    (HERE / "huge.png").write_bytes(huge_png())
    cases = []
    for name, data in files():
        (PICTURES / name).write_bytes(data)
        image = Image.open(io.BytesIO(data))
        user, tolerance = for_user(image.copy() if not image.info.get("icc_profile") else image)
        case = {"file": name, "pages": getattr(image, "n_frames", 1), "reference": stored(image.convert("RGB"))}
        # Inks for the user go through a colour profile of the decoder's own: Pillow has none to compare with.
        if image.mode != "CMYK":
            case |= {"user": stored(user), "tolerance": tolerance}
        cases.append(case)
    body = ",\n".join("  " + json.dumps(case) for case in cases)
    (HERE / "decodeImage.json").write_text(f"[\n{body}\n]\n")


main()
