"""Asking pages, and how long each takes: the requests take turns, so that a busy machine is busy for all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

TURNS, ROUNDS = 5, 3

Measured = tuple[float, int, float]  # milliseconds, queries, kilobytes


def compared(asks: dict[str, tuple[AbstractContextManager[Any], Callable[[], Any]]]) -> dict[str, Measured]:
    """Milliseconds (median), queries and kilobytes of each request, made by turns; each in its own settings.

    A turn begins with a request that does not count: other settings make Django read templates and addresses again.
    """
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _turn in range(TURNS):
        for name, (inside, ask) in asks.items():
            with inside:
                ask()
                times[name] += [_timed(ask) for _round in range(ROUNDS)]
    rows = {}
    for name, (inside, ask) in asks.items():
        with inside:
            rows[name] = (statistics.median(times[name]) * 1000, *_weighed(ask))
    return rows


def _timed(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    answer = ask()
    taken = time.perf_counter() - begun
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{answer.status_code}: {answer.content[:500]!r}")
    return taken


def _weighed(ask: Callable[[], Any]) -> tuple[int, float]:
    """Queries and kilobytes of a request."""
    from django.db import connection, reset_queries

    connection.force_debug_cursor = True
    reset_queries()
    size = len(ask().content) / 1000
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    return queries, size
