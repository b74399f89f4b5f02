"""Suggestions for an article of 6,000 characters with 1,000, 100,000 and 1,000,000 names known, on both databases:
`python -m bench.suggestions [largest number of names]`.

Every figure comes from a process of its own that has just started: there is no build step and nothing is kept in
memory. Beside it pyahocorasick, which has both. Fails when a bound is broken: more than three queries, more than four
times the time with most names than with fewest, memory that grows with the names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.cluster import cluster

SIZES = (1_000, 100_000, 1_000_000)
LANGUAGES = 3  # names of a person
MOST_QUERIES, SLOWEST, MOST_MEMORY = 3, 4.0, 10.0  # of a search; times the first; megabytes more than the first


def main() -> int:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = [size for size in SIZES if size <= largest]
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for database in (sqlite, postgresql):
            with database(folder) as env:
                broken += _measured(database.__name__, sizes, Path(folder), env)
    print("\npyahocorasick, names  build s  grows MB   scan ms   found")
    for size in sizes:
        one = _step(dict(os.environ), "automaton", str(size // LANGUAGES))
        cost = f"{one['build']:8.2f} {one['megabytes']:9.0f} {one['scan']:9.2f} {one['found']:7}"
        print(f"{size:20,} {cost}", flush=True)
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


@contextmanager
def sqlite(folder: str) -> Iterator[dict[str, str]]:
    var = Path(folder) / "var"
    var.mkdir()
    env = {**os.environ, "GOZARESH_VAR": str(var), "LOG_LEVEL": "CRITICAL"}
    env.pop("DATABASE_URL", None)
    yield env


@contextmanager
def postgresql(folder: str) -> Iterator[dict[str, str]]:
    with cluster() as url:
        yield {**os.environ, "DATABASE_URL": url, "DATABASE_POOL": "0", "LOG_LEVEL": "CRITICAL"}


def _measured(database: str, sizes: list[int], folder: Path, env: dict[str, str]) -> list[str]:
    """Print a line for each size; returns the bounds that are broken."""
    print(f"\n{database:10} names  first ms  best ms  ratio  queries  found  MB before   after", flush=True)
    _step(env, "prepare")
    known, first, broken = 0, {}, []
    for size in sizes:
        if size > SIZES[1] and sys.stderr.isatty():
            print(f"filling {size:,} names ...", end="\r", file=sys.stderr, flush=True)
        _step(env, "fill", str(known // LANGUAGES), str(size // LANGUAGES), str(folder))
        known = size
        one = _step(env, "measure")
        first = first or one
        ratio = one["best"] / first["best"]
        print(
            f"{size:16,} {one['first']:9.1f} {one['best']:8.1f} {ratio:6.2f} {one['queries']:8} {one['found']:6} "
            f"{one['before']:10.1f} {one['after']:7.1f}",
            flush=True,
        )
        broken += [f"{database}, {size:,} names: {why}" for why in _broken(one, first, ratio)]
    return broken


def _broken(one: dict[str, Any], first: dict[str, Any], ratio: float) -> Iterator[str]:
    if one["length"] != 6_000:
        yield f"the article has {one['length']} characters"
    if one["queries"] > MOST_QUERIES:
        yield f"{one['queries']} queries, at most {MOST_QUERIES}"
    if ratio > SLOWEST:
        yield f"{ratio:.1f} times as slow, at most {SLOWEST:.0f}"
    grown = (one["after"] - one["before"]) - (first["after"] - first["before"])
    if grown > MOST_MEMORY:
        yield f"{grown:.0f} MB more in memory, at most {MOST_MEMORY:.0f}"


def _step(env: dict[str, str], *said: str) -> dict[str, Any]:
    step = [sys.executable, "-m", "bench.suggesting", *said]
    done = subprocess.run(step, env=env, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout or "{}")
    return answer


if __name__ == "__main__":
    sys.exit(main())
