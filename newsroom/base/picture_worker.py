"""The worker that decodes pictures (see base/sandbox.py): the only place where Pillow meets a file of a stranger.

It knows nothing of the project. What it keeps of a file are its pixels, turned upright and in sRGB: all else (EXIF with
its places and serial numbers, XMP, comments, thumbnails, colour profiles, whatever is hidden behind the last pixel) is
left behind, because every file that it writes is drawn anew.
"""

from __future__ import annotations

import json
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

READ = ("JPEG", "PNG", "WEBP", "GIF")
ORIGINALS = {"JPEG": "jpg", "PNG": "png", "GIF": "png", "WEBP": "webp"}
# What a browser, an archiver or a reader of documents would find in the file besides its picture.
HIDDEN = (b"<script", b"<?php", b"<html", b"<svg", b"%pdf-", b"\x7felf")
FLAT = 4096  # colours at most in a drawing or a screenshot, half of which is painted with SOLID of them
SOLID = 16
SIGNS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
# First bytes of what is often taken for a picture, so that the refusal can name it.
KNOWN = (
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"%PDF", "PDF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"),
    (b"\0\0\x01\0", "ICO"),
    (b"PK\x03\x04", "ZIP"),
)
BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF", b"avis": "AVIF"}


class Refused(Exception):
    """The file is no picture that may enter; `code` and `facts` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def main() -> None:
    data = Path("given").read_bytes()
    asked = json.loads(Path("asked.json").read_text(encoding="utf-8"))
    try:
        answer = made_of(data, asked)
    except Refused as refused:
        answer = {"refused": refused.code, **refused.facts}
    Path("answer.json").write_text(json.dumps(answer), encoding="utf-8")


def made_of(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """Write the picture and its renditions into the working directory and say what they are.

    asked: `pixels` and `side`, the most that a picture may have; `widths`, the ladder of the renditions.
    """
    if ours(data):
        refuse_passengers(data)
    image = opened(data)
    kind, (width, height) = str(image.format), image.size
    if width * height > asked["pixels"] or max(width, height) > asked["side"]:
        raise Refused("pixels", width=width, height=height)
    moving = bool(getattr(image, "is_animated", False))
    picture = plain(loaded(image))
    flat = kind in ("PNG", "GIF") and painted(picture)
    fallback = "png" if flat or picture.mode == "RGBA" else "jpg"
    original = f"original.{ORIGINALS[kind]}"
    save(picture, original, quality=92, flat=flat)
    widest = min(picture.width, asked["widths"][-1])
    widths = [*(step for step in asked["widths"] if step < widest), widest]
    smaller = picture
    for step in reversed(widths):  # each from the one before: a picture of fifty million points is shrunk once
        smaller = resized(picture if step * 2 > smaller.width else smaller, step)
        save(smaller, f"{step}.webp", quality=80, flat=flat)
        save(smaller, f"{step}.{fallback}", quality=82, flat=flat)
    return {
        "width": picture.width,
        "height": picture.height,
        "original": original,
        "fallback": fallback,
        "widths": widths,
        "moving": moving,
    }


def refuse_passengers(data: bytes) -> None:
    """A file that is a picture and something else is made to be taken for the other thing somewhere."""
    lowered = data.lower()
    if any(sign in lowered for sign in HIDDEN) or zipfile.is_zipfile(BytesIO(data)):
        raise Refused("passenger")


def ours(data: bytes) -> bool:
    """Whether the file begins as a picture of a format that we take."""
    return data.startswith(SIGNS) or data[8:12] == b"WEBP"


def painted(picture: Image.Image) -> bool:
    """Whether a picture is drawn of few colours, which must stay sharp, and no photograph."""
    colours = picture.getcolors(FLAT)
    if colours is None:
        return False
    counts = sorted((count for count, _colour in colours), reverse=True)
    return sum(counts[:SOLID]) * 2 > sum(counts)


def looks_like(data: bytes) -> str:
    """The name of a format that we do not take, "" when it looks like nothing known."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "SVG" if b"<svg" in data[:4096].lower() else "HTML"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "")
    return next((name for sign, name in KNOWN if data.startswith(sign)), "")


def opened(data: bytes) -> Image.Image:
    """The file as far as its header: its size is known, nothing is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # the limit of this newsroom is asked for by the caller
    try:
        return Image.open(BytesIO(data), formats=READ)
    except Image.UnidentifiedImageError:
        raise Refused("damaged" if ours(data) else "format", looks=looks_like(data)) from None
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("damaged", looks="") from error


def loaded(image: Image.Image) -> Image.Image:
    """The first frame, decoded and turned as its camera was held."""
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, IndexError, EOFError) as error:
        raise Refused("damaged", looks="") from error
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a broken EXIF block says nothing of the pixels
        return image


def plain(image: Image.Image) -> Image.Image:
    """RGB or RGBA in sRGB, with nothing attached."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        image = deepest_to_eight(image)
    clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    alpha = image.convert("RGBA").getchannel("A") if clear else None
    picture = in_srgb(image.convert("RGB") if image.mode not in ("RGB", "CMYK", "L") else image, profile)
    if alpha is not None and alpha.getextrema()[0] < 255:  # type: ignore[operator]
        picture.putalpha(alpha)
    picture.info = {}
    return picture


def deepest_to_eight(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits, scaled to 8."""
    grey = image.convert("F")
    highest = grey.getextrema()[1]
    scale = 255 / 65535 if highest > 255 else 1.0  # type: ignore[operator]
    return grey.point(lambda value: value * scale).convert("L")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as they were meant; a profile that is broken, or of another kind of colour, is left out."""
    if profile:
        try:
            found = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            found = None
        if found is not None:
            return found
    return image.convert("RGB")


def resized(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def save(picture: Image.Image, name: str, *, quality: int, flat: bool) -> None:
    match name.rpartition(".")[2]:
        case "webp":
            picture.save(name, "WEBP", quality=quality, method=4, lossless=flat)
        case "jpg":
            picture.save(name, "JPEG", quality=quality, optimize=True, progressive=True)
        case "png":
            picture.save(name, "PNG", compress_level=6)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
