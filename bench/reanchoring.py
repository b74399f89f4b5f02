"""Re-anchoring a long block beside difflib on the same texts: `python -m bench.reanchoring`.

Every row is one edit of a block of a hundred thousand code points, made of the report's paragraphs in its three
languages, that carries a mention every thousand. difflib compares the two texts letter by letter, with its heuristic
for popular letters, without which it does not come to an end; the time of difflib over words, which have no offsets
inside them, stands beside it. Ours is the best of three. Fails when a ratio to the first is above the bound, or an edit
of one passage takes more than 50 ms.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from newsroom.annotation.anchoring import Anchor, reanchor, selectors
from tests.annotation.simulate_edits import sources

LENGTH = 100_000
BOUND = 0.2
MOST_MS = 50
EVERY = {"one passage": 0, "a word in 5,000": 5_000, "a word in 1,000": 1_000, "a word in 200": 200}


def main() -> int:
    text = _text()
    places = range(0, len(text) - 20, 1_000)
    spans = [Anchor(str(at), at, at + 12, *selectors(text, at, at + 12)) for at in places]
    print(f"{'edit':<16}{'ours ms':>9}{'difflib ms':>12}{'ratio':>8}{'of words ms':>13}{'ratio':>8}{'kept':>8}")
    good = True
    for name, every in EVERY.items():
        new = _edited(text, every)
        ours, placed = _best(lambda new=new: reanchor(text, new, spans))
        theirs, _ops = _best(lambda new=new: _opcodes(text, new), runs=1)
        words, _ops = _best(lambda new=new: _opcodes(text.split(" "), new.split(" ")), runs=1)
        kept = sum(one.state == "kept" for one in placed) / len(placed)
        ratios = f"{theirs:12.1f}{ours / theirs:8.3f}{words:13.1f}{ours / words:8.3f}"
        print(f"{name:<16}{ours:9.1f}{ratios}{kept:8.1%}")
        good = good and ours / theirs <= BOUND and (every or ours <= MOST_MS)
    print(f"bound: {BOUND} of difflib's time, {MOST_MS} ms for one passage: {'held' if good else 'BROKEN'}")
    return 0 if good else 1


def _text() -> str:
    paragraphs = [source.text for source in sources()]
    draw = random.Random(1)
    found: list[str] = []
    while sum(map(len, found)) < LENGTH:
        found.append(" ".join(draw.sample(paragraphs, 3)))
    return " ".join(found)[:LENGTH]


def _edited(text: str, every: int) -> str:
    """Another passage in the middle, or another word at each so many letters."""
    if not every:
        middle = len(text) // 2
        return f"{text[:middle]} чтобы было иначе {text[middle + 200 :]}"
    draw = random.Random(every)
    words = text.split(" ")
    for at in range(0, len(words), max(every * len(words) // len(text), 1)):
        words[at] = draw.choice(words)
    return " ".join(words)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> object:
    return SequenceMatcher(None, old, new).get_opcodes()


def _best(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        answer = work()
        times.append(1000 * (time.perf_counter() - begun))
    return min(times), answer


if __name__ == "__main__":
    sys.exit(main())
