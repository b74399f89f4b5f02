"""Draws the picture of the demo's explainer: python seeds/draw_twelve_seats.py FILE

Twelve states have belonged to the Commonwealth. Nine leaders came to the summit of October 2024, one of them of an
associate member; three seats are empty, each in its own way. The picture has no words, so it serves every language.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SHARPER = 1600, 900, 4  # pixels; drawn larger and shrunk, so that no edge is jagged
PAPER, TABLE, EDGE, LAPIS, LIGHT, GREY = "#f3efe4", "#fbfaf6", "#dcd8cc", "#1f4a8c", "#8fb6f2", "#a5a095"
SEAT, ROUND, ACROSS, DOWN = 54, 210, 500, 330  # radius of a seat, of the table; half axes of the ring of seats
SEATS = [*["came"] * 8, "associate", "away", "absent", "left"]


def main(file: Path) -> None:
    picture = Image.new("RGB", (WIDTH * SHARPER, HEIGHT * SHARPER), PAPER)
    pen = ImageDraw.Draw(picture)
    middle = (WIDTH / 2, HEIGHT / 2)
    _ellipse(pen, middle, ROUND * 1.72 + 8, ROUND + 8, EDGE)
    _ellipse(pen, middle, ROUND * 1.72, ROUND, TABLE)
    for number, seat in enumerate(SEATS):
        turn = math.tau * (number + 0.5) / len(SEATS) - math.pi / 2
        at = (middle[0] + ACROSS * math.cos(turn), middle[1] + DOWN * math.sin(turn))
        _SEATS[seat](pen, at)
    picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64).save(file, optimize=True)


def _ellipse(pen: ImageDraw.ImageDraw, at: tuple[float, float], across: float, down: float, colour: str) -> None:
    x, y = at
    pen.ellipse([SHARPER * one for one in (x - across, y - down, x + across, y + down)], fill=colour)


def _filled(colour: str) -> object:
    return lambda pen, at: _ellipse(pen, at, SEAT, SEAT, colour)


def _ring(dashes: int, colour: str) -> object:
    def draw(pen: ImageDraw.ImageDraw, at: tuple[float, float]) -> None:
        box = [SHARPER * one for one in (at[0] - SEAT, at[1] - SEAT, at[0] + SEAT, at[1] + SEAT)]
        for dash in range(dashes):
            start = 360 * dash / dashes
            pen.arc(box, start, start + (360 if dashes == 1 else 180 / dashes), fill=colour, width=7 * SHARPER)

    return draw


_SEATS = {
    "came": _filled(LAPIS),
    "associate": _filled(LIGHT),
    "away": _ring(1, LAPIS),
    "absent": _ring(9, LAPIS),
    "left": _ring(16, GREY),
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
