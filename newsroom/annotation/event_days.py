"""Event days: a day on which a text says that an event is held, outside the days that the knowledge base has for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.annotation.antecedents import Named
from newsroom.text import edtf
from newsroom.text.calendars import FoundDate, find_dates
from newsroom.text.happening import means_an_event, says_when
from newsroom.text.segments import sentences


@dataclass(frozen=True, slots=True)
class Happening:
    """An event and its days (EDTF, "" is open)."""

    entity: str
    start: str = ""
    end: str = ""

    def excludes(self, day: dt.date) -> bool:
        """Whether the event surely was not on `day`; without an end only a day before its start is excluded."""
        first, last = edtf.earliest(self.start), edtf.latest(self.end)
        return (first is not None and day < first) or (last is not None and day > last)


@dataclass(frozen=True, slots=True)
class WrongDay:
    """A date [start, end) of a text that lies outside an event."""

    start: int
    end: int
    day: dt.date
    event: Happening


def wrong_days(
    text: str, language: str, mentions: Sequence[Named], events: Sequence[Happening], about: Happening | None
) -> list[WrongDay]:
    """Return the dates of a block that contradict the event of their sentence, in reading order.

    Only a sentence that says when something is held counts, with one event in it, named or, if the article is `about`
    one alone, meant by a common noun. One day in two calendars is one; of several days one that fits is enough.
    """
    by_entity = {one.entity: one for one in events}
    found: list[WrongDay] = []
    for sentence in sentences(text, language):
        inside = text[sentence.start : sentence.end]
        dates = [one for one in find_dates(text, language) if sentence.start <= one.start < sentence.end]
        if not dates or not says_when(inside, language):
            continue
        named = {
            one.entity for one in mentions if one.kind == "event" and sentence.start <= one.start < sentence.end
        }
        event = _event(named, by_entity, about if means_an_event(inside, language) else None)
        if event is not None and all(event.excludes(one.date) for one in dates):
            found += _wrong(dates, event)
    return found


def _event(named: set[str], events: dict[str, Happening], about: Happening | None) -> Happening | None:
    if not named:
        return about
    return events.get(next(iter(named))) if len(named) == 1 else None


def _wrong(dates: Sequence[FoundDate], event: Happening) -> list[WrongDay]:
    """One for each day, where it is written first."""
    first: dict[dt.date, FoundDate] = {}
    for one in dates:
        first.setdefault(one.date, one)
    return [WrongDay(one.start, one.end, day, event) for day, one in first.items()]
