"""Suggestions for an article of 6,000 characters with 1,000, 100,000 and 1,000,000 names known, on both databases:
`python -m bench.suggestions [largest number of names]`.

Every size has a database of its own, and they take turns: a busy machine is busy for all of them. Every figure comes
from a process that has just started: there is no build step and nothing is kept in memory. Beside it pyahocorasick,
which has both. Fails when a bound is broken: more than three queries, more than four times the time with most names
than with fewest, memory that grows with the names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.cluster import cluster

SIZES = (1_000, 100_000, 1_000_000)
LANGUAGES = 3  # names of a person
TURNS = 3
MOST_QUERIES, SLOWEST, MOST_MEMORY = 3, 4.0, 10.0  # of a search; times the first; megabytes more than the first

Env = dict[str, str]
Copied = Callable[[str, str], Env]  # a database under a new name, from the one of another name ("": a new one)


def main() -> int:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = [size for size in SIZES if size <= largest]
    broken: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for database in (sqlite, postgresql):
            with database(Path(folder)) as copied:
                broken += _measured(database.__name__, _filled(copied, sizes, folder))
    print("\npyahocorasick, names  build s  grows MB   scan ms   found")
    for size in sizes:
        one = _step(dict(os.environ), "automaton", str(size // LANGUAGES))
        cost = f"{one['build']:8.2f} {one['megabytes']:9.0f} {one['scan']:9.2f} {one['found']:7}"
        print(f"{size:20,} {cost}", flush=True)
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


@contextmanager
def sqlite(folder: Path) -> Iterator[Copied]:
    def copied(name: str, source: str) -> Env:
        if source:
            shutil.copytree(folder / source, folder / name)
        else:
            (folder / name).mkdir()
        env = {**os.environ, "GOZARESH_VAR": str(folder / name), "LOG_LEVEL": "CRITICAL"}
        env.pop("DATABASE_URL", None)
        return env

    yield copied


@contextmanager
def postgresql(folder: Path) -> Iterator[Copied]:
    import psycopg

    with cluster() as url:
        server = url.removesuffix("postgres")

        def copied(name: str, source: str) -> Env:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source or "template0"}"')
            return {**os.environ, "DATABASE_URL": server + name, "DATABASE_POOL": "0", "LOG_LEVEL": "CRITICAL"}

        yield copied


def _filled(copied: Copied, sizes: list[int], folder: str) -> dict[int, Env]:
    """Size -> where its database is; each is the one before with more names."""
    last, known = "names_0", 0
    _step(copied(last, ""), "prepare")
    filled: dict[int, Env] = {}
    for size in sizes:
        if sys.stderr.isatty():
            print(f"filling {size:,} names ...{'':20}", end="\r", file=sys.stderr, flush=True)
        filled[size] = copied(f"names_{size}", last)
        _step(filled[size], "fill", str(known // LANGUAGES), str(size // LANGUAGES), folder)
        last, known = f"names_{size}", size
    return filled


def _measured(database: str, filled: dict[int, Env]) -> list[str]:
    """Print a line for each size; returns the bounds that are broken."""
    turns = [{size: _step(env, "measure") for size, env in filled.items()} for _turn in range(TURNS)]
    print(f"\n{database:10} names  first ms  best ms  ratio  queries  found  MB before   after")
    best = {size: min((turn[size] for turn in turns), key=lambda one: float(one["best"])) for size in filled}
    first, broken = best[min(filled)], []
    for size, one in best.items():
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


def _step(env: Env, *said: str) -> dict[str, Any]:
    step = [sys.executable, "-m", "bench.suggesting", *said]
    done = subprocess.run(step, env=env, check=True, stdout=subprocess.PIPE)
    answer: dict[str, Any] = json.loads(done.stdout or "{}")
    return answer


if __name__ == "__main__":
    sys.exit(main())
