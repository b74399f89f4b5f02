"""A page with 500 marks against the same page with none: `python -m bench.marks`.

The page is an article of 20,000 characters, which is where 500 marks are found (the demo report has one every forty
characters), drawn block by block as readers' and editors' pages draw it. The same 500 on 6,000 characters are printed
beside it. Fails when the page takes more than three times as long with its marks as without.
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

MARKS, MOST, ROUNDS = 500, 3.0, 60
LENGTHS = (20_000, 6_000)
KINDS = ("mention", "mention", "mention", "suggestion", "statement", "note")
WORDS = {"statement": (5, 13), "note": (5, 13)}  # how long; names have up to three words


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    import django

    django.setup()
    print("\ncharacters  marks       ms   ratio")
    ratios = {length: _ratio(length) for length in LENGTHS}
    if ratios[LENGTHS[0]] > MOST:
        print(f"BROKEN: {ratios[LENGTHS[0]]:.2f} times the page without marks, at most {MOST:.0f}")
        return 1
    return 0


def _ratio(length: int) -> float:
    from bench.articles import texts_of
    from newsroom.text.marks import draw

    texts = texts_of(length)

    def page(marks: Sequence[Sequence[Any]]) -> Callable[[], object]:
        return lambda: [draw(text, some, direction="rtl") for text, some in zip(texts, marks, strict=True)]

    without, with_them = _best(page([()] * len(texts)), page(_marks(texts)))
    for count, took in ((0, without), (MARKS, with_them)):
        print(f"{length:10,} {count:6} {took:8.2f} {took / without:7.2f}", flush=True)
    return with_them / without


def _marks(texts: Sequence[str]) -> list[list[Any]]:
    """Names, statements and notes anywhere; some lie inside others, some cross."""
    draw, total, passed, drawn = random.Random(MARKS), sum(map(len, texts)), 0, 0
    marked: list[list[Any]] = []
    for text in texts:
        words = [word.span() for word in re.finditer(r"\w+", text)]
        passed += len(text)
        wanted = round(MARKS * passed / total) - drawn
        marked.append([_mark(draw, words, drawn + number) for number in range(wanted)])
        drawn += wanted
    return marked


def _mark(draw: random.Random, words: Sequence[tuple[int, int]], number: int) -> Any:
    from newsroom.text.marks import Mark

    kind, first = draw.choice(KINDS), draw.randrange(len(words))
    last = min(first + draw.randint(*WORDS.get(kind, (1, 3))), len(words)) - 1
    attrs = {"data-kind": "person", "title": "ولادیمیر پوتین"}
    return Mark(words[first][0], words[last][1], kind, id=f"a-{number}", attrs=attrs)


def _best(*works: Callable[[], object]) -> list[float]:
    """Milliseconds of each; they take turns, so that a busy machine is busy for all of them."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(ROUNDS):
        for number, work in enumerate(works):
            begun = time.perf_counter()
            work()
            times[number].append(time.perf_counter() - begun)
    return [min(some) * 1000 for some in times]


if __name__ == "__main__":
    sys.exit(main())
