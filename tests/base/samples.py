"""Files that tests upload: pictures as cameras and programs write them, and what only looks like one."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms


def image(kind: str = "PNG", size: tuple[int, int] = (64, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, (255, 0, 0))
    picture.paste((0, 0, 255), (size[0] // 2, 0, *size))
    file = BytesIO()
    picture.convert(mode).save(file, kind, **options)
    return file.getvalue()


def photograph(size: tuple[int, int] = (700, 400)) -> bytes:
    """A JPEG with many colours, another one each time."""
    picture = Image.merge("RGB", [Image.effect_noise(size, 40 + 20 * band) for band in range(3)])
    file = BytesIO()
    picture.save(file, "JPEG", quality=60)
    return file.getvalue()


def from_a_telephone() -> bytes:
    """A JPEG that lies on its side and tells where it was taken, by whom, with a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter
    exif[0x010F] = "Secret Camera"
    exif[0x013B] = "Secret Author"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (35.0, 41.0, 21.0)
    return image("JPEG", exif=exif, comment=b"Secret comment", quality=95)


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return image("PNG", icc_profile=profile)


def transparent() -> bytes:
    picture = Image.new("RGBA", (64, 40), (0, 128, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 20, 40))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def animation() -> bytes:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it has 3.6 thousand million pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000_000, 9)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def archive() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("x.txt", "words")
    return file.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n"
HTML = b"<!doctype html><title>x</title>"
