"""Locator maps: some places on the land that is there, drawn without borders, which are not ours to draw.

Pure arithmetic: places and the world's coast line (`data/coast.json`) to the shapes of one drawing. The page that
shows it adds colours and directions. Projection: Lambert's conformal conic with two standard parallels inside the
shown region (Snyder, Map Projections, USGS 1987, pp. 104-109), which keeps shapes right at middle latitudes; a region
at the equator or around a pole is drawn equirectangular.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDTH = 1000.0
MARGIN = 0.16  # of the extent, on each side
TALLEST, FLATTEST = 0.75, 0.42  # height : width
SMALLEST_EXTENT = 24.0  # degrees: a single town is shown with the seas around it
LETTER, LINE, GAP = 20.0, 42.0, 13.0  # estimated size of a label, and its distance from the dot, in drawing units

Point = tuple[float, float]
Projection = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Place:
    """A place to show: degrees north and east, and the words beside its dot."""

    id: str
    label: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A place as drawn. `side` says where the label stands: "right", "left", "above" or "below"."""

    id: str
    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    side: str


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """One drawing; `land` and `grid` are SVG path data."""

    width: int
    height: int
    land: str
    grid: str
    dots: tuple[Dot, ...]


def locate(places: Sequence[Place]) -> LocatorMap:
    """Draw the map that shows all of `places`; raises ValueError when there is none."""
    if not places:
        raise ValueError("a map needs a place")
    west, south, east, north = _extent(places)
    project = _projection(south, north, (west + east) / 2)
    frame = [project(lat, lon) for lat, lon in _edge(west, south, east, north)]
    left, right = min(x for x, _y in frame), max(x for x, _y in frame)
    bottom, top = min(y for _x, y in frame), max(y for _x, y in frame)
    scale = WIDTH / (right - left)
    height = min(max((top - bottom) * scale, FLATTEST * WIDTH), TALLEST * WIDTH)
    middle = (top + bottom) / 2

    def place(lat: float, lon: float) -> Point:
        x, y = project(lat, lon)
        return round((x - left) * scale, 1), round(height / 2 - (y - middle) * scale, 1)

    view = (west - 25, max(south - 20, -85.0), east + 25, min(north + 20, 85.0))
    return LocatorMap(
        width=round(WIDTH),
        height=round(height),
        land=" ".join(_path(ring, place) for ring in _land_in(view)),
        grid=" ".join(_grid(view, place)),
        dots=tuple(_dots(places, place, height)),
    )


def _extent(places: Sequence[Place]) -> tuple[float, float, float, float]:
    """West, south, east, north of the shown region."""
    lats, lons = [p.latitude for p in places], [p.longitude for p in places]
    tall = max(max(lats) - min(lats), SMALLEST_EXTENT) * (1 + 2 * MARGIN)
    wide = max(max(lons) - min(lons), SMALLEST_EXTENT * 1.8) * (1 + 2 * MARGIN)
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    return lon - wide / 2, max(lat - tall / 2, -80.0), lon + wide / 2, min(lat + tall / 2, 80.0)


def _projection(south: float, north: float, meridian: float) -> Projection:
    first, second = math.radians(south + (north - south) / 6), math.radians(north - (north - south) / 6)
    if min(abs(first), abs(second)) < 0.1 or first * second < 0:
        stretch = math.cos((first + second) / 2)
        return lambda lat, lon: (math.radians(lon - meridian) * stretch, math.radians(lat))
    n = math.sin(first)
    if not math.isclose(first, second):
        n = math.log(math.cos(first) / math.cos(second)) / math.log(_tan(second) / _tan(first))
    factor = math.cos(first) * _tan(first) ** n / n
    base = factor / _tan((first + second) / 2) ** n

    def conic(lat: float, lon: float) -> Point:
        rho = factor / _tan(math.radians(lat)) ** n
        theta = n * math.radians(lon - meridian)
        return rho * math.sin(theta), base - rho * math.cos(theta)

    return conic


def _tan(lat: float) -> float:
    return math.tan(math.pi / 4 + lat / 2)


def _edge(west: float, south: float, east: float, north: float) -> Iterable[Point]:
    for step in range(11):
        share = step / 10
        lon, lat = west + (east - west) * share, south + (north - south) * share
        yield from ((south, lon), (north, lon), (lat, west), (lat, east))


def _path(ring: Sequence[Point], place: Callable[[float, float], Point]) -> str:
    points = [place(lat, lon) for lon, lat in ring]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z"


def _grid(view: tuple[float, float, float, float], place: Callable[[float, float], Point]) -> Iterable[str]:
    """Parallels and meridians every ten degrees."""
    west, south, east, north = view
    lats = [lat for lat in range(-80, 81, 10) if south <= lat <= north]
    lons = [lon for lon in range(-360, 361, 10) if west <= lon <= east]
    lines = [[place(lat, lon) for lon in lons] for lat in lats] + [[place(lat, lon) for lat in lats] for lon in lons]
    return ["M" + "L".join(f"{x:g},{y:g}" for x, y in line) for line in lines if len(line) > 1]


@cache
def _coast() -> list[list[Point]]:
    """Rings of the world's land as (east, north) degrees; a lake is a ring inside a ring."""
    text = (Path(__file__).parent / "data" / "coast.json").read_text(encoding="utf-8")
    return [[(lon, lat) for lon, lat in ring] for ring in json.loads(text)]


def _land_in(view: tuple[float, float, float, float]) -> Iterable[list[Point]]:
    """The rings that reach into the view, cut to it: far points of a conic projection would fold over."""
    west, south, east, north = view
    for ring in _coast():
        cut: list[Point] = ring
        for inside, at, axis in (
            (lambda p: p[0] >= west, west, 0),
            (lambda p: p[0] <= east, east, 0),
            (lambda p: p[1] >= south, south, 1),
            (lambda p: p[1] <= north, north, 1),
        ):
            cut = _clipped(cut, inside, at, axis)
        if len(cut) > 2:
            yield cut


def _clipped(ring: Sequence[Point], inside: Callable[[Point], bool], at: float, axis: int) -> list[Point]:
    """Sutherland and Hodgman's clip of a ring by one line."""
    kept: list[Point] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if inside(before) != inside(point):
            share = (at - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if inside(point):
            kept.append(point)
    return kept


_SIDES: tuple[tuple[str, float, float], ...] = (  # side, and where the label's middle lies in widths and lines
    ("right", 0.5, 0.0),
    ("left", -0.5, 0.0),
    ("above", 0.0, -0.9),
    ("below", 0.0, 0.9),
)


def _dots(places: Sequence[Place], place: Callable[[float, float], Point], height: float) -> Iterable[Dot]:
    """Dots with their labels on the first side where they cover no other dot, no other label and no edge."""
    spots = [place(p.latitude, p.longitude) for p in places]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    for one, (x, y) in zip(places, spots, strict=True):
        wide = len(one.label) * LETTER
        boxes = {side: _box(x, y, wide, dx, dy) for side, dx, dy in _SIDES}
        own = (x - 8, y - 8, x + 8, y + 8)
        side = min(boxes, key=lambda name: _cost(boxes[name], [box for box in taken if box != own], height))
        taken.append(boxes[side])
        left, top, right, bottom = boxes[side]
        anchor = {"right": left, "left": right}.get(side, (left + right) / 2)
        yield Dot(one.id, one.label, x, y, round(anchor, 1), round((top + bottom) / 2, 1), side)


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, wide: float, dx: float, dy: float) -> _Box:
    middle = x + dx * (wide + 2 * GAP)
    level = y + dy * LINE
    return middle - wide / 2, level - LINE / 2, middle + wide / 2, level + LINE / 2


def _cost(box: _Box, taken: Iterable[_Box], height: float) -> float:
    """How much of other boxes, and of the outside, a label would cover."""
    left, top, right, bottom = box
    outside = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -top) + max(0.0, bottom - height)
    covered = sum(
        max(0.0, min(right, r) - max(left, lf)) * max(0.0, min(bottom, b) - max(top, t)) for lf, t, r, b in taken
    )
    return outside * LINE + covered
