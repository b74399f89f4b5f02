"""Pictures: an uploaded file becomes a clean original and its renditions, or is refused with a reason.

Everything is asked in the order of its cost: the size in bytes here, the rest in a bounded child
(base/picture_worker.py): the format by decoding it, whatever the name says, the size in pixels before a pixel is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.base import sandbox
from newsroom.text.renditions import LADDER, MEDIA_TYPES

WORKER = Path(__file__).with_name("picture_worker.py")
MOST_ON_A_SIDE = 16_000  # pixels; WebP ends at 16,383


class PictureRefused(ValueError):
    """The file cannot enter the library; `str()` says why, in words that help to repair it."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without anything but its pixels. `original` and each rendition are names of `files`.

    `moving`: the file was an animation, and only its first frame is here.
    """

    width: int
    height: int
    original: str
    fallback: str
    widths: tuple[int, ...]
    moving: bool
    files: dict[str, bytes]

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.original.rpartition(".")[2]]


def cleaned(data: bytes) -> Cleaned:
    """The picture that some uploaded bytes hold. Takes seconds for a large one: call it outside of a transaction.

    Raises PictureRefused.
    """
    check_size(len(data))
    limits = sandbox.Limits(
        memory=settings.IMAGE_MAX_MEMORY, cpu=settings.IMAGE_MAX_SECONDS, wall=settings.IMAGE_MAX_SECONDS * 2
    )
    asked = {"pixels": settings.IMAGE_MAX_PIXELS, "side": MOST_ON_A_SIDE, "widths": LADDER}
    with _explained(), sandbox.done(WORKER, given=data, asked=asked, limits=limits) as done:
        answer = done.answer
        if "refused" in answer:
            raise PictureRefused(_REASONS[answer["refused"]](answer))
        formats = ("webp", answer["fallback"])
        names = [answer["original"], *(f"{width}.{ending}" for width in answer["widths"] for ending in formats)]
        return Cleaned(
            width=answer["width"],
            height=answer["height"],
            original=answer["original"],
            fallback=answer["fallback"],
            widths=tuple(answer["widths"]),
            moving=answer["moving"],
            files={name: done.file(name) for name in names},
        )


def check_size(size: int) -> None:
    """Raises PictureRefused when a file of `size` bytes is empty or too large."""
    if not size:
        raise PictureRefused(_("The file is empty."))
    if size > settings.IMAGE_MAX_BYTES:
        raise PictureRefused(
            _("The file has %(size)s bytes; at most %(limit)s are accepted.")
            % {"size": size, "limit": settings.IMAGE_MAX_BYTES}
        )


@contextmanager
def _explained() -> Iterator[None]:
    """What the sandbox says, in the words of who uploaded."""
    try:
        yield
    except sandbox.Exceeded as exceeded:
        sentences = {
            "memory": _("Reading this image takes more memory than an image may."),
            "time": _("Reading this image takes longer than an image may."),
            "crash": _("The image cannot be read: the file is damaged."),
        }
        raise PictureRefused(sentences[exceeded.what]) from exceeded


def _wrong_format(answer: dict[str, Any]) -> str:
    if looks := answer.get("looks"):
        return _("This is a file of the format %(format)s; JPEG, PNG, WebP and GIF are accepted.") % {"format": looks}
    return _("This is no image: JPEG, PNG, WebP and GIF are accepted, whatever the name of the file says.")


def _too_many_pixels(answer: dict[str, Any]) -> str:
    sides = {"width": answer["width"], "height": answer["height"]}
    limits = {"limit": settings.IMAGE_MAX_PIXELS // 1_000_000, "side": MOST_ON_A_SIDE}
    return (
        _("The image has %(width)s × %(height)s pixels; at most %(limit)s million are accepted, %(side)s on a side.")
        % {**sides, **limits}
    )


_REASONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "format": _wrong_format,
    "pixels": _too_many_pixels,
    "damaged": lambda answer: _("The image is damaged or not complete. Save it again and upload the new file."),
    "passenger": lambda answer: _("The file holds something else besides an image. Save the image alone."),
}
