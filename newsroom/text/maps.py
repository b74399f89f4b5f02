"""Locator maps: some places on the land that is there, drawn without borders, which are not ours to draw.

Pure arithmetic: places and the world's coast line (`data/coast.json`) to the shapes of one drawing. The page that
shows it adds colours and directions. Projection: Lambert's conformal conic with two standard parallels inside the
shown region (Snyder, Map Projections, USGS 1987, pp. 104-109), which keeps shapes right at middle latitudes; a region
at the equator, at a pole or around half of the globe is drawn equirectangular.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

WIDTH = 1000.0
MARGIN = 0.16  # of the extent, on each side
TALLEST, FLATTEST = 0.75, 0.42  # height : width
SMALLEST_EXTENT = 24.0  # degrees: a single town is shown with the seas around it
CONIC_TO = 79.0  # degrees north or south: a cone does not reach the pole
WIDEST_CONIC = 180.0  # degrees of longitude: a wider cone would close on itself
AROUND = 75.0  # degrees east and west of the shown region that the upper corners of a cone still see
BLEED = 20.0  # drawing units that land goes on beyond the frame, so that no cut is seen
STEP = 5.0  # degrees: the longest straight line along a parallel, which a cone bends
DRAWINGS = 64  # that are kept: to draw one takes as long as the rest of a page
TIE, TIE_STEPS = 3.0, 20  # half of the breadth that a tie takes up, in drawing units, and the points looked at on it
LETTER, LINE, GAP = 20.0, 42.0, 13.0  # estimated size of a label, and its distance from the dot, in drawing units

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # least x, least y, greatest x, greatest y
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


def locate(places: Sequence[Place], *, hub: str = "") -> LocatorMap:
    """Draw the map that shows all of `places`; raises ValueError when there is none.

    `hub` is the id of the place to which the page ties all others by lines: labels keep clear of these too.
    """
    if not places:
        raise ValueError("a map needs a place")
    return _drawn(tuple(places), hub)


@lru_cache(maxsize=DRAWINGS)
def _drawn(places: Sequence[Place], hub: str) -> LocatorMap:
    places = _unrolled(places)
    west, south, east, north = extent = _extent(places)
    conic = max(abs(p.latitude) for p in places) <= CONIC_TO and east - west <= WIDEST_CONIC
    project = (_conic if conic else _flat)(south, north, (west + east) / 2)
    frame = [project(lat, lon) for lat, lon in _edge(west, south, east, north)]
    left, right = min(x for x, _y in frame), max(x for x, _y in frame)
    bottom, top = min(y for _x, y in frame), max(y for _x, y in frame)
    scale = min(WIDTH / (right - left), TALLEST * WIDTH / (top - bottom))
    height = min(max((top - bottom) * scale, FLATTEST * WIDTH), TALLEST * WIDTH)
    centre, middle = (left + right) / 2, (top + bottom) / 2

    def place(lat: float, lon: float) -> Point:
        x, y = project(lat, lon)
        return round(WIDTH / 2 + (x - centre) * scale, 1), round(height / 2 - (y - middle) * scale, 1)

    view = _view(extent, 85.0 if conic else 90.0)
    screen = (-BLEED, -BLEED, WIDTH + BLEED, height + BLEED)
    drawn = ([place(lat, lon) for lon, lat in _bent(ring)] for ring in _land_in(view))
    return LocatorMap(
        width=round(WIDTH),
        height=math.ceil(height),  # a dot on the last fraction still stands inside
        land=" ".join(_path(ring) for ring in (_cut(ring, screen) for ring in drawn) if len(ring) > 2),
        grid=" ".join(_grid(view, place)),
        dots=tuple(_dots(places, place, height, hub)),
    )


def _extent(places: Sequence[Place]) -> Box:
    """West, south, east, north of the shown region."""
    lats, lons = [p.latitude for p in places], [p.longitude for p in places]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    reach = 80.0 if max(map(abs, lats)) <= CONIC_TO else 90.0
    tall = max(max(lats) - min(lats), SMALLEST_EXTENT) * (1 + 2 * MARGIN)
    south, north = max(lat - tall / 2, -reach), min(lat + tall / 2, reach)
    wide = max(max(lons) - min(lons), SMALLEST_EXTENT * 1.8) * (1 + 2 * MARGIN)
    upright = (north - south) / TALLEST / math.cos(math.radians((south + north) / 2))  # as wide as the frame is then
    wide = min(max(wide, upright), 360.0)
    return lon - wide / 2, south, lon + wide / 2, north


def _unrolled(places: Sequence[Place]) -> list[Place]:
    """The places with longitudes that count on across the date line where that is the shorter way around."""
    lons = sorted({p.longitude for p in places})
    _gap, start = max((after - before, after) for before, after in pairwise([lons[-1] - 360, *lons]))
    east = [start + (p.longitude - start) % 360 for p in places]
    turn = 360 * math.floor(((min(east) + max(east)) / 2 + 180) / 360)
    return [replace(p, longitude=lon - turn) for p, lon in zip(places, east, strict=True)]


def _view(extent: Box, reach: float) -> Box:
    """What is drawn: the shown region and enough around it to fill the corners, never a meridian twice."""
    west, south, east, north = extent
    more = min(AROUND, (360 - (east - west)) / 2)
    return west - more, max(south - 20, -reach), east + more, min(north + 20, reach)


def _flat(south: float, north: float, meridian: float) -> Projection:
    stretch = math.cos(math.radians((south + north) / 2))
    return lambda lat, lon: (math.radians(lon - meridian) * stretch, math.radians(lat))


def _conic(south: float, north: float, meridian: float) -> Projection:
    first, second = math.radians(south + (north - south) / 6), math.radians(north - (north - south) / 6)
    if min(abs(first), abs(second)) < 0.1 or first * second < 0:
        return _flat(south, north, meridian)
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


def _path(ring: Sequence[Point]) -> str:
    return "M" + "L".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in ring) + "Z"


def _grid(view: Box, place: Callable[[float, float], Point]) -> Iterable[str]:
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
    return [_unbroken(ring) for ring in json.loads(text)]


def _unbroken(ring: Sequence[Sequence[float]]) -> list[Point]:
    """A ring whose longitudes count on across the date line: a jump would be drawn as a band around the globe."""
    turn, found = 0.0, []
    for (before, _lat), (lon, lat) in pairwise([ring[0], *ring]):
        if abs(lon - before) > 180:
            turn -= math.copysign(360, lon - before)
        found.append((lon + turn, lat))
    if turn:  # it went around the globe, as Antarctica does: closed by way of the pole
        pole = math.copysign(90, found[0][1])
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def _land_in(view: Box) -> Iterable[list[Point]]:
    """The rings that reach into the view, cut to it: far points of a conic projection would fold over."""
    west, _south, east, _north = view
    turns = (-720.0, -360.0, 0.0, 360.0, 720.0)  # a region across the date line sees land of two turns
    for turn, ring in ((turn, ring) for turn in turns for ring in _coast()):
        if max(ring)[0] + turn < west or min(ring)[0] + turn > east:
            continue
        if cut := _cut([(lon + turn, lat) for lon, lat in ring], view):
            yield cut


def _bent(ring: Sequence[Point]) -> Iterable[Point]:
    """The ring with points added on its long lines, so that they follow their parallel."""
    for (x, y), (x2, y2) in pairwise([*ring, ring[0]]):
        steps = math.ceil(abs(x2 - x) / STEP) or 1
        yield from ((x + (x2 - x) * step / steps, y + (y2 - y) * step / steps) for step in range(steps))


def _cut(ring: list[Point], box: Box) -> list[Point]:
    """The part of a ring that lies in a box."""
    left, low, right, high = box
    for inside, at, axis in (
        (lambda p: p[0] >= left, left, 0),
        (lambda p: p[0] <= right, right, 0),
        (lambda p: p[1] >= low, low, 1),
        (lambda p: p[1] <= high, high, 1),
    ):
        ring = _clipped(ring, inside, at, axis)
    return ring


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


def tie(hub: Point, end: Point) -> tuple[Point, Point, Point]:
    """The line from the hub to a place: a quadratic curve that leaves along the parallel and arrives along the
    meridian; its two ends with the point in the middle that bends it. `templates/public/_map.html` draws it.
    """
    return hub, (end[0], hub[1]), end


def _on(curve: tuple[Point, Point, Point]) -> Iterable[Box]:
    """Small boxes along a tie, which a label had better not cover."""
    for step in range(1, TIE_STEPS):
        far = step / TIE_STEPS
        shares = ((1 - far) ** 2, 2 * far * (1 - far), far**2)
        x, y = (sum(share * point[axis] for share, point in zip(shares, curve, strict=True)) for axis in (0, 1))
        yield x - TIE, y - TIE, x + TIE, y + TIE


def _dots(
    places: Sequence[Place], place: Callable[[float, float], Point], height: float, hub: str
) -> Iterable[Dot]:
    """Dots with their labels on the first side where they cover no other dot, no other label, no tie and no edge."""
    spots = [place(p.latitude, p.longitude) for p in places]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    centre = next((spot for one, spot in zip(places, spots, strict=True) if one.id == hub), None)
    if centre:
        taken += [box for spot in spots if spot != centre for box in _on(tie(centre, spot))]
    for one, (x, y) in zip(places, spots, strict=True):
        wide = len(one.label) * LETTER
        boxes = {side: _box(x, y, wide, dx, dy) for side, dx, dy in _SIDES}
        own = (x - 8, y - 8, x + 8, y + 8)
        side = min(boxes, key=lambda name: _cost(boxes[name], [box for box in taken if box != own], height))
        taken.append(boxes[side])
        left, top, right, bottom = boxes[side]
        anchor = {"right": left, "left": right}.get(side, (left + right) / 2)
        yield Dot(one.id, one.label, x, y, round(anchor, 1), round((top + bottom) / 2, 1), side)


def _box(x: float, y: float, wide: float, dx: float, dy: float) -> Box:
    middle = x + dx * (wide + 2 * GAP)
    level = y + dy * LINE
    return middle - wide / 2, level - LINE / 2, middle + wide / 2, level + LINE / 2


def _cost(box: Box, taken: Iterable[Box], height: float) -> float:
    """How much of other boxes, and of the outside, a label would cover."""
    left, top, right, bottom = box
    outside = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -top) + max(0.0, bottom - height)
    covered = sum(
        max(0.0, min(right, r) - max(left, lf)) * max(0.0, min(bottom, b) - max(top, t)) for lf, t, r, b in taken
    )
    return outside * LINE + covered
