"""Locator maps: every place inside the frame, labels that can be read, and paths that a browser can draw, anywhere."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.text.maps import LINE, LocatorMap, Place, locate, tie

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["fa", "en", "ru"]
NARROW = 9.0  # drawing units of an average letter of a 16-unit face: a label is at least this wide
NUMBER = r"-?\d+(?:\.\d+)?"
PATH = re.compile(rf"(?:M{NUMBER},{NUMBER}(?:L{NUMBER},{NUMBER})*Z? ?)*")

Box = tuple[float, float, float, float]


def capitals(language: str) -> list[Place]:
    """The nine places of the demo's map, in the order of its seed."""
    wanted = json.loads((ROOT / "seeds" / "cis-summit-2024.map.json").read_text(encoding="utf-8"))["places"]
    rows = json.loads((ROOT / "fixtures" / "entities.json").read_text(encoding="utf-8"))
    rows += json.loads((ROOT / "fixtures" / "background.json").read_text(encoding="utf-8"))
    fields = {row["fields"]["public_id"]: row["fields"] for row in rows if row["model"] == "newsroom.entity"}
    return [
        Place(one, fields[one][f"name_{language}"], fields[one]["latitude"], fields[one]["longitude"])
        for one in wanted
    ]


def at(*spots: tuple[float, float]) -> list[Place]:
    return [Place(f"p{number}", f"Place {number}", lat, lon) for number, (lat, lon) in enumerate(spots)]


def assert_drawable(drawing: LocatorMap) -> None:
    """A frame with a size, every dot inside it, paths of finite numbers only."""
    assert drawing.width == 1000
    assert 420 <= drawing.height <= 750
    for dot in drawing.dots:
        assert 0 <= dot.x <= drawing.width, dot
        assert 0 <= dot.y <= drawing.height, dot
        assert math.isfinite(dot.label_x)
        assert math.isfinite(dot.label_y)
        assert dot.side in {"right", "left", "above", "below"}
    for path in (drawing.land, drawing.grid):
        assert PATH.fullmatch(path), path[:200]


def label_box(drawing: LocatorMap, number: int) -> Box:
    """What a label covers at least: its letters around its anchor, by the side on which it stands."""
    dot = drawing.dots[number]
    wide = len(dot.label) * NARROW
    left = {"right": dot.label_x, "left": dot.label_x - wide}.get(dot.side, dot.label_x - wide / 2)
    return left, dot.label_y - LINE / 3, left + wide, dot.label_y + LINE / 3


def cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# --- the demo's map ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nine_capitals_lie_inside_the_frame_with_their_labels(language: str) -> None:
    drawing = locate(capitals(language))
    assert_drawable(drawing)
    assert [dot.label for dot in drawing.dots] == [place.label for place in capitals(language)]
    for number in range(9):
        left, top, right, bottom = label_box(drawing, number)
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_the_nine_capitals_covers_another_nor_a_dot(language: str) -> None:
    drawing = locate(capitals(language))
    boxes = [label_box(drawing, number) for number in range(9)]
    dots = [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in drawing.dots]
    assert not [pair for pair in combinations(range(9), 2) if cover(boxes[pair[0]], boxes[pair[1]])]
    assert not [(a, b) for a in range(9) for b in range(9) if cover(boxes[a], dots[b])]


def crossed(drawing: LocatorMap) -> list[int]:
    """The labels, by number, that stand on a line from the first dot to another."""
    hub, *others = drawing.dots
    found = []
    for dot in others:
        start, bend, end = tie((hub.x, hub.y), (dot.x, dot.y))
        for far in (step / 100 for step in range(1, 100)):
            shares = (1 - far) ** 2, 2 * far * (1 - far), far**2
            x = shares[0] * start[0] + shares[1] * bend[0] + shares[2] * end[0]
            y = shares[0] * start[1] + shares[1] * bend[1] + shares[2] * end[1]
            found += [number for number in range(9) if cover(label_box(drawing, number), (x, y, x, y))]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_of_the_hub_stands_on_none_of_its_lines(language: str) -> None:
    places = capitals(language)
    before, drawing = crossed(locate(places)), crossed(locate(places, hub=places[0].id))
    assert 0 in before  # to the right of it, as of most places, is where its lines leave
    assert 0 not in drawing
    assert len(drawing) < len(before) / 4


def test_the_capitals_lie_to_each_other_as_on_the_globe() -> None:
    spots = {dot.label: dot for dot in locate(capitals("en")).dots}
    assert spots["Minsk"].x < spots["Moscow"].x < spots["Tashkent"].x < spots["Bishkek"].x
    assert spots["Moscow"].y < spots["Astana"].y < spots["Bishkek"].y < spots["Ashgabat"].y
    assert spots["Moscow"].y < spots["Minsk"].y < spots["Yerevan"].y


def test_a_label_in_another_language_moves_no_place() -> None:
    drawings = [locate(capitals(language)) for language in LANGUAGES]
    assert len({tuple((dot.id, dot.x, dot.y) for dot in drawing.dots) for drawing in drawings}) == 1
    assert len({(drawing.land, drawing.grid, drawing.height) for drawing in drawings}) == 1


def test_land_is_there_and_it_is_drawn_at_once() -> None:
    started = process_time()
    drawing = locate(capitals("en"))
    assert process_time() - started < 2
    assert drawing.land.count("M") > 5
    assert drawing.grid.count("M") > 8


def test_the_same_places_give_the_same_drawing() -> None:
    assert locate(capitals("ru")) == locate(capitals("ru"))


# --- anywhere ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spot",
    [(55.75, 37.62), (0, 0), (0, -78.5), (-33.9, 18.4), (-54.8, -68.3), (64.1, -21.9), (78.2, 15.6), (21.3, -157.9),
     (-18.1, 178.4), (-13.8, -171.8), (64.7, 177.5), (0.3, 32.6), (90, 0), (-90, 0), (84.9, 180), (0, 180), (0, -180)],
)  # fmt: skip
def test_a_single_place_stands_in_the_middle_of_what_is_around_it(spot: tuple[float, float]) -> None:
    drawing = locate(at(spot))
    assert_drawable(drawing)
    (dot,) = drawing.dots
    assert abs(dot.x - 500) < 1
    if abs(spot[0]) < 60:
        assert abs(dot.y - drawing.height / 2) < 60
    if abs(spot[0]) < 80:  # at the pole itself it would leave the frame
        assert dot.side == "right"


@pytest.mark.parametrize(
    "spots",
    [
        [(0, 10), (0, 40)],  # on the equator
        [(0, 10), (0, 10)],  # the same place twice
        [(30, 10), (-30, 12)],  # on both sides of it
        [(-18.1, 178.4), (-13.8, -171.8)],  # on both sides of the date line
        [(64.7, 177.5), (66.0, -169.8)],
        [(69.0, 33.1), (69.0, -51.1), (71.3, -156.8)],  # around the pole
        [(89.9, 0), (89.9, 179.9)],
        [(-77.8, 166.7), (-67.6, -68.1)],
        [(80, -170), (-80, 170)],  # the whole world
        [(51.5, -0.1), (-33.9, 151.2), (35.7, 139.7), (-34.6, -58.4)],
    ],
)
def test_places_at_the_equator_the_date_line_and_the_poles_are_drawn(spots: list[tuple[float, float]]) -> None:
    assert_drawable(locate(at(*spots)))


def strokes(path: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Every straight line of a path."""
    for ring in path.split("M")[1:]:
        points = [(float(x), float(y)) for x, y in re.findall(rf"({NUMBER}),({NUMBER})", ring)]
        yield from pairwise([*points, points[0]])


def is_land(drawing: LocatorMap, at_x: float, at_y: float) -> bool:
    """Whether a point is drawn as land: a line from it to the left crosses the coast an odd number of times."""
    crossed = False
    for (x, y), (x2, y2) in strokes(drawing.land):
        if (y > at_y) != (y2 > at_y) and x + (at_y - y) * (x2 - x) / (y2 - y) < at_x:
            crossed = not crossed
    return crossed


LAND = [(55.75, 37.62), (53.9, 27.57), (68.3, 35.0), (64.9, -18.5), (66.5, 175.0), (66.5, -172.0), (48.0, 68.0),
        (0.5, 22.0), (-25.0, 134.0), (-75.0, 100.0), (-80.0, -120.0), (-88.0, 10.0), (40.0, -100.0)]  # fmt: skip
SEA = [(67.5, 0.0), (67.0, -58.0), (72.0, 35.0), (42.5, 52.0 - 1.0), (43.3, 34.0), (-16.5, -140.0), (-16.5, 100.0),
       (66.0, -28.0), (0.0, -30.0), (60.0, 178.0), (71.2, -60.0), (-60.0, 179.9), (85.0, 100.0)]  # fmt: skip


@pytest.mark.parametrize(("spot", "land"), [*((spot, True) for spot in LAND), *((spot, False) for spot in SEA)])
def test_land_is_land_and_sea_is_sea(spot: tuple[float, float], land: bool) -> None:
    """Also where a coast crosses the date line: drawn as a jump, Chukotka would cover the Norwegian Sea."""
    drawing = locate(at(spot))
    (dot,) = drawing.dots
    assert is_land(drawing, dot.x, dot.y) is land


@pytest.mark.parametrize(
    ("spot", "points"),
    [
        ((55.75, 37.62), [(990, 10), (990, 600), (900, 100)]),  # Siberia in the corner of a map of Moscow
        ((69.0, 33.1), [(900, 600), (500, 600), (990, 550)]),  # Russia south of Murmansk
        ((53.9, 27.57), [(990, 10), (990, 300)]),
    ],
)
def test_land_goes_on_to_the_edges_of_the_frame(
    spot: tuple[float, float], points: list[tuple[float, float]]
) -> None:
    """What is left out far away is left out beyond the frame, and a cut along a parallel bends with it."""
    drawing = locate(at(spot))
    assert [point for point in points if not is_land(drawing, *point)] == []


def test_chukotka_is_drawn_on_both_sides_of_the_date_line() -> None:
    """At Anadyr there is land in the west of the map and in the east of it: Siberia and Alaska."""
    drawing = locate(at((64.7, 177.5)))
    xs = [x for (x, y), _end in strokes(drawing.land) if 0 < y < drawing.height and 0 < x < drawing.width]
    assert len([x for x in xs if x < 300]) > 3
    assert len([x for x in xs if x > 700]) > 3


def test_neighbours_across_the_date_line_are_drawn_as_neighbours() -> None:
    """Suva and Apia are a thousand kilometres apart; the way around the globe is thirty-eight thousand."""
    suva, apia = locate(at((-18.1, 178.4), (-13.8, -171.8))).dots
    assert suva.x < apia.x
    assert apia.x - suva.x < 500


spots = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(max_examples=30)
@given(st.lists(spots, min_size=1, max_size=6))
def test_no_place_on_earth_breaks_a_map(found: list[tuple[float, float]]) -> None:
    assert_drawable(locate(at(*found)))


@settings(max_examples=30)
@given(st.tuples(st.floats(-60, 70), st.floats(-130, 130)), st.floats(0.5, 8), st.floats(0.5, 8))
def test_north_is_up_and_east_is_right_among_neighbours(spot: tuple[float, float], up: float, right: float) -> None:
    lat, lon = spot
    here, north, east = locate(at((lat, lon), (lat + up, lon), (lat, lon + right))).dots
    assert north.y < here.y
    assert east.x > here.x


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a place"):
        locate([])
