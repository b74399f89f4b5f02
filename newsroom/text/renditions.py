"""Renditions: the sizes in which a picture is kept, and their files: one rule for who writes and who draws.

A picture has a folder of its own under a random name, so that nobody finds one that was not published, and no file in
it ever changes: another picture is another folder.
"""

from __future__ import annotations

from collections.abc import Sequence

LADDER = (320, 640, 960, 1280, 1920)  # pixels; a picture between two steps is kept in its own width too, none larger
FOLDER = "pictures"
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}  # file ending -> media type


def name(file: str, width: int, ending: str) -> str:
    """The file of one rendition beside the original: name("pictures/ab…/original.png", 640, "webp")."""
    return f"{file.rpartition('/')[0]}/{width}.{ending}"


def height(size: tuple[int, int], width: int) -> int:
    """How high a rendition of a picture of some width and height is."""
    return max(1, round(size[1] * width / size[0]))


def at_least(widths: Sequence[int], wanted: int) -> int:
    """The smallest of the widths that is as wide as wanted, else the widest; raises ValueError when there is none."""
    return min((width for width in widths if width >= wanted), default=max(widths))
