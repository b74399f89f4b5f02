"""Stretches: a long list a page at a time, by number, without counting the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[_Row]):
    """The rows of one page, counted from 1."""

    rows: tuple[_Row, ...]
    number: int
    has_next: bool

    @property
    def before(self) -> int:
        """The number of the page before, 0 for none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the next page, 0 for none."""
        return self.number + 1 if self.has_next else 0


def stretch(rows: QuerySet[Any, _Row], number: int, size: int) -> Stretch[_Row]:
    """The `number`-th page of ordered rows: one query, which asks for one row more than it shows."""
    first = (number - 1) * size
    found = list(rows[first : first + size + 1])
    return Stretch(tuple(found[:size]), number, has_next=len(found) > size)
